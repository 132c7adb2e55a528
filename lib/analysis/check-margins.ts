import { FaultlineError } from '../core/faultline-error.ts';
import { checkVector } from './check-input.ts';

/** What each bank lends (`assets`) and borrows (`liabilities`) in all, in one unit. */
export interface MarginsInput {
  readonly assets: ArrayLike<number>;
  readonly liabilities: ArrayLike<number>;
}

/** The sums of the rows and of the columns of a matrix: see `checkMargins`. */
export interface Margins {
  readonly assets: Float64Array;
  readonly liabilities: Float64Array;
  /** The sum of either. */
  readonly total: number;
}

/** How far totals may differ, and a bank exceed the total, as a part of the total (included). */
const ROUNDING_MAX = 1e-9;

/**
 * Margins that a matrix with nothing on its diagonal can meet: the totals are equal, and no bank's assets
 * and liabilities exceed the total between them, since what it lends and what it borrows are different
 * links (Gale 1957 for a complete network less its loops). Both hold within 1e-9 of the total; totals that
 * differ by less are scaled to their mean.
 *
 * @throws FaultlineError that names the totals, or the bank by its index; `where`, if not empty, opens it.
 */
export function checkMargins(where: string, assets: unknown, liabilities: unknown): Margins {
  const at = where === '' ? '' : `${where}: `;
  const lent = checkVector(`${at}assets`, assets);
  const owed = checkVector(`${at}liabilities`, liabilities, lent.length);
  const lentTotal = sum(lent);
  const owedTotal = sum(owed);
  const total = (lentTotal + owedTotal) / 2;
  // Written so that totals that overflow are refused too.
  if (!(Math.abs(lentTotal - owedTotal) <= ROUNDING_MAX * total)) {
    const totals = `totals of ${lentTotal} and ${owedTotal}`;
    throw new FaultlineError(`${at}assets and liabilities`, totals, 'equal totals, within a part in 1e9');
  }
  for (let i = 0; i < lent.length; i++) {
    if (lent[i] + owed[i] <= total * (1 + ROUNDING_MAX)) continue;
    throw new FaultlineError(
      `${at}bank ${i}`,
      `assets of ${lent[i]} and liabilities of ${owed[i]}`,
      `at most the total ${total} between them, since no bank lends to itself`,
    );
  }
  return { assets: scaled(lent, total / lentTotal), liabilities: scaled(owed, total / owedTotal), total };
}

function sum(values: Float64Array): number {
  return values.reduce((total, value) => total + value, 0);
}

function scaled(values: Float64Array, factor: number): Float64Array {
  return factor === 1 || Number.isNaN(factor) ? values : values.map((value) => value * factor);
}
