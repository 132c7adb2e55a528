import type { BanksContext } from './context.ts';
import { KIND } from './events.ts';
import { type BanksState, equityOf, investmentsOf } from './state.ts';

/** Records every book and price as they stand, column by column. */
export function recordStepEnd(state: BanksState, context: BanksContext): void {
  const { log, prepared } = context;
  if (log === null) return;
  const { bankCount, marketCount } = state;
  log.append(KIND.step_end, state.time, -1);
  const banks = log.appendTable(KIND.step_end, 0, bankCount);
  const at = banks.used - bankCount;
  const columns = [state.cash, state.lent];
  for (let m = 0; m < marketCount; m++) columns.push(state.units.subarray(m * bankCount, (m + 1) * bankCount));
  const investments = columns.length;
  const rest = [
    state.externalAssets,
    state.arrearsClaim,
    state.owed,
    state.arrearsOwed,
    state.centralBank,
    state.deposits,
  ];
  for (const [c, column] of columns.entries()) banks.numbers[c].set(column, at);
  for (const [c, column] of rest.entries()) banks.numbers[investments + 1 + c].set(column, at);
  const equity = investments + 1 + rest.length;
  for (let i = 0; i < bankCount; i++) {
    banks.integers[0][at + i] = i;
    banks.integers[1][at + i] = state.defaulted[i];
    banks.numbers[investments][at + i] = investmentsOf(state, i);
    banks.numbers[equity][at + i] = equityOf(state, i);
  }
  const markets = log.appendTable(KIND.step_end, 1, marketCount);
  for (let m = 0, row = markets.used - marketCount; m < marketCount; m++, row++) {
    markets.integers[0][row] = m;
    markets.numbers[0][row] = state.price[m];
    markets.numbers[1][row] = state.price[m] / prepared.startPrice[m] - 1;
  }
}
