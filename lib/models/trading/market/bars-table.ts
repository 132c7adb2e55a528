import { cellsOf } from './cells.ts';
import { checkedRows, tableOf } from './market-rows.ts';
import type { MarketTable } from './market-table.ts';

/** A bar: prices of the time that begins at `time`, or of the day `date`. */
export interface Bar {
  readonly time?: string;
  readonly date?: string;
  readonly open: number | string;
  readonly high: number | string;
  readonly low: number | string;
  readonly close: number | string;
  /** null where unknown. */
  readonly volume?: number | string | null;
  readonly symbol?: string;
}

/** Bars as columns of one length. */
export interface BarColumns {
  readonly time?: readonly string[];
  readonly date?: readonly string[];
  readonly open: ArrayLike<number | string>;
  readonly high: ArrayLike<number | string>;
  readonly low: ArrayLike<number | string>;
  readonly close: ArrayLike<number | string>;
  readonly volume?: ArrayLike<number | string | null>;
  readonly symbol?: readonly string[];
}

/** The fields of a bar. */
export const BAR_FIELDS = ['time', 'date', 'open', 'high', 'low', 'close', 'volume', 'symbol'];

/**
 * Bars as a table. Times are as `parseTime` takes them, prices numbers or decimal texts; bars of several
 * symbols at one time are one row. `symbol` is that of bars without one.
 *
 * @throws FaultlineError that names row and field, such as `bars[17].high`, for whatever `checkedRows`
 * refuses, unknown fields and no bars.
 */
export function barsTable(bars: readonly Bar[] | BarColumns, where: string, symbol: string): MarketTable {
  return tableOf(checkedRows(cellsOf(bars, where, BAR_FIELDS), 'bars', symbol));
}
