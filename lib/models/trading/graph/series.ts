import { createIndicator, USUAL_DECIMALS } from '../../../analysis/indicators/create-indicator.ts';
import { CANDLE_ROOM, type Indicator, type IndicatorSpec } from '../../../analysis/indicators/indicator.ts';
import { FaultlineError } from '../../../core/faultline-error.ts';
import { type Fields, indexOf, textOf } from './fields-of.ts';

/** Candles of one symbol and length, how many closed ones are kept, and what is computed of them. */
export interface CandleSeries {
  readonly symbol: number;
  readonly timeframe: string;
  /** 0: the market's own bars. */
  readonly seconds: number;
  depth: number;
  /** Where its ring begins among all rings. */
  closedAt: number;
  readonly indicators: IndicatorUse[];
}

/** An indicator of a series, and where its memory and the ring of its outputs lie. */
export interface IndicatorUse {
  readonly name: string;
  readonly series: number;
  readonly indicator: Indicator;
  depth: number;
  memoryAt: number;
  outputAt: number;
}

/** What series need of the market. */
export interface SeriesMarket {
  readonly kind: 'ticks' | 'bars';
  readonly symbols: readonly string[];
}

/** All series of a strategy, collected while it is compiled. */
export interface SeriesPlan {
  readonly market: SeriesMarket;
  readonly list: CandleSeries[];
  readonly uses: IndicatorUse[];
  closedRoom: number;
  memoryRoom: number;
  outputRoom: number;
}

const UNIT_SECONDS: Readonly<Record<string, number>> = { s: 1, m: 60, h: 3600, d: 86_400 };
/** What a market's own bars are called. */
export const OWN_BARS = 'bar';
const DAY = 86_400;

export function createSeriesPlan(market: SeriesMarket): SeriesPlan {
  return { market, list: [], uses: [], closedRoom: 0, memoryRoom: 0, outputRoom: 0 };
}

/** The number of the series of a symbol and timeframe, which keeps at least `depth` closed candles. */
export function seriesOf(
  plan: SeriesPlan,
  symbol: number,
  timeframe: unknown,
  depth: number,
  where: string,
): number {
  const { list, market } = plan;
  const given = timeframe ?? (market.kind === 'bars' ? OWN_BARS : '1m');
  const seconds = secondsOf(given, market.kind, where);
  let index = list.findIndex((each) => each.symbol === symbol && each.seconds === seconds);
  if (index < 0) {
    index = list.length;
    const name = given as string;
    list.push({ symbol, timeframe: name, seconds, depth: 1, closedAt: 0, indicators: [] });
  }
  list[index].depth = Math.max(list[index].depth, depth);
  return index;
}

/** Adds an indicator as a strategy declares it. @throws FaultlineError */
export function declareIndicator(plan: SeriesPlan, name: string, given: unknown, where: string): void {
  if (typeof given !== 'object' || given === null || Array.isArray(given)) {
    throw new FaultlineError(where, given, 'an object with kind and its options');
  }
  const { symbol, timeframe, ...spec } = given as Record<string, unknown>;
  const of = symbolOf(symbol, plan.market.symbols, `${where}.symbol`);
  const indicator = createIndicator(spec as unknown as IndicatorSpec, where, USUAL_DECIMALS);
  const series = seriesOf(plan, of, timeframe, 1, `${where}.timeframe`);
  const use = { name, series, indicator, depth: 1, memoryAt: 0, outputAt: 0 };
  plan.uses.push(use);
  plan.list[series].indicators.push(use);
}

/** Adds an indicator that an operand spells out, once, and gives it a name of its options: `rsi(14)`. */
export function inlineIndicator(plan: SeriesPlan, spec: Fields, where: string): string {
  const { kind, ...options } = spec;
  const values = Object.values(options).filter((value) => value !== undefined);
  const words = values.map((value) => (typeof value === 'string' ? value : JSON.stringify(value)));
  const name = `${kind}(${words.join(', ')})`;
  if (!plan.uses.some((use) => use.name === name)) declareIndicator(plan, name, spec, where);
  return name;
}

/** The symbol that is meant: the market's only one when left out. @throws FaultlineError */
export function symbolOf(given: unknown, symbols: readonly string[], where: string): number {
  if (given === undefined && symbols.length === 1) return 0;
  return indexOf(given, symbols, 'symbol of the market', where);
}

/** Gives every ring and memory its place, once all is collected. */
export function layOut(plan: SeriesPlan): void {
  for (const series of plan.list) {
    series.closedAt = plan.closedRoom;
    plan.closedRoom += series.depth * CANDLE_ROOM;
  }
  for (const use of plan.uses) {
    use.memoryAt = plan.memoryRoom;
    plan.memoryRoom += use.indicator.room;
    use.outputAt = plan.outputRoom;
    plan.outputRoom += use.depth * use.indicator.outputs.length;
  }
}

/** The candle in which a second of a local day falls: candles begin at midnight and end with the day. */
export function bucketOf(seconds: number, day: number, second: number): number {
  return seconds >= DAY ? day : day * DAY + Math.floor(second / seconds);
}

function secondsOf(given: unknown, kind: 'ticks' | 'bars', where: string): number {
  const text = textOf(given, where);
  if (text === OWN_BARS && kind === 'bars') return 0;
  const match = /^([1-9]\d{0,4})([smhd])$/.exec(text);
  const seconds = match === null ? Number.NaN : Number(match[1]) * UNIT_SECONDS[match[2]];
  if (seconds <= DAY && DAY % seconds === 0) return seconds;
  const own = kind === 'bars' ? `${OWN_BARS}, or ` : '';
  throw new FaultlineError(where, given, `${own}a part of a day that divides it: 30s, 1m, 5m, 1h, 1d`);
}
