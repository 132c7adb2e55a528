import { describe, expect, test } from 'vitest';
import type { EventSource } from '../../../lib/core/event-kind.ts';
import { chainOf } from '../../../lib/models/trading/chain.ts';
import { FLOW_MAX, flowOf, leafName } from '../../../lib/models/trading/flow.ts';
import type { Trade } from '../../../lib/models/trading/state.ts';
import { logBytes } from '../../support/log-bytes.ts';
import { tradingSimulation } from '../../support/trading-runs.ts';

const always = { lhs: { type: 'ltp' }, op: '>', rhs: '0' };
/** In at one tick and out at the next, for ever: a chain that grows by four events every other tick. */
const metronome = {
  nodes: [
    { id: 'start', type: 'StrategyController' },
    { id: 'up', type: 'EntrySignalNode', condition: always },
    { id: 'buy', type: 'EntryNode', position_id: 'long', side: 'buy', quantity: 1 },
    { id: 'down', type: 'ExitSignalNode', position_id: 'long', condition: always },
    { id: 'sell', type: 'ExitNode', position_id: 'long' },
  ],
  edges: [
    ['start', 'up'],
    ['up', 'buy'],
    ['buy', 'down'],
    ['down', 'sell'],
    ['sell', 'up'],
  ],
};

function ticking(days: number): ReturnType<typeof tradingSimulation> {
  const market = { kind: 'garch', interval: 90, days };
  const run = tradingSimulation({ strategy: metronome, market, candles: null });
  run.simulation.finish();
  return run;
}

/** The events of a run, and how often they were asked for one. */
function counted(events: EventSource): { readonly source: EventSource; readonly asked: () => number } {
  let count = 0;
  const get = (id: number): ReturnType<EventSource['get']> => {
    count++;
    return events.get(id);
  };
  return { source: { get, memo: events.memo }, asked: () => count };
}

const leafOf = ({ exits }: Trade): number => exits[exits.length - 1].leaf;

describe('a chain', () => {
  test('of any length is found in as many steps as it is long', () => {
    for (const days of [1, 8]) {
      const { simulation, state } = ticking(days);
      const { source, asked } = counted(simulation.events);
      const chain = chainOf(source, leafOf(state.trades.at(-1) as Trade));
      // Two of the day's 250 ticks do not count: the first order fills at the second one, the last never.
      expect(chain.length).toBe(days * 500 - 3);
      expect(asked()).toBe(chain.length);
      expect(chain[0].node).toBe('start');
      for (const [i, { causes }] of chain.entries()) expect(causes).toEqual(i === 0 ? [] : [chain[i - 1].id]);
    }
  });

  test('is told with each trade up to a length, by its last event beyond; all trades look at each event once', () => {
    const { simulation, state } = ticking(4);
    const { source, asked } = counted(simulation.events);
    const nodeEvents = [...simulation.events].filter(({ ordinal }) => ordinal !== undefined).length;
    const flows = state.trades.map((trade) => flowOf(source, leafOf(trade)));
    // Once for its place in the chain, once for its name.
    expect(asked()).toBeLessThanOrEqual(2 * nodeEvents);
    for (let i = 0; i < flows.length; i += 60) {
      const exitLeaf = leafOf(state.trades[i]);
      const names = chainOf(simulation.events, exitLeaf).map(({ execution_id }) => execution_id);
      expect(leafName(simulation.events, exitLeaf)).toBe(names.at(-1));
      expect(flows[i]).toEqual(names.length > FLOW_MAX ? null : names);
    }
    expect(flows).toContain(null);
    expect(flowOf(source, -1)).toEqual([]);
    expect(leafName(source, -1)).toBe(null);
  });
});

test('half a million events fit into half of 150 MB: each takes less than 150 bytes', () => {
  const busy = { parameters: { period: 2, oversold: '45', overbought: '55' }, candles: null };
  for (const more of [{}, busy]) {
    const market = { kind: 'garch', interval: 60, days: 12 };
    const { simulation } = tradingSimulation({ strategy: 'rsi-reversal', market, ...more });
    simulation.finish();
    expect(simulation.eventCount).toBeGreaterThan(5000);
    expect(logBytes(simulation) / simulation.eventCount).toBeLessThan(150);
  }
});
