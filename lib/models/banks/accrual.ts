import type { BanksContext } from './context.ts';
import { KIND } from './events.ts';
import type { BanksState } from './state.ts';

/**
 * External assets of banks `from` to `end` (excluded) earn in cash, and interest is credited to their
 * deposits. Only banks that are alive; returns how many.
 */
export function accrue(state: BanksState, context: BanksContext, from: number, end: number): number {
  const { cash, externalAssets, deposits, defaulted, deleted, trace } = state;
  const { config, log } = context;
  const earning = config.externalRate / config.stepsPerYear;
  const costing = (config.depositRate + state.rateShift) / config.stepsPerYear;
  let turns = 0;
  for (let i = from; i < end; i++) {
    if (defaulted[i] | deleted[i]) continue;
    turns++;
    const earned = externalAssets[i] * earning;
    const cost = deposits[i] * costing;
    cash[i] += earned;
    deposits[i] += cost;
    state.income += earned - cost;
    if (log === null || trace === null) continue;
    if (cost > earned) trace.accrual[i] = log.count;
    const row = log.append(KIND.accrual, state.time, trace.rates);
    const { integers, numbers } = log.rowsOf(KIND.accrual);
    integers[0][row] = i;
    numbers[0][row] = earned;
    numbers[1][row] = cost;
  }
  return turns;
}
