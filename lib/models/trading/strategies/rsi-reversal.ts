import type { Comparison, Operand, Strategy, StrategyEdge, StrategyNode } from '../strategy.ts';

const rsi: Operand = { type: 'ind', name: 'rsi' };
const price: Operand = { type: 'ltp' };
const clock = (op: Comparison['op'], value: string): Comparison => ({
  lhs: { type: 'time' },
  op,
  rhs: { type: 'const_time', value },
});

/** One direction: seven nodes. `sign` is that of the move that is hoped for. */
function direction(way: 'long' | 'short'): {
  readonly nodes: StrategyNode[];
  readonly edges: StrategyEdge[];
} {
  const isLong = way === 'long';
  const turns: Comparison = {
    lhs: rsi,
    op: isLong ? 'crosses_above' : 'crosses_below',
    rhs: { param: isLong ? 'oversold' : 'overbought' },
  };
  const distance: Operand = {
    type: 'expr',
    op: '*',
    left: { param: 'stopRanges' },
    right: { type: 'node_variable', node: `${way}-signal`, name: 'range' },
  };
  const stop: Operand = {
    type: 'expr',
    op: isLong ? '-' : '+',
    left: { type: 'entry_price', position: way },
    right: distance,
  };
  const back: Comparison = { lhs: rsi, op: isLong ? '>=' : '<=', rhs: { param: 'middle' } };
  return {
    nodes: [
      {
        id: `${way}-signal`,
        type: 'EntrySignalNode',
        condition: turns,
        variables: { range: { type: 'ind', name: 'atr' } },
      },
      {
        id: `${way}-entry`,
        type: 'EntryNode',
        position_id: way,
        side: isLong ? 'buy' : 'sell',
        quantity: { param: 'lots' },
      },
      { id: `${way}-target`, type: 'ExitSignalNode', position_id: way, condition: back },
      { id: `${way}-take`, type: 'ExitNode', position_id: way, reason: 'target' },
      {
        id: `${way}-stop`,
        type: 'ExitSignalNode',
        position_id: way,
        condition: { lhs: price, op: isLong ? '<=' : '>=', rhs: stop },
      },
      { id: `${way}-cut`, type: 'ExitNode', position_id: way, reason: 'stop' },
      {
        id: `${way}-again`,
        type: 'ReEntrySignalNode',
        max_re_entries: { param: 'reEntries' },
        condition: turns,
      },
    ],
    edges: [
      [`${way}-signal`, `${way}-entry`],
      [`${way}-entry`, `${way}-target`],
      [`${way}-entry`, `${way}-stop`],
      [`${way}-target`, `${way}-take`],
      [`${way}-stop`, `${way}-cut`],
      [`${way}-cut`, `${way}-again`],
      [`${way}-again`, `${way}-entry`],
      [`${way}-take`, `${way}-signal`],
    ],
  };
}

const long = direction('long');
const short = direction('short');

/**
 * RSI reversal with re-entry: buys when Wilder's RSI of one-minute candles comes back above `oversold`, sells
 * when it comes back below `overbought`, leaves at the middle or `stopRanges` average true ranges away,
 * enters again after a stop, at most `reEntries` times, and is flat at the end of the day. 17 nodes.
 */
export const rsiReversal: Strategy = {
  parameters: {
    period: 14,
    oversold: '30',
    overbought: '70',
    middle: '50',
    stopRanges: '2',
    lots: 100,
    reEntries: 2,
  },
  indicators: {
    rsi: { kind: 'rsi', period: { param: 'period' }, timeframe: '1m' },
    atr: { kind: 'atr', period: { param: 'period' }, timeframe: '1m' },
  },
  fee_rate: '0.0002',
  nodes: [
    { id: 'controller', type: 'StrategyController' },
    {
      id: 'session',
      type: 'ConditionNode',
      condition: { all: [clock('>=', '09:15'), clock('<', '15:00')] },
    },
    ...long.nodes,
    ...short.nodes,
    { id: 'flat', type: 'SquareOffNode', condition: clock('>=', '15:20') },
  ],
  edges: [
    ['controller', 'session'],
    ['session', 'long-signal'],
    ['session', 'short-signal'],
    ['session', 'flat'],
    ...long.edges,
    ...short.edges,
    ['flat', 'session'],
  ],
};
