import type { Field } from './field.ts';

/**
 * The fields that what is selected fills in: `bank:7` is the `bank`, `node:3` the `node`, and one of `nodes`.
 */
export function prefilled(
  fields: readonly Field[],
  selected: string | null,
): Readonly<Record<string, unknown>> {
  if (selected === null) return {};
  const at = selected.indexOf(':');
  const kind = selected.slice(0, at);
  const rest = selected.slice(at + 1);
  const value = /^\d+$/.test(rest) ? Number(rest) : rest;
  const found = fields.flatMap(({ forms, name }): [string, unknown][] => {
    if (
      name === kind &&
      forms.some((form) => form.kind === (typeof value === 'number' ? 'number' : 'text'))
    ) {
      return [[name, value]];
    }
    return name === `${kind}s` && forms.some((form) => form.kind === 'json') ? [[name, [value]]] : [];
  });
  return Object.fromEntries(found);
}
