import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { findKernel } from '../../lib/notebook/runner/find-kernel.ts';
import { KernelProcess } from '../../lib/notebook/runner/kernel-process.ts';

const root = join(import.meta.dirname, '../..');

test('the cells of docs/notebooks.md run', async () => {
  const page = readFileSync(join(root, 'docs/notebooks.md'), 'utf8');
  const cells = [...page.matchAll(/```ts\n([\s\S]*?)```/g)].map(([, code]) => code!);
  expect(cells.length).toBeGreaterThan(0);
  const kernel = await KernelProcess.start(findKernel('faultline'), { cwd: root });
  try {
    for (const cell of cells) {
      const { reply, outputs } = await kernel.client.execute(cell);
      expect(reply.content.traceback ?? []).toEqual([]);
      expect(outputs.map(({ header }) => header.msg_type)).toContain('execute_result');
    }
  } finally {
    await kernel.stop();
  }
});
