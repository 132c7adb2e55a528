import { CANDLE, CANDLE_ROOM } from '../../analysis/indicators/indicator.ts';
import type { TradingContext } from './context.ts';
import { KIND } from './events.ts';
import { bucketOf, type CandleSeries } from './graph/series.ts';
import type { TradingState } from './state.ts';

/** Forgets all candles, and what indicators know. */
export function emptyCandles(state: TradingState, { prepared }: TradingContext): void {
  const { series } = prepared;
  state.bucket.fill(Number.NaN);
  state.closed.fill(Number.NaN);
  state.outputs.fill(Number.NaN);
  state.closedCount.fill(0);
  state.memory.fill(0);
  for (const { indicator, memoryAt } of series.uses) indicator.reset(state.memory, memoryAt);
}

/** Closes the candles that end before the tick in hand. */
export function closeEndedCandles(state: TradingState, context: TradingContext): void {
  const { list } = context.prepared.series;
  const { bucket, day, second } = state;
  for (let i = 0; i < list.length; i++) {
    const { seconds } = list[i];
    if (seconds === 0 || Number.isNaN(bucket[i])) continue;
    // Another one, not only a later one: where clocks are put back, an hour comes twice.
    if (bucket[i] === bucketOf(seconds, day, second)) continue;
    closeCandle(state, context, i, list[i]);
  }
}

/** Closes the candles that form when the ticks end. */
export function closeFormingCandles(state: TradingState, context: TradingContext): void {
  const { list } = context.prepared.series;
  for (let i = 0; i < list.length; i++) {
    if (!Number.isNaN(state.bucket[i])) closeCandle(state, context, i, list[i]);
  }
}

/** Takes the tick in hand into the candles that form; the market’s own bars are complete with it. */
export function feedCandles(state: TradingState, context: TradingContext): void {
  const { list } = context.prepared.series;
  for (let i = 0; i < list.length; i++) {
    const series = list[i];
    if (Number.isNaN(state.close[series.symbol])) continue;
    feed(state, i, series);
    if (series.seconds === 0) closeCandle(state, context, i, series);
  }
}

function feed(state: TradingState, i: number, { symbol, seconds }: CandleSeries): void {
  const { forming } = state;
  const at = i * CANDLE_ROOM;
  const volume = state.volume[symbol];
  if (Number.isNaN(state.bucket[i])) {
    state.bucket[i] = seconds === 0 ? 0 : bucketOf(seconds, state.day, state.second);
    state.startedAt[i] = state.at;
    forming[at + CANDLE.open] = state.open[symbol];
    forming[at + CANDLE.high] = state.high[symbol];
    forming[at + CANDLE.low] = state.low[symbol];
    forming[at + CANDLE.volume] = volume;
    forming[at + CANDLE.day] = state.day;
  } else {
    if (state.high[symbol] > forming[at + CANDLE.high]) forming[at + CANDLE.high] = state.high[symbol];
    if (state.low[symbol] < forming[at + CANDLE.low]) forming[at + CANDLE.low] = state.low[symbol];
    const sum = forming[at + CANDLE.volume];
    if (!Number.isNaN(volume)) forming[at + CANDLE.volume] = Number.isNaN(sum) ? volume : sum + volume;
  }
  forming[at + CANDLE.close] = state.close[symbol];
}

function closeCandle(state: TradingState, context: TradingContext, i: number, series: CandleSeries): void {
  const { forming, closed, memory, outputs } = state;
  const at = i * CANDLE_ROOM;
  const count = state.closedCount[i];
  const to = series.closedAt + (count % series.depth) * CANDLE_ROOM;
  for (let field = 0; field < CANDLE_ROOM; field++) closed[to + field] = forming[at + field];
  for (const { indicator, memoryAt, outputAt, depth } of series.indicators) {
    indicator.update(memory, memoryAt, forming, at);
    const width = indicator.outputs.length;
    const row = outputAt + (count % depth) * width;
    for (let output = 0; output < width; output++) outputs[row + output] = memory[memoryAt + output];
  }
  state.closedCount[i] = count + 1;
  state.bucket[i] = Number.NaN;
  if (context.log !== null && context.prepared.recorded.includes(i)) record(state, context, i, series);
}

function record(state: TradingState, { log }: TradingContext, i: number, { symbol }: CandleSeries): void {
  if (log === null) return;
  const row = log.append(KIND.candle, state.time, -1);
  const { integers, numbers } = log.rowsOf(KIND.candle);
  const at = i * CANDLE_ROOM;
  numbers[0][row] = state.startedAt[i];
  numbers[1][row] = state.offset;
  integers[0][row] = symbol;
  for (let field = 0; field < CANDLE.day; field++) numbers[2 + field][row] = state.forming[at + field];
  numbers[2 + CANDLE.day][row] = state.wealth;
}
