import { describe, expect, test } from 'vitest';
import { run, runStrategy, trading, whyNot } from '../../../lib/index.ts';
import type { StrategyEdge, StrategyNode } from '../../../lib/models/trading/strategy.ts';
import { tradingSimulation } from '../../support/trading-runs.ts';

const always = { lhs: { type: 'ltp' }, op: '>', rhs: '0' } as const;
const start: StrategyNode = { id: 'start', type: 'StrategyController' };
const enter: StrategyNode = { id: 'in', type: 'EntrySignalNode', condition: always };
const buy: StrategyNode = { id: 'buy', type: 'EntryNode', position_id: 'p', side: 'buy', quantity: 1 };
const leave: StrategyNode = { id: 'out', type: 'ExitSignalNode', position_id: 'p', condition: always };
const sell: StrategyNode = { id: 'sell', type: 'ExitNode', position_id: 'p' };

/** Prices of a second each. */
function ticks(prices: readonly (number | string)[]): { time: string; ltp: { XYZ: number | string } }[] {
  return prices.map((price, i) => ({
    time: new Date(Date.UTC(2024, 0, 2, 9, 15, i)).toISOString(),
    ltp: { XYZ: price },
  }));
}

function ids(nodes: readonly StrategyNode[], edges: readonly StrategyEdge[], prices: (number | string)[]) {
  const { events } = runStrategy({ strategy: { nodes, edges }, ticks: ticks(prices) });
  return events.map(({ execution_id }) => execution_id);
}

test('0.3 lots less 0.1 and the rest are none: decimals, not doubles', () => {
  const strategy = {
    nodes: [
      start,
      enter,
      { ...buy, quantity: '0.3' },
      leave,
      { ...sell, id: 'tenth', quantity: '0.1' },
      sell,
    ],
    edges: [
      ['start', 'in'],
      ['in', 'buy'],
      ['buy', 'out'],
      ['out', 'tenth'],
      ['out', 'sell'],
    ],
  };
  const { simulation, state } = tradingSimulation({ strategy, ticks: ticks([100, 100, 101, 102, 103]) });
  simulation.finish();
  simulation.check();
  expect(state.openCount).toBe(0);
  expect(state.trades.length).toBe(1);
});

test('a divisor that is zero in decimals, if not in doubles, makes a missing value', () => {
  const sum = { type: 'expr', op: '+', left: { type: 'ltp' }, right: '0.2' } as const;
  const nothing = { type: 'expr', op: '-', left: sum, right: '0.3' } as const;
  const condition = { lhs: { type: 'expr', op: '/', left: '1', right: nothing }, op: '>', rhs: '5' } as const;
  const nodes = [start, { ...enter, condition, variables: { quotient: condition.lhs } }] as StrategyNode[];
  expect(ids(nodes, [['start', 'in']], ['0.1', '0.1'])).toEqual(['exec_start_20240102_091500_1']);
});

test('a condition on what its own node kept is recorded as it was when it held', () => {
  const kept = { type: 'node_variable', node: 'high', name: 'top' } as const;
  const condition = { not: { lhs: { type: 'ltp' }, op: '<=', rhs: kept } } as const;
  const high = { id: 'high', type: 'ConditionNode', condition, variables: { top: { type: 'ltp' } } } as const;
  const { events } = runStrategy({
    strategy: {
      nodes: [start, high],
      edges: [
        ['start', 'high'],
        ['high', 'high'],
      ],
    },
    ticks: ticks([100, 101, 102]),
  });
  const seen = events.flatMap((event) => event.evaluated_conditions?.condition_results ?? []);
  expect(seen.map(({ result, threshold }) => [result, threshold])).toEqual([
    [false, null],
    [false, 100],
    [false, 101],
  ]);
});

test('a crossing from a level that only decimals know to be equal', () => {
  const rhs = { type: 'expr', op: '*', left: '0.1', right: '3' } as const;
  const nodes: StrategyNode[] = [
    start,
    { ...enter, condition: { lhs: { type: 'ltp' }, op: 'crosses_below', rhs } } as StrategyNode,
  ];
  expect(ids(nodes, [['start', 'in']], ['0.5', '0.3', '0.2'])).toContain('exec_in_20240102_091502_1');
});

test('prices of some thousands with slippage and a stop: money is exact at any number of digits', () => {
  const strategy = {
    slippage_rate: '0.0005',
    at_end: 'close',
    nodes: [start, enter, { ...buy, stop_pct: '0.00125' }],
    edges: [
      ['start', 'in'],
      ['in', 'buy'],
    ],
  };
  for (let i = 0; i < 100; i++) {
    const price = (45_000 + i * 17.37).toFixed(2);
    const { simulation } = tradingSimulation({ strategy, ticks: ticks([price, price, price]) });
    simulation.finish();
    simulation.check();
  }
});

test('at the end no exit waits for a position that the end has closed', () => {
  const strategy = {
    at_end: 'close',
    nodes: [start, enter, buy, { ...leave, condition: { ...always, rhs: '102' } }, sell],
    edges: [
      ['start', 'in'],
      ['in', 'buy'],
      ['buy', 'out'],
      ['out', 'sell'],
    ],
  };
  const { simulation, state } = tradingSimulation({ strategy, ticks: ticks([100, 101, 103]) });
  simulation.finish();
  simulation.check();
  expect(state.orders).toEqual([]);
});

test('an exit that waits at a square-off fills, and leads nowhere: every node has stopped', () => {
  const flat = { id: 'flat', type: 'SquareOffNode', condition: { ...always, rhs: '102' } } as const;
  for (const from of [97, 98, 99, 100]) {
    const { events } = runStrategy({
      strategy: {
        nodes: [start, enter, buy, leave, sell, flat],
        edges: [
          ...([
            ['start', 'in'],
            ['in', 'buy'],
            ['buy', 'out'],
            ['out', 'sell'],
          ] as const),
          ...([
            ['sell', 'in'],
            ['start', 'flat'],
          ] as const),
        ],
      },
      ticks: ticks(Array.from({ length: 20 }, (_, i) => from + i)),
    });
    expect(events.at(-1)?.node_id).toBe('flat');
  }
});

describe('watched nodes', () => {
  const config = {
    strategy: {
      nodes: [start, { ...enter, condition: { ...always, rhs: '999' } } as StrategyNode, buy, leave, sell],
      edges: [
        ['start', 'in'],
        ['in', 'buy'],
        ['start', 'out'],
        ['out', 'sell'],
      ],
    },
    ticks: ticks([1000, 1000, 1000]),
  } as never;

  test('one that becomes active and acts in the same walk has not been withheld', () => {
    const { ticks: withheld, acted } = whyNot({ config }, { node: 'in', at: 0 });
    expect(withheld).toEqual([]);
    expect(acted.length).toBe(1);
  });

  test('one that waits for a position though its condition holds has', () => {
    const { ticks: withheld, text } = whyNot({ config }, { node: 'out', at: 0 });
    expect(withheld).toMatchObject([{ state: 'waiting', result: true }]);
    expect(text).toContain('waited for its position to be open');
  });
});

test('a gap before the first price is a gap', () => {
  const config = { market: { kind: 'gbm', interval: 3600, days: 1 } } as const;
  const closes = (commands: never[]): unknown[] =>
    run(trading, { config, commands })
      .events.ofType('candle')
      .map(({ close }) => close);
  const [first] = closes([{ name: 'gap', return: 0.5, at: 0 }] as never);
  expect(first).toBe(150);
});

test('where clocks are put back, candles of the hour that comes twice stay a minute long', () => {
  const rows = Array.from({ length: 150 }, (_, i) => {
    const hours = i < 60 ? 4 : 5;
    const local = new Date(Date.UTC(2024, 10, 3, 5 - hours, i)).toISOString().slice(0, 19);
    return { time: `${local}-0${hours}:00`, ltp: { XYZ: 100 + i } };
  });
  const strategy = { nodes: [start], edges: [] };
  const candles = runStrategy({ strategy, ticks: rows }).run.events.ofType('candle');
  expect(candles.length).toBe(150);
});

test('strategies that contain themselves, or nothing, are refused in one line', () => {
  const self: Record<string, unknown> = {
    nodes: [start, { ...enter, variables: null }],
    edges: [['start', 'in']],
  };
  const one = (strategy: unknown) => () => runStrategy({ strategy: strategy as never, ticks: ticks([1, 2]) });
  expect(one(self)).toThrow('strategy.nodes[1] (in).variables: given null');
  expect(one(null)).toThrow('config.strategy: given null');
  let deep: unknown = always;
  for (let i = 0; i < 20_000; i++) deep = { not: deep };
  expect(one({ nodes: [start, { ...enter, condition: deep }], edges: [['start', 'in']] })).toThrow(
    'at most 250 levels',
  );
  self.self = self;
  expect(one(self)).toThrow('at most 250 levels');
});
