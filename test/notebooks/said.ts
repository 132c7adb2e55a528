import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { hasTag, isCode, type Notebook, type Output } from '../../lib/notebook/runner/notebook.ts';
import { INJECTED_TAG } from '../../lib/notebook/runner/parameters.ts';

export const folder = join(import.meta.dirname, '../../notebooks');
export const files = readdirSync(folder).filter((name) => name.endsWith('.ipynb'));

/** Those that `npm test` runs again, with few runs; `npm run test:long` runs all, as they are. */
export const FEW: Readonly<Record<string, Readonly<Record<string, number>>>> = {
  '01-first-cascade.ipynb': { runs: 60 },
};

const PLOTLY = 'application/vnd.plotly.v1+json';

/** What an output says: the HTML is made of the rest, and half a megabyte of it is plotly.js. */
function said(output: Output): object & { readonly data?: Record<string, unknown> } {
  const { data, ...rest } = output as Output & { data?: Record<string, unknown> };
  if (data === undefined) return rest;
  const { 'text/html': html, ...others } = data;
  return { ...rest, data: PLOTLY in data ? others : { ...others, 'text/html': html } };
}

/** The code cells, without one that holds given values: each with what it said. */
export function cellsOf({ cells }: Notebook): { source: string; outputs: ReturnType<typeof said>[] }[] {
  return cells
    .filter(isCode)
    .filter((cell) => !hasTag(cell, INJECTED_TAG))
    .map(({ source, outputs }) => ({ source, outputs: outputs.map(said) }));
}
