import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { readNotebook } from '../../lib/notebook/runner/notebook-file.ts';
import { runNotebook } from '../../lib/notebook/runner/run-notebook.ts';
import { cellsOf, FEW, files, folder } from './said.ts';

// Every notebook as it was saved, and one run again by the built kernel: it shows what it was
// saved with, to the last digit. notebooks.long.test.ts runs all of them, as they are.

describe.each(files)('%s', (name) => {
  const saved = readNotebook(join(folder, name));
  const few = FEW[name] ?? {};

  test('opens with its question and was saved with its outputs', () => {
    const [first] = saved.cells;
    expect(first?.cell_type).toBe('markdown');
    expect(first?.source).toMatch(/^# .+\n[\s\S]*\?/);
    const counts = saved.cells.flatMap((cell) => (cell.cell_type === 'code' ? [cell.execution_count] : []));
    expect(counts).toEqual(counts.map((_, i) => i + 1));
  });

  if (!(name in FEW)) return;
  test('shows the same when it runs again, up to its many runs', async () => {
    const parameters = Object.entries(few).map(([parameter, value]) => ({ name: parameter, value }));
    const { notebook, failure } = await runNotebook(saved, { cwd: folder, parameters });
    expect(failure?.details ?? null).toBeNull();
    const [found, expected] = [cellsOf(notebook), cellsOf(saved)];
    const names = new RegExp(`\\b(${Object.keys(few).join('|')})\\b`);
    // The first cell sets them.
    const many = expected.findIndex(({ source }, i) => i > 0 && names.test(source));
    expect(many).not.toBe(-1);
    expect(found.slice(0, many)).toEqual(expected.slice(0, many));
    const kindsOf = (cells: typeof found) =>
      cells.map(({ source, outputs }) => [source, outputs.map(({ data }) => Object.keys(data ?? {}))]);
    expect(kindsOf(found)).toEqual(kindsOf(expected));
  });
});
