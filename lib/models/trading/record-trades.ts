import type { EventLog } from '../../core/event-log.ts';
import { priceUnits } from './accounts.ts';
import type { TradingContext } from './context.ts';
import { KIND } from './events.ts';
import type { Market } from './market/market.ts';
import { shownUnits } from './money.ts';
import { sideLabel } from './record-orders.ts';
import type { Fill, Trade, TradingState } from './state.ts';
import { type TradeMoney, tradeMoney } from './trade-money.ts';

/** Records that a position is closed or reduced, and its trade when it is complete. */
export function recordClosing(
  state: TradingState,
  context: TradingContext,
  trade: Trade,
  cause: number,
): void {
  const { log } = context;
  if (log === null) return;
  if (trade.left > 0) {
    trade.reductions = [...trade.reductions, log.count];
    const row = log.append(KIND.position_reduced, state.time, cause);
    const { integers, numbers } = log.rowsOf(KIND.position_reduced);
    integers[0][row] = trade.position;
    numbers[0][row] = (trade.exits.at(-1) as Fill).quantity;
    numbers[1][row] = trade.left;
    return;
  }
  const money = tradeMoney(trade, state.scale);
  const closing = log.count;
  const causes = Int32Array.of(cause, trade.opening, ...trade.reductions).filter((id) => id >= 0);
  const row = log.appendWithCauses(KIND.position_closed, state.time, causes, causes.length);
  const { integers, numbers } = log.rowsOf(KIND.position_closed);
  integers[0][row] = trade.position;
  integers[1][row] = trade.symbol;
  integers[2][row] = sideLabel(trade.side);
  integers[3][row] = (trade.exits.at(-1) as Fill).reason;
  numbers[0][row] = trade.entry.quantity;
  numbers[1][row] = money.entryPrice;
  numbers[2][row] = money.exitPrice;
  numbers[3][row] = trade.fees;
  numbers[4][row] = trade.pnl;
  recordTrade(log, state, context.prepared.market, trade, money, closing);
}

/** The trade and the sums so far, as they are shown. */
function recordTrade(
  log: EventLog,
  state: TradingState,
  { times, offsets }: Market,
  trade: Trade,
  { shown }: TradeMoney,
  cause: number,
): void {
  const { tally } = state;
  const pnl = Number(shown.pnl);
  tally.trades++;
  tally.cents += Math.round(pnl * 100);
  if (pnl > 0) tally.winning++;
  else if (pnl < 0) tally.losing++;
  const exit = trade.exits.at(-1) as Fill;
  const row = log.append(KIND.trade_update, state.time, cause);
  const { integers, numbers } = log.rowsOf(KIND.trade_update);
  integers[0][row] = trade.position;
  integers[1][row] = trade.entryNode;
  integers[2][row] = trade.repeat;
  integers[3][row] = trade.reEntry;
  integers[4][row] = trade.symbol;
  integers[5][row] = sideLabel(trade.side);
  integers[6][row] = exit.reason;
  integers[7][row] = trade.entry.leaf;
  integers[8][row] = exit.leaf;
  integers[9][row] = tally.trades;
  integers[10][row] = tally.winning;
  integers[11][row] = tally.losing;
  numbers[0][row] = trade.entry.quantity;
  numbers[1][row] = Number(shown.entryPrice);
  numbers[2][row] = times[trade.entry.tick];
  numbers[3][row] = Number(shown.exitPrice);
  numbers[4][row] = times[exit.tick];
  numbers[5][row] = offsets[trade.entry.tick];
  numbers[6][row] = offsets[exit.tick];
  numbers[7][row] = pnl;
  numbers[8][row] = Number(shown.fees);
  numbers[9][row] = Number(shown.pnlPercent);
  numbers[10][row] = tally.cents / 100;
  recordExits(log, state, times, offsets, trade);
}

/** Links every exit to its trade. */
function recordExits(
  log: EventLog,
  { scale }: TradingState,
  times: Float64Array,
  offsets: Float64Array,
  { exits, side }: Trade,
): void {
  const rows = log.appendTable(KIND.trade_update, 0, exits.length);
  const { integers, numbers } = rows;
  let row = rows.used - exits.length;
  for (const exit of exits) {
    integers[0][row] = exit.reason;
    integers[1][row] = exit.leaf;
    numbers[0][row] = exit.quantity;
    numbers[1][row] = Number(shownUnits(priceUnits(exit, -side, scale), scale.price + scale.slippage));
    numbers[2][row] = times[exit.tick];
    numbers[3][row] = offsets[exit.tick];
    row++;
  }
}
