import { CENT } from './cent.ts';
import { MARKETS, moveUnits } from './channels.ts';
import type { BanksContext } from './context.ts';
import { KIND } from './events.ts';
import { sell, tracesOrder } from './markets.ts';
import type { BanksState } from './state.ts';

/**
 * The turns of banks `from` to `end` (excluded): in each market, what a bank's holding has gained since
 * it was last booked is sold for cash; a loss resets the booked value and moves no cash. Booked twice at
 * one price, the second finds nothing. Only banks that are alive; returns how many.
 */
export function bookProfits(state: BanksState, context: BanksContext, from: number, end: number): number {
  const { bankCount, marketCount, units, booked, price, alive } = state;
  let turns = 0;
  for (let i = from; i < end; i++) {
    if (alive[i] === 0) continue;
    turns++;
    for (let m = 0, at = i; m < marketCount; m++, at += bankCount) {
      const gain = units[at] * price[m] - booked[at];
      if (gain >= CENT) takeGain(state, context, i, m, gain);
      else if (gain <= -CENT) {
        booked[at] += gain;
        record(state, context, i, m, gain, 0);
      }
    }
  }
  return turns;
}

function takeGain(
  state: BanksState,
  context: BanksContext,
  bank: number,
  market: number,
  gain: number,
): void {
  const sold = gain / state.price[market];
  const proceeds = sell(state, market, sold);
  state.cash[bank] += proceeds;
  moveUnits(state, bank, market, -sold, proceeds, MARKETS);
  record(state, context, bank, market, proceeds, -sold);
}

function record(
  state: BanksState,
  context: BanksContext,
  bank: number,
  market: number,
  amount: number,
  units: number,
): void {
  const { log } = context;
  const { trace } = state;
  if (log === null || trace === null) return;
  const cause = trace.price[market];
  if (units !== 0) tracesOrder(state, market, log.count);
  const row = log.append(KIND.profit_booking, state.time, cause);
  const { integers, numbers } = log.rowsOf(KIND.profit_booking);
  integers[0][row] = bank;
  integers[1][row] = market;
  numbers[0][row] = amount;
  numbers[1][row] = units;
}
