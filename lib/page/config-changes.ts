import { type GivenConfig, withPath } from '../core/config.ts';

/** What one config has otherwise than another, by dotted path. */
export type ConfigChanges = Readonly<Record<string, unknown>>;

/**
 * How `config` differs from `base`, field by field. Where fields have gone, as in another form of a union,
 * the whole is one change.
 */
export function configChanges(base: GivenConfig, config: GivenConfig): ConfigChanges {
  return Object.fromEntries(changesUnder(base, config, ''));
}

/** The config of which `changes` are the changes. @throws FaultlineError for a path that leads nowhere. */
export function withChanges(base: GivenConfig, changes: ConfigChanges): GivenConfig {
  return Object.entries(changes).reduce<GivenConfig>(
    (config, [path, value]) => withPath(config, path, value, 'config'),
    base,
  );
}

function changesUnder(base: GivenConfig, config: GivenConfig, prefix: string): [string, unknown][] {
  return Object.entries(config).flatMap(([name, value]): [string, unknown][] => {
    const path = `${prefix}${name}`;
    const before = base[name];
    if (isSame(before, value)) return [];
    if (isObject(before) && isObject(value) && isWithin(before, value)) {
      return changesUnder(before, value, `${path}.`);
    }
    return [[path, value]];
  });
}

/** Whether the second has all fields of the first, by names that a path can say. */
function isWithin(before: GivenConfig, value: GivenConfig): boolean {
  const isThere = (name: string): boolean => Object.hasOwn(value, name);
  return Object.keys(before).every(isThere) && Object.keys(value).every((name) => /^\w+$/.test(name));
}

function isObject(value: unknown): value is GivenConfig {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isSame(a: unknown, b: unknown): boolean {
  if (Object.is(a, b)) return true;
  if (Array.isArray(a) && Array.isArray(b)) {
    return a.length === b.length && a.every((each, i) => isSame(each, b[i]));
  }
  if (!isObject(a) || !isObject(b)) return false;
  const names = Object.keys(a);
  return names.length === Object.keys(b).length && names.every((name) => isSame(a[name], b[name]));
}
