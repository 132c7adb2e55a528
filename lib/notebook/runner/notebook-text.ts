import type { Cell, Notebook, Output } from './notebook.ts';

/** Where Python's `str.splitlines` ends a line, which nbformat uses. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: these end lines there
const LINE = /[^\n\r\v\f\x1c-\x1e\x85\u2028\u2029]*(?:\r\n|[\n\r\v\f\x1c-\x1e\x85\u2028\u2029])|[\s\S]+$/g;

/** Texts under these types are lists of lines in a file, as under `text/…`. */
const TEXT_TYPES = ['application/javascript', 'image/svg+xml'];

/**
 * A notebook as nbformat writes it: keys in order, one space a level, texts as lists of lines, a line
 * break at the end. So a notebook that was run again differs where its outputs do.
 */
export function notebookText(notebook: Notebook): string {
  const { orig_nbformat: _, orig_nbformat_minor: __, signature: ___, ...metadata } = notebook.metadata;
  return `${sortedJson({ ...notebook, metadata, cells: notebook.cells.map(cellJson) }, '')}\n`;
}

function cellJson(cell: Cell): unknown {
  const { trusted: _, ...metadata } = cell.metadata;
  const { attachments, outputs } = cell;
  return {
    ...cell,
    metadata,
    source: linesOf(cell.source),
    ...(isFields(attachments) && { attachments: mapValues(attachments, bundleJson) }),
    ...(outputs !== undefined && { outputs: outputs.map(outputJson) }),
  };
}

function outputJson(output: Output): unknown {
  if (output.output_type === 'stream') return { ...output, text: linesOf(output.text) };
  if (output.output_type === 'error') return output;
  return { ...output, data: bundleJson(output.data) };
}

function bundleJson(bundle: unknown): unknown {
  if (!isFields(bundle)) return bundle;
  return mapValues(bundle, (value, type) => {
    const isText = type.startsWith('text/') || TEXT_TYPES.includes(type);
    return isText && typeof value === 'string' ? linesOf(value) : value;
  });
}

function linesOf(text: string): string[] {
  return text.match(LINE) ?? [];
}

function isFields(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function mapValues(
  fields: Readonly<Record<string, unknown>>,
  map: (value: unknown, key: string) => unknown,
): Record<string, unknown> {
  return Object.fromEntries(Object.entries(fields).map(([key, value]) => [key, map(value, key)]));
}

/** JSON with the keys of each object in the order of their code points. */
function sortedJson(value: unknown, indent: string): string {
  if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? 'null';
  const inner = `${indent} `;
  const block = (open: string, items: readonly string[], close: string): string =>
    items.length === 0 ? open + close : `${open}\n${inner}${items.join(`,\n${inner}`)}\n${indent}${close}`;
  if (Array.isArray(value)) {
    return block(
      '[',
      value.map((item) => sortedJson(item, inner)),
      ']',
    );
  }
  const entries = Object.entries(value).filter(([, item]) => item !== undefined);
  entries.sort(([a], [b]) => Buffer.compare(Buffer.from(a), Buffer.from(b)));
  const items = entries.map(([key, item]) => `${JSON.stringify(key)}: ${sortedJson(item, inner)}`);
  return block('{', items, '}');
}
