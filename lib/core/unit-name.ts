import type { AnyModel } from './model.ts';

/** A unit that a model declares, in the words of a config: `per time` as `per ms`. */
export function unitName(model: AnyModel, config: unknown, unit: string): string {
  const { units } = model.describe(config);
  return unit.replace(/\w+/g, (word) => (Object.hasOwn(units, word) ? units[word] : word));
}
