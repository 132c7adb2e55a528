import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { LoggedEvent } from '../../../lib/core/event-kind.ts';
import type { Events } from '../../../lib/core/events.ts';
import type { Occasion } from '../../../lib/core/occasion.ts';
import { makeRecipe } from '../../../lib/core/recipe.ts';
import { Simulation } from '../../../lib/core/simulation.ts';
import { trading } from '../../../lib/models/trading/trading.ts';
import { nodeHost } from '../../../lib/node/node-host.ts';
import { everything } from '../../support/some-strategies.ts';

const NODE_KINDS = ['signal_emitted', 'condition_evaluated', 'order_placed', 'square_off'];

function simulationOf(config: object, without: readonly Occasion[], log = true): Simulation {
  const recipe = makeRecipe(trading, { config: config as never, seed: 3, without }, nodeHost);
  return new Simulation(trading, recipe, nodeHost, log);
}

function logOf(config: object, without: readonly Occasion[] = []): Events {
  const simulation = simulationOf(config, without);
  simulation.finish();
  simulation.check();
  return simulation.events;
}

/** Places of the walk by node. */
function placesOf(config: object): ReadonlyMap<string, number> {
  const names = simulationOf(config, []).entitiesOf('node').names;
  return new Map(names.map((name, place) => [name, place]));
}

/** Who did what when, such as `buy@3`. */
function told(events: Events): string[] {
  return [...events]
    .filter(({ type }) => NODE_KINDS.includes(type) || type === 'bracket_hit')
    .map(({ type, node, t }) => `${type === 'bracket_hit' ? 'stop of ' : ''}${node}@${t}`);
}

const ltp = (op: string, rhs: string) => ({ lhs: { type: 'ltp' }, op, rhs });
const nodes = [
  { id: 'start', type: 'StrategyController' },
  { id: 'low', type: 'EntrySignalNode', condition: ltp('crosses_below', '100') },
  { id: 'buy', type: 'EntryNode', position_id: 'p', side: 'buy', quantity: 1, stop: '90' },
  { id: 'high', type: 'ExitSignalNode', position_id: 'p', condition: ltp('>', '104') },
  { id: 'sell', type: 'ExitNode', position_id: 'p' },
  { id: 'flat', type: 'SquareOffNode', condition: ltp('>', '120') },
];
const edges = [
  ['start', 'low'],
  ['low', 'buy'],
  ['buy', 'high'],
  ['high', 'sell'],
  ['sell', 'low'],
  ['start', 'flat'],
];

function priced(prices: readonly number[], more: readonly (readonly string[])[] = []): object {
  const ticks = prices.map((price, i) => ({
    time: new Date(Date.UTC(2024, 0, 2, 9, 15, i)).toISOString(),
    ltp: { XYZ: price },
  }));
  return { strategy: { nodes, edges: [...edges, ...more] }, ticks, fill: 'same', market: { kind: 'replay' } };
}

// Below 100 at ticks 1 and 5, above 104 at 3 and 7.
const twice = [101, 99, 101, 105, 103, 98, 101, 106, 103];
const at = (time: number, part: number): Occasion => ({ at: time, part });

describe('what is left out, by hand', () => {
  const place = placesOf(priced(twice));
  const part = (node: string): number => place.get(node) as number;

  test('as it is', () => {
    const all = ['low@1', 'buy@1', 'high@3', 'sell@3', 'low@5', 'buy@5', 'high@7', 'sell@7'];
    expect(told(logOf(priced(twice)))).toEqual(all);
  });

  test('an entry comes to nothing: the strategy stands still, or goes on by its `rejected` edges', () => {
    const stands = logOf(priced(twice), [at(1, part('buy'))]);
    expect(told(stands)).toEqual(['low@1']);
    expect(stands.ofType('strategy_idle').map(({ t }) => t)).toEqual([1]);
    const goesOn = logOf(priced(twice, [['buy', 'low', 'rejected']]), [at(1, part('buy'))]);
    expect(told(goesOn)).toEqual(['low@1', 'low@5', 'buy@5', 'high@7', 'sell@7']);
    // Its chain: nothing stands where the order would.
    const [first, second] = goesOn.ofType('signal_emitted');
    expect(second.causes).toEqual([first.id]);
    // The first of its node, as it is the first.
    expect(goesOn.ofType('order_placed')[0]).toMatchObject({ ordinal: 1, order: 1, re_entry_num: 0 });
  });

  test('an exit is not ordered: the position waits for its stop, and its node is done', () => {
    const falls = [...twice, 95, 89, 88];
    expect(told(logOf(priced(falls), [at(3, part('sell'))]))).toEqual([
      ...['low@1', 'buy@1', 'high@3', 'stop of buy@10'],
    ]);
  });

  test('what would not have come changes nothing', () => {
    const digest = logOf(priced(twice)).digest();
    const never = [at(0, part('buy')), at(2, part('sell')), at(2, part('low')), at(4, 17), at(99, 1)];
    expect(logOf(priced(twice), [...never, at(5, part('start')), at(0, part('start'))]).digest()).toBe(
      digest,
    );
  });

  test('a square-off: positions stay open, no node stops, and its edges lead on', () => {
    // Above 120 at 3 and 4; below 100 again at 5. Nothing else sells.
    const held = {
      ...priced([101, 99, 101, 121, 122, 99, 101, 107]),
      strategy: {
        nodes: nodes.filter(({ id }) => id !== 'high' && id !== 'sell'),
        edges: [
          ['start', 'low'],
          ['low', 'buy'],
          ['start', 'flat'],
          ['flat', 'low'],
        ],
      },
    };
    const flat = placesOf(held).get('flat') as number;
    expect(told(logOf(held))).toEqual(['low@1', 'buy@1', 'flat@3', 'low@5', 'buy@5']);
    // It does not come at the next tick instead, and the second entry waits for the first one's position.
    const kept = logOf(held, [at(3, flat)]);
    expect(told(kept)).toEqual(['low@1', 'buy@1', 'low@5']);
    expect(kept.ofType('position_closed')).toEqual([]);
    expect(kept.ofType('signal_emitted')[1].parent_execution_id).toMatch(/^exec_start_/);
  });

  test('a square-off that has nothing to close changes nothing of what follows', () => {
    const config = priced([101, 102, 103, 121, 122, 99, 101, 107], [['flat', 'low']]);
    const follows = ['low@5', 'buy@5', 'high@7', 'sell@7'];
    expect(told(logOf(config))).toEqual(['flat@3', ...follows]);
    expect(told(logOf(config, [at(3, part('flat'))]))).toEqual(follows);
  });

  test('a signal may come at a later tick', () => {
    // Above 104 at two ticks.
    const stays = [101, 99, 105, 106, 101];
    expect(told(logOf(priced(stays)))).toEqual(['low@1', 'buy@1', 'high@2', 'sell@2']);
    expect(told(logOf(priced(stays), [at(2, part('high'))]))).toEqual(['low@1', 'buy@1', 'high@3', 'sell@3']);
    // It crosses once.
    expect(told(logOf(priced(twice), [at(1, part('low'))]))).toEqual(['low@5', 'buy@5', 'high@7', 'sell@7']);
  });

  test('a re-entry signal that is left out is not counted; a decision falls a tick later', () => {
    const strategy = {
      nodes: [
        nodes[0],
        { id: 'which', type: 'ConditionNode', condition: ltp('>', '100') },
        { id: 'again', type: 'ReEntrySignalNode', max_re_entries: 1, condition: ltp('>', '0') },
      ],
      edges: [
        ['start', 'which'],
        ['which', 'again'],
        ['which', 'which', 'else'],
        ['again', 'again'],
      ],
    };
    const config = { ...priced([101, 99, 102, 103]), strategy };
    const [which, again] = ['which', 'again'].map((node) => placesOf(config).get(node) as number);
    expect(told(logOf(config))).toEqual(['which@0', 'again@0']);
    expect(told(logOf(config, [at(0, again)]))).toEqual(['which@0', 'again@1']);
    expect(told(logOf(config, [at(0, which)]))).toEqual(['which@1', 'which@2', 'again@2']);
  });
});

/** Strategies that order much, over generated prices. */
const busy = [
  {
    strategy: 'rsi-reversal',
    parameters: { period: 2, oversold: '45', overbought: '55' },
    market: { kind: 'garch', interval: 300, days: 2 },
  },
  {
    strategy: 'sma-cross',
    parameters: { fast: 2, slow: 5 },
    market: { kind: 'gbm', shape: 'bars', interval: 600, days: 3, volatility: 0.5 },
  },
  {
    strategy: everything,
    tickUpdates: true,
    fill: 'same',
    market: { kind: 'garch', interval: 300, days: 3, volatility: 0.5 },
  },
];
const cases = busy.map((config) => {
  const events = logOf(config).toArray();
  const acts = events.filter(({ type }) => NODE_KINDS.includes(type));
  return { config, events, acts, places: placesOf(config), digest: logOf(config).digest() };
});
const some = fc.record({
  which: fc.nat(busy.length - 1),
  picks: fc.array(fc.nat(), { minLength: 1, maxLength: 4 }),
});

function occasionsOf({ acts, places }: (typeof cases)[number], picks: readonly number[]): Occasion[] {
  return picks.map((pick) => {
    const { t, node } = acts[pick % acts.length];
    return at(t, places.get(node as string) as number);
  });
}

/** An event without what is of the run: the ids of others. */
function bare({ id: _, causes: __, ...event }: LoggedEvent): object {
  return { ...event };
}

describe('what is left out of any run', () => {
  test('is not in it; all before is as it was, and so is every price', () => {
    fc.assert(
      fc.property(some, ({ which, picks }) => {
        const one = cases[which];
        const without = occasionsOf(one, picks);
        const log = logOf(one.config, without);
        const first = Math.min(...without.map((occasion) => occasion.at as number));
        const before = one.events.filter(({ t }) => t < first);
        expect([...log.range(0, before.length)]).toEqual(before);
        for (const { t, node } of log.where({ type: NODE_KINDS })) {
          const place = one.places.get(node as string);
          expect(without.some((occasion) => occasion.at === t && occasion.part === place)).toBe(false);
        }
        const prices = (events: Iterable<LoggedEvent>): object[] =>
          [...events].filter(({ type }) => type === 'candle').map((event) => ({ ...bare(event), wealth: 0 }));
        expect(prices(log)).toEqual(prices(one.events));
      }),
      { seed: 1, numRuns: 60 },
    );
  });

  test('changes nothing where its node does not act', () => {
    fc.assert(
      fc.property(some, fc.nat(), ({ which, picks }, tick) => {
        const { config, acts, places, digest, events } = cases[which];
        const t = tick % ((events.at(-1)?.t ?? 0) + 1);
        const acting = new Set(acts.filter((event) => event.t === t).map(({ node }) => node));
        const still = [...places].filter(([node]) => !acting.has(node)).map(([, place]) => at(t, place));
        const without = picks.flatMap((pick) => (still.length === 0 ? [] : [still[pick % still.length]]));
        expect(logOf(config, without).digest()).toBe(digest);
      }),
      { seed: 1, numRuns: 60 },
    );
  });

  test('the books are right at every tick, the log changes nothing, and a copy goes on alike', () => {
    fc.assert(
      fc.property(some, fc.nat(), ({ which, picks }, stop) => {
        const { config } = cases[which];
        const without = occasionsOf(cases[which], picks);
        const stepped = simulationOf(config, without);
        while (stepped.advance(1) > 0) stepped.check();
        const whole = simulationOf(config, without);
        const half = whole.snapshot();
        whole.advance(1 + (stop % stepped.turnCount));
        const copy = whole.fork();
        for (const each of [whole, copy]) {
          each.finish();
          expect(each.events.digest()).toBe(stepped.events.digest());
        }
        const silent = simulationOf(config, without, false);
        silent.finish();
        expect(silent.metrics()).toEqual(stepped.metrics());
        whole.rewind(half);
        whole.finish();
        expect(whole.metrics()).toEqual(stepped.metrics());
      }),
      { seed: 1, numRuns: 30 },
    );
  });

  test('what a rerun leaves out is what `without` leaves out', () => {
    const [one] = cases;
    const [occasion] = occasionsOf(one, [one.acts.findIndex(({ type }) => type === 'order_placed')]);
    const simulation = simulationOf(one.config, []);
    const { at: time, part = 0 } = occasion;
    const turn = { time: time as number, phase: 0, round: 0, entity: 0, ordinal: 0 };
    simulation.intervene({
      commands: new Set(),
      omissions: [{ turn, parts: [part] }],
      added: [],
    });
    simulation.restart(3);
    simulation.finish();
    expect(simulation.events.digest()).toBe(logOf(one.config, [occasion]).digest());
    expect(simulation.events.digest()).not.toBe(one.digest);
  });
});
