import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { CodeCell, Notebook, Output } from '../../lib/notebook/runner/notebook.ts';
import { readNotebook } from '../../lib/notebook/runner/notebook-file.ts';
import { runNotebook } from '../../lib/notebook/runner/run-notebook.ts';

// Every notebook, run again by the built kernel: it shows what it was saved with, to the last digit.

const folder = join(import.meta.dirname, '../../notebooks');
const files = readdirSync(folder).filter((name) => name.endsWith('.ipynb'));

const PLOTLY = 'application/vnd.plotly.v1+json';

/** What an output says: the HTML is made of the rest, and half a megabyte of it is plotly.js. */
function said(output: Output): unknown {
  const { data, ...rest } = output as Output & { data?: Record<string, unknown> };
  if (data === undefined) return rest;
  const { 'text/html': html, ...others } = data;
  return { ...rest, data: PLOTLY in data ? others : { ...others, 'text/html': html } };
}

function outputsOf(notebook: Notebook): unknown[] {
  const cells = notebook.cells.filter((cell): cell is CodeCell => cell.cell_type === 'code');
  return cells.map(({ source, outputs }) => ({ source, outputs: outputs.map(said) }));
}

describe.each(files)('%s', (name) => {
  const saved = readNotebook(join(folder, name));

  test('opens with its question and was saved with its outputs', () => {
    const [first] = saved.cells;
    expect(first?.cell_type).toBe('markdown');
    expect(first?.source).toMatch(/^# .+\n[\s\S]*\?/);
    const counts = saved.cells.flatMap((cell) => (cell.cell_type === 'code' ? [cell.execution_count] : []));
    expect(counts).toEqual(counts.map((_, i) => i + 1));
  });

  test('shows the same when it runs again', async () => {
    const { notebook, failure } = await runNotebook(saved, { cwd: folder });
    expect(failure?.details ?? null).toBeNull();
    expect(outputsOf(notebook)).toEqual(outputsOf(saved));
  });
});
