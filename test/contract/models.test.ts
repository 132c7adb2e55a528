import { existsSync } from 'node:fs';
import { expect, test } from 'vitest';
import { models } from '../../lib/models/models.ts';
import { samples } from './samples.ts';

test('every model has samples, and a file that holds it to the contract', () => {
  expect(Object.keys(samples).sort()).toEqual(models.map(({ name }) => name).sort());
  for (const { name } of models) {
    expect(existsSync(new URL(`./${name}.test.ts`, import.meta.url)), name).toBe(true);
  }
});
