import { FUNDING } from './channels.ts';
import type { BanksContext } from './context.ts';
import { KIND } from './events.ts';
import type { BanksState } from './state.ts';

/**
 * External assets of banks `from` to `end` (excluded) earn in cash, and interest is credited to their
 * deposits and to central bank credit. Only banks that are alive; returns how many.
 */
export function accrue(state: BanksState, context: BanksContext, from: number, end: number): number {
  const { books, bankCount, alive, trace, hasCredit } = state;
  const { config, log } = context;
  const earning = config.externalRate / config.stepsPerYear;
  const costing = (config.depositRate + state.rateShift) / config.stepsPerYear;
  const externalAssets = bankCount;
  const deposits = 4 * bankCount;
  const centralBank = 7 * bankCount;
  const borrowing = config.lastResortRate / config.stepsPerYear;
  const rows = log === null ? null : log.reserve(KIND.accrual, end - from);
  const firstEvent = log === null ? -1 : log.count;
  const [banksOf] = rows?.integers ?? [];
  const [earnedOf, costOf, creditOf] = rows?.numbers ?? [];
  let { income } = state;
  let turns = 0;
  for (let i = from; i < end; i++) {
    if (alive[i] === 0) continue;
    const earned = books[externalAssets + i] * earning;
    const cost = books[deposits + i] * costing;
    books[i] += earned;
    books[deposits + i] += cost;
    income += earned - cost;
    const credit = hasCredit ? books[centralBank + i] * borrowing : 0;
    if (credit > 0) {
      books[centralBank + i] += credit;
      state.taken[FUNDING * bankCount + i] += credit;
      state.lastResortCost += credit;
    }
    if (rows !== null && trace !== null) {
      const row = rows.used + turns;
      banksOf[row] = i;
      earnedOf[row] = earned;
      costOf[row] = cost;
      creditOf[row] = credit;
      if (cost + credit > earned) trace.accrual[i] = firstEvent + turns;
    }
    turns++;
  }
  state.income = income;
  if (log !== null && trace !== null) log.commit(KIND.accrual, state.time, trace.rates, turns);
  return turns;
}
