import type { Comparison, Condition, Operand, Strategy } from '../strategy.ts';

const fast = (offset: number): Operand => ({ type: 'ind', name: 'fast', offset });
const slow = (offset: number): Operand => ({ type: 'ind', name: 'slow', offset });
const above: Comparison['op'] = '>';
const below: Comparison['op'] = '<';

/** One average strictly on one side of the other at the last bar, and strictly on the other side now. */
const crossing = (before: Comparison['op'], now: Comparison['op']): Condition => ({
  all: [
    { lhs: fast(1), op: before, rhs: slow(1) },
    { lhs: fast(0), op: now, rhs: slow(0) },
  ],
});
const up = crossing(below, above);
const down = crossing(above, below);

/**
 * Moving-average trend, stop and reverse: long when the fast average of closes crosses above the slow one,
 * short when below, with all the cash. An entry arms the signal of the other side, so that both orders of a
 * reversal are placed at the same close. Variants: how costs are counted, A and B as a worse entry price, C
 * as fees on both sides; B closes the last position at the last bar's open.
 */
export const smaCross: Strategy = {
  parameters: { fast: 10, slow: 20 },
  indicators: {
    fast: { kind: 'sma', period: { param: 'fast' } },
    slow: { kind: 'sma', period: { param: 'slow' } },
  },
  fee_rate: '0.002',
  variants: {
    A: { fee_rate: '0', entry_slippage_rate: '0.002' },
    B: { fee_rate: '0', entry_slippage_rate: '0.002', at_end: 'close_at_open' },
    C: { fee_rate: '0.002' },
  },
  nodes: [
    { id: 'controller', type: 'StrategyController' },
    { id: 'up', type: 'EntrySignalNode', condition: up },
    { id: 'buy', type: 'EntryNode', position_id: 'long', side: 'buy', quantity: { cash_share: '1' } },
    { id: 'long-ends', type: 'ExitSignalNode', position_id: 'long', condition: down },
    { id: 'sell-out', type: 'ExitNode', position_id: 'long', reason: 'reversed' },
    { id: 'down', type: 'EntrySignalNode', condition: down },
    { id: 'sell', type: 'EntryNode', position_id: 'short', side: 'sell', quantity: { cash_share: '1' } },
    { id: 'short-ends', type: 'ExitSignalNode', position_id: 'short', condition: up },
    { id: 'buy-back', type: 'ExitNode', position_id: 'short', reason: 'reversed' },
  ],
  edges: [
    // What closes comes before what opens, in the walk as among orders: first the cash, then what it buys.
    ['controller', 'long-ends'],
    ['long-ends', 'sell-out'],
    ['controller', 'short-ends'],
    ['short-ends', 'buy-back'],
    ['controller', 'up'],
    ['controller', 'down'],
    ['up', 'buy'],
    ['buy', 'long-ends'],
    ['buy', 'down'],
    ['buy', 'up', 'rejected'],
    ['buy', 'down', 'rejected'],
    ['down', 'sell'],
    ['sell', 'short-ends'],
    ['sell', 'up'],
    ['sell', 'up', 'rejected'],
    ['sell', 'down', 'rejected'],
  ],
};
