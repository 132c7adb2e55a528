import { expect, test } from 'vitest';
import { tslabSource } from '../../../lib/notebook/runner/tslab-source.ts';

test.each([
  ['f({ seed, runs })', 'f({ seed: seed, runs: runs })'],
  ['const a = { ...{ b }, c: d }', 'const a = { ...{ b: b }, c: d }'],
  // Patterns take what is there; nothing of an earlier cell stands in them.
  ['const { a, b: { c } } = d', 'const { a, b: { c } } = d'],
  ['f(({ a }) => ({ a }))', 'f(({ a }) => ({ a: a }))'],
  ['const x: number = { π }.π', 'const x: number = { π: π }.π'],
  ['const = {', 'const = {'],
])('%s', (source, adapted) => {
  expect(tslabSource(source)).toBe(adapted);
});
