import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { EventSource, LoggedEvent } from '../../../lib/core/event-kind.ts';
import type { Events } from '../../../lib/core/events.ts';
import type { Root } from '../../../lib/core/reasons.ts';
import type { GivenCommand } from '../../../lib/core/recipe.ts';
import { reasons } from '../../../lib/models/trading/reasons.ts';
import { trading } from '../../../lib/models/trading/trading.ts';
import { run } from '../../../lib/node/run.ts';
import { whyNot } from '../../../lib/node/why-not.ts';
import { everything } from '../../support/some-strategies.ts';
import { tradingSimulation } from '../../support/trading-runs.ts';

const ltp = (op: string, rhs: string, symbol?: string) => ({
  lhs: { type: 'ltp', ...(symbol !== undefined && { symbol }) },
  op,
  rhs,
});

/** Buys below 100 with a stop at 90, sells above 110; flat at 130. */
const strategy = {
  nodes: [
    { id: 'start', type: 'StrategyController' },
    { id: 'low', type: 'EntrySignalNode', condition: ltp('<', '100', 'A') },
    {
      id: 'buy',
      type: 'EntryNode',
      position_id: 'p',
      symbol: 'A',
      side: 'buy',
      quantity: 2,
      stop: '90',
    },
    { id: 'high', type: 'ExitSignalNode', position_id: 'p', condition: ltp('>', '110', 'A') },
    { id: 'sell', type: 'ExitNode', position_id: 'p' },
    { id: 'flat', type: 'SquareOffNode', condition: ltp('>=', '130', 'A') },
  ],
  edges: [
    ['start', 'low'],
    ['low', 'buy'],
    ['buy', 'high'],
    ['high', 'sell'],
    ['start', 'flat'],
  ],
};

function eventsOf(
  prices: readonly number[],
  commands: readonly GivenCommand[] = [],
  more: object = {},
): Events {
  const ticks = prices.map((price, i) => ({
    time: new Date(Date.UTC(2024, 0, 2, 9, 15, i)).toISOString(),
    ltp: { A: price, B: 50 },
  }));
  const config = { strategy, ticks, market: { kind: 'replay' }, candles: null, ...more };
  return run(trading, { config: config as never, commands: commands as never }).events as unknown as Events;
}

/** All that led to an event. */
function sliceOf(events: EventSource, id: number, found = new Map<number, LoggedEvent>()): LoggedEvent[] {
  const ways = [id];
  for (let way = ways.pop(); way !== undefined; way = ways.pop()) {
    if (found.has(way)) continue;
    const event = events.get(way);
    found.set(way, event);
    ways.push(...event.causes);
  }
  return [...found.values()].sort((a, b) => a.id - b.id);
}

const typesOf = (events: readonly LoggedEvent[]): string[] => events.map(({ type }) => type);
const gap = (at: number, by: number, symbol?: string): GivenCommand => ({
  name: 'gap',
  at,
  return: by,
  ...(symbol !== undefined && { symbol }),
});
const last = (events: Events, type: string): LoggedEvent => events.ofType(type).at(-1) as LoggedEvent;

describe('what a trade leads back to', () => {
  test('a stop, to the entry and to the gap that brought the price there', () => {
    // Signal at 1, filled at 2; 95 · 0.9 is 85.5, and prices here have no decimals.
    const events = eventsOf([101, 99, 98, 95, 95, 95], [gap(4, -0.1)]);
    const hit = last(events, 'bracket_hit');
    expect([hit.t, hit.price]).toEqual([4, 86]);
    expect(hit.causes.map((id) => events.get(id).type)).toEqual(['order_placed', 'price_gap']);
    const told = sliceOf(events, last(events, 'trade_update').id);
    expect(typesOf(told)).toEqual([
      ...['strategy_started', 'signal_emitted', 'order_placed', 'order_filled', 'position_opened'],
      ...['command', 'price_gap', 'bracket_hit', 'order_filled', 'position_closed', 'trade_update'],
    ]);
    expect(typesOf(sliceOf(events, hit.id))).toEqual([
      ...['strategy_started', 'signal_emitted', 'order_placed', 'command', 'price_gap', 'bracket_hit'],
    ]);
  });

  test('every gap since the entry, none from after the exit and none of another symbol', () => {
    const prices = [101, 99, 98, 98, 98, 98, 98];
    const commands = [gap(3, -0.05, 'A'), gap(4, 0.5, 'B'), gap(5, -0.04, 'A'), gap(6, 0.2, 'A')];
    const events = eventsOf(prices, commands);
    const hit = last(events, 'bracket_hit');
    expect(hit.t).toBe(5);
    const told = sliceOf(events, hit.id).filter(({ type }) => type === 'command');
    expect(told.map(({ command }) => command)).toEqual([0, 2]);
    expect(last(events, 'order_filled').causes.map((id) => events.get(id).type)).toEqual([
      ...['bracket_hit', 'price_gap', 'price_gap'],
    ]);
  });

  test('what came before the entry is the signal’s to name, not the stop’s', () => {
    const events = eventsOf([110, 110, 108, 106, 105, 105], [gap(1, -0.1, 'A'), gap(4, -0.05, 'A')]);
    const [before, since] = events.ofType('price_gap');
    const [order] = events.ofType('order_placed');
    expect([before.id < order.id, since.id > order.id]).toEqual([true, true]);
    expect(last(events, 'bracket_hit').causes).toEqual([order.id, since.id]);
    expect(last(events, 'signal_emitted').causes.slice(1)).toEqual([before.id]);
  });

  test('a signal, to the gap that came while its node waited', () => {
    const events = eventsOf([101, 101, 101, 101], [gap(2, -0.05)]);
    const [signal] = events.ofType('signal_emitted');
    expect(signal.t).toBe(2);
    expect(signal.causes.map((id) => events.get(id).type)).toEqual([
      ...['strategy_started', 'price_gap', 'price_gap'],
    ]);
    expect(signal.parent_execution_id).toMatch(/^exec_start_/);
    // The order came after it, and at a price that nothing has moved since.
    expect(last(events, 'order_placed').causes).toEqual([signal.id]);
    expect(last(events, 'order_filled').causes).toEqual([last(events, 'order_placed').id]);
  });

  test('a gap before the first price leads on from the start', () => {
    const events = eventsOf([101, 101], [gap(0, -0.05, 'A')]);
    expect(events.ofType('strategy_started')[0].causes.map((id) => events.get(id).type)).toEqual([
      ...['price_gap'],
    ]);
    expect(last(events, 'signal_emitted').parent_execution_id).toMatch(/^exec_start_/);
    expect(last(events, 'order_placed').t).toBe(0);
  });

  test.each([
    ['a node', [101, 99, 98, 131, 131], [] as GivenCommand[], 'square_off', 'square_off'],
    ['a person', [101, 99, 98, 98, 98], [{ name: 'square_off', at: 3 }], 'command', 'command'],
  ])('what %s squares off, to its entry too', (_, prices, commands, by, reason) => {
    // The exit would sell as well.
    const nodes = strategy.nodes.filter(({ id }) => id !== 'high' && id !== 'sell');
    const edges = strategy.edges.filter(([, to]) => to !== 'high' && to !== 'sell');
    const events = eventsOf(prices, commands, { strategy: { nodes, edges } });
    const trade = last(events, 'trade_update');
    expect(trade.reason).toBe(reason);
    const types = typesOf(sliceOf(events, trade.id));
    for (const type of ['signal_emitted', 'order_placed', 'position_opened', by])
      expect(types).toContain(type);
    expect(events.get(last(events, 'position_closed').causes[0]).type).toBe('order_filled');
  });

  test('an entry that was squared off before it filled, to the order and to the square-off', () => {
    const events = eventsOf([101, 99, 98, 98], [{ name: 'square_off', at: 2 }]);
    const [rejected] = events.ofType('order_rejected');
    expect(rejected.causes.map((id) => events.get(id).type)).toEqual(['order_placed', 'command']);
  });

  test('another law of prices is a cause as a gap is', () => {
    const config = { strategy: everything, market: { kind: 'garch', interval: 600, days: 3 } };
    const commands = [{ name: 'set', at: 5, path: 'market.volatility', value: 3 }];
    const { events } = run(trading, { config: config as never, commands: commands as never, seed: 3 });
    const log = events as unknown as Events;
    const [set] = log.ofType('config_set');
    const led = [...log].filter(({ causes }) => causes.includes(set.id));
    expect(led.length).toBeGreaterThan(0);
    expect(led.every(({ id }) => id > set.id)).toBe(true);
    expect(led.map(({ type }) => type)).not.toContain('candle');
  });

  test('a position, to the parts of it that were closed before', () => {
    const nodes = [
      ...strategy.nodes,
      { id: 'some', type: 'ExitSignalNode', position_id: 'p', condition: ltp('>', '104', 'A') },
      { id: 'half', type: 'ExitNode', position_id: 'p', quantity: 1 },
    ];
    const edges = [...strategy.edges, ['buy', 'some'], ['some', 'half']];
    const events = eventsOf([101, 99, 98, 105, 106, 111, 111], [], { strategy: { nodes, edges } });
    expect(
      last(events, 'position_closed').causes.map((id) => [events.get(id).type, events.get(id).t]),
    ).toEqual([
      ['order_filled', 6],
      ['position_opened', 2],
      ['position_reduced', 4],
    ]);
    const told = sliceOf(events, last(events, 'trade_update').id);
    const orders = told.filter(({ type }) => type === 'order_placed');
    expect(orders.map(({ node }) => node)).toEqual(['buy', 'half', 'sell']);
  });

  test('any trade among any gaps: to its entry, and to every gap of its symbol while it was open', () => {
    const some = fc.record({
      moves: fc.array(fc.integer({ min: -3, max: 3 }), { minLength: 8, maxLength: 30 }),
      gaps: fc.array(fc.tuple(fc.nat(25), fc.integer({ min: -6, max: 6 }), fc.constantFrom('A', 'B')), {
        maxLength: 5,
      }),
    });
    let trades = 0;
    fc.assert(
      fc.property(some, ({ moves, gaps }) => {
        let price = 101;
        const prices = moves.map((move) => (price += move));
        const commands = gaps
          .filter(([at]) => at < prices.length)
          .map(([at, by, symbol]) => gap(at, by / 100, symbol));
        const events = eventsOf(prices, commands);
        for (const trade of events.ofType('trade_update')) {
          trades++;
          const told = new Set(sliceOf(events, trade.id).map(({ id }) => id));
          expect(told.has(trade.entry_leaf as number)).toBe(true);
          for (const { id, symbol } of events.ofType('price_gap')) {
            const isOwn = symbol === 'A' && id > (trade.entry_leaf as number) && id < trade.id;
            if (isOwn) expect(told.has(id)).toBe(true);
          }
        }
      }),
      { seed: 1, numRuns: 200 },
    );
    expect(trades).toBeGreaterThan(20);
  });
});

describe('reasons', () => {
  test('orders and square-offs are decisions, by their places in the walk', () => {
    const { simulation } = tradingSimulation({ strategy, market: { kind: 'gbm' }, symbol: 'A' });
    const node = simulation.entitiesOf('node');
    const entities = { node } as never;
    const event = { id: 1, t: 1, type: 'order_placed', causes: [0], node: 'sell' };
    const { partOf } = reasons.roots.order_placed as Required<Root>;
    expect(partOf(event, entities)).toBe(node.names.indexOf('sell'));
    expect(node.names[partOf(event, entities) as number]).toBe('sell');
    expect(partOf({ ...event, node: 'nobody' }, entities)).toBe(null);
    expect(Object.keys(reasons.roots)).toEqual(['order_placed', 'square_off']);
  });

  test('all that is named there is: kinds, their fields, metrics', () => {
    for (const kind of Object.keys(reasons.roots)) expect(trading.events).toHaveProperty(kind);
    for (const [kind, fields] of Object.entries(reasons.fates)) {
      expect(Object.keys(trading.events[kind].columns)).toEqual(expect.arrayContaining([...fields]));
    }
    expect(Object.keys(reasons.carriers ?? {})).toEqual(Object.keys(trading.metrics));
  });

  test('a losing trade: square-offs between its order and its stop, the latest first, each of which works', () => {
    const prices = [101, 99, 98, 97, 96, 95, 94, 93, 92, 91, 95, 94, 93, 92, 91, 93, 92, 91, 89, 88];
    const events = eventsOf(prices);
    const trade = last(events, 'trade_update');
    expect([trade.reason, trade.t]).toEqual(['stop', 18]);
    const remedies = reasons.remedies?.(sliceOf(events, trade.id), events) ?? [];
    expect(remedies.length).toBe(12);
    const times = remedies.map(({ at }) => at as number);
    expect([times[0], times.at(-1)]).toEqual([17, 2]);
    expect(times).toEqual([...times].sort((a, b) => b - a));
    for (const { command, at } of remedies) {
      const other = eventsOf(prices, [{ ...command, at } as GivenCommand]);
      expect(other.ofType('bracket_hit')).toEqual([]);
      expect(other.ofType('trade_update').map(({ reason }) => reason)).toEqual(at === 2 ? [] : ['command']);
    }
    expect(remedies[0].sentence).toBe('every position closed and every node stopped before tick 17');
  });

  test('an order: square-offs at the ticks that led to it', () => {
    const events = eventsOf([101, 101, 99, 98]);
    const [order] = events.ofType('order_placed');
    const remedies = reasons.remedies?.(sliceOf(events, order.id), events) ?? [];
    expect(remedies.map(({ at }) => at)).toEqual([2, 0]);
    const [{ command, at }] = remedies;
    const other = eventsOf([101, 101, 99, 98], [{ ...command, at } as GivenCommand]);
    expect(other.ofType('order_placed')).toEqual([]);
    expect(reasons.remedies?.([], events)).toEqual([]);
  });
});

describe('why a node did not act', () => {
  const given = (prices: readonly number[]) => {
    const ticks = prices.map((price, i) => ({
      time: new Date(Date.UTC(2024, 0, 2, 9, 15, i)).toISOString(),
      ltp: { A: price, B: 50 },
    }));
    const both = { all: [ltp('<', '100', 'A'), ltp('>', '60', 'B'), ltp('>', '45', 'B')] };
    const nodes = strategy.nodes.map((node) => (node.id === 'low' ? { ...node, condition: both } : node));
    return run(trading, {
      config: { strategy: { ...strategy, nodes }, ticks, market: { kind: 'replay' } } as never,
    });
  };

  test('its guards are the comparisons that failed, the nearest first, with what they saw', () => {
    const { guards, text, acted } = whyNot(given([103, 101, 105]), { node: 'low', at: 0, to: 2 });
    expect(guards).toEqual([
      {
        ...{ t: 1, id: null, guard: 'A < 100', value: 101, threshold: 100 },
        sentence: 'A < 100 was false: 101 and 100, 1 apart.',
      },
      {
        ...{ t: 1, id: null, guard: 'B > 60', value: 50, threshold: 60 },
        sentence: 'B > 60 was false: 50 and 60, 10 apart.',
      },
    ]);
    expect(acted).toEqual([]);
    expect(text).toContain('low waited, but');
  });

  test('a node that was not active says so first, and what its condition would have seen', () => {
    const { guards } = whyNot(given([103, 101, 105]), { node: 'high', at: 1 });
    expect(guards.map(({ guard, value, threshold }) => [guard, value, threshold])).toEqual([
      ['active', 0, 1],
      ['A > 110', 101, 110],
    ]);
  });

  test('an exit signal whose position is not open waits for that', () => {
    // It leads to the entry that it waits for.
    const nodes = [
      strategy.nodes[0],
      { id: 'out', type: 'ExitSignalNode', position_id: 'p', condition: ltp('>', '0', 'A') },
      strategy.nodes[2],
    ];
    const edges = [
      ['start', 'out'],
      ['out', 'buy'],
    ];
    const events = given([103, 101, 105]);
    const config = { ...events.recipe.config, strategy: { nodes, edges } } as never;
    const { guards, text } = whyNot({ config }, { node: 'out', at: 1 });
    expect(guards.map(({ guard, value, threshold }) => [guard, value, threshold])).toEqual([
      ['position', 0, 1],
    ]);
    expect(text).toContain('waited for its position to be open');
  });

  test('what it did at such a time are events of the run that is asked about', () => {
    const one = given([103, 99, 105]);
    const config = { ...one.recipe.config, strategy } as never;
    const other = run(trading, { config });
    const { acted, guards } = whyNot(other, { node: 'low', at: 0, to: 1 });
    expect(acted.map(({ id }) => other.events.get(id).type)).toEqual(['signal_emitted']);
    expect(guards.map(({ t, guard }) => [t, guard])).toEqual([[0, 'A < 100']]);
  });

  test('what is no node at a time is not answered', () => {
    const nobody = { events: null, config: {}, rerun: () => null } as never;
    expect(reasons.whyNot?.({ type: 'default', bank: 3 }, nobody)).toBe(null);
    expect(reasons.whyNot?.({ node: 'low' }, nobody)).toBe(null);
    expect(() => whyNot(given([1]), { node: 'buy', at: 0 })).toThrow('a node with a condition');
    expect(() => whyNot(given([1]), { node: 'low' } as never)).toThrow('{ node, at, to }');
  });
});
