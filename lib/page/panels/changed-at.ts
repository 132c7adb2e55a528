/**
 * A field's value with the part at a path changed: `arrivals.rate` of the field `arrivals`. The field's own
 * path is the whole of it.
 */
export function changedAt(value: unknown, field: string, path: string, next: unknown): unknown {
  if (path === field) return next;
  return within(value, path.slice(field.length + 1).split('.'), next);
}

function within(value: unknown, [first, ...rest]: readonly string[], next: unknown): unknown {
  const before = typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
  const changed = rest.length === 0 ? next : within(before[first], rest, next);
  if (Array.isArray(value)) return value.map((each, i) => (String(i) === first ? changed : each));
  if (changed !== undefined) return { ...before, [first]: changed };
  const { [first]: _gone, ...others } = before;
  return others;
}
