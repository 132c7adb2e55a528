import type { Comparison, Operand, Strategy } from '../../lib/models/trading/strategy.ts';

const price: Operand = { type: 'ltp' };
const entryPrice = (position: string): Operand => ({ type: 'entry_price', position });
const over = (level: string): Comparison => ({ lhs: price, op: '>', rhs: level });
const under = (level: string): Comparison => ({ lhs: price, op: '<', rhs: level });
const away = (position: string, op: '+' | '-', by: string): Operand => ({
  type: 'expr',
  op,
  left: entryPrice(position),
  right: by,
});

/** In loops, with everything that a graph may have: for prices about 100 that move by some hundredths. */
export const everything: Strategy = {
  fee_rate: '0.001',
  fee_per_order: '0.5',
  slippage_rate: '0.0005',
  at_end: 'close',
  parameters: { level: '100.5', period: 3 },
  variants: { free: { fee_rate: 0, fee_per_order: 0, slippage_rate: 0, at_end: 'open' } },
  indicators: {
    mean: { kind: 'sma', period: { param: 'period' } },
    band: { kind: 'bollinger', period: 4 },
    rsi: { kind: 'rsi', period: 3 },
  },
  nodes: [
    { id: 'start', type: 'StrategyController' },
    {
      id: 'trend',
      type: 'ConditionNode',
      condition: { lhs: price, op: '>=', rhs: '100' },
      variables: { level: price },
    },
    {
      id: 'rise',
      type: 'EntrySignalNode',
      condition: {
        any: [over('100.2'), { lhs: price, op: 'crosses_above', rhs: { type: 'ind', name: 'mean' } }],
      },
      variables: { seen: price, rsi: { type: 'ind', name: 'rsi' } },
    },
    {
      id: 'buy',
      type: 'EntryNode',
      position_id: 'up',
      side: 'buy',
      quantity: '2.5',
      lot_size: 10,
      stop_pct: '0.01',
      target_pct: '0.02',
    },
    { id: 'half', type: 'ExitSignalNode', condition: { lhs: price, op: '>', rhs: away('up', '+', '0.3') } },
    { id: 'sell-half', type: 'ExitNode', position_id: 'up', quantity: 1 },
    {
      id: 'fade',
      type: 'ExitSignalNode',
      position_id: 'up',
      condition: { all: [{ not: over('100.4') }, { lhs: price, op: '<', rhs: away('up', '-', '0.2') }] },
    },
    { id: 'sell-rest', type: 'ExitNode', position_id: 'up', reason: 'faded' },
    {
      id: 'again',
      type: 'ReEntrySignalNode',
      max_re_entries: 2,
      condition: { lhs: price, op: 'crosses', rhs: { type: 'node_variable', node: 'rise', name: 'seen' } },
    },
    {
      id: 'fall',
      type: 'EntrySignalNode',
      condition: { any: [under('99.9'), { lhs: { type: 'ind', name: 'rsi' }, op: '>', rhs: '80' }] },
    },
    {
      id: 'short',
      type: 'EntryNode',
      position_id: 'down',
      side: 'sell',
      quantity: { cash_share: '0.4' },
      stop: { type: 'expr', op: 'max', left: { param: 'level' }, right: away('down', '+', '0.4') },
    },
    {
      id: 'cover',
      type: 'ExitSignalNode',
      position_id: 'down',
      condition: { lhs: { type: 'pnl', position: 'down' }, op: '>', rhs: '100' },
    },
    { id: 'buy-back', type: 'ExitNode', position_id: 'down' },
    {
      id: 'flat',
      type: 'SquareOffNode',
      condition: {
        any: [
          { lhs: { type: 'pnl' }, op: '<', rhs: '-2000' },
          { lhs: { type: 'time' }, op: '>=', rhs: { type: 'const_time', value: '15:00' } },
        ],
      },
    },
  ],
  edges: [
    ['start', 'trend'],
    ['trend', 'rise'],
    ['trend', 'fall', 'else'],
    ['rise', 'buy'],
    ['buy', 'half'],
    ['buy', 'fade'],
    ['buy', 'again', 'stop'],
    ['buy', 'trend', 'target'],
    ['half', 'sell-half'],
    ['fade', 'sell-rest'],
    ['sell-rest', 'again'],
    ['sell-rest', 'trend'],
    ['again', 'buy'],
    ['fall', 'short'],
    ['short', 'cover'],
    ['short', 'trend', 'stop'],
    ['cover', 'buy-back'],
    ['buy-back', 'trend'],
    ['start', 'flat'],
    ['flat', 'trend'],
    ['flat', 'flat'],
  ],
};
