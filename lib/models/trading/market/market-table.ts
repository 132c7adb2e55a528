import type { Irregularities } from './irregularities.ts';

/**
 * Prices of one or more symbols over time: a row for each tick, or for each time that bars begin at. Arrays
 * by time are of length `count`; those by symbol stand in the order of `symbols`.
 */
export interface MarketTable {
  readonly kind: 'ticks' | 'bars';
  /** Rows; at least 1. */
  readonly count: number;
  /** In order of their first price. */
  readonly symbols: readonly string[];
  /** Milliseconds since 1970 UTC, never falling; of bars always rising. */
  readonly times: Float64Array;
  /** How far the clock of the row's time is ahead of UTC, in minutes; NaN in all rows for dates alone. */
  readonly offsets: Float64Array;
  /** Prices by symbol, NaN where it had none at that time. Of ticks all four are the same arrays. */
  readonly open: readonly Float64Array[];
  readonly high: readonly Float64Array[];
  readonly low: readonly Float64Array[];
  readonly close: readonly Float64Array[];
  /** What was traded, by symbol; NaN where unknown. */
  readonly volume: readonly Float64Array[];
  /** By symbol: the most decimals that any of its prices has; zeros at the end are none. */
  readonly decimals: readonly number[];
  /** Indicator values that came with ticks, by name; NaN where none was given. */
  readonly given: Readonly<Record<string, Float64Array>>;
  readonly irregularities: Irregularities;
}
