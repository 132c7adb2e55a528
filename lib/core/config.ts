import type { z } from 'zod';
import { FaultlineError } from './faultline-error.ts';
import type { AnyModel } from './model.ts';
import { parseWith } from './schema-error.ts';

/** A config as a user gives it: any of the model's fields, the rest by preset or default. */
export type GivenConfig = Readonly<Record<string, unknown>>;

/** What a config field's schema says of itself. */
export interface FieldMeta {
  readonly help?: string;
  readonly unit?: string;
  /** May be changed by `set` while a run goes on. */
  readonly live?: boolean;
}

/**
 * The whole config: what was given over the preset over the defaults.
 *
 * @throws FaultlineError for an unknown field, a value out of range, an unknown preset.
 */
export function parseConfig(model: AnyModel, given: GivenConfig, where = 'config'): Record<string, unknown> {
  return parseWith(model.config, inFields(model, given, where), where);
}

/**
 * What is given, over the preset that it names, in the fields of the schema.
 *
 * @throws FaultlineError for an unknown preset.
 */
export function inFields(model: AnyModel, given: GivenConfig, where = 'config'): GivenConfig {
  if (!hasFields(given)) throw new FaultlineError(where, given, 'an object of fields is needed');
  // What may be a file is taken whole: no preset's parts stay under it.
  const whole = Object.keys(model.files ?? {}).filter((field) => given[field] !== undefined);
  const preset = Object.entries(presetOf(model, given.preset, where)).filter(
    ([field]) => !whole.includes(field),
  );
  const both = merged(Object.fromEntries(preset), given);
  return model.readGiven?.(both) ?? both;
}

/** What is given over a preset, field by field, also within fields that have fields. */
function merged(preset: GivenConfig, given: GivenConfig): GivenConfig {
  const both: Record<string, unknown> = { ...preset };
  for (const [name, value] of Object.entries(given)) {
    if (name === '__proto__') throw new FaultlineError('config', name, 'no such field');
    const under = both[name];
    both[name] = hasFields(under) && hasFields(value) ? merged(under, value) : value;
  }
  return both;
}

function hasFields(value: unknown): value is GivenConfig {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function presetOf(model: AnyModel, preset: unknown, where: string): GivenConfig {
  if (preset === undefined || preset === null) return {};
  const presets = model.presets ?? {};
  if (typeof preset === 'string' && Object.hasOwn(presets, preset)) return presets[preset];
  throw new FaultlineError(`${where}.preset`, preset, `one of ${Object.keys(presets).join(', ')}`);
}

/**
 * Config fields that may change while a run goes on, as paths.
 */
export function livePaths(model: AnyModel): string[] {
  return Object.entries(model.config.shape)
    .filter(([, schema]) => metaOf(schema as z.ZodType).live === true)
    .map(([name]) => name);
}

/** What a field says of itself, under its default and the like. */
export function metaOf(schema: z.ZodType): FieldMeta {
  const inner = (schema.def as { innerType?: z.ZodType }).innerType;
  return { ...(inner && metaOf(inner)), ...(schema.meta() as FieldMeta | undefined) };
}

/**
 * A copy of `object` with the value at a dotted path replaced; numbers in the path index lists.
 *
 * @throws FaultlineError when the path leads through something that has no fields.
 */
export function withPath(
  object: GivenConfig,
  path: string,
  value: unknown,
  where: string,
): Record<string, unknown> {
  const steps = path.split('.');
  if (steps.some((step) => step === '' || step === '__proto__')) {
    throw new FaultlineError(where, path, 'a path of field names joined by dots');
  }
  const copy = structuredClone(object) as Record<string, unknown>;
  let here: Record<string, unknown> = copy;
  for (const [i, step] of steps.entries()) {
    if (Array.isArray(here) && !(/^\d+$/.test(step) && Number(step) < here.length)) {
      throw new FaultlineError(where, path, `a list of ${here.length} has no ${step}`);
    }
    if (i === steps.length - 1) here[step] = value;
    else {
      here[step] ??= {};
      const next = here[step];
      if (typeof next !== 'object' || next === null) {
        throw new FaultlineError(where, path, `${steps.slice(0, i + 1).join('.')} has no fields`);
      }
      here = next as Record<string, unknown>;
    }
  }
  return copy;
}
