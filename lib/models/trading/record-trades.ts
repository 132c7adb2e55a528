import type { EventLog } from '../../core/event-log.ts';
import { moneyOf, type TradeMoney } from './accounts.ts';
import type { TradingContext } from './context.ts';
import { KIND } from './events.ts';
import { type Big, shown } from './graph/decimal.ts';
import { sideLabel } from './record-orders.ts';
import type { Fill, Trade, TradingState } from './state.ts';

/** Records that a position is closed or reduced, and its trade when it is complete. */
export function recordClosing(
  state: TradingState,
  context: TradingContext,
  trade: Trade,
  cause: number,
): void {
  const { log } = context;
  if (log === null) return;
  const money = moneyOf(trade, context.prepared.graph.fees);
  if (trade.left > 0) {
    const row = log.append(KIND.position_reduced, state.time, cause);
    const { integers, numbers } = log.rowsOf(KIND.position_reduced);
    integers[0][row] = trade.position;
    numbers[0][row] = (trade.exits.at(-1) as Fill).quantity;
    numbers[1][row] = trade.left;
    return;
  }
  const closing = log.count;
  const row = log.append(KIND.position_closed, state.time, cause);
  const { integers, numbers } = log.rowsOf(KIND.position_closed);
  integers[0][row] = trade.position;
  integers[1][row] = trade.symbol;
  integers[2][row] = sideLabel(trade.side);
  integers[3][row] = trade.reason;
  numbers[0][row] = trade.entry.quantity;
  numbers[1][row] = money.entryPrice.toNumber();
  numbers[2][row] = money.exitPrice.toNumber();
  numbers[3][row] = money.fees.toNumber();
  numbers[4][row] = money.pnl.toNumber();
  recordTrade(log, state, trade, money, closing);
}

/** The trade and the sums so far, as they are shown. */
function recordTrade(
  log: EventLog,
  state: TradingState,
  trade: Trade,
  money: TradeMoney,
  cause: number,
): void {
  const shownNumber = (value: Big): number => Number(shown(value, 2));
  const pnl = shownNumber(money.pnl);
  const { tally } = state;
  tally.trades++;
  tally.cents += Math.round(pnl * 100);
  if (money.pnl.gt(0)) tally.winning++;
  else if (money.pnl.lt(0)) tally.losing++;
  const exit = trade.exits.at(-1) as Fill;
  const row = log.append(KIND.trade_update, state.time, cause);
  const { integers, numbers } = log.rowsOf(KIND.trade_update);
  integers[0][row] = trade.position;
  integers[1][row] = trade.entryNode;
  integers[2][row] = trade.number;
  integers[3][row] = trade.reEntry;
  integers[4][row] = trade.symbol;
  integers[5][row] = sideLabel(trade.side);
  integers[6][row] = trade.reason;
  integers[7][row] = trade.entryLeaf;
  integers[8][row] = trade.exitLeaf;
  integers[9][row] = tally.trades;
  integers[10][row] = tally.winning;
  integers[11][row] = tally.losing;
  numbers[0][row] = trade.entry.quantity;
  numbers[1][row] = shownNumber(money.entryPrice);
  numbers[2][row] = trade.entry.at;
  numbers[3][row] = shownNumber(money.exitPrice);
  numbers[4][row] = exit.at;
  numbers[5][row] = trade.entry.offset;
  numbers[6][row] = exit.offset;
  numbers[7][row] = pnl;
  numbers[8][row] = shownNumber(money.fees);
  numbers[9][row] = shownNumber(money.pnlPercent);
  numbers[10][row] = tally.cents / 100;
}
