import type { BanksContext } from './context.ts';
import { KIND } from './events.ts';
import { sell, tracesOrder } from './markets.ts';
import type { BanksState } from './state.ts';

const CENT = 0.01;

/**
 * The turn of a bank: in each market, what its holding has gained since it was last booked is sold
 * for cash; a loss resets the booked value and moves no cash. Booked twice at one price, the second
 * finds nothing.
 */
export function bookProfits(state: BanksState, context: BanksContext, bank: number): void {
  const { bankCount, marketCount, units, booked, price } = state;
  for (let m = 0; m < marketCount; m++) {
    const at = m * bankCount + bank;
    const gain = units[at] * price[m] - booked[at];
    if (gain >= CENT) {
      const sold = gain / price[m];
      const proceeds = sell(state, m, sold);
      state.cash[bank] += proceeds;
      units[at] -= sold;
      record(state, context, bank, m, proceeds, -sold);
    } else if (gain <= -CENT) {
      booked[at] += gain;
      record(state, context, bank, m, gain, 0);
    }
  }
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
