import { fixed } from '../figures/fixed.ts';
import { quantity } from '../figures/quantity.ts';
import type { TradeMessage } from '../models/trading/trade-message.ts';
import { shortTime } from './node-words.ts';
import { table } from './table.ts';
import { columnsOf, PAGE_WIDTH } from './wrap.ts';

const HEADER = ['Trade', 'Side', 'Lots', 'Time', 'Price', 'P&L'] as const;

/** Trades as a table within a page: a row for the entry, and below it one for the exit and its reason. */
export function tradeRows(trades: readonly TradeMessage[]): string {
  const rows = trades.flatMap((trade) => {
    const isLong = trade.side === 'buy';
    const lots = quantity(trade.quantity, 12);
    return [
      [
        trade.trade_id,
        trade.side,
        lots,
        shortTime(trade.entry_time),
        fixed(Number(trade.entry_price), 2),
        '',
      ],
      [
        `  ${trade.exit_reason}`,
        isLong ? 'sell' : 'buy',
        lots,
        shortTime(trade.exit_time),
        fixed(Number(trade.exit_price), 2),
        fixed(Number(trade.pnl), 2),
      ],
    ];
  });
  const widths = HEADER.map((title, c) => Math.max(...[title, ...rows.map((row) => row[c])].map(columnsOf)));
  // The indent, and two spaces between columns.
  const others = widths.slice(1).reduce((sum, width) => sum + width + 2, 2);
  const room = Math.max(12, PAGE_WIDTH - others);
  const cells = rows.map(([name, ...rest]) => [cut(name, room), ...rest]);
  return table([HEADER, ...cells], ['left', 'left', 'right', 'left', 'right', 'right']);
}

/** The end of a name tells trades apart. */
function cut(name: string, width: number): string {
  const letters = [...name];
  if (letters.length <= width) return name;
  const tail = Math.floor((width - 1) / 2);
  return `${letters.slice(0, width - 1 - tail).join('')}…${letters.slice(-tail).join('')}`;
}
