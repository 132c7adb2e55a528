import type { EventRows } from '../../core/event-rows.ts';
import type { BanksContext } from './context.ts';
import { KIND } from './events.ts';
import { type BanksState, valueBooks } from './state.ts';

/** Records every book and price as they stand, column by column. */
export function recordStepEnd(state: BanksState, context: BanksContext): void {
  const { log, prepared } = context;
  if (log === null) return;
  const { bankCount, marketCount } = state;
  log.append(KIND.step_end, state.time, -1);
  const banks = log.appendTable(KIND.step_end, 0, bankCount);
  recordBooks(state, prepared.bankIndexes, banks, banks.used - bankCount);
  const markets = log.appendTable(KIND.step_end, 1, marketCount);
  for (let m = 0, row = markets.used - marketCount; m < marketCount; m++, row++) {
    markets.integers[0][row] = m;
    markets.numbers[0][row] = state.price[m];
    markets.numbers[1][row] = state.price[m] / prepared.startPrice[m] - 1;
  }
}

/** Writes a row for each bank from row `first` on. */
function recordBooks(state: BanksState, bankIndexes: Int32Array, rows: EventRows, first: number): void {
  const { bankCount, marketCount, units, defaulted } = state;
  const { integers, numbers } = rows;
  valueBooks(state);
  numbers[0].set(state.cash, first);
  numbers[1].set(state.lent, first);
  for (let m = 0; m < marketCount; m++) {
    numbers[2 + m].set(units.subarray(m * bankCount, (m + 1) * bankCount), first);
  }
  let column = 2 + marketCount;
  numbers[column++].set(state.investments, first);
  numbers[column++].set(state.externalAssets, first);
  numbers[column++].set(state.arrearsClaim, first);
  numbers[column++].set(state.owed, first);
  numbers[column++].set(state.arrearsOwed, first);
  numbers[column++].set(state.centralBank, first);
  numbers[column++].set(state.deposits, first);
  numbers[column].set(state.equity, first);
  integers[0].set(bankIndexes, first);
  integers[1].set(defaulted, first);
}
