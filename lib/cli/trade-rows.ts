import { fixed } from '../figures/fixed.ts';
import { quantity } from '../figures/quantity.ts';
import type { TradeMessage } from '../models/trading/trade-message.ts';
import { shortTime } from './node-words.ts';
import { table } from './table.ts';
import { columnsOf, PAGE_WIDTH } from './wrap.ts';

const HEADER = ['Trade', 'Side', 'Lots', 'Time', 'Price', 'P&L'] as const;

/** Trades as a table within a page: a row for the entry, and below it one for each exit and its reason. */
export function tradeRows(trades: readonly TradeMessage[]): string {
  const rows = trades.flatMap((trade) => {
    const { trade_id, side, quantity: lots, entry_time, entry_price, exits, pnl } = trade;
    return [
      row(trade_id, side, lots, entry_time, entry_price, ''),
      ...exits.map(({ reason, quantity, time, price }, i) => {
        const isLast = i === exits.length - 1;
        const way = side === 'buy' ? 'sell' : 'buy';
        return row(`  ${reason}`, way, quantity, time, price, isLast ? fixed(Number(pnl), 2) : '');
      }),
    ];
  });
  const widths = HEADER.map((title, c) => Math.max(...[title, ...rows.map((row) => row[c])].map(columnsOf)));
  // The indent, and two spaces between columns.
  const others = widths.slice(1).reduce((sum, width) => sum + width + 2, 2);
  const room = Math.max(12, PAGE_WIDTH - others);
  const cells = rows.map(([name, ...rest]) => [cut(name, room), ...rest]);
  return table([HEADER, ...cells], ['left', 'left', 'right', 'left', 'right', 'right']);
}

function row(name: string, side: string, lots: number, time: string, price: string, pnl: string): string[] {
  return [name, side, quantity(lots, 12), shortTime(time), fixed(Number(price), 2), pnl];
}

/** The end of a name tells trades apart. */
function cut(name: string, width: number): string {
  const letters = [...name];
  if (letters.length <= width) return name;
  const tail = Math.floor((width - 1) / 2);
  return `${letters.slice(0, width - 1 - tail).join('')}…${letters.slice(-tail).join('')}`;
}
