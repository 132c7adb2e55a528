import { join } from 'node:path';
import { expect, test } from 'vitest';
import { readNotebook } from '../../lib/notebook/runner/notebook-file.ts';
import { runNotebook } from '../../lib/notebook/runner/run-notebook.ts';
import { cellsOf, FEW, folder } from './said.ts';

// notebooks.test.ts runs the others as they are.
test.each(Object.keys(FEW))(
  '%s shows the same when it runs again, with all its runs',
  async (name) => {
    const saved = readNotebook(join(folder, name));
    const { notebook, failure } = await runNotebook(saved, { cwd: folder });
    expect(failure?.details ?? null).toBeNull();
    expect(cellsOf(notebook)).toEqual(cellsOf(saved));
  },
  120_000,
);
