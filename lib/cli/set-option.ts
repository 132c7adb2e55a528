import { isDeepStrictEqual } from 'node:util';
import type { z } from 'zod';
import { type GivenConfig, inFields, parseConfig, withPath } from '../core/config.ts';
import { FaultlineError } from '../core/faultline-error.ts';
import type { AnyModel } from '../core/model.ts';
import { parseWith } from '../core/schema-error.ts';
import { nodeHost } from '../node/node-host.ts';

/** One `--set path=value`. */
export interface Setting {
  readonly path: string;
  readonly value: unknown;
}

/**
 * Reads `path=value`: the value is JSON where it parses as such, a text otherwise.
 *
 * @throws FaultlineError when there is no `=`, or nothing before it.
 */
export function parseSetting(text: string, option: string): Setting {
  const at = text.indexOf('=');
  if (at < 1) throw new FaultlineError(option, text, 'path=value, such as steps=40');
  const value = text.slice(at + 1);
  const parsed = jsonOrText(value);
  if (typeof parsed === 'string' && /^[[{]/.test(value)) {
    throw new FaultlineError(option, text, 'JSON after the =, such as [{"kind":"rate_rise","at":3}]');
  }
  return { path: text.slice(0, at), value: parsed };
}

function jsonOrText(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

/**
 * A config with settings over it, later ones over earlier ones. A path into a field that is not given
 * changes only that part of the field's preset or default.
 *
 * @throws FaultlineError for a path that leads nowhere, and for a bad preset.
 */
export function withSettings(
  model: AnyModel,
  given: GivenConfig,
  settings: readonly Setting[],
  option: string,
): GivenConfig {
  const preset = settings.findLast(({ path }) => path === 'preset');
  let config: GivenConfig = preset === undefined ? given : { ...given, preset: preset.value };
  for (const { path, value } of settings) {
    const field = path.split('.')[0];
    if (path === field) {
      config = withPath(config, path, value, option);
      continue;
    }
    const defaults = parseConfig(model, config.preset === undefined ? {} : { preset: config.preset });
    // A model may read an unknown name as something of its own, but not a path into one.
    if (!Object.hasOwn(defaults, field)) parseWith(model.config, withPath({}, path, value, option), 'config');
    if (!Object.hasOwn(config, field)) config = { ...config, [field]: defaults[field] };
    config = { ...config, [field]: contentOf(model, field, config) };
    config = withPath(config, path, value, option);
    if (path === `${field}.kind`) {
      config = { ...config, [field]: inForm(model, field, config[field] as GivenConfig, defaults[field]) };
    }
  }
  return config;
}

/** What a field holds; where it names a file or something shipped, what that is. */
function contentOf(model: AnyModel, field: string, config: GivenConfig): unknown {
  const parse = (model.files as Readonly<Record<string, (text: string, path: string) => unknown>>)?.[field];
  if (parse === undefined || typeof config[field] !== 'string') return config[field];
  const value = inFields(model, { [field]: config[field] })[field];
  return typeof value === 'string' ? parse(nodeHost.readText(value, `config.${field}`), value) : value;
}

/** A field of another kind than before, without the former kind's defaults that this one does not know. */
function inForm(model: AnyModel, field: string, value: GivenConfig, defaults: unknown): GivenConfig {
  const { error } = (model.config.shape[field] as z.ZodType).safeParse(value);
  const unknown = error?.issues.flatMap((issue) => (issue.code === 'unrecognized_keys' ? issue.keys : []));
  const former = { ...(defaults as GivenConfig) };
  const kept = Object.entries(value).filter(
    ([name, each]) => !(unknown?.includes(name) && isDeepStrictEqual(each, former[name])),
  );
  return Object.fromEntries(kept);
}
