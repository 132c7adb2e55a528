import { inspect } from 'node:util';
import { table } from '../../cli/table.ts';
import { escapeHtml } from '../../figures/html-text.ts';
import type { MimeBundle } from './notebook-host.ts';

export type Row = Readonly<Record<string, unknown>>;

/** More rows than this are not drawn; the last line says how many are left out. */
const ROWS_MAX = 200;

/** A list of plain objects, at least one, with at least one field. */
export function isTable(value: unknown): value is readonly Row[] {
  return (
    Array.isArray(value) &&
    value.length > 0 &&
    value.every(isPlain) &&
    value.some((row) => Object.keys(row).length > 0)
  );
}

function isPlain(value: unknown): value is Row {
  if (value === null || typeof value !== 'object') return false;
  const prototype = Object.getPrototypeOf(value) as unknown;
  return prototype === Object.prototype || prototype === null;
}

/** Rows as an HTML table and as text. Columns come in the order in which rows first name them. */
export function tableBundle(rows: readonly Row[], heading = ''): MimeBundle {
  const columns = [...new Set(rows.slice(0, ROWS_MAX).flatMap((row) => Object.keys(row)))];
  const shown = rows.slice(0, ROWS_MAX).map((row) => columns.map((column) => cellText(row[column])));
  const numeric = columns.map((column) => rows.every((row) => isNumeric(row[column])));
  const rest = rows.length - shown.length;
  const note = rest > 0 ? `and ${rest} more rows` : '';
  const html = htmlTable(columns, shown, numeric, note);
  const text = textTable(columns, shown, numeric, note);
  if (heading === '') return { 'text/html': html, 'text/plain': text };
  return { 'text/html': `<p>${escapeHtml(heading)}</p>\n${html}`, 'text/plain': `${heading}\n${text}` };
}

/** Numbers, texts that are nothing but a number, and gaps stand at the right. */
function isNumeric(value: unknown): boolean {
  if (typeof value === 'string') return /^[−+-]?[\d,]*\.?\d+( ?%)?$/.test(value);
  return value === undefined || value === null || typeof value === 'number' || typeof value === 'bigint';
}

function cellText(value: unknown): string {
  if (value === undefined || value === null) return '';
  if (typeof value === 'number') return numberText(value);
  if (typeof value === 'string') return value;
  return inspect(value, { depth: 1, breakLength: Number.POSITIVE_INFINITY, compact: true });
}

/** Whole numbers as they are; others to seven digits, or to two behind the point where that is more. */
function numberText(value: number): string {
  if (Number.isInteger(value) || !Number.isFinite(value)) return String(value);
  const whole = Math.trunc(Math.abs(value)).toFixed(0).length;
  return String(Number(value.toPrecision(Math.min(17, Math.max(7, whole + 2)))));
}

function htmlTable(
  columns: readonly string[],
  rows: readonly (readonly string[])[],
  numeric: readonly boolean[],
  note: string,
): string {
  const cell = (tag: string, text: string, c: number): string =>
    `<${tag} style="text-align:${numeric[c] ? 'right' : 'left'}">${escapeHtml(text)}</${tag}>`;
  const line = (tag: string, cells: readonly string[]): string =>
    `<tr>${cells.map((text, c) => cell(tag, text, c)).join('')}</tr>`;
  const head = `<thead>${line('th', columns)}</thead>`;
  const body = `<tbody>${rows.map((row) => line('td', row)).join('\n')}</tbody>`;
  return `<table class="dataframe">\n${head}\n${body}\n</table>${note && `<p>${note}</p>`}`;
}

function textTable(
  columns: readonly string[],
  rows: readonly (readonly string[])[],
  numeric: readonly boolean[],
  note: string,
): string {
  const align = numeric.map((isNumber) => (isNumber ? 'right' : 'left'));
  const text = table([columns, ...rows], align).replace(/^ {2}/gm, '');
  return note === '' ? text : `${text}\n${note}`;
}
