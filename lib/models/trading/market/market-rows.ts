import { FaultlineError } from '../../../core/faultline-error.ts';
import type { Cells } from './cells.ts';
import { findIrregularities } from './irregularities.ts';
import type { MarketTable } from './market-table.ts';
import { decimalsOf, decimalValue, PRICE_ALLOWED, priceValue } from './price-value.ts';
import { hasZone, readTime, TIME_ALLOWED } from './time-text.ts';

/** Rows that were found right: one symbol at one time each, and where it stands in the table. */
export interface MarketRows {
  readonly kind: MarketTable['kind'];
  /** Rows of the table. */
  readonly count: number;
  readonly symbols: readonly string[];
  /** As texts gave them, by row of the table. */
  readonly times: Float64Array;
  readonly offsets: Float64Array;
  /** By row given: its row in the table, and its symbol. */
  readonly place: Int32Array;
  readonly symbol: Int32Array;
  /** By field and row given: open, high, low, close; or price alone. */
  readonly prices: readonly Float64Array[];
  /** By row given; NaN where unknown. */
  readonly volume: Float64Array;
}

/** The fields of a row that hold prices. */
export const PRICE_FIELDS = { bars: ['open', 'high', 'low', 'close'], ticks: ['price'] } as const;

/**
 * Checks rows and finds each one's place. `symbol` is that of rows without one.
 *
 * @throws FaultlineError that names row and field: a time that does not exist, goes back, is a date alone
 * among times, or has no zone among some that have; a price that `priceValue` refuses; a high below, or a low
 * above, another price of its bar; a negative volume; a symbol's bar given twice; no symbol.
 */
export function checkedRows(cells: Cells, kind: MarketTable['kind'], symbol?: string): MarketRows {
  const places = placesOf(cells, kind, symbol);
  const fields = PRICE_FIELDS[kind];
  const prices = fields.map((field) =>
    Float64Array.from({ length: cells.count }, (_, i) => {
      const given = cells.cell(field, i);
      const price = priceValue(given);
      if (price > 0) return price;
      throw new FaultlineError(cells.place(field, i), given, PRICE_ALLOWED);
    }),
  );
  if (kind === 'bars') checkBars(cells, prices);
  return { kind, ...places, prices, volume: volumesOf(cells) };
}

type Places = Pick<MarketRows, 'count' | 'symbols' | 'times' | 'offsets' | 'place' | 'symbol'>;

function placesOf(cells: Cells, kind: MarketTable['kind'], usual: string | undefined): Places {
  const { count } = cells;
  const times = new Float64Array(count);
  const offsets = new Float64Array(count);
  const place = new Int32Array(count);
  const symbol = new Int32Array(count);
  const symbols = new Map<string, number>();
  /** By symbol: the row of the table where it was last. */
  const last: number[] = [];
  let row = -1;
  let isZoned = false;
  for (let i = 0; i < count; i++) {
    const who = symbolOf(cells, i, usual);
    const id = symbols.get(who) ?? symbols.size;
    if (id === symbols.size) {
      symbols.set(who, id);
      last.push(-1);
    }
    if (i === 0 || cells.tick === undefined || cells.tick[i] !== cells.tick[i - 1]) {
      const given = cells.cell('time', i);
      const moment = readTime(given);
      if (moment === undefined) throw new FaultlineError(cells.place('time', i), given, TIME_ALLOWED);
      if (row >= 0) checkOrder(cells, i, moment.ms < times[row]!, moment.offset, offsets[row]!);
      if (i === 0) isZoned = hasZone(given as string);
      else if (hasZone(given as string) !== isZoned) {
        throw new FaultlineError(
          cells.place('time', i),
          given,
          `a zone ${isZoned ? 'here too' : 'in no row or in all'}`,
        );
      }
      const again = row >= 0 && moment.ms === times[row] && cells.tick === undefined;
      if (again && kind === 'bars' && last[id] === row) {
        throw new FaultlineError(cells.place('time', i), given, `one bar of ${who} at a time`);
      }
      if (!again || last[id] === row) {
        row++;
        times[row] = moment.ms;
        offsets[row] = moment.offset;
      }
    }
    last[id] = row;
    place[i] = row;
    symbol[i] = id;
  }
  const rows = row + 1;
  return {
    count: rows,
    symbols: [...symbols.keys()],
    times: times.slice(0, rows),
    offsets: offsets.slice(0, rows),
    place,
    symbol,
  };
}

function symbolOf(cells: Cells, i: number, usual: string | undefined): string {
  const given = cells.cell('symbol', i) ?? usual;
  if (typeof given === 'string' && given !== '') return given;
  throw new FaultlineError(cells.place('symbol', i), given, 'the name of what was traded');
}

function checkOrder(cells: Cells, i: number, isBack: boolean, offset: number, before: number): void {
  const given = cells.cell('time', i);
  if (isBack) {
    const [previous, allowed] = [cells.cell('time', i - 1), 'times never go back'];
    throw new FaultlineError(cells.place('time', i), given, `${allowed}; the time before is ${previous}`);
  }
  if (Number.isNaN(offset) === Number.isNaN(before)) return;
  const allowed = Number.isNaN(before) ? 'a date alone, as before' : 'a date with a time, as before';
  throw new FaultlineError(cells.place('time', i), given, allowed);
}

function checkBars(cells: Cells, [open, high, low, close]: readonly Float64Array[]): void {
  for (let i = 0; i < cells.count; i++) {
    if (high![i]! < Math.max(open![i]!, low![i]!, close![i]!)) {
      const given = cells.cell('high', i);
      throw new FaultlineError(cells.place('high', i), given, "at least the bar's open, low and close");
    }
    if (low![i]! > Math.min(open![i]!, close![i]!)) {
      const given = cells.cell('low', i);
      throw new FaultlineError(cells.place('low', i), given, "at most the bar's open and close");
    }
  }
}

function volumesOf(cells: Cells): Float64Array {
  const volume = new Float64Array(cells.count).fill(Number.NaN);
  if (!cells.has('volume')) return volume;
  for (let i = 0; i < cells.count; i++) {
    const given = cells.cell('volume', i);
    if (given === undefined || given === null) continue;
    volume[i] = decimalValue(given);
    if (volume[i]! >= 0 && volume[i]! < Number.POSITIVE_INFINITY) continue;
    throw new FaultlineError(cells.place('volume', i), given, 'a volume of at least 0, or null');
  }
  return volume;
}

/** Rows as a table; `given` are the indicator values that came with them. */
export function tableOf(rows: MarketRows, given: MarketTable['given'] = {}): MarketTable {
  const { kind, count, symbols, times, offsets } = rows;
  const spread = (values: Float64Array): Float64Array[] => {
    const columns = symbols.map(() => new Float64Array(count).fill(Number.NaN));
    for (let i = 0; i < values.length; i++) columns[rows.symbol[i]!]![rows.place[i]!] = values[i]!;
    return columns;
  };
  const [open, high, low, close] = rows.prices.map(spread);
  const decimals = symbols.map(() => 0);
  for (const prices of rows.prices) {
    for (let i = 0; i < prices.length; i++) {
      const id = rows.symbol[i]!;
      decimals[id] = Math.max(decimals[id]!, decimalsOf(prices[i]!));
    }
  }
  return {
    kind,
    count,
    symbols,
    times,
    offsets,
    open: open!,
    high: high ?? open!,
    low: low ?? open!,
    close: close ?? open!,
    volume: spread(rows.volume),
    decimals,
    given,
    irregularities: findIrregularities(times, offsets),
  };
}
