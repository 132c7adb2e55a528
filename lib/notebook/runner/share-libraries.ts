import { isCode, type Notebook } from './notebook.ts';

/** A library that a figure's HTML brings along: gzip, base64, in quotes. */
const PACKED = /'H4sI[A-Za-z0-9+/=]{10000,}'/g;

/** Leaves a library only where it comes first: a page's figures share it, and it takes half a megabyte. */
export function shareLibraries(notebook: Notebook): void {
  const seen = new Set<string>();
  const once = (packed: string): string => {
    if (seen.has(packed)) return "''";
    seen.add(packed);
    return packed;
  };
  for (const output of notebook.cells.filter(isCode).flatMap(({ outputs }) => outputs)) {
    if (!('data' in output)) continue;
    const html = output.data['text/html'];
    if (typeof html === 'string') output.data['text/html'] = html.replace(PACKED, once);
  }
}
