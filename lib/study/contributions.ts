import { checkFraction } from '../core/check-fraction.ts';
import { compensatedSum } from '../core/compensated-sum.ts';
import { FaultlineError } from '../core/faultline-error.ts';
import { checkLosses } from './sorted-losses.ts';
import { tailWeights } from './tail-weights.ts';

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
  checkLosses('contributions: totals', totals);
  const sizes = losses.map((row) => compensatedSum(Array.from(row, Math.abs)));
  const weights = tailWeights(totals, level, sizes);
  return Array.from(losses[0]!, (_, bank) =>
    compensatedSum(losses.map((row, s) => (weights[s]! > 0 ? weights[s]! * row[bank]! : 0))),
  );
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
