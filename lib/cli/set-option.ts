import { type GivenConfig, parseConfig, withPath } from '../core/config.ts';
import { FaultlineError } from '../core/faultline-error.ts';
import type { AnyModel } from '../core/model.ts';

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
    if (path !== field && !Object.hasOwn(config, field)) {
      const defaults = parseConfig(model, config.preset === undefined ? {} : { preset: config.preset });
      if (!Object.hasOwn(defaults, field)) {
        const known = Object.keys(defaults).join(', ');
        throw new FaultlineError(option, path, `a path into a field: ${field} is none; known are ${known}`);
      }
      config = { ...config, [field]: defaults[field] };
    }
    config = withPath(config, path, value, option);
  }
  return config;
}
