import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { banks } from '../../lib/models/banks/banks.ts';
import { run } from '../../lib/node/run.ts';

const root = join(dirname(fileURLToPath(import.meta.url)), '../..');
const file = join(root, 'data/banks-48.csv');

test('the shipped file is what its script prints, and the default config to the last bit', () => {
  const printed = execFileSync(process.execPath, ['data/make-banks-48.js'], { cwd: root, encoding: 'utf8' });
  expect(readFileSync(file, 'utf8')).toBe(printed);
  expect(run(banks, { seed: 7, config: { banks: file } }).digest).toBe(run(banks, { seed: 7 }).digest);
});

const published = join(root, '../shared/data/eba-2018-banks.csv');
if (!existsSync(published))
  console.log(`skipped: published aggregates are read from ${published}, which is not here`);

test.skipIf(!existsSync(published))('supervisory aggregates open as books that balance', () => {
  const { events, recipe } = run(banks, { config: { banks: published, shocks: 'none', noise: 0 } });
  const init = events.get(0) as unknown as {
    banks: {
      bank: number;
      cash: number;
      externalAssets: number;
      deposits: number;
      equity: number;
      units: object;
    }[];
    loans: { lender: number; borrower: number; amount: number }[];
  };
  expect((recipe.config.banks as unknown[]).length).toBe(48);
  const tierOne = init.banks.reduce((sum, { equity }) => sum + equity, 0);
  expect(tierOne).toBeCloseTo(1_358_769, 2);
  expect(events.ofType('default')).toEqual([]);
});
