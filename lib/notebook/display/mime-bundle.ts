import { inspect } from 'node:util';
import { figureBundle, isFigure } from './figure-bundle.ts';
import type { MimeBundle } from './notebook-host.ts';
import { resultTable } from './result-table.ts';
import { isTable, tableBundle } from './table-bundle.ts';

/** A method of this name gives a value's own bundle: a convention of Deno's that libraries follow. */
export const DISPLAY = Symbol.for('Jupyter.display');

/**
 * How a value is shown: as its own method says, as a figure, as a table, as a result of Faultline's, or as
 * text; undefined for what has nothing to show, such as `undefined`.
 */
export function mimeBundle(value: unknown): MimeBundle | undefined {
  if (value === undefined) return undefined;
  const own = ownBundle(value);
  if (own !== undefined) return Object.keys(own).length === 0 ? undefined : own;
  if (isFigure(value)) return figureBundle(value);
  if (isTable(value)) return tableBundle(value);
  const result = resultTable(value);
  if (result) return tableBundle(result.rows, result.heading);
  return { 'text/plain': inspect(value, { breakLength: 80, maxArrayLength: 100 }) };
}

function ownBundle(value: unknown): MimeBundle | undefined {
  if (value === null || (typeof value !== 'object' && typeof value !== 'function')) return undefined;
  const method = (value as { [DISPLAY]?: unknown })[DISPLAY];
  if (typeof method !== 'function') return undefined;
  const bundle: unknown = method.call(value);
  if (bundle === null || typeof bundle !== 'object') {
    throw new TypeError(
      `Symbol.for('Jupyter.display') gave ${inspect(bundle)}; an object by mime type is needed`,
    );
  }
  return bundle as MimeBundle;
}
