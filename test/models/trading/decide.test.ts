import { expect, test } from 'vitest';
import { type LiveRun, open, trading } from '../../../lib/index.ts';
import { DRAWDOWN_MAX } from '../../../lib/models/trading/decide.ts';
import { marketOf } from '../../support/trading-runs.ts';

/** Buys 100 for all its cash at 100.00, and holds them. */
const strategy = {
  nodes: [
    { id: 'controller', type: 'StrategyController' },
    { id: 'signal', type: 'EntrySignalNode', condition: { lhs: { type: 'ltp' }, op: '>', rhs: '0' } },
    { id: 'enter', type: 'EntryNode', position_id: 'up', side: 'buy', quantity: 100 },
  ],
  edges: [
    ['controller', 'signal'],
    ['signal', 'enter'],
  ],
};
const opened = (cents: readonly number[], more: object = {}): LiveRun =>
  open(trading, {
    config: { strategy: strategy as never, cash: 10_000, fill: 'same', ...marketOf(cents, 'ticks'), ...more },
  }) as LiveRun;
/** The keys of what is asked after each tick but the last. */
function keysOf(live: LiveRun): string[][] {
  const keys: string[][] = [];
  for (live.step(); !live.done; live.step()) keys.push(live.decisions.map(({ key }) => key));
  return keys;
}

test('asks when wealth is more than 2 % below its peak, not at 2 %', () => {
  expect(DRAWDOWN_MAX).toBe(0.02);
  // Two percent of 101.00 are 2.02.
  const live = opened([10_000, 10_100, 9898, 9897, 9897, 10_000]);
  const key = 'square_off:peak:10100';
  expect(keysOf(live)).toEqual([[], [], [], [key], [key]]);
  live.rewind(4);
  expect(live.decisions).toEqual([
    {
      key,
      entity: 'position:up',
      title: 'Square off?',
      description:
        'Wealth is 2.01 % below its peak of 10100.00 money, and 1 position is open; worst is up, at -103.00. ' +
        'A person is asked from 2 % on.',
      choices: [
        {
          sentence: 'Square off: every position is closed, and the strategy ends.',
          command: { name: 'square_off' },
        },
        { sentence: 'Hold: the strategy goes on as it is.', command: null },
      ],
    },
  ]);
});

test('a new peak makes a new occasion; the same peak is the same one', () => {
  const keys = keysOf(opened([10_000, 9700, 9900, 9600, 10_500, 10_200, 10_300, 10_000]));
  const [first, second] = ['square_off:peak:10000', 'square_off:peak:10500'];
  expect(keys).toEqual([[], [first], [], [first], [], [second], []]);
});

test('squared off, there is nothing to ask, also while the orders wait for a price', () => {
  for (const fill of ['same', 'next'] as const) {
    const live = opened([10_000, 10_000, 10_000, 9000, 8000, 7000, 7000], { fill });
    live.runUntil(4);
    const [decision] = live.decisions;
    live.command(decision!.choices[0].command!);
    expect(live.decisions).toEqual([]);
    live.step();
    expect(live.decisions).toEqual([]);
    expect(live.metrics.openAtEnd).toBe(0);
    // Sold at 90, or at the next price.
    expect(live.finish().metrics.pnl).toBe(fill === 'same' ? -1000 : -2000);
  }
});

test('with nothing open, no fall is asked about', () => {
  const live = opened([10_000, 10_000, 9000, 8000, 8000]);
  live.step();
  live.command({ name: 'square_off' });
  expect(keysOf(live).flat()).toEqual([]);
  // What it has lost stays lost: the peak is still out of reach.
  const late = opened([10_000, 10_000, 9000, 8000, 8000]);
  late.step(3);
  expect(late.decisions.length).toBe(1);
  late.command({ name: 'square_off' });
  expect(keysOf(late).flat()).toEqual([]);
});
