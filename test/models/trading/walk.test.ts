import { expect, test } from 'vitest';
import type { Strategy } from '../../../lib/models/trading/strategy.ts';
import { trading } from '../../../lib/models/trading/trading.ts';
import { run } from '../../../lib/node/run.ts';
import { runStrategy } from '../../../lib/node/run-strategy.ts';
import { whyNot } from '../../../lib/node/why-not.ts';

const ltp = (op: string, rhs: unknown) => ({ lhs: { type: 'ltp' }, op, rhs });
const same = (strategy: unknown, prices: readonly string[]) =>
  runStrategy({
    strategy: strategy as Strategy,
    ticks: prices.map((price, i) => ({
      time: `2024-01-02T09:${15 + Math.floor(i / 60)}:${String(i % 60).padStart(2, '0')}+05:30`,
      ltp: { XYZ: price },
    })),
    fill: 'same',
  });
const loop = (exit: unknown, re: unknown, max: number, to = 'en', sig: unknown = ltp('>', '0')) => ({
  nodes: [
    { id: 'ctl', type: 'StrategyController' },
    { id: 'es', type: 'EntrySignalNode', condition: sig },
    { id: 'en', type: 'EntryNode', position_id: 'p', side: 'buy', quantity: 1 },
    { id: 'xs', type: 'ExitSignalNode', position_id: 'p', condition: exit },
    { id: 'xn', type: 'ExitNode', position_id: 'p' },
    { id: 're', type: 'ReEntrySignalNode', max_re_entries: max, condition: re },
  ],
  edges: [
    ['ctl', 'es'],
    ['es', 'en'],
    ['en', 'xs'],
    ['xs', 'xn'],
    ['xn', 're'],
    ['re', to],
  ],
});

test('1 of 32 is 3.125 %, half to even 3.12', () => {
  const prices = Array.from({ length: 32 }, (_, i) => ['100', i === 0 ? '101' : '99']).flat();
  expect(same(loop(ltp('!=', '100'), ltp('>', '0'), 40), prices).summary.win_rate).toBe('3.12');
});

test('a re-entry by way of the entry signal counts too', () => {
  const { trades } = same(loop(ltp('==', '99'), ltp('==', '99'), 1, 'es', ltp('==', '100')), [
    '100',
    '99',
    '100',
    '99',
    '100',
    '99',
    '100',
    '99',
  ]);
  expect(trades.map(({ trade_id }) => trade_id)).toEqual(['p-r0', 'p-r1']);
});

test('what a node keeps is an exact decimal: 1.3 - 1 + 1 is 1.3', () => {
  const strategy = loop(
    ltp('>=', { type: 'expr', op: '+', left: { type: 'node_variable', node: 'es', name: 'P' }, right: '1' }),
    ltp('<', '0'),
    0,
  );
  Object.assign(strategy.nodes[1], {
    variables: { P: { type: 'expr', op: '-', left: { type: 'ltp' }, right: '1' } },
  });
  expect(same(strategy, ['1.3', '1.3']).trades).toHaveLength(1);
});

test('r0 twice, then the only r1', () => {
  const strategy = loop(ltp('==', '99'), ltp('==', '101'), 1);
  strategy.nodes.push({ id: 'e2', type: 'EntrySignalNode', condition: ltp('>', '0') });
  strategy.edges.push(['ctl', 'e2'], ['e2', 'en']);
  const { trades } = same(strategy, ['100', '99', '100', '99', '101', '100', '99']);
  expect(trades.at(-1)?.trade_id).toBe('p-r1');
});

test('an exit signal that the closing exit itself activates does not outlive the position', () => {
  const strategy = loop(ltp('==', '105'), ltp('==', '101'), 1);
  strategy.nodes.push({ id: 's2', type: 'ExitSignalNode', position_id: 'p', condition: ltp('==', '103') }, {
    id: 'x2',
    type: 'ExitNode',
    position_id: 'p',
  } as never);
  strategy.edges.push(['xn', 's2'], ['s2', 'x2']);
  expect(same(strategy, ['100', '105', '101', '101', '103']).trades).toHaveLength(1);
});

test.each([
  [10, 20, 'C', 10000, 236, 2950.843016091993],
  [5, 10, 'C', 10000, 328, 1131.6682030239913],
  [7, 21, 'C', 10000, 242, 3108.476489420001],
  [15, 16, 'A', 10000, 559, 2012.8556374100224],
])(
  '%d/%d %s %d: after an order that the cash did not buy, the next signal trades',
  (fast, slow, variant, cash, trades, equityFinal) => {
    const { metrics } = run(trading, {
      config: { preset: 'sma-cross', parameters: { fast, slow }, variant, cash },
    });
    expect(metrics.trades).toBe(trades);
    expect(metrics.equityFinal).toBeCloseTo(equityFinal, 4);
  },
);

test('an indicator may be spelled out where it is used, and is then refused by the node', () => {
  const ind = (period: number) => ({ type: 'ind', kind: 'sma', period, timeframe: '1s' });
  const strategy = (period: number) => loop(ltp('<', ind(period)), ltp('<', '0'), 0);
  const { trades, events } = same(strategy(2), ['10', '11', '12', '11', '10']);
  expect(trades.map(({ exit_price }) => exit_price)).toEqual(['11.00']);
  expect(events.at(-2)?.evaluated_conditions?.condition_results).toEqual([
    { condition: 'XYZ < sma(2, 1s)', result: true, current_value: 11, threshold: 11.5 },
  ]);
  expect(() => same(strategy(0), ['10'])).toThrow('strategy.nodes[3] (xs).condition.rhs: period: given 0');
});

test('every exit of a trade is told with the end of its own chain', () => {
  const strategy = loop(ltp('==', '90'), ltp('<', '0'), 0);
  strategy.nodes[2] = { ...strategy.nodes[2], quantity: 3 } as never;
  strategy.nodes.push(
    { id: 'half', type: 'ExitSignalNode', position_id: 'p', condition: ltp('==', '110') } as never,
    { id: 'part', type: 'ExitNode', position_id: 'p', quantity: 1, reason: 'half' } as never,
  );
  strategy.edges.push(['en', 'half'], ['half', 'part']);
  const [trade] = same(strategy, ['100', '110', '90']).trades;
  expect(
    trade.exits.map(({ quantity, price, reason, leaf_id }) => [quantity, price, reason, leaf_id]),
  ).toEqual([
    [1, '110.00', 'half', 'exec_part_20240102_091501_1'],
    [2, '90.00', 'exit_condition_met', 'exec_xn_20240102_091502_1'],
  ]);
  expect(trade.exit_price).toBe('96.67');
  expect(trade.pnl).toBe('-10.00');
});

test('from when on a strategy can do nothing is recorded, once', () => {
  const ends = same(loop(ltp('==', '99'), ltp('==', '101'), 0), ['100', '99', '101', '100', '99']);
  // The re-entry is not allowed: nothing leads to an entry from the tick of the exit on.
  expect(ends.run.events.ofType('strategy_idle').map(({ t }) => t)).toEqual([1]);
  const goesOn = same(loop(ltp('==', '99'), ltp('==', '101'), 1), ['100', '99', '100', '100', '99']);
  expect(goesOn.run.events.ofType('strategy_idle')).toEqual([]);
});

test('a re-entry that may not fire any more is used up', () => {
  const strategy = loop(ltp('==', '99'), ltp('==', '101'), 1);
  const { run } = same(strategy, ['100', '99', '101', '100', '99', '101', '101']);
  const answer = whyNot(run, { node: 're', at: 6 });
  expect(answer.ticks.map(({ state }) => state)).toEqual(['used up']);
  expect(answer.text).toContain('its re-entries are used up');
  expect(whyNot(run, { node: 're', at: 2 }).text).toContain('re acted');
  expect(whyNot(run, { node: 're', at: 99 }).text).toBe('There is no tick at that time.');
});
