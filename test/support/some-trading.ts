import fc from 'fast-check';
import type { GivenCommand } from '../../lib/core/recipe.ts';
import type { Vocabulary } from '../../lib/core/vocabulary.ts';
import type { TradingGivenConfig } from '../../lib/models/trading/trading-given-config.ts';
import { everything } from './some-strategies.ts';

const strategies = ['rsi-reversal', 'sma-cross', 'opening-range', everything] as const;

const calendar = {
  shape: fc.constantFrom('ticks' as const, 'bars' as const),
  days: fc.integer({ min: 1, max: 2 }),
  interval: fc.constantFrom(600, 900),
  volatility: fc.constantFrom(0, 0.2, 1),
  drift: fc.constantFrom(0, 0.5),
};

const someMoves = fc.array(fc.integer({ min: -40, max: 40 }), { minLength: 3, maxLength: 25 });

/** Prices near 100 as bars of ten minutes, or as ticks. */
const someData = fc.record({ moves: someMoves, isTicks: fc.boolean() }).map(({ moves, isTicks }) => {
  const time = (i: number): string =>
    `2024-01-02T${String(9 + Math.floor(i / 4)).padStart(2, '0')}:${String((i % 4) * 15).padStart(2, '0')}:00Z`;
  let cents = 10_000;
  const rows = moves.map((move, i) => {
    const open = cents;
    cents += move;
    const high = Math.max(open, cents) + Math.abs(move % 7);
    const low = Math.min(open, cents) - Math.abs(move % 5);
    const bar = { open: open / 100, high: high / 100, low: low / 100, close: cents / 100 };
    return isTicks ? { time: time(i), ltp: { XYZ: cents / 100 } } : { time: time(i), ...bar };
  });
  return isTicks ? { ticks: rows } : { bars: rows };
});

const someMarket: fc.Arbitrary<object> = fc.oneof(
  fc.record({ market: fc.record({ kind: fc.constant('gbm' as const), ...calendar }) }),
  fc.record({
    market: fc.record({
      kind: fc.constant('garch' as const),
      ...calendar,
      alpha: fc.constantFrom(0, 0.1),
      beta: fc.constantFrom(0, 0.85),
    }),
  }),
  someData,
  someData
    .filter((data) => 'bars' in data)
    .map((data) => ({ ...data, market: { kind: 'bootstrap', block: 3 } })),
);

/** Small markets, and strategies in which all that can happen does, soon. */
export const someConfig: fc.Arbitrary<TradingGivenConfig> = fc
  .record({
    market: someMarket,
    strategy: fc.constantFrom(...strategies),
    fill: fc.constantFrom('next' as const, 'same' as const),
    cash: fc.constantFrom(0, 10_000, 1_000_000),
    tickUpdates: fc.boolean(),
    candles: fc.constantFrom(null, '30m'),
  })
  .map(({ market, strategy, ...rest }) => ({
    ...rest,
    ...market,
    strategy: strategy as never,
    ...(strategy === everything ? { watch: [{ node: 'again', at: 2, to: 9 }], variant: 'free' } : {}),
    ...(strategy === 'sma-cross' ? { parameters: { fast: 2, slow: 4 } } : {}),
    ...(strategy === 'rsi-reversal' ? { parameters: { period: 2, oversold: '45', overbought: '55' } } : {}),
  }));

const someDeedFields = fc.oneof(
  fc.constant({ name: 'square_off' }),
  fc.constantFrom(-0.02, 0.01).map((change) => ({ name: 'gap', return: change })),
);

export function someDeed(): fc.Arbitrary<Vocabulary['command']> {
  return someDeedFields;
}

export function someCommands(config: TradingGivenConfig): fc.Arbitrary<GivenCommand[]> {
  const command = fc
    .tuple(someDeedFields, fc.integer({ min: 0, max: Math.min(20, ticksOf(config) - 1) }))
    .map(([deed, at]) => ({ ...deed, at }));
  return fc.array(command, { maxLength: 3 });
}

function ticksOf({ ticks, bars, market }: TradingGivenConfig): number {
  const rows = ticks ?? bars;
  if (Array.isArray(rows)) return rows.length;
  const { days = 1, interval = 600 } = market as { days?: number; interval?: number };
  return days * Math.floor(22_500 / interval);
}
