import { csvCells, TIME_NAMES } from './csv-cells.ts';
import { checkedRows } from './market-rows.ts';
import type { TickColumns } from './ticks-table.ts';

const NAMES = { time: TIME_NAMES, price: ['price', 'ltp', 'last'], volume: ['volume'], symbol: ['symbol'] };

/** Ticks as plain lists, which JSON keeps. */
export interface ParsedTicks extends TickColumns {
  readonly time: string[];
  readonly price: number[];
  readonly volume?: (number | null)[];
  readonly symbol?: string[];
}

/**
 * Reads ticks from CSV text: a header with `date`, `time`, `timestamp` or `datetime`, with `price`, `ltp` or
 * `last`, and if wanted `volume` (empty where unknown) and `symbol`.
 *
 * @throws FaultlineError that names file, line and column: whatever `ticksTable` refuses, and other headers.
 */
export function parseTicks(text: string, path: string): ParsedTicks {
  const cells = csvCells(text, path, NAMES, ['volume', 'symbol']);
  const { prices, volume } = checkedRows(cells, 'ticks', 'a symbol');
  const texts = (field: string): string[] =>
    Array.from({ length: cells.count }, (_, i) => String(cells.cell(field, i)));
  return {
    time: texts('time'),
    price: Array.from(prices[0]!),
    ...(cells.has('volume') && { volume: Array.from(volume, (each) => (Number.isNaN(each) ? null : each)) }),
    ...(cells.has('symbol') && { symbol: texts('symbol') }),
  };
}
