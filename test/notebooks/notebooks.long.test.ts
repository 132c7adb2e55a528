import { join } from 'node:path';
import { expect, test } from 'vitest';
import { readNotebook } from '../../lib/notebook/runner/notebook-file.ts';
import { runNotebook } from '../../lib/notebook/runner/run-notebook.ts';
import { cellsOf, files, folder } from './said.ts';

test.each(files)(
  '%s shows the same when it runs again, to the last digit',
  async (name) => {
    const saved = readNotebook(join(folder, name));
    const { notebook, failure } = await runNotebook(saved, { cwd: folder });
    expect(failure?.details ?? null).toBeNull();
    expect(cellsOf(notebook)).toEqual(cellsOf(saved));
  },
  120_000,
);
