import { closeSync, openSync, readSync } from 'node:fs';
import { FaultlineError } from '../core/faultline-error.ts';
import type { ModelOf } from '../core/model.ts';
import { type ReadEventsOptions, readEvents } from '../core/read-events.ts';
import type { Vocabulary } from '../core/vocabulary.ts';
import { nodeHost } from './node-host.ts';

const BLOCK_BYTES = 1 << 20;
/** What may stand before a list. */
const LIST = /^\s*\[/;

/**
 * The events of a log in a file: a line of JSON each, as `faultline run … --events ndjson` prints them, or a
 * JSON array of them. It may be of a real system; what its lines must be is said at `readEvents`. A file of
 * lines is read block by block.
 *
 * @throws FaultlineError for a file that cannot be read, and for the first bad line, by its number.
 */
export function loadEvents<Words extends Vocabulary>(
  model: ModelOf<Words>,
  path: string,
  options: ReadEventsOptions<Words> = {},
): Words['events'] {
  const isList = LIST.test(firstLineOf(path));
  return readEvents(model, isList ? listOf(path) : linesOf(path), path, options, nodeHost);
}

function firstLineOf(path: string): string {
  for (const line of linesOf(path)) return line;
  return '';
}

function listOf(path: string): unknown[] {
  const text = nodeHost.readText(path, 'events').replace(/^\uFEFF/, '');
  try {
    return JSON.parse(text) as unknown[];
  } catch (error) {
    throw new FaultlineError(
      path,
      String((error as Error).message),
      'a JSON array of events, or a line each',
    );
  }
}

function* linesOf(path: string): Generator<string> {
  const decoder = new TextDecoder();
  const file = opened(path);
  try {
    const block = new Uint8Array(BLOCK_BYTES);
    let rest = '';
    for (;;) {
      const count = readSync(file, block);
      if (count === 0) break;
      const lines = (rest + decoder.decode(block.subarray(0, count), { stream: true })).split('\n');
      rest = lines.pop()!;
      yield* lines;
    }
    rest += decoder.decode();
    if (rest !== '') yield rest;
  } finally {
    closeSync(file);
  }
}

function opened(path: string): number {
  try {
    return openSync(path, 'r');
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    throw new FaultlineError('events', path, `a file that can be read (${code})`);
  }
}
