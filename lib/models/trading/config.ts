import { z } from 'zod';

const clock = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d(:[0-5]\d)?$/);
const rate = z.number().min(-10).max(10);
const volatility = z.number().min(0).max(10);
const cell = z.union([z.number(), z.string(), z.null()]);

/** When generated prices come, and from where they start. */
const calendar = {
  shape: z.enum(['ticks', 'bars']).default('ticks'),
  start: z
    .string()
    .regex(/^\d{4}-\d\d-\d\d$/)
    .default('2024-01-02')
    .meta({ help: 'the first day; weekends are left out' }),
  days: z.int().min(1).max(100_000).default(5),
  interval: z.int().min(1).max(86_400).default(10).meta({ help: 'seconds; 86400: one price a day' }),
  open: clock.default('09:15').meta({ help: 'when a day of trading begins' }),
  close: clock.default('15:30').meta({ help: 'when it ends' }),
  utcOffset: z.int().min(-900).max(900).default(330).meta({ help: 'minutes ahead of UTC' }),
  price: z.number().gt(0).max(1e9).default(100).meta({ help: 'the first price' }),
  decimals: z.int().min(0).max(6).default(2).meta({ help: 'decimals of a price' }),
};

const garch = {
  drift: rate.default(0.05).meta({ help: 'expected return a year, of log prices plus half their variance' }),
  volatility: volatility.default(0.2).meta({ help: 'standard deviation of log returns over a year' }),
  alpha: z.number().min(0).lt(1).default(0.06).meta({ help: 'weight of the last squared return' }),
  beta: z.number().min(0).lt(1).default(0.93).meta({ help: 'weight of the last variance' }),
};

export const market = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('replay') }),
  z.strictObject({
    kind: z.literal('gbm'),
    ...calendar,
    drift: garch.drift,
    volatility: garch.volatility,
  }),
  z.strictObject({ kind: z.literal('garch'), ...calendar, ...garch }),
  z.strictObject({
    kind: z.literal('bootstrap'),
    block: z.number().min(1).max(1e6).default(10).meta({ help: 'mean length of a block, in bars' }),
  }),
]);

/** When what a node’s condition sees is recorded: at a time, or from there to another. */
const watch = z.strictObject({
  node: z.string(),
  at: z.union([z.int().min(0), z.string()]).meta({ help: 'a tick’s number, 11:42, or a date with its time' }),
  to: z.union([z.int().min(0), z.string()]).optional(),
});

/** Rows, columns, or the path of a file that has yet to be read. */
const table = z.union([
  z.string(),
  z.array(z.record(z.string(), z.unknown())),
  z.record(z.string(), z.array(cell)),
]);

export const config = z.strictObject({
  preset: z.string().nullable().default(null).meta({ help: 'a shipped strategy, with a market for it' }),
  strategy: z
    .union([
      z.looseObject({ nodes: z.array(z.looseObject({})), edges: z.array(z.array(z.string())) }),
      z.string(),
    ])
    .default('rsi-reversal')
    .meta({
      help: 'the graph { nodes, edges, indicators, parameters, … }, a JSON file, or a name as of presets',
    }),
  parameters: z
    .record(z.string(), z.union([z.number(), z.string()]))
    .default({})
    .meta({
      help: 'values of the strategy’s parameters; a field by a parameter’s name is taken as one',
    }),
  variant: z.string().nullable().default(null).meta({ help: 'one of the strategy’s ways of counting costs' }),
  fill: z.enum(['next', 'same']).default('next').meta({
    help: 'orders fill at the next tick or bar’s open; same: at the signal’s own price, which looks ahead',
  }),
  currency: z.string().min(1).default('money').meta({ help: 'what prices and cash are in, a label' }),
  cash: z.number().min(0).max(1e15).default(1_000_000).meta({ help: 'at the start', unit: 'currency' }),
  market: market.prefault({ kind: 'garch' }).meta({
    help: 'replay of ticks or bars; gbm, garch: generated; bootstrap: blocks of the bars’ returns',
    live: true,
  }),
  symbol: z.string().min(1).default('XYZ').meta({ help: 'name of prices that come without one' }),
  ticks: table.nullable().default(null).meta({
    help: 'last prices over time: [{ time, ltp: { XYZ: "101.5" } }], columns, or a CSV file',
  }),
  bars: table.nullable().default(null).meta({
    help: 'bars over time: [{ time, open, high, low, close, volume }], columns, or a CSV file',
  }),
  daysPerYear: z.number().gt(0).max(366).default(252).meta({
    help: 'days of trading in a year: Sharpe and Sortino ratios are annualised by it',
    unit: 'days',
  }),
  candles: z.string().nullable().default('1m').meta({
    help: 'length of the candles of ticks that the log keeps; null: none. Bars are kept as they are',
  }),
  tickUpdates: z.boolean().default(false).meta({
    help: 'the log has, for every tick, open positions, P&L and active nodes',
  }),
  watch: z.array(watch).max(1000).default([]).meta({
    help: 'why nothing happened: [{ node, at: "11:42" }] records what the node’s condition saw',
  }),
});

/** The config of the trading model. */
export type TradingConfig = z.infer<typeof config>;
/** How prices come about. */
export type MarketConfig = TradingConfig['market'];
/** A market that is generated by a law. */
export type LawConfig = Extract<MarketConfig, { kind: 'gbm' | 'garch' }>;
