import type { Comparison, Operand, Strategy, StrategyNode } from '../strategy.ts';

const high: Operand = { type: 'node_variable', node: 'range', name: 'high' };
const low: Operand = { type: 'node_variable', node: 'range', name: 'low' };
const clock = (op: Comparison['op'], value: string): Comparison => ({
  lhs: { type: 'time' },
  op,
  rhs: { type: 'const_time', value },
});

/** Twice the width of the range away from where it was entered. */
const target = (position: string, op: '+' | '-'): Operand => ({
  type: 'expr',
  op,
  left: { type: 'entry_price', position },
  right: {
    type: 'expr',
    op: '*',
    left: { param: 'reward' },
    right: { type: 'expr', op: '-', left: high, right: low },
  },
});

const entry = (way: 'long' | 'short'): StrategyNode => ({
  id: way === 'long' ? 'buy' : 'sell',
  type: 'EntryNode',
  position_id: way,
  side: way === 'long' ? 'buy' : 'sell',
  quantity: { param: 'lots' },
  stop: way === 'long' ? low : high,
  target: target(way, way === 'long' ? '+' : '-'),
});

const breakout = (way: 'long' | 'short'): StrategyNode => ({
  id: way === 'long' ? 'up' : 'down',
  type: 'EntrySignalNode',
  condition: {
    all: [
      { lhs: { type: 'ltp' }, op: way === 'long' ? '>' : '<', rhs: way === 'long' ? high : low },
      clock('<', '14:30'),
    ],
  },
});

/**
 * Opening-range breakout: the first quarter of an hour is the range; above it buy, below it sell, each once a
 * day, with the other end of the range as the stop and `reward` ranges as the target; flat at the end.
 */
export const openingRange: Strategy = {
  parameters: { reward: '2', lots: 100 },
  fee_rate: '0.0002',
  nodes: [
    { id: 'controller', type: 'StrategyController' },
    {
      id: 'range',
      type: 'ConditionNode',
      condition: { all: [clock('>=', '09:30'), clock('<', '10:00')] },
      variables: {
        high: { type: 'candle', field: 'high', timeframe: '15m' },
        low: { type: 'candle', field: 'low', timeframe: '15m' },
      },
    },
    breakout('long'),
    entry('long'),
    breakout('short'),
    entry('short'),
    { id: 'flat', type: 'SquareOffNode', condition: clock('>=', '15:15') },
  ],
  edges: [
    ['controller', 'range'],
    ['range', 'up'],
    ['range', 'down'],
    ['range', 'flat'],
    ['up', 'buy'],
    ['down', 'sell'],
    ['flat', 'range'],
  ],
};
