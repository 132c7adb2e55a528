import { checkFields, toRows } from './check-input.ts';
import { checkMargins, type Margins, type MarginsInput } from './check-margins.ts';

/**
 * The matrix of interbank loans that spreads each bank's assets and liabilities as evenly as the margins
 * and an empty diagonal allow: the one of maximum entropy (Upper & Worms 2004), to which iterative
 * proportional fitting (RAS) tends from ones off the diagonal. `[i][j]` is what i lends to j; off the
 * diagonal it is u_i v_j. Margins are met to 1e-12 of the total.
 *
 * @throws FaultlineError for margins that no matrix with an empty diagonal meets: see `checkMargins`.
 */
export function maximumEntropy(input: MarginsInput): number[][] {
  checkFields('maximumEntropy', input, ['assets', 'liabilities']);
  const margins = checkMargins('', input.assets, input.liabilities);
  const size = margins.assets.length;
  return toRows(fillMaximumEntropy(margins, new Float64Array(size * size)), size);
}

/** What a bank may leave of the total and still be in every link, as a part of the total (included). */
const CRITICAL_MAX = 1e-14;

/** `maximumEntropy` into a matrix kept row after row, whatever is in it; returns it. */
export function fillMaximumEntropy(margins: Margins, matrix: Float64Array): Float64Array {
  const { assets, liabilities, total } = margins;
  const size = assets.length;
  matrix.fill(0);
  if (total === 0) return matrix;
  const shares = sharesOf(margins);
  const { hub, lending, borrowing } = shares;
  if (total - assets[hub] - liabilities[hub] <= CRITICAL_MAX * total) return fillStar(margins, hub, matrix);
  const t = solve(margins, shares);
  for (let i = 0; i < size; i++) {
    const factor = lending[i] / t;
    for (let j = 0; j < size; j++) if (i !== j) matrix[i * size + j] = factor * borrowing[j];
  }
  return matrix;
}

/** All lend to the hub alone, and the hub to all: what is left when it is in every link. */
function fillStar({ assets, liabilities }: Margins, hub: number, matrix: Float64Array): Float64Array {
  const size = assets.length;
  for (let i = 0; i < size; i++) {
    if (i === hub) continue;
    matrix[i * size + hub] = assets[i];
    matrix[hub * size + i] = liabilities[i];
  }
  return matrix;
}

/**
 * The fitting in shares x = u / Σu and y = v / Σv, with t = 1 / (Σu Σv), so that link i, j is x_i y_j / t.
 *
 * Row and column of a bank say x (1 - y) = a t and y (1 - x) = l t. So x - y = (a - l) t, and x + y is
 * 1 - w or 1 + w, where w² = (1 - r t) (1 - q t) with r and q = (√a ± √l)². What is left is one equation,
 * Σx = 1, in one unknown. It costs a pass over the banks, as a sweep of the fitting does; but sweeps grow
 * without bound as a bank's assets and liabilities near the total. Only the bank of the largest r, the
 * hub, can have x + y above 1. The unknown is d with t = d (2 - d) / r of the hub: it runs through the hub's
 * upper roots from 0 to 1 and through its lower ones to 2, and is found by halving.
 */
interface Shares {
  readonly hub: number;
  /** (√a + √l)² of the hub, and what it exceeds each bank's by. */
  readonly largest: number;
  readonly below: Float64Array;
  /** x and y. */
  readonly lending: Float64Array;
  readonly borrowing: Float64Array;
}

function sharesOf({ assets, liabilities }: Margins): Shares {
  const sizes = assets.map((a, i) => a + liabilities[i] + 2 * Math.sqrt(a * liabilities[i]));
  const largest = sizes.reduce((most, size) => Math.max(most, size));
  return {
    hub: sizes.indexOf(largest),
    largest,
    below: sizes.map((size) => largest - size),
    lending: new Float64Array(sizes.length),
    borrowing: new Float64Array(sizes.length),
  };
}

/** Finds the shares; returns t. */
function solve(margins: Margins, shares: Shares): number {
  const { hub, lending, borrowing } = shares;
  let low = 0;
  let high = 2;
  let d = 1;
  let t = 0;
  while (d > low && d < high) {
    t = setLowerRoots(margins, shares, d);
    if (excess(margins, shares, d, t) > 0) low = d;
    else high = d;
    d = (low + high) / 2;
  }
  if (d < 1) {
    // The upper root is what the lower one of the other side leaves of 1.
    const lent = lending[hub];
    lending[hub] = 1 - borrowing[hub];
    borrowing[hub] = 1 - lent;
  }
  return t;
}

/** Sets every bank's roots with x + y = 1 - w; returns t. */
function setLowerRoots({ assets, liabilities }: Margins, shares: Shares, d: number): number {
  const { largest, below, lending, borrowing } = shares;
  const t = (d * (2 - d)) / largest;
  const hubLeft = (1 - d) * (1 - d);
  for (let i = 0; i < assets.length; i++) {
    const a = assets[i] * t;
    const l = liabilities[i] * t;
    const w = Math.sqrt((hubLeft + below[i] * t) * Math.max(0, 1 - a - l + 2 * Math.sqrt(a * l)));
    lending[i] = a > 0 ? (2 * a) / (1 + a - l + w) : 0;
    borrowing[i] = l > 0 ? (2 * l) / (1 + l - a + w) : 0;
  }
  return t;
}

/** Σx - 1 as t Σa + Σxy - 1; in terms of the hub's lower roots also where it has the upper ones. */
function excess({ assets, liabilities, total }: Margins, shares: Shares, d: number, t: number): number {
  const { hub, lending, borrowing } = shares;
  let products = 0;
  for (let i = 0; i < assets.length; i++) if (i !== hub) products += lending[i] * borrowing[i];
  const own = lending[hub] * borrowing[hub];
  return d < 1
    ? t * (total - assets[hub] - liabilities[hub]) + products - own
    : t * total + products + own - 1;
}
