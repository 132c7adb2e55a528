import type { BarColumns } from './bars-table.ts';
import { csvCells, TIME_NAMES } from './csv-cells.ts';
import { checkedRows } from './market-rows.ts';

const NAMES = {
  time: TIME_NAMES,
  open: ['open'],
  high: ['high'],
  low: ['low'],
  close: ['close'],
  volume: ['volume'],
  symbol: ['symbol'],
};
const IGNORED = ['adj close', 'adjclose', 'adj_close', 'adjusted close'];

/** Bars as plain lists, which JSON keeps. */
export interface ParsedBars extends BarColumns {
  readonly time: string[];
  readonly open: number[];
  readonly high: number[];
  readonly low: number[];
  readonly close: number[];
  readonly volume?: (number | null)[];
  readonly symbol?: string[];
}

/**
 * Reads bars from CSV text: a header with `date`, `time`, `timestamp` or `datetime`, with `open, high, low,
 * close`, and if wanted `volume` (empty where unknown) and `symbol`. Adjusted closes are passed over.
 *
 * @throws FaultlineError that names file, line and column: whatever `barsTable` refuses, and other headers.
 */
export function parseBars(text: string, path: string): ParsedBars {
  const cells = csvCells(text, path, NAMES, ['volume', 'symbol'], IGNORED);
  const { prices, volume } = checkedRows(cells, 'bars', 'a symbol');
  const [open, high, low, close] = prices.map((each) => Array.from(each));
  const texts = (field: string): string[] =>
    Array.from({ length: cells.count }, (_, i) => String(cells.cell(field, i)));
  return {
    time: texts('time'),
    open: open!,
    high: high!,
    low: low!,
    close: close!,
    ...(cells.has('volume') && { volume: Array.from(volume, (each) => (Number.isNaN(each) ? null : each)) }),
    ...(cells.has('symbol') && { symbol: texts('symbol') }),
  };
}
