import { FaultlineError } from '../core/faultline-error.ts';
import { checkFraction } from './check-fraction.ts';
import { compensatedSum } from './compensated-sum.ts';
import { checkLosses, sortedLosses } from './sorted-losses.ts';
import { tailSplit } from './tail-split.ts';

/** A total within this part of the size of its losses of another is equal to it, as 0.1 + 0.2 and 0.3 are. */
const TIE = 1e-12;

/**
 * What each bank adds to the conditional value at risk of all banks together, in the losses' unit: the Euler
 * allocation of Tasche (2000). `losses[s][b]` is what bank b loses in scenario s; a loss is positive; level
 * between 0 and 1, both excluded. It is the mean of the bank's losses over the worst (1 - level) n
 * scenarios by total, where those tied at the value at risk share equally the weight that is left for
 * them, E[L_b | L = VaR], whatever their order. Totals within 1e-12 of the value at risk are tied with it.
 *
 * The sum is `conditionalValueAtRisk` of the totals. Throws for no scenarios, rows without losses or of
 * different lengths, a loss that is not finite, and a level outside.
 */
export function contributions(losses: readonly ArrayLike<number>[], level: number): number[] {
  checkFraction('contributions: level', level);
  checkScenarios(losses);
  const totals = losses.map((row) => compensatedSum(row));
  const { rank, tailPoints } = tailSplit(totals.length, level);
  const boundary = sortedLosses('contributions: totals', totals)[rank - 1]!;
  const isTied = losses.map((row, s) => Math.abs(totals[s]! - boundary) <= TIE * size(row));
  const tied = losses.filter((_, s) => isTied[s]);
  const above = losses.filter((_, s) => totals[s]! > boundary && !isTied[s]);
  // A level within rounding of 1 leaves no tail: the limit is the worst loss.
  const points = tailPoints > 0 ? tailPoints : 1;
  const weight = (points - above.length) / tied.length;
  return Array.from(losses[0]!, (_, bank) => {
    const sumOf = (rows: readonly ArrayLike<number>[]) => compensatedSum(rows.map((row) => row[bank]!));
    return (sumOf(above) + weight * sumOf(tied)) / points;
  });
}

function size(row: ArrayLike<number>): number {
  return compensatedSum(Array.from(row, Math.abs));
}

function checkScenarios(losses: readonly ArrayLike<number>[]): void {
  if (!(Array.isArray(losses) && losses.length > 0)) {
    throw new FaultlineError(
      'contributions: losses',
      losses,
      'one or more scenarios, each its losses by bank',
    );
  }
  losses.forEach((row: ArrayLike<number>, s) => {
    checkLosses(`contributions: scenario ${s}`, row);
    if (row.length === losses[0].length) return;
    throw new FaultlineError(
      `contributions: scenario ${s}`,
      `${row.length} losses`,
      `${losses[0].length}, one a bank, as in scenario 0`,
    );
  });
}
