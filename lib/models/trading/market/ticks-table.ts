import { FaultlineError } from '../../../core/faultline-error.ts';
import { type Cells, cellsOf, checkRow } from './cells.ts';
import { checkedRows, tableOf } from './market-rows.ts';
import type { MarketTable } from './market-table.ts';
import { decimalValue } from './price-value.ts';

/** Last prices at one time, by symbol. */
export interface Tick {
  readonly time: string;
  readonly ltp: Readonly<Record<string, number | string>>;
  /** Indicator values that come with the tick, by name; null where there is none yet. */
  readonly ind?: Readonly<Record<string, number | string | null>>;
  /** What was traded, by symbol; null where unknown. */
  readonly volume?: Readonly<Record<string, number | string | null>>;
}

/** Ticks as columns of one length. */
export interface TickColumns {
  readonly time: readonly string[];
  readonly price: ArrayLike<number | string>;
  readonly symbol?: readonly string[];
  readonly volume?: ArrayLike<number | string | null>;
}

const TICK_FIELDS = ['time', 'ltp', 'ind', 'volume'];

/** The columns of ticks. */
export const TICK_COLUMNS = ['time', 'price', 'symbol', 'volume'];

/**
 * Ticks as a table. Times are as `parseTime` takes them and may be equal, prices numbers or decimal texts. A
 * listed tick is a row; of columns, prices of several symbols at one time are, until one comes again.
 * `symbol` is that of columns without one.
 *
 * @throws FaultlineError that names row and field, such as `ticks[17].ltp.XYZ`, for whatever `checkedRows`
 * refuses, unknown fields and no ticks.
 */
export function ticksTable(
  ticks: readonly Tick[] | TickColumns,
  where: string,
  symbol?: string,
): MarketTable {
  if (!Array.isArray(ticks)) {
    return tableOf(checkedRows(cellsOf(ticks, where, TICK_COLUMNS), 'ticks', symbol));
  }
  if (ticks.length === 0) throw new FaultlineError(where, ticks, 'at least one tick');
  const list = ticks as readonly Tick[];
  return tableOf(checkedRows(pricesOf(list, where), 'ticks'), givenOf(list, where));
}

/** The prices of listed ticks one by one. */
function pricesOf(ticks: readonly Tick[], where: string): Cells {
  const symbols: string[] = [];
  const tick: number[] = [];
  for (let i = 0; i < ticks.length; i++) {
    checkRow(ticks[i], `${where}[${i}]`, TICK_FIELDS);
    const { ltp, volume = {} } = ticks[i]!;
    const names = fieldNames(ltp, `${where}[${i}].ltp`);
    if (names.length === 0) throw new FaultlineError(`${where}[${i}].ltp`, ltp, 'the price of a symbol');
    for (const name of names) {
      symbols.push(name);
      tick.push(i);
    }
    for (const name of fieldNames(volume, `${where}[${i}].volume`)) {
      if (names.includes(name)) continue;
      throw new FaultlineError(
        `${where}[${i}].volume.${name}`,
        volume[name],
        'a symbol that has a price here',
      );
    }
  }
  const cell = (field: string, i: number): unknown => {
    const row = ticks[tick[i]!]!;
    if (field === 'price') return row.ltp[symbols[i]!];
    if (field === 'volume') return row.volume?.[symbols[i]!];
    return field === 'symbol' ? symbols[i] : row.time;
  };
  const place = (field: string, i: number): string => {
    const name =
      field === 'price' ? `ltp.${symbols[i]}` : field === 'volume' ? `volume.${symbols[i]}` : field;
    return `${where}[${tick[i]}].${name}`;
  };
  const has = (field: string): boolean =>
    field !== 'volume' || ticks.some((each) => each.volume !== undefined);
  return { count: symbols.length, has, cell, place, tick: Int32Array.from(tick) };
}

function givenOf(ticks: readonly Tick[], where: string): MarketTable['given'] {
  const columns = new Map<string, Float64Array>();
  for (let i = 0; i < ticks.length; i++) {
    const { ind } = ticks[i]!;
    if (ind === undefined) continue;
    for (const name of fieldNames(ind, `${where}[${i}].ind`)) {
      const value = ind[name];
      const number = value === null ? Number.NaN : decimalValue(value);
      if (value !== null && !Number.isFinite(number)) {
        throw new FaultlineError(
          `${where}[${i}].ind.${name}`,
          value,
          'a number, or null where there is none yet',
        );
      }
      const column = columns.get(name) ?? new Float64Array(ticks.length).fill(Number.NaN);
      columns.set(name, column);
      column[i] = number;
    }
  }
  return Object.fromEntries(columns);
}

function fieldNames(given: unknown, where: string): string[] {
  if (typeof given === 'object' && given !== null && !Array.isArray(given)) return Object.keys(given);
  throw new FaultlineError(where, given, 'an object with a value for each name');
}
