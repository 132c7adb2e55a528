import { FaultlineError } from '../../../core/faultline-error.ts';
import type { LawConfig, TradingConfig } from '../config.ts';
import { type BarColumns, barsTable } from './bars-table.ts';
import type { Irregularities } from './irregularities.ts';
import type { MarketTable } from './market-table.ts';
import { type TickColumns, ticksTable } from './ticks-table.ts';
import { dayNumber, parseTime, parseTimeOfDay, secondsOfDay, weekday } from './time-text.ts';

/** What a run trades on: when its ticks come, and where their prices come from. */
export interface Market {
  readonly kind: 'ticks' | 'bars';
  readonly count: number;
  readonly symbols: readonly string[];
  readonly decimals: readonly number[];
  /** By tick: ms since 1970 UTC, minutes ahead of it (NaN: a date alone), local day, second of that day. */
  readonly times: Float64Array;
  readonly offsets: Float64Array;
  readonly days: Int32Array;
  readonly seconds: Float64Array;
  /** Prices to replay, or whose returns are drawn again; null: a law makes them. */
  readonly table: MarketTable | null;
  readonly law: Law | null;
  readonly resampling: Resampling | null;
  readonly irregularities: Irregularities | null;
  /** Values that come with ticks: their names, and by name and tick. */
  readonly givenNames: readonly string[];
  readonly given: readonly Float64Array[];
}

/** A law of prices, by step. */
export interface Law {
  readonly config: LawConfig;
  /** Variance of a step’s log return; of GARCH in the long run. */
  readonly variance: number;
  /** Expected log return of a step, plus half its variance. */
  readonly drift: number;
  /** GARCH: the constant of the next variance. */
  readonly omega: number;
}

/** Returns of bars, to be drawn again in blocks. */
export interface Resampling {
  readonly meanBlock: number;
  /** Bars that have a bar before them: row r is bar r + 1 over the close of bar r. */
  readonly rows: number;
}

const COUNT_MAX = 2e7;
const DAY_SECONDS = 86_400;

/** The market of a config. @throws FaultlineError */
export function marketOf(config: TradingConfig): Market {
  const { market, ticks, bars, symbol } = config;
  for (const [field, given] of Object.entries({ ticks, bars })) {
    if (typeof given === 'string')
      throw new FaultlineError(`config.${field}`, given, 'the rows of that file');
  }
  if (market.kind === 'gbm' || market.kind === 'garch') return lawMarket(market, symbol, config.daysPerYear);
  if (ticks === null && bars === null) {
    throw new FaultlineError(
      'config.market.kind',
      market.kind,
      'with ticks or bars; gbm and garch need none',
    );
  }
  if (market.kind === 'replay' && ticks !== null) {
    return tableMarket(ticksTable(ticks as unknown as TickColumns, 'config.ticks', symbol));
  }
  if (bars === null) throw new FaultlineError('config.market.kind', market.kind, 'with bars');
  const table = barsTable(bars as unknown as BarColumns, 'config.bars', symbol);
  if (market.kind === 'replay') return tableMarket(table);
  checkWhole(table);
  return { ...tableMarket(table), resampling: { meanBlock: market.block, rows: table.count - 1 } };
}

function tableMarket(table: MarketTable): Market {
  const { kind, count, symbols, decimals, times, offsets, irregularities } = table;
  return {
    ...{ kind, count, symbols, decimals, times, offsets, table, irregularities },
    days: Int32Array.from(times, (ms, i) => dayNumber(ms, offsets[i])),
    seconds: Float64Array.from(times, (ms, i) => secondsOfDay(ms, offsets[i])),
    law: null,
    resampling: null,
    givenNames: Object.keys(table.given),
    given: Object.values(table.given),
  };
}

/** Returns can be drawn again where every symbol has a price at every time. */
function checkWhole({ count, symbols, close }: MarketTable): void {
  if (count < 3) throw new FaultlineError('config.bars', count, 'at least 3 bars to draw returns from');
  for (const [symbol, prices] of close.entries()) {
    const missing = prices.findIndex(Number.isNaN);
    if (missing < 0) continue;
    const where = `config.bars: ${symbols[symbol]}`;
    throw new FaultlineError(where, `no bar at time ${missing}`, 'a bar of every symbol at every time');
  }
}

function lawMarket(config: LawConfig, symbol: string, daysPerYear: number): Market {
  const opens = parseTimeOfDay(config.open, 'config.market.open');
  const closes = parseTimeOfDay(config.close, 'config.market.close');
  const isDaily = config.interval === DAY_SECONDS;
  if (!isDaily && closes < opens + config.interval) {
    throw new FaultlineError(
      'config.market.close',
      config.close,
      `at least an interval after ${config.open}`,
    );
  }
  const perDay = isDaily ? 1 : Math.floor((closes - opens) / config.interval);
  const count = perDay * config.days;
  if (count > COUNT_MAX) {
    throw new FaultlineError('config.market', count, `at most ${COUNT_MAX} prices: days × prices of a day`);
  }
  const times = new Float64Array(count);
  const days = new Int32Array(count);
  const seconds = new Float64Array(count);
  const offset = isDaily ? Number.NaN : config.utcOffset;
  let day = dayNumber(parseTime(config.start, 'config.market.start').ms, 0);
  for (let i = 0, at = 0; i < config.days; i++, day++) {
    while (weekday(day) > 5) day++;
    for (let k = 0; k < perDay; k++, at++) {
      const second = isDaily ? 0 : opens + k * config.interval;
      days[at] = day;
      seconds[at] = second;
      times[at] = (day * DAY_SECONDS + second - (isDaily ? 0 : offset * 60)) * 1000;
    }
  }
  const step = 1 / (perDay * daysPerYear);
  const variance = config.volatility * config.volatility * step;
  const persistence = config.kind === 'garch' ? config.alpha + config.beta : 0;
  if (persistence >= 1) {
    throw new FaultlineError(
      'config.market',
      { 'alpha + beta': persistence },
      'less than 1: else the variance has no mean',
    );
  }
  return {
    kind: config.shape,
    count,
    symbols: [symbol],
    decimals: [config.decimals],
    times,
    offsets: new Float64Array(count).fill(offset),
    days,
    seconds,
    table: null,
    law: { config, variance, drift: config.drift * step, omega: (1 - persistence) * variance },
    resampling: null,
    irregularities: null,
    givenNames: [],
    given: [],
  };
}
