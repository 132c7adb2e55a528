import fc from 'fast-check';
import { expect, test } from 'vitest';
import { draws } from '../../support/draws.ts';
import { everything } from '../../support/some-strategies.ts';
import { marketOf, tradingSimulation } from '../../support/trading-runs.ts';

/** Each so that it trades within some dozens of prices. */
const someStrategy = fc.constantFrom(
  { strategy: 'rsi-reversal', parameters: { period: 2, oversold: '45', overbought: '55' } },
  { strategy: 'sma-cross', parameters: { fast: 2, slow: 4 } },
  { strategy: 'opening-range' },
  { strategy: everything },
  { strategy: everything, watch: [{ node: 'again', at: 2, to: 30 }] },
);
const someMoves = (min: number, max: number): fc.Arbitrary<number[]> =>
  fc.array(fc.integer({ min: -60, max: 60 }), { minLength: min, maxLength: max });

const someCase = fc.record({
  config: fc
    .record({ fill: fc.constantFrom('next', 'same'), tickUpdates: fc.boolean(), candles: fc.constant('30m') })
    .chain((rest) => someStrategy.map((strategy) => ({ ...rest, ...strategy }))),
  shape: fc.constantFrom('ticks' as const, 'bars' as const),
  past: someMoves(4, 60),
  futures: fc
    .integer({ min: 1, max: 20 })
    .chain((length) => fc.tuple(someMoves(length, length), someMoves(length, length))),
});

function walkFrom(start: number, moves: readonly number[]): number[] {
  let cents = start;
  return moves.map((move) => (cents = Math.max(100, cents + move)));
}

test('another future changes nothing of the past: events, wealth, trades', () => {
  let trades = 0;
  fc.assert(
    fc.property(someCase, ({ config, shape, past, futures }) => {
      const before = walkFrom(10_000, past);
      const [one, other] = futures.map((moves) => {
        const cents = [...before, ...walkFrom(before[before.length - 1], moves)];
        const { simulation, state } = tradingSimulation({ ...config, ...marketOf(cents, shape) });
        simulation.advance(past.length);
        const then = {
          wealth: state.wealth,
          cash: state.cash,
          active: [...state.isActive],
          count: simulation.eventCount,
        };
        simulation.finish();
        trades += state.trades.length;
        const events = [...simulation.events.range(0, then.count)];
        return JSON.stringify({ then, events });
      });
      // Texts of such length are not printed.
      expect(one === other).toBe(true);
    }),
    draws(60),
  );
  expect(trades).toBeGreaterThan(250);
});

test('how many digits the prices to come have changes nothing of the past', () => {
  const cents = walkFrom(
    10_000,
    Array.from({ length: 60 }, (_, i) => ((i * 37) % 83) - 40),
  );
  const [one, other] = [0, 1e-6].map((more) => {
    const { bars } = marketOf(cents, 'bars') as { bars: { close: number; high: number }[] };
    const last = bars[bars.length - 1];
    last.close = Number((last.close + more).toFixed(6));
    last.high = Math.max(last.high, last.close);
    const { simulation } = tradingSimulation({ strategy: everything, bars, cash: 20_000 });
    simulation.advance(cents.length - 1);
    expect(simulation.eventCount).toBeGreaterThan(80);
    return JSON.stringify([...simulation.events]);
  });
  // Texts of such length are not printed.
  expect(one === other).toBe(true);
});
