import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import type { Message } from '../../../lib/notebook/protocol/message.ts';
import { newHeader } from '../../../lib/notebook/protocol/message.ts';
import type { Notebook } from '../../../lib/notebook/runner/notebook.ts';
import { checkNotebook } from '../../../lib/notebook/runner/notebook-file.ts';

/** A code cell of this source; with a list, source and tags. */
type Source = string | readonly [source: string, ...tags: string[]];

/** A notebook of code cells. */
export function notebookOf(...sources: readonly Source[]): Notebook {
  const cells = sources.map((each) => {
    const [source, ...tags] = typeof each === 'string' ? [each] : each;
    return { cell_type: 'code', metadata: { tags }, source, outputs: [], execution_count: null };
  });
  return checkNotebook({ nbformat: 4, nbformat_minor: 5, metadata: {}, cells }, 'test');
}

/** A message as a kernel publishes it. */
export function published(type: string, content: Record<string, unknown>): Message {
  return { identities: [], header: newHeader(type, 's'), parent: {}, metadata: {}, content, buffers: [] };
}

/** A folder that is removed after the test. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'faultline-runner-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** How many processes have this in their command line. */
export function processesWith(text: string): number {
  const list = execFileSync('ps', ['-eo', 'args'], { encoding: 'utf8' });
  return list.split('\n').filter((line) => line.includes(text)).length;
}
