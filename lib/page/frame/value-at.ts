/** What stands at a dotted path; undefined where it leads nowhere. */
export function valueAt(object: unknown, path: string): unknown {
  let here = object;
  for (const step of path.split('.')) {
    if (typeof here !== 'object' || here === null || !Object.hasOwn(here, step)) return undefined;
    here = (here as Readonly<Record<string, unknown>>)[step];
  }
  return here;
}
