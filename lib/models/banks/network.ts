import { pick, type Stream, unit } from '../../core/chance.ts';
import { log } from '../../core/log.ts';
import type { BanksConfig } from './config.ts';
import { type Loans, reserveLoans } from './loans.ts';

/** Who may lend to whom, as heights below which a point of the pair's Poisson process is a loan. */
export interface Network {
  /** Every ordered pair is a loan. */
  readonly complete: boolean;
  /** Largest height of any pair. */
  readonly heightMax: number;
  /** Heights by membership of the core: lender's times 2 plus borrower's. */
  readonly heights: Float64Array;
  readonly inCore: Uint8Array;
}

/** @param totalAssets decides who is in the core: the largest. */
export function networkOf(config: BanksConfig, totalAssets: Float64Array): Network {
  const banks = totalAssets.length;
  const inCore = new Uint8Array(banks);
  if (config.network === 'erdos-renyi') {
    const height = heightOf(config.density);
    return {
      complete: config.density === 1,
      heightMax: height,
      heights: new Float64Array(4).fill(height),
      inCore,
    };
  }
  const bySize = Array.from(totalAssets.keys()).sort((a, b) => totalAssets[b] - totalAssets[a] || a - b);
  for (const bank of bySize.slice(0, Math.max(1, Math.round(config.coreShare * banks)))) inCore[bank] = 1;
  const across = heightOf(Math.min(config.density, NEARLY_CERTAIN));
  const within = heightOf(Math.min(config.coreDensity, NEARLY_CERTAIN));
  const heights = Float64Array.of(0, across, across, within);
  return { complete: false, heightMax: Math.max(across, within), heights, inCore };
}

const NEARLY_CERTAIN = 1 - 2 ** -20;

function heightOf(probability: number): number {
  return probability < 1 ? -log(1 - probability) : Number.POSITIVE_INFINITY;
}

/**
 * Draws the opening links: each ordered pair is linked independently with its probability
 * (Erdos-Renyi within each class of pairs). Amounts are left at 0.
 *
 * A pair is linked when a unit Poisson process over its heights has a point below -ln(1 - p). The
 * points of a lender's row are drawn by rising height, so the cost grows with the loans and not with
 * the pairs; and a higher density keeps every link of a lower one on the same seed.
 */
export function drawLinks(loans: Loans, network: Network, chance: Stream): void {
  const banks = network.inCore.length;
  const { rowStart } = loans;
  let count = 0;
  for (let i = 0; i < banks; i++) {
    rowStart[i] = count;
    reserveLoans(loans, count + banks);
    count = network.complete ? linkAll(loans, i, count, banks) : linkRow(loans, network, chance, i, count);
  }
  rowStart[banks] = count;
  loans.count = count;
  loans.pendingCount = 0;
  loans.holeCount = 0;
  loans.indexed = false;
  loans.everBehind = false;
  loans.amount.fill(0, 0, count);
  loans.arrears.fill(0, 0, count);
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

/** Points of a row that are drawn at once. */
const POINTS = 4;
const words = new Int32Array(2 * POINTS);

/** Links the borrowers of lender `i` from slot `from` on; returns the slot after them. */
function linkRow(loans: Loans, network: Network, chance: Stream, i: number, from: number): number {
  const { heightMax, inCore } = network;
  const others = inCore.length - 1;
  const drawn = words;
  let height = 0;
  let end = from;
  for (let point = 0; ; point += POINTS) {
    chance.row(point, POINTS, i, 0, drawn);
    for (let at = 0; at < drawn.length; at += 2) {
      height -= log(unit(drawn[at])) / others;
      if (height >= heightMax) return end;
      const other = pick(drawn[at + 1], others);
      end = link(loans, network, height, i, other < i ? other : other + 1, from, end);
    }
  }
}

/** Puts a loan in its place among those of its lender, unless the pair has one or the point is too high. */
function link(
  loans: Loans,
  network: Network,
  height: number,
  i: number,
  j: number,
  from: number,
  end: number,
): number {
  const { heights, inCore } = network;
  const { lender, borrower } = loans;
  if (height >= heights[inCore[i] * 2 + inCore[j]]) return end;
  let slot = end;
  while (slot > from && borrower[slot - 1] > j) slot--;
  if (slot > from && borrower[slot - 1] === j) return end;
  for (let k = end; k > slot; k--) borrower[k] = borrower[k - 1];
  borrower[slot] = j;
  lender[end] = i;
  return end + 1;
}
