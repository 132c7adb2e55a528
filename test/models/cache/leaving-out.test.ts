import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { noHost } from '../../../lib/core/host.ts';
import type { Occasion } from '../../../lib/core/occasion.ts';
import { type GivenCommand, makeRecipe, type Recipe } from '../../../lib/core/recipe.ts';
import { Simulation } from '../../../lib/core/simulation.ts';
import { atOf, type TurnKey } from '../../../lib/core/turn.ts';
import { type CacheGivenConfig, cache, type LoggedEvent } from '../../../lib/index.ts';
import type { CacheState } from '../../../lib/models/cache/state.ts';
import { finishedCache, forCacheTrials, recipeOf } from '../../support/cache-trials.ts';
import { clients, fixedRetries, requestsOf, STILL } from '../../support/cache-worlds.ts';

interface World {
  readonly config: CacheGivenConfig;
  readonly commands?: readonly GivenCommand[];
  readonly without?: readonly Occasion[];
  readonly until?: number;
  readonly seed?: number;
}

function recipe({ config, commands = [], without = [], until, seed = 1 }: World): Recipe {
  const options = { config: { ...STILL, ...config }, commands, without, until, seed };
  return makeRecipe(cache, options as never, noHost);
}

function eventsOf(world: World): LoggedEvent[] {
  return finishedCache(recipe(world)).events.toArray();
}

/** The turns of a run whose phase is one of `phases`, as `without` names them. */
function turnsOf(of: Recipe, phases: readonly string[]): TurnKey[] {
  const simulation = new Simulation(cache, of, noHost, false);
  const found: TurnKey[] = [];
  for (let key = simulation.step(); key !== null; key = simulation.step()) {
    if (phases.includes(cache.phases[key.phase]!)) found.push(key);
  }
  return found;
}

const occasion = (key: TurnKey): Occasion => ({ at: atOf(key, cache.phases) });
const OMITTED = ['arrival', 'disturbance', 'chaos', 'shift'];

describe('a request that is not sent', () => {
  const config = { requests: 3, arrivals: clients(1, 10), service: 2 } as const;
  const arrival = (time: number, request: number): Occasion => ({
    at: { time, phase: 'arrival', entity: request },
  });
  const sentOf = (without: readonly Occasion[]) => {
    const events = eventsOf({ config, without });
    const { t, answered } = events.at(-1)! as unknown as { t: number; answered: number };
    return [requestsOf(events).map(({ request, t, latency }) => [request, t - latency]), t, answered];
  };

  test('its client thinks again from then on', () => {
    expect(sentOf([])).toEqual([
      [
        [0, 10],
        [1, 22],
        [2, 34],
      ],
      36,
      3,
    ]);
    expect(sentOf([arrival(10, 0)])).toEqual([
      [
        [1, 20],
        [2, 32],
      ],
      34,
      2,
    ]);
  });

  test('the run ends without the last one, and without any', () => {
    expect(sentOf([arrival(34, 2)])).toEqual([
      [
        [0, 10],
        [1, 22],
      ],
      34,
      2,
    ]);
    expect(sentOf([arrival(10, 0), arrival(20, 1), arrival(30, 2)])).toEqual([[], 30, 0]);
  });

  test('the others of an open stream come as they did, for the keys they asked for', () => {
    forCacheTrials(40, (trial) => {
      const open = { arrivals: { kind: 'poisson', rate: 3 } } as const;
      const given = recipeOf(trial, open);
      const arrivals = turnsOf(given, ['arrival']);
      const left = arrivals[Math.floor(arrivals.length / 3)];
      if (left === undefined) return;
      const sent = (of: Recipe) =>
        requestsOf(finishedCache(of).events.toArray())
          .map((event) => event as unknown as { request: number; key: number; sent: number })
          .map(({ request, key, sent }) => ({ request, key, sent }))
          .sort((a, b) => a.request - b.request);
      const expected = sent(given).filter(({ request }) => request !== left.entity);
      expect(sent({ ...given, without: [occasion(left)] })).toEqual(expected);
    });
  });

  test('it is named by its turn, be there many clients', () => {
    const given = recipe({ config: { ...config, requests: 9, arrivals: clients(3, 10), retries: 1 } });
    const [first] = requestsOf(finishedCache(given).events.toArray()).filter(({ client }) => client === 2);
    const keys = turnsOf(given, ['arrival']).map((key) => atOf(key, cache.phases));
    const { turnOf } = cache.reasons!.roots.request!;
    expect(keys).toContainEqual({ ...(turnOf!(first as never) as object), round: 0 });
  });
});

/** The keys that no node has at time 5, of 200 that all were there at 0. */
function forgotten(
  world: Omit<World, 'config'>,
  chaos: CacheGivenConfig['chaos'] = 'none',
  dropped: readonly number[] = [],
): number[] {
  const config = {
    requests: 1,
    arrivals: clients(1, 10),
    keys: 200,
    capacity: 200,
    prefill: true,
    chaos,
    shiftEvery: 0.3,
  } as const;
  const simulation = new Simulation(cache, recipe({ ...world, config, until: 5 }), noHost, false);
  simulation.intervene({ commands: new Set(dropped), omissions: [], added: [] });
  simulation.restart(1);
  simulation.finish();
  const { slotOf } = (simulation.state as CacheState).entries[0]!;
  return [...slotOf.keys()].filter((key) => slotOf[key]! < 0);
}

const union = (...sets: readonly (readonly number[])[]) => [...new Set(sets.flat())].sort((a, b) => a - b);
const storm = (at: number, share: number) => ({ kind: 'invalidate', at, share }) as const;
const command = (at: number, share: number) => ({ name: 'invalidate', at, share }) as GivenCommand;

describe('what a storm forgets does not depend on others', () => {
  const ROWS = [storm(1, 0.2), storm(1, 0.3), storm(2, 0.3), storm(3, 0.2)];

  test('rows of a schedule, left out or deleted', () => {
    const all = forgotten({}, ROWS);
    const alone = ROWS.map((row) => forgotten({}, [row]));
    expect(union(...alone)).toEqual(all);
    // No two ask for the same keys.
    expect(new Set(alone.map(String)).size).toBe(4);
    for (const [i] of ROWS.entries()) {
      const others = union(...alone.filter((_, j) => j !== i));
      expect(
        forgotten(
          {},
          ROWS.filter((_, j) => j !== i),
        ),
      ).toEqual(others);
      const at = { time: ROWS[i]!.at, phase: 'disturbance', ordinal: i };
      expect(forgotten({ without: [{ at }] }, ROWS)).toEqual(others);
      expect(others).not.toEqual(all);
    }
  });

  test('commands, deleted or dropped', () => {
    const commands = [command(1, 0.2), command(1, 0.3), command(2, 0.3), command(3, 0.2)];
    const all = forgotten({ commands });
    const alone = commands.map((each) => forgotten({ commands: [each] }));
    expect(union(...alone)).toEqual(all);
    expect(new Set(alone.map(String)).size).toBe(4);
    for (const [i] of commands.entries()) {
      const others = commands.filter((_, j) => j !== i);
      const expected = union(...alone.filter((_, j) => j !== i));
      expect(forgotten({ commands: others })).toEqual(expected);
      expect(forgotten({ commands }, 'none', [i])).toEqual(expected);
    }
  });

  test('of two that are just alike the second forgets others', () => {
    const once = forgotten({ commands: [command(1, 0.5)] });
    const twice = forgotten({ commands: [command(1, 0.5), command(1, 0.5)] });
    expect(twice.length).toBeGreaterThan(once.length + 30);
    expect(union(once, twice)).toEqual(twice);
    const rows = forgotten({}, [storm(1, 0.5), storm(1, 0.5)]);
    // Left out by its turn, the first of two leaves the second what it is; deleted, they are one.
    const first = forgotten({ without: [{ at: { time: 1, phase: 'disturbance', ordinal: 1 } }] }, [
      ...[storm(1, 0.5), storm(1, 0.5)],
    ]);
    const second = forgotten({ without: [{ at: { time: 1, phase: 'disturbance' } }] }, [
      ...[storm(1, 0.5), storm(1, 0.5)],
    ]);
    expect(first).toEqual(forgotten({}, [storm(1, 0.5)]));
    expect(second).not.toEqual(first);
    expect(union(first, second)).toEqual(rows);
  });
});

describe('places of shifts stay', () => {
  const config = { requests: 20, arrivals: clients(1, 1), keys: 1000, shiftEvery: 2.5 } as const;
  const places = (world: Partial<World>) =>
    eventsOf({ config, ...world })
      .filter(({ type }) => type === 'hotspot_shift')
      .map(({ t, places }) => `${t} ${places}`);
  const commands = [
    { name: 'shift', at: 4 },
    { name: 'shift', at: 6 },
  ] as GivenCommand[];

  test('when a regular one, or a command, is left out', () => {
    const all = places({ commands });
    expect(all.length).toBe(10);
    expect(new Set(all.map((line) => line.split(' ')[1])).size).toBe(10);
    const third = places({ commands, without: [{ at: { time: 7.5, phase: 'shift' } }] });
    expect(third).toEqual(all.filter((line) => !line.startsWith('7.5 ')));
    expect(places({ commands: [commands[1]!] })).toEqual(all.filter((line) => !line.startsWith('4 ')));
  });
});

test('the strikes after one that is left out come as they did', () => {
  const config = {
    ...{ requests: 200, arrivals: clients(1, 1), nodes: 3, chaos: 'random', chaosTime: 3 },
    ...{ chaosRates: { kill: 0.05, slow: 0.05, partition: 0.05, drop: 0.05 }, timeout: 1 },
  } as const;
  const given = recipe({ config: { ...config, retries: fixedRetries(1, 1) } });
  const strikes = turnsOf(given, ['chaos']);
  expect(strikes.length).toBeGreaterThan(50);
  const left = strikes[10]!;
  const without = { ...given, without: [occasion(left)] };
  const before = (keys: readonly TurnKey[]) => keys.filter(({ time }) => time < 200);
  expect(before(turnsOf(without, ['chaos']))).toEqual(before(strikes));
  const begun = (of: Recipe) =>
    finishedCache(of)
      .events.toArray()
      .filter(({ t, type }) => t === left.time && /^(node_killed|node_slowed|partition|drop)$/.test(type));
  expect(begun(given).length).toBe(1);
  expect(begun(without)).toEqual([]);
});

test('an occasion that never comes changes nothing', () => {
  forCacheTrials(20, (trial) => {
    const given = recipeOf(trial);
    const never: Occasion[] = OMITTED.map((phase) => ({ at: { time: 0.123456789, phase, entity: 99 } }));
    const digest = (of: Recipe) => finishedCache(of).events.digest();
    expect(digest({ ...given, without: never })).toBe(digest(given));
  });
});

test('whatever is left out, the state is sound, with and without a log, and from a snapshot on', () => {
  let left = 0;
  const picks = fc.sample(fc.nat(1_000_000), { numRuns: 100, seed: 11 });
  let next = 0;
  forCacheTrials(12, (trial) => {
    const given = recipeOf(trial);
    const all = turnsOf(given, OMITTED);
    if (all.length === 0) return;
    const keys = [0, 1, 2].map(() => all[picks[next++ % picks.length]! % all.length]!);
    const without = keys.map(occasion);
    const simulation = new Simulation(cache, { ...given, without }, noHost, true);
    let turns = 0;
    let middle: Simulation | null = null;
    while (simulation.step() !== null) {
      simulation.check();
      if (++turns === 20) middle = simulation.fork();
    }
    simulation.finish();
    left++;
    const quiet = finishedCache({ ...given, without }, false);
    expect(quiet.metrics()).toEqual(simulation.metrics());
    expect(finishedCache({ ...given, without }).events.digest()).toBe(simulation.events.digest());
    if (middle !== null) {
      middle.finish();
      expect(middle.events.digest()).toBe(simulation.events.digest());
    }
  });
  expect(left).toBeGreaterThan(6);
});

test('the latest of two hot keys holds, whatever was over before', () => {
  const hot = (at: number, key: number) => ({ kind: 'hot_key', at, key, share: 1 }) as const;
  const config = { requests: 10, arrivals: clients(1, 1), keys: 9 } as const;
  const asked = (chaos: CacheGivenConfig['chaos']) =>
    requestsOf(eventsOf({ config: { ...config, chaos } }))
      .filter(({ t }) => t > 4)
      .map(({ key }) => key);
  const slow = { kind: 'slow', at: 0.5, node: 0, factor: 1, for: 1 } as const;
  expect(new Set(asked([hot(1, 3), hot(4, 5)]))).toEqual(new Set([5]));
  expect(asked([slow, hot(1, 3), hot(4, 5)])).toEqual(asked([hot(1, 3), hot(4, 5)]));
});
