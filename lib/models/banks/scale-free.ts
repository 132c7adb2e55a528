import { type Stream, unit } from '../../core/chance.ts';
import { exp } from '../../core/exp.ts';
import { log } from '../../core/log.ts';
import type { Loans } from './loans.ts';

/** A scale-free network: a pair's probability of a loan is 1 - exp(-weight of the one times the other's). */
export interface ScaleFree {
  /** By bank. */
  readonly weights: Float64Array;
}

/** A weight at which a loan is as good as certain. */
const WEIGHT_MAX = 1e150;

/**
 * The Poissonian random graph of Norros and Reittu (2006), of static weights: the bank of rank r by total
 * assets (1 for the largest) has weight r^(-1 / (exponent - 1)), which gives degrees a tail of that
 * exponent; all are scaled so that the mean probability over ordered pairs is `density`.
 */
export function scaleFreeOf(totalAssets: Float64Array, density: number, exponent: number): ScaleFree {
  const banks = totalAssets.length;
  const bySize = Array.from(totalAssets.keys()).sort((a, b) => totalAssets[b] - totalAssets[a] || a - b);
  const relative = new Float64Array(banks);
  for (const [rank, bank] of bySize.entries()) relative[bank] = exp(-log(rank + 1) / (exponent - 1));
  let low = 0;
  let high = 1;
  while (high < WEIGHT_MAX && meanProbability(relative, high) < density) high *= 2;
  for (let halving = 0; halving < 60; halving++) {
    const middle = (low + high) / 2;
    if (meanProbability(relative, middle) < density) low = middle;
    else high = middle;
  }
  return { weights: relative.map((weight) => weight * high) };
}

function meanProbability(relative: Float64Array, scale: number): number {
  const banks = relative.length;
  let sum = 0;
  for (let i = 0; i < banks; i++) {
    for (let j = 0; j < i; j++) sum += 2 * (1 - exp(-scale * scale * relative[i] * relative[j]));
  }
  return sum / (banks * (banks - 1));
}

let words = new Int32Array(0);

/**
 * Links the borrowers of lender `i` from slot `from` on, one draw an ordered pair; returns the slot after
 * them. A higher density keeps every link of a lower one on the same seed.
 */
export function linkRowByWeight(
  loans: Loans,
  { weights }: ScaleFree,
  chance: Stream,
  i: number,
  from: number,
): number {
  const banks = weights.length;
  if (words.length < 2 * banks) words = new Int32Array(2 * banks);
  chance.row(0, banks, i, 0, words);
  let end = from;
  for (let j = 0; j < banks; j++) {
    if (j === i || unit(words[2 * j]) >= 1 - exp(-weights[i] * weights[j])) continue;
    loans.lender[end] = i;
    loans.borrower[end++] = j;
  }
  return end;
}
