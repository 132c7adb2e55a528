import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { run } from '../../lib/core/run.ts';
import { cache } from '../../lib/models/cache/cache.ts';
import { loadEvents } from '../../lib/node/load-events.ts';

function fileOf(text: string): string {
  const folder = mkdtempSync(join(tmpdir(), 'faultline-events-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const file = join(folder, 'log.json');
  writeFileSync(file, text);
  return file;
}

// More than one block of the reader.
const given = run(cache, { config: { requests: 6000, keys: 100, capacity: 10 } });
const { config } = given.recipe;

test('lines of JSON, over many blocks, are the run they came from', () => {
  const text = [...given.events].map((event) => `${JSON.stringify(event)}\n`).join('');
  expect(text.length).toBeGreaterThan(1 << 20);
  expect(loadEvents(cache, fileOf(text), { config }).digest()).toBe(given.digest);
  expect(
    loadEvents(cache, fileOf(`\uFEFF${text.trimEnd().replaceAll('\n', '\r\n')}`), { config }).digest(),
  ).toBe(given.digest);
});

test('a JSON array too', () => {
  const file = fileOf(JSON.stringify(given.events, null, 2));
  expect(loadEvents(cache, file, { config }).digest()).toBe(given.digest);
});

test('an empty file has no events', () => {
  expect(loadEvents(cache, fileOf('')).count).toBe(0);
});

test('what cannot be read is said with the file and the line', () => {
  const file = fileOf('{"t":1,"type":"relief"}\n\n{"t":0,"type":"relief"}\n');
  expect(() => loadEvents(cache, file)).toThrow(`${file}: line 3: t: given 0; a time of at least 1`);
  const list = fileOf('[{"t":1,"type":"relief"},{"t":0,"type":"relief"}]');
  expect(() => loadEvents(cache, list)).toThrow(`${list}: event 2: t: given 0`);
  expect(() => loadEvents(cache, fileOf('[{'))).toThrow('a JSON array of events');
  expect(() => loadEvents(cache, '/nowhere/log.json')).toThrow('a file that can be read (ENOENT)');
});
