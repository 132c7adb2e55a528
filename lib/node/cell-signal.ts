/**
 * Aborted when the notebook cell that runs this code is interrupted; undefined outside of a notebook. What a
 * kernel gives to its cells is described in lib/notebook/display/notebook-host.ts.
 */
export function cellSignal(): AbortSignal | undefined {
  const key = Symbol.for('faultline.notebook');
  return (globalThis as { [key]?: { readonly signal: AbortSignal } })[key]?.signal;
}
