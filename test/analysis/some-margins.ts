import fc from 'fast-check';
import { uniforms } from '../study/samples.ts';

/** What each bank lends and borrows in all. */
export interface SomeMargins {
  readonly assets: number[];
  readonly liabilities: number[];
}

export function marginsOf(rows: readonly (readonly number[])[]): SomeMargins {
  return { assets: rows.map(sum), liabilities: rows.map((_, j) => sum(rows.map((row) => row[j]))) };
}

export function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}

/** Loans among banks, some of them nothing, whose margins can be met therefore. */
export function someLoans(banks: { min: number; max: number }, amount: fc.Arbitrary<number>) {
  return fc.integer(banks).chain((n) => {
    const row = fc.array(fc.oneof(fc.constant(0), amount), { minLength: n, maxLength: n });
    return fc
      .array(row, { minLength: n, maxLength: n })
      .map((rows) => rows.map((values, i) => values.map((value, j) => (i === j ? 0 : value))));
  });
}

/** The largest difference from the margins, as a part of the total; Infinity for what is no such network. */
export function marginError(
  rows: readonly (readonly number[])[],
  { assets, liabilities }: SomeMargins,
): number {
  if (rows.some((row, i) => row[i] !== 0 || row.some((value) => !(value >= 0))))
    return Number.POSITIVE_INFINITY;
  const met = marginsOf(rows);
  const errors = [
    ...met.assets.map((value, i) => value - assets[i]),
    ...met.liabilities.map((value, j) => value - liabilities[j]),
  ];
  return Math.max(...errors.map(Math.abs)) / (sum(assets) || 1);
}

export function linkCount(rows: readonly (readonly number[])[]): number {
  return rows.flat().filter((value) => value > 0).length;
}

/** Positive numbers of unequal size from a key. */
function sizes(count: number, key: number): number[] {
  const uniform = uniforms(key);
  return Array.from({ length: count }, () => Math.exp(4 * uniform() - 2));
}

/** Banks of unequal size from a key, of which no few have sums in common. */
export function sizedMargins(count: number, key: number): SomeMargins {
  const assets = sizes(count, key);
  const given = sizes(count, key + 1);
  const factor = sum(assets) / sum(given);
  return { assets, liabilities: given.map((value) => value * factor) };
}
