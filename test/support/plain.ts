/** Throws, naming the place, unless a value comes back from JSON as it went in. */
export function plain(value: unknown, where: string): void {
  if (value === null || typeof value === 'string' || typeof value === 'boolean') return;
  if (typeof value === 'number') {
    if (!Number.isFinite(value)) throw new Error(`${where} is ${value}`);
    return;
  }
  if (Array.isArray(value)) {
    for (const [i, item] of value.entries()) plain(item, `${where}[${i}]`);
    return;
  }
  if (typeof value !== 'object' || ![Object.prototype, null].includes(Object.getPrototypeOf(value))) {
    throw new Error(`${where} is ${typeof value === 'object' ? value.constructor?.name : String(value)}`);
  }
  for (const [name, item] of Object.entries(value)) plain(item, `${where}.${name}`);
}
