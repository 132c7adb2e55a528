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
  recordBooks(state, banks, banks.used - bankCount);
  const markets = log.appendTable(KIND.step_end, 1, marketCount);
  for (let m = 0, row = markets.used - marketCount; m < marketCount; m++, row++) {
    markets.integers[0][row] = m;
    markets.numbers[0][row] = state.price[m];
    markets.numbers[1][row] = state.price[m] / prepared.startPrice[m] - 1;
  }
}

/** Writes a row for each bank from row `first` on, in one loop: cheaper than a copy for each column. */
function recordBooks(state: BanksState, rows: EventRows, first: number): void {
  const { bankCount, marketCount, units, investments, equity, defaulted } = state;
  const { cash, lent, externalAssets, arrearsClaim, owed, arrearsOwed, centralBank, deposits } = state;
  const { integers, numbers } = rows;
  const [banks, defaults] = integers;
  const [cashes, loans] = numbers;
  const [invested, external, arrears, borrowed, arrearsDue, centralBanks, deposited, equities] =
    numbers.slice(2 + marketCount);
  valueBooks(state);
  for (let i = 0, row = first; i < bankCount; i++, row++) {
    banks[row] = i;
    cashes[row] = cash[i];
    loans[row] = lent[i];
    invested[row] = investments[i];
    external[row] = externalAssets[i];
    arrears[row] = arrearsClaim[i];
    borrowed[row] = owed[i];
    arrearsDue[row] = arrearsOwed[i];
    centralBanks[row] = centralBank[i];
    deposited[row] = deposits[i];
    equities[row] = equity[i];
    defaults[row] = defaulted[i];
  }
  for (let m = 0, at = 0; m < marketCount; m++) {
    const held = numbers[2 + m];
    for (let row = first; row < first + bankCount; row++) held[row] = units[at++];
  }
}
