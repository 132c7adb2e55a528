import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { runStrategy } from '../../../lib/node/run-strategy.ts';
import { sharedCases } from '../../analysis/shared-cases.ts';

/** Open, high, low, close. */
type Prices = readonly [string, string, string, string];

interface Scenario {
  readonly side: 'long' | 'short';
  readonly stop_pct?: string;
  readonly target_pct?: string;
  readonly bars: readonly Prices[];
}

/** Enters at the second bar's open and leaves it to the stop and the target. */
function bracketed({ side, bars, stop_pct, target_pct }: Scenario) {
  const { run, trades } = runStrategy({
    strategy: {
      nodes: [
        { id: 'controller', type: 'StrategyController' },
        { id: 'signal', type: 'EntrySignalNode', condition: { lhs: { type: 'ltp' }, op: '>', rhs: '0' } },
        {
          id: 'enter',
          type: 'EntryNode',
          position_id: 'p',
          side: side === 'long' ? 'buy' : 'sell',
          quantity: 1,
          ...(stop_pct === undefined ? {} : { stop_pct }),
          ...(target_pct === undefined ? {} : { target_pct }),
        },
      ],
      edges: [
        ['controller', 'signal'],
        ['signal', 'enter'],
      ],
    },
    bars: bars.map(([open, high, low, close], i) => ({
      date: new Date(Date.UTC(2024, 0, 1 + i)).toISOString().slice(0, 10),
      open,
      high,
      low,
      close,
    })),
    fill: 'next',
    config: { market: { kind: 'replay' } },
  });
  const [opened] = run.events.ofType('position_opened');
  const [closed] = run.events.ofType('position_closed');
  return {
    entry_bar: opened?.t,
    entry_price: opened?.price,
    stop: opened?.stop,
    target: opened?.target,
    exit_bar: closed?.t,
    exit_price: closed?.exit_price,
    exit_reason: closed?.reason,
    pnl: trades[0]?.pnl,
    pnl_percent: trades[0]?.pnl_percent,
  };
}

test('the worked cases', () => {
  for (const { expected, ...scenario } of sharedCases('trading-ohlc-stop-target')?.scenarios ?? []) {
    const result = bracketed(scenario);
    for (const [name, value] of Object.entries(expected)) {
      const actual = result[name as keyof typeof result];
      // Amounts are written to four digits there.
      if (typeof value !== 'string' || name === 'exit_reason') expect(actual, name).toBe(value);
      else expect(Number(actual), name).toBe(Number(value));
    }
  }
});

const quiet: Prices = ['100', '100', '100', '100'];
const calm: Prices = ['100', '101', '99', '100'];

// Entered at 100: a long one has its stop at 97 and its target at 105, a short one at 103 and 95.
describe('by hand', () => {
  test.each<[string, 'long' | 'short', Prices, number, string, string]>([
    ['the low touches the stop', 'long', ['99', '100', '97', '98'], 97, 'stop', '-3.00'],
    ['the high touches the target', 'long', ['101', '105', '100', '102'], 105, 'target', '5.00'],
    ['it opens below the stop', 'long', ['92', '98', '91', '96'], 92, 'stop', '-8.00'],
    ['it opens at the stop', 'long', ['97', '99', '96', '98'], 97, 'stop', '-3.00'],
    ['it opens above the target', 'long', ['108.5', '109', '107', '108'], 108.5, 'target', '8.50'],
    ['both within a bar: the stop', 'long', ['100', '106', '96', '105'], 97, 'stop', '-3.00'],
    [
      'above the target at first, below the stop later',
      'long',
      ['107', '108', '96', '97'],
      97,
      'stop',
      '-3.00',
    ],
    ['the high touches the stop', 'short', ['101', '103', '100', '102'], 103, 'stop', '-3.00'],
    ['the low touches the target', 'short', ['99', '100', '95', '98'], 95, 'target', '5.00'],
    ['it opens above the stop', 'short', ['104.25', '106', '102', '103'], 104.25, 'stop', '-4.25'],
    ['it opens below the target', 'short', ['90', '94', '89', '93'], 90, 'target', '10.00'],
    ['both within a bar: the stop', 'short', ['100', '104', '94', '95'], 103, 'stop', '-3.00'],
  ])('%s, %s', (_, side, bar, exit_price, exit_reason, pnl) => {
    const scenario = { side, stop_pct: '0.03', target_pct: '0.05', bars: [calm, calm, bar, calm] };
    expect(bracketed(scenario)).toMatchObject({ entry_bar: 1, exit_bar: 2, exit_price, exit_reason, pnl });
  });

  test('a cent short of both it stays open', () => {
    const bars = [calm, calm, ['100', '104.99', '97.01', '100'] as const];
    const result = bracketed({ side: 'long', stop_pct: '0.03', target_pct: '0.05', bars });
    expect(result).toMatchObject({ entry_bar: 1, stop: 97, target: 105, exit_bar: undefined });
  });

  test('the bar of the entry counts, from its open on', () => {
    const bars: Prices[] = [quiet, ['100', '101', '96', '100'], quiet];
    const result = bracketed({ side: 'long', stop_pct: '0.03', bars });
    expect(result).toMatchObject({ entry_bar: 1, exit_bar: 1, exit_price: 97, exit_reason: 'stop' });
  });

  test('levels are decimals: 3 % below 100.10 is 97.097, and that touches', () => {
    const entry: Prices = ['100.10', '100.10', '100.10', '100.10'];
    const bars: Prices[] = [entry, entry, ['99', '99', '97.097', '98']];
    const result = bracketed({ side: 'long', stop_pct: '0.03', bars });
    // -3.003 of 100.10 is exactly 3 %.
    expect(result).toMatchObject({ exit_bar: 2, exit_price: 97.097, pnl: '-3.00', pnl_percent: '-3.00' });
  });
});

test('any bars: the first that reaches a level closes, counted in whole ten-thousandths', () => {
  const cents = fc.integer({ min: 9000, max: 11000 });
  const bar = fc
    .tuple(cents, cents, fc.nat(300), fc.nat(300))
    .map(([open, close, up, down]) => [
      open,
      Math.max(open, close) + up,
      Math.min(open, close) - down,
      close,
    ]);
  const percent = fc.integer({ min: 1, max: 12 });
  const scenario = fc.record({
    side: fc.constantFrom('long', 'short'),
    stop: percent,
    target: percent,
    bars: fc.array(bar, { minLength: 2, maxLength: 6 }),
  });
  fc.assert(
    fc.property(scenario, ({ side, stop, target, bars }) => {
      const text = (units: number) => (units / 100).toFixed(2);
      const result = bracketed({
        side,
        stop_pct: `${stop / 100}`,
        target_pct: `${target / 100}`,
        bars: bars.map(([o, h, l, c]) => [text(o), text(h), text(l), text(c)] as const),
      });
      expect([result.exit_bar, result.exit_price, result.exit_reason]).toEqual(
        inTenThousandths(side === 'long' ? 1 : -1, stop, target, bars),
      );
    }),
    { seed: 1, numRuns: 300 },
  );
});

/** The same by whole numbers: bar, price and reason of the exit. */
function inTenThousandths(sign: number, stop: number, target: number, bars: readonly number[][]) {
  const entry = bars[1][0];
  const stopAt = entry * (100 - sign * stop);
  const targetAt = entry * (100 + sign * target);
  for (let i = 1; i < bars.length; i++) {
    const [open, high, low] = bars[i].map((price) => price * 100);
    const [worst, best] = sign > 0 ? [low, high] : [high, low];
    if (sign * worst <= sign * stopAt) {
      return [i, (sign * open <= sign * stopAt ? open : stopAt) / 1e4, 'stop'];
    }
    if (sign * best >= sign * targetAt) {
      return [i, (sign * open >= sign * targetAt ? open : targetAt) / 1e4, 'target'];
    }
  }
  return [undefined, undefined, undefined];
}
