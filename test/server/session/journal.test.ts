import { execFileSync } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, onTestFinished, test } from 'vitest';
import { noHost } from '../../../lib/core/host.ts';
import { makeRecipe } from '../../../lib/core/recipe.ts';
import { type KeptSession, type SessionRecord, withRecord } from '../../../lib/live/session-record.ts';
import { banks } from '../../../lib/models/banks/banks.ts';
import { Journal, readJournal } from '../../../lib/server/session/journal.ts';
import { temporaryFiles } from '../../support/temporary-files.ts';

const facts = { id: 'a', name: 'banks', owner: 'alice', created: '2026-11-20T12:00:00.000Z' };
const recipe = makeRecipe(banks, { config: { banks: 3, steps: 4 } }, noHost);
const kept: KeptSession = {
  run: { recipe, turnCount: 0, landedCount: 0, scheduledCount: 0 },
  status: 'running',
  pace: 'max',
  decided: [],
};
const capital = (bank: number) => ({ name: 'add_capital', at: 1, bank, amount: 5 });
const RECORDS: readonly SessionRecord[] = [
  { turnCount: 10, landedCount: 0 },
  { turnCount: 12, landedCount: 1, commands: { keep: 0, add: [capital(0)] } },
  { turnCount: 12, landedCount: 2, commands: { keep: 1, add: [capital(2)] } },
  { turnCount: 12, landedCount: 2, status: 'paused' },
  { turnCount: 12, landedCount: 2, pace: { turns: 5 } },
  { turnCount: 4, landedCount: 1, commands: { keep: 1, add: [] }, status: 'paused' },
];

function written(records = RECORDS, generation = 0): { path: string; journal: Journal } {
  const path = join(temporaryFiles({}), 'a.ndjson');
  const journal = Journal.begin(path, facts, kept, generation);
  for (const record of records) journal.append(record);
  return { path, journal };
}

test('what was written is read, to the last change', () => {
  const { journal, path } = written(RECORDS, 3);
  expect(readJournal(path)).toEqual({
    facts,
    kept: RECORDS.reduce(withRecord, kept),
    generation: 3,
    wasClosed: false,
    torn: 0,
  });
  const { kept: found } = readJournal(path);
  expect(found.run).toMatchObject({ turnCount: 4, landedCount: 1, scheduledCount: 0 });
  expect(found.run.recipe.commands).toEqual([capital(0)]);
  expect(found).toMatchObject({ status: 'paused', pace: { turns: 5 } });
  journal.close();
  expect(readJournal(path).wasClosed).toBe(true);
});

test('cut off anywhere after its first line, it is the session after a number of whole changes', () => {
  const { journal, path } = written();
  journal.close();
  const text = readFileSync(path);
  const first = text.indexOf('\n') + 1;
  const states = [0, ...RECORDS.keys()].map((_, i) => RECORDS.slice(0, i).reduce(withRecord, kept));
  fc.assert(
    fc.property(fc.integer({ min: first, max: text.length }), (length) => {
      writeFileSync(path, text.subarray(0, length));
      const lines = text.subarray(first, length).toString().split('\n').length - 1;
      const found = readJournal(path);
      expect(found.kept).toEqual(states[Math.min(lines, RECORDS.length)]);
      expect(found.wasClosed).toBe(lines > RECORDS.length);
      expect(found.torn === 0).toBe(text[length - 1] === 10);
    }),
    { numRuns: 300 },
  );
});

test('what is no journal, and what is damaged within, is said in one line', () => {
  const path = join(temporaryFiles({}), 'b.ndjson');
  for (const text of ['', 'hello\n', '{"journal":2}\n', '[]\n']) {
    writeFileSync(path, text);
    expect(() => readJournal(path)).toThrow(/b\.ndjson: not the journal of a session/);
  }
  const whole = written();
  whole.journal.close();
  const lines = readFileSync(whole.path, 'utf8').split('\n');
  lines[2] = lines[2].slice(0, 9);
  writeFileSync(whole.path, lines.join('\n'));
  expect(() => readJournal(whole.path)).toThrow(/a\.ndjson: line 3 is damaged$/);
});

test('begun again, it takes the place of the old one whole', () => {
  const { journal, path } = written();
  journal.close();
  const { kept: found, generation } = readJournal(path);
  Journal.begin(path, facts, found, generation + 1).close();
  expect(readJournal(path)).toMatchObject({ kept: found, generation: 1, wasClosed: true });
  expect(readdirSync(join(path, '..'))).toEqual(['a.ndjson']);
});

/** A disk of 16 kB, or the reason why there is none. */
function smallDisk(): { folder: string } | { reason: string } {
  const folder = join(temporaryFiles({}), 'disk');
  mkdirSync(folder);
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=16k', 'tmpfs', folder], { stdio: 'pipe' });
  } catch (error) {
    return {
      reason: `no disk of 16 kB can be mounted here: ${String((error as Error).message).split('\n')[1]}`,
    };
  }
  onTestFinished(() => void execFileSync('umount', ['-l', folder]));
  return { folder };
}

test('a full disk refuses a change whole, and takes it when there is room again', (context) => {
  const disk = smallDisk();
  if ('reason' in disk) return context.skip(disk.reason);
  const path = join(disk.folder, 'a.ndjson');
  const journal = Journal.begin(path, facts, kept, 0);
  const big = (size: number): SessionRecord => ({
    turnCount: 1,
    landedCount: 1,
    commands: { keep: 0, add: [{ ...capital(0), note: 'x'.repeat(size) }] },
  });
  expect(() => journal.append(big(20_000))).toThrow(/ENOSPC/);
  const before = readFileSync(path, 'utf8');
  expect(readJournal(path)).toMatchObject({ kept, torn: 0 });
  journal.append(RECORDS[1]);
  expect(readFileSync(path, 'utf8').startsWith(before)).toBe(true);
  expect(readJournal(path).kept).toEqual(withRecord(kept, RECORDS[1]));
  // A journal that cannot be begun leaves the old one.
  expect(() => Journal.begin(path, { ...facts, name: 'x'.repeat(20_000) }, kept, 1)).toThrow(/ENOSPC/);
  expect(readJournal(path).kept).toEqual(withRecord(kept, RECORDS[1]));
  expect(readdirSync(disk.folder)).toEqual(['a.ndjson']);
});
