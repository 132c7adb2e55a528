import type { EventLog } from '../../core/event-log.ts';
import { entryPriceExactly, pnlUnits, unrealizedUnits } from './accounts.ts';
import { KIND } from './events.ts';
import { fromUnits } from './money.ts';
import { sideLabel } from './record-orders.ts';
import type { Trade, TradingState } from './state.ts';

/** Records what is open after a tick. */
export function recordTick(state: TradingState, log: EventLog): void {
  const kind = KIND.tick_update;
  const open = state.positions.filter((trade): trade is Trade => trade !== null);
  const { realized, unrealized } = pnlUnits(state);
  const money = (units: bigint): number => fromUnits(units, state.scale.money);
  const row = log.append(kind, state.time, -1);
  const { integers, numbers } = log.rowsOf(kind);
  numbers[0][row] = state.at;
  numbers[1][row] = state.offset;
  numbers[2][row] = money(realized);
  numbers[3][row] = money(unrealized);
  numbers[4][row] = money(realized + unrealized);
  integers[0][row] = open.length;
  integers[1][row] = state.trades.length;
  const positions = log.appendTable(kind, 0, open.length);
  let to = positions.used - open.length;
  for (const trade of open) {
    positions.integers[0][to] = trade.position;
    positions.integers[1][to] = trade.symbol;
    positions.integers[2][to] = sideLabel(trade.side);
    positions.numbers[0][to] = trade.left;
    positions.numbers[1][to] = entryPriceExactly(trade, state.scale).toNumber();
    positions.numbers[2][to] = state.price[trade.symbol];
    positions.numbers[3][to] = money(unrealizedUnits(state, trade));
    to++;
  }
  const active = Array.from(state.isActive.keys()).filter((place) => state.isActive[place] === 1);
  const nodes = log.appendTable(kind, 1, active.length);
  active.forEach((place, i) => {
    nodes.integers[0][nodes.used - active.length + i] = place;
  });
  const priced = Array.from(state.price.keys()).filter((s) => !Number.isNaN(state.price[s]));
  const prices = log.appendTable(kind, 2, priced.length);
  priced.forEach((s, i) => {
    prices.integers[0][prices.used - priced.length + i] = s;
    prices.numbers[0][prices.used - priced.length + i] = state.price[s];
  });
}
