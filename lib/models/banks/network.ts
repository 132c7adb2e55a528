import { pick, type Stream, unit } from '../../core/chance.ts';
import { exp } from '../../core/exp.ts';
import { FaultlineError } from '../../core/faultline-error.ts';
import { log } from '../../core/log.ts';
import type { BanksConfig } from './config.ts';
import { type Loans, reserveLoans, startLoans } from './loans.ts';
import { linkRowByWeight, type ScaleFree, scaleFreeOf } from './scale-free.ts';

/** Who may lend to whom, redrawn for each run. */
export type Network = Classes | ScaleFree;

/** Pairs in classes of one probability, as heights below which a point of a Poisson process is a loan. */
interface Classes {
  /** Every ordered pair is a loan. */
  readonly complete: boolean;
  /** Heights by membership of the core: lender's times 2 plus borrower's. */
  readonly heights: Float64Array;
  /** `leastProducts` of a row at its beginning. */
  readonly least: Float64Array;
  readonly inCore: Uint8Array;
}

const LOANS_MAX = 2e7;

/**
 * @param totalAssets decides who is in the core: the largest.
 * @throws FaultlineError for more loans than fit into memory.
 */
export function networkOf(config: BanksConfig, totalAssets: Float64Array): Network {
  const banks = totalAssets.length;
  const inCore = new Uint8Array(banks);
  const expected = config.density * banks * (banks - 1);
  if (expected > LOANS_MAX) {
    throw new FaultlineError(
      'config.density',
      config.density,
      `at most ${LOANS_MAX} loans, here about ${expected}`,
    );
  }
  if (config.network === 'scale-free') {
    return scaleFreeOf(totalAssets, config.density, config.scaleFreeExponent);
  }
  if (config.network !== 'core-periphery') {
    const height = heightOf(config.density);
    return withLeast(config.density === 1, new Float64Array(4).fill(height), inCore);
  }
  const bySize = Array.from(totalAssets.keys()).sort((a, b) => totalAssets[b] - totalAssets[a] || a - b);
  for (const bank of bySize.slice(0, Math.max(1, Math.round(config.coreShare * banks)))) inCore[bank] = 1;
  const across = heightOf(Math.min(config.density, NEARLY_CERTAIN));
  const within = heightOf(Math.min(config.coreDensity, NEARLY_CERTAIN));
  return withLeast(false, Float64Array.of(0, across, across, within), inCore);
}

function withLeast(complete: boolean, heights: Float64Array, inCore: Uint8Array): Classes {
  const least = leastProducts(heights, inCore.length - 1, 0, new Float64Array(heights.length));
  return { complete, heights, least, inCore };
}

const NEARLY_CERTAIN = 1 - 2 ** -20;

function heightOf(probability: number): number {
  return probability < 1 ? -log(1 - probability) : Number.POSITIVE_INFINITY;
}

/**
 * Draws the opening links: each ordered pair is linked independently with its probability. Amounts are
 * left at 0.
 *
 * In classes of pairs, one is linked when a unit Poisson process over its heights has a point below
 * -ln(1 - p). The points of a lender's row are drawn by rising height, so the cost grows with the loans
 * and not with the pairs; and a higher density keeps every link of a lower one on the same seed.
 */
export function drawLinks(loans: Loans, network: Network, chance: Stream): void {
  const { rowStart } = loans;
  const banks = rowStart.length - 1;
  let count = 0;
  for (let i = 0; i < banks; i++) {
    rowStart[i] = count;
    reserveLoans(loans, count + banks);
    if ('weights' in network) count = linkRowByWeight(loans, network, chance, i, count);
    else if (network.complete) count = linkAll(loans, i, count, banks);
    else count = linkRow(loans, network, chance, i, count);
  }
  rowStart[banks] = count;
  startLoans(loans, count);
  loans.amount.fill(0, 0, count);
}

function linkAll(loans: Loans, i: number, from: number, banks: number): number {
  let count = from;
  for (let j = 0; j < banks; j++) {
    if (j === i) continue;
    loans.lender[count] = i;
    loans.borrower[count++] = j;
  }
  return count;
}

/**
 * By class of pair, a product of uniforms up to which a point is too high, in a row whose points have
 * reached `height` before the product began.
 */
function leastProducts(
  heights: Float64Array,
  others: number,
  height: number,
  into: Float64Array,
): Float64Array {
  for (let c = 0; c < heights.length; c++) into[c] = exp(height - heights[c] * others);
  return into;
}

/** Points of a row that are drawn at once. */
const POINTS = 4;
const words = new Int32Array(2 * POINTS);
/** `leastProducts` of a row that has begun a product anew. */
const later = new Float64Array(4);

/** From here on a product of uniforms is begun anew, lest it fall to 0. */
const PRODUCT_MIN = 1e-250;

/**
 * Links the borrowers of lender `i` from slot `from` on; returns the slot after them. The height of the
 * n-th point is the sum of n exponential draws, -ln of the product of n uniforms, over the number of
 * possible borrowers: products are compared instead, which takes no logarithm a point.
 */
function linkRow(loans: Loans, network: Classes, chance: Stream, i: number, from: number): number {
  const { inCore, heights } = network;
  const others = inCore.length - 1;
  const row = inCore[i] * 2;
  const drawn = words;
  let { least } = network;
  let lowest = Math.min(least[row], least[row + 1]);
  let height = 0;
  let product = 1;
  let end = from;
  for (let point = 0; ; point += POINTS) {
    chance.row(point, POINTS, i, 0, drawn);
    for (let at = 0; at < drawn.length; at += 2) {
      product *= unit(drawn[at]);
      if (product <= lowest) return end;
      const other = pick(drawn[at + 1], others);
      const j = other < i ? other : other + 1;
      if (product > least[row + inCore[j]]) end = link(loans, i, j, from, end);
    }
    if (product < PRODUCT_MIN) {
      height -= log(product);
      product = 1;
      least = leastProducts(heights, others, height, later);
      lowest = Math.min(least[row], least[row + 1]);
    }
  }
}

/** Puts a loan in its place among those of its lender, unless the pair has one. */
function link(loans: Loans, i: number, j: number, from: number, end: number): number {
  const { lender, borrower } = loans;
  let slot = end;
  while (slot > from && borrower[slot - 1] > j) slot--;
  if (slot > from && borrower[slot - 1] === j) return end;
  for (let k = end; k > slot; k--) borrower[k] = borrower[k - 1];
  borrower[slot] = j;
  lender[end] = i;
  return end + 1;
}
