/**
 * @file Unchanged: digests and metrics of some recipes. They may be wrong, but may not move silently.
 * When a change means to move them: raise the model's version and run FAULTLINE_GOLDEN=update npm test.
 */

import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { runRecipe } from '../../lib/core/run.ts';
import { type AnyModel, banks, cache, run, sweep, trading } from '../../lib/index.ts';
import { CACHE_SAMPLES } from './cache-samples.ts';
import { SAMPLES } from './samples.ts';
import { TRADING_SAMPLES } from './trading-samples.ts';

interface Golden {
  readonly digest: string;
  readonly eventCount?: number;
  readonly metrics?: Readonly<Record<string, number>>;
}

const file = new URL('./golden.json', import.meta.url);
const isUpdate = process.env.FAULTLINE_GOLDEN === 'update';
const golden: Record<string, Golden> =
  existsSync(file) && !isUpdate ? JSON.parse(readFileSync(file, 'utf8')) : {};

function compare(name: string, found: Golden): void {
  if (isUpdate) {
    golden[name] = found;
    writeFileSync(file, `${JSON.stringify(golden, null, 2)}\n`);
  }
  expect(golden[name], `golden ${name}: FAULTLINE_GOLDEN=update writes it`).toEqual(found);
}

const samples = [
  ...Object.entries(SAMPLES).map(([name, options]) => [name, banks as AnyModel, options] as const),
  ...Object.entries(CACHE_SAMPLES).map(([name, options]) => [name, cache as AnyModel, options] as const),
  ...Object.entries(TRADING_SAMPLES).map(([name, options]) => [name, trading as AnyModel, options] as const),
];

test.each(samples)('unchanged: %s', (name, model, options) => {
  const { digest, metrics, events, recipe } = run(model, options);
  expect(runRecipe(model, JSON.parse(JSON.stringify(recipe))).digest).toBe(digest);
  compare(name, { digest, eventCount: events.count, metrics });
});

test('unchanged: a sweep', async () => {
  const { digest } = await sweep(banks, {
    ...SAMPLES['stress, by rules'],
    runs: 50,
    seed: 'sweep',
    workers: 1,
  });
  compare('a sweep', { digest });
});

test('every golden has its sample', () => {
  expect(Object.keys(golden).sort()).toEqual([...samples.map(([name]) => name), 'a sweep'].sort());
});
