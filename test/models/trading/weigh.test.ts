import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { LoggedEvent } from '../../../lib/core/event-kind.ts';
import type { Events } from '../../../lib/core/events.ts';
import type { GivenCommand } from '../../../lib/core/recipe.ts';
import { trading } from '../../../lib/models/trading/trading.ts';
import { weigh } from '../../../lib/models/trading/weigh.ts';
import { weighComparison } from '../../../lib/models/trading/weigh-comparison.ts';
import { run } from '../../../lib/node/run.ts';
import { why } from '../../../lib/node/why.ts';

const ltp = (op: string, rhs: string, symbol: string) => ({ lhs: { type: 'ltp', symbol }, op, rhs });

/** Buys when `condition` holds, with a stop a tenth below. */
const strategyOf = (condition: unknown, side = 'buy') => ({
  nodes: [
    { id: 'start', type: 'StrategyController' },
    { id: 'signal', type: 'EntrySignalNode', condition },
    {
      ...{ id: 'enter', type: 'EntryNode', position_id: 'p', symbol: 'A', side, quantity: 2 },
      ...{ stop_pct: '0.1', target_pct: '0.2' },
    },
  ],
  edges: [
    ['start', 'signal'],
    ['signal', 'enter'],
  ],
});

const gap = (at: number, by: number, symbol = 'A'): GivenCommand => ({ name: 'gap', at, return: by, symbol });

function eventsOf(commands: readonly GivenCommand[], strategy: unknown, ticks = 8): Events {
  const config = {
    strategy,
    ticks: Array.from({ length: ticks }, (_, i) => ({
      time: new Date(Date.UTC(2024, 0, 2, 9, 15, i)).toISOString(),
      ltp: { A: '100.0001', B: '50.0001' },
    })),
    market: { kind: 'replay' },
    candles: null,
  };
  return run(trading, { config: config as never, commands: commands as never }).events as unknown as Events;
}

/** Minimal sets of commands, from the log alone; sets with an order in them left out. */
function setsOf(events: Events, target: object): (number | undefined)[][] {
  const { sets, rootCauses } = why({ model: trading, events } as never, target as never);
  const commandOf = (id: number) => rootCauses.find((root) => root.id === id)?.command;
  return sets.map((set) => set.map(commandOf)).filter((set) => !set.includes(undefined));
}

const always = ltp('>', '90', 'A');
const bought = strategyOf(always);
const hit = { type: 'bracket_hit' };

describe('a stop', () => {
  test('weighs gaps by logarithms against how far the price went beyond it', () => {
    // 85 / 0.95 is 89.5, below the stop at 90 still; 85 / 0.94 is 90.4, above it.
    const order = { id: 1, t: 0, type: 'order_placed', causes: [] } as LoggedEvent;
    const gaps = [-0.05, -0.06].map((by, i) => ({ ...order, id: 3 + i, type: 'price_gap', return: by }));
    const event = { ...order, id: 5, side: 'sell', bracket: 'stop', level: 90, price: 85, position: 'p' };
    const events = { *where() {} } as never;
    const { weights, needed } = weigh.bracket_hit!(event as never, [order, ...gaps] as never, events)!;
    const sum = (list: readonly number[]) => list.reduce((a, b) => a + b, 0);
    expect(weights[1]).toBeCloseTo(-Math.log(0.95), 12);
    expect(weights[2]).toBeCloseTo(-Math.log(0.94), 12);
    expect(sum(weights) - weights[1]!).toBeGreaterThan(needed);
    expect(sum(weights) - weights[2]!).toBeLessThan(needed);
    expect(sum(weights) - weights[0]!).toBeLessThan(needed);
  });

  test('names the gap that brought the price there, not the small ones beside it', () => {
    const commands = [gap(4, -0.006), gap(5, -0.005), gap(5, -0.2), gap(5, -0.5, 'B')];
    for (const target of [hit, { type: 'position_closed' }, { type: 'trade_update' }]) {
      expect(setsOf(eventsOf(commands, bought), target), JSON.stringify(target)).toEqual([[2]]);
    }
  });

  test('names both of two that only together did, and the set of two either of which would have', () => {
    expect(setsOf(eventsOf([gap(4, -0.065), gap(5, -0.07)], bought), hit)).toEqual([[0], [1]]);
    expect(setsOf(eventsOf([gap(5, -0.15), gap(5, -0.2)], bought), hit)).toEqual([[0, 1]]);
  });

  test('weighs a gap the other way against the rest', () => {
    // 1.095 · 0.865 · 0.918 is 0.87; without either fall it is above 0.9.
    const commands = [gap(3, 0.095), gap(4, -0.135), gap(5, -0.082)];
    expect(setsOf(eventsOf(commands, bought), { type: 'trade_update' })).toEqual([[1], [2]]);
  });

  test('of what was sold lies above', () => {
    const sold = strategyOf(always, 'sell');
    expect(setsOf(eventsOf([gap(4, 0.01), gap(5, 0.15)], sold), hit)).toEqual([[1]]);
  });

  test('a target, too', () => {
    const events = eventsOf([gap(4, 0.01), gap(5, 0.25)], bought);
    expect(events.ofType('bracket_hit')[0]!.bracket).toBe('target');
    expect(setsOf(events, hit)).toEqual([[1]]);
  });

  test('property: a gap is in a set of its own where a run without it has no stop', () => {
    const falls = fc.array(fc.integer({ min: -120, max: -1 }), { minLength: 1, maxLength: 5 });
    let told = 0;
    fc.assert(
      fc.property(falls, (thousandths) => {
        const commands = thousandths.map((each) => gap(5, each / 1000));
        const comes = (left: number): boolean => {
          const rest = commands.filter((_, i) => i !== left);
          return eventsOf(rest, bought).ofType('bracket_hit').length > 0;
        };
        if (!comes(-1)) return;
        told++;
        const alone = commands.map((_, i) => i).filter((i) => !comes(i));
        const sets = setsOf(eventsOf(commands, bought), hit);
        expect(sets.filter((set) => set.length === 1)).toEqual(alone.map((i) => [i]));
      }),
      { numRuns: 40 },
    );
    expect(told).toBeGreaterThan(10);
  });
});

describe('a signal', () => {
  const opened = { type: 'position_opened' };

  test('names the gap that brought its price over the threshold, of the symbol that it reads', () => {
    const commands = [gap(3, 0.01), gap(4, 0.5, 'B'), gap(4, 0.15)];
    expect(setsOf(eventsOf(commands, strategyOf(ltp('>', '110', 'A'))), opened)).toEqual([[2]]);
    expect(setsOf(eventsOf(commands, strategyOf(ltp('>', '70', 'B'))), opened)).toEqual([[1]]);
  });

  test('names none for a time of day', () => {
    const condition = { lhs: { type: 'time' }, op: '>=', rhs: { type: 'const_time', value: '09:15:04' } };
    const events = eventsOf([gap(3, 0.2)], strategyOf(condition));
    expect(events.ofType('signal_emitted')[0]!.causes).toHaveLength(2);
    expect(setsOf(events, opened)).toEqual([]);
  });

  test('of two comparisons names what either hangs on', () => {
    const condition = { all: [ltp('>', '110', 'A'), ltp('<', '40', 'B')] };
    const commands = [gap(3, 0.02), gap(4, 0.2), gap(4, -0.3, 'B'), gap(4, -0.01, 'B')];
    expect(setsOf(eventsOf(commands, strategyOf(condition)), opened)).toEqual([[1], [2]]);
  });
});

describe('a comparison', () => {
  const gapOf = (symbol: string, by: number) => ({ symbol, return: by }) as unknown as LoggedEvent;
  const symbols = ['A', 'AB'];

  test('moves with the symbol it names, not with one whose name begins alike', () => {
    const seen = { condition: 'AB > 100', result: true, left: 110, right: 100 };
    const { weights, needed } = weighComparison(seen, [gapOf('A', 0.5), gapOf('AB', 0.2)], symbols);
    expect(weights[0]).toBe(0);
    expect(weights[1]).toBeCloseTo(Math.log(1.2), 12);
    expect(needed).toBeCloseTo(Math.log(1.2) - Math.log(1.1), 12);
  });

  test('that did not hold did not by what kept it from holding', () => {
    const seen = { condition: 'A > 100', result: false, left: 80, right: 100 };
    const { weights, needed } = weighComparison(seen, [gapOf('A', -0.1)], symbols);
    expect(weights[0]).toBeCloseTo(-Math.log(0.9), 12);
    // Without the gap it would be 89: below 100 still.
    expect(needed).toBeLessThan(0);
  });

  test('of which both sides move, or a value is no price, needs all its gaps', () => {
    const both = { condition: 'A > SMA(3)', result: true, left: 110, right: 100 };
    expect(weighComparison(both, [gapOf('A', 0.5)], symbols)).toEqual({ weights: [1], needed: 1 });
    const loss = { condition: 'P&L > -5', result: true, left: -3, right: -5 };
    expect(weighComparison(loss, [gapOf('A', 0.5)], symbols)).toEqual({ weights: [1], needed: 1 });
  });
});
