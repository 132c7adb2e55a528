import { describe, expect, test } from 'vitest';
import { noHost } from '../../../lib/core/host.ts';
import { type GivenCommand, makeRecipe, type Recipe } from '../../../lib/core/recipe.ts';
import { Simulation } from '../../../lib/core/simulation.ts';
import { compareTurns, turnOf } from '../../../lib/core/turn.ts';
import { type CacheGivenConfig, cache, type LoggedEvent } from '../../../lib/index.ts';
import { finishedCache, forCacheTrials, recipeOf } from '../../support/cache-trials.ts';
import { clients, fixedRetries, happened, requestsOf, STILL } from '../../support/cache-worlds.ts';

const { roots, fates, remedies, whyNot } = cache.reasons!;

/** All events that lead to one, itself included, earliest first. */
function sliceTo(events: readonly LoggedEvent[], id: number): LoggedEvent[] {
  const found = new Set([id]);
  for (let at = id; at >= 0; at--) {
    if (found.has(at)) for (const cause of events[at]!.causes) found.add(cause);
  }
  return [...found].sort((a, b) => a - b).map((each) => events[each]!);
}

const typesOf = (events: readonly LoggedEvent[]) => events.map(({ type }) => type);

test('every kind that is named is one of the model’s, and so are its fields', () => {
  expect(Object.keys(cache.reasons!.carriers!)).toEqual(Object.keys(cache.metrics));
  for (const name of Object.keys(roots)) expect(cache.events[name], name).toBeDefined();
  for (const [name, fields] of Object.entries(fates)) {
    for (const field of fields) expect(cache.events[name]!.columns[field], `${name}.${field}`).toBeDefined();
  }
});

test('a request’s turn is the one in which it was sent, if it had one of its own', () => {
  let apart = 0;
  let within = 0;
  forCacheTrials(30, (trial) => {
    const recipe = recipeOf(trial);
    const simulation = new Simulation(cache, recipe, noHost, true);
    const arrivals = [];
    for (let key = simulation.step(); key !== null; key = simulation.step()) {
      if (cache.phases[key.phase] === 'arrival') arrivals.push(key);
    }
    for (const event of simulation.events.ofType('request')) {
      const { partOf, turnOf: atOf } = roots.request!;
      const at = atOf!(event);
      expect(at === null).toBe(partOf!(event, {}) === null);
      if (at === null) {
        within++;
        continue;
      }
      apart++;
      const turn = turnOf(at, cache.phases, 'at');
      expect(arrivals.some((key) => compareTurns(key, turn) === 0)).toBe(true);
    }
  });
  expect(apart).toBeGreaterThan(100);
  expect(within).toBeGreaterThan(5);
});

describe('a window names', () => {
  const given = { requests: 60, arrivals: clients(1, 1), window: 10, timeout: 0.5, nodes: 2 } as const;
  const windowsOf = (chaos: CacheGivenConfig['chaos'], commands: readonly GivenCommand[] = []) => {
    const events = happened({ ...given, chaos, retries: fixedRetries(0) }, commands);
    const windows = events.filter(({ type }) => type === 'window');
    return { events, windows, causes: windows.map(({ causes }) => causes.map((id) => events[id]!.type)) };
  };

  test('nothing while nothing befalls the cluster', () => {
    expect(windowsOf('none').causes.flat()).toEqual([]);
  });

  test('what befell it, then the last window in which something did', () => {
    const { causes, windows, events } = windowsOf([
      { kind: 'surge', at: 5, factor: 1, for: 7 },
      { kind: 'flush', at: 35 },
    ]);
    expect(causes.slice(0, 4)).toEqual([['surge'], ['relief', 'window'], ['window'], ['flush', 'window']]);
    expect(windows[1]!.causes[1]).toBe(windows[0]!.id);
    expect(windows[2]!.causes).toEqual([windows[1]!.id]);
    expect(windows[3]!.causes[1]).toBe(windows[1]!.id);
    expect(typesOf(sliceTo(events, windows[3]!.id)).filter((type) => type !== 'window')).toEqual([
      ...['surge', 'relief', 'flush'],
    ]);
  });

  test('first what its failures are blamed on, though it began long before', () => {
    const { causes, events, windows } = windowsOf([{ kind: 'partition', nodes: [0, 1], at: 5 }]);
    expect(causes[0]).toEqual(['partition']);
    expect(causes[2]).toEqual(['partition', 'window']);
    expect(typesOf(sliceTo(events, windows[2]!.id))).toEqual(['partition', 'window', 'window']);
  });

  test('a command, through what it did, and a change of the config', () => {
    const commands = [
      { name: 'kill_node', node: 0, at: 11 },
      { name: 'set', path: 'timeout', value: 3, at: 25 },
    ] as GivenCommand[];
    const { causes, events, windows } = windowsOf('none', commands);
    expect(causes[1]).toEqual(['node_killed']);
    expect(causes[2]).toContain('config_set');
    const slice = sliceTo(events, windows[2]!.id);
    expect(slice.filter(({ type }) => type === 'command')).toHaveLength(2);
  });
});

test('a refusal in a line that others made long leads to what made them', () => {
  // Flushed, the keys that all ask the database for make its line long: also of those that write.
  const events = happened({
    ...{ requests: 3000, arrivals: { kind: 'poisson', rate: 10 }, keys: 300, capacity: 300, prefill: true },
    ...{ service: 0.01, writeFraction: 0.1, window: 5, timeout: 4 },
    ...{ database: { service: 0.5, workers: 2, limit: 12 }, chaos: [{ kind: 'flush', at: 100 }] },
  });
  const refused = requestsOf(events).filter(({ outcome }) => outcome === 'refused by database');
  expect(refused.length).toBeGreaterThan(50);
  for (const { id } of refused) expect(typesOf(sliceTo(events, id))).toContain('flush');
});

describe('remedies', () => {
  const config = { requests: 40, arrivals: clients(2, 1), timeout: 1, nodes: 2, routing: 'random' } as const;
  const chaos = [{ kind: 'kill', at: 10.5, node: 0 }] as const;
  const events = happened({ ...config, chaos });
  const failed = requestsOf(events).find(({ outcome }) => outcome === 'timeout')!;
  const proposed = remedies!(sliceTo(events, failed.id), { get: (id) => events[id]!, memo: new Map() });

  const withCommand = (command: object): Recipe => {
    const options = { config: { ...STILL, ...config, chaos }, commands: [command], seed: 1 };
    return makeRecipe(cache, options as never, noHost);
  };

  test('are at most twelve commands that the model takes, at both ends of their amounts', () => {
    expect(proposed.length).toBeGreaterThan(4);
    expect(proposed.length).toBeLessThanOrEqual(12);
    for (const { command, at, amount, sentence } of proposed) {
      expect(sentence.includes('{amount}')).toBe(amount !== undefined);
      for (const value of amount === undefined ? [undefined] : [amount.from, amount.to]) {
        const given = { ...command, at, ...(amount !== undefined && { [amount.field]: value }) };
        finishedCache(withCommand(given));
      }
    }
  });

  test('a node that is put back at once keeps the request from failing', () => {
    const [first] = proposed;
    expect(first!.command).toEqual({ name: 'restart_node', node: 0 });
    const better = finishedCache(withCommand({ ...first!.command, at: first!.at })).events;
    expect(better.ofType('node_restarted')).toMatchObject([{ t: 10.5, node: 0 }]);
    const same = [...better.where({ type: 'request', client: failed.client, request: failed.request })];
    expect(same).toMatchObject([{ outcome: expect.stringMatching(/hit|miss/) }]);
  });

  test('none of what did not happen', () => {
    expect(remedies!([], { get: (id) => events[id]!, memo: new Map() })).toEqual([]);
  });
});

describe('what did not happen:', () => {
  const given = {
    ...{ requests: 30, arrivals: clients(1, 10), nodes: 2, routing: 'round-robin', timeout: 5 },
    ...{ detection: 8, breaker: { failures: 0.6, calls: 5, open: 50 }, retries: fixedRetries(2) },
    chaos: [{ kind: 'kill', node: 0, at: 85, for: 6 }],
  } as const satisfies CacheGivenConfig;
  const simulation = finishedCache(
    makeRecipe(cache, { config: { ...STILL, ...given }, seed: 1 } as never, noHost),
  );
  const { events } = simulation;
  const ask = (target: Record<string, unknown>) =>
    whyNot!(target, { events, config: simulation.config, rerun: () => events });

  test('a breaker that did not open: failures against its threshold', () => {
    // Request 8, at 90, finds node 0 dead, waits until 95, and asks node 1.
    const failures = events.ofType('timeout').filter(({ node }) => node === 0);
    expect(failures).toMatchObject([{ t: 95 }]);
    expect(ask({ type: 'breaker_opened', node: 0 })!.guards).toMatchObject([
      { guard: 'failures', value: 1, threshold: 3, t: failures[0]!.t, id: failures[0]!.id },
    ]);
    expect(ask({ type: 'breaker_opened', node: 1 })!.guards).toMatchObject([
      { guard: 'failures', value: 0, threshold: 3 },
    ]);
    expect(ask({ type: 'breaker_opened', node: 7 })!.guards).toMatchObject([
      { guard: 'nodes', threshold: 2 },
    ]);
  });

  test('failures that are long past count no more', () => {
    // Asked at 10, 20, …; at 50 and at 145 the node is down, eight calls apart.
    const config = {
      ...{ ...STILL, requests: 20, arrivals: clients(1, 10), timeout: 5, breaker: given.breaker },
      chaos: [
        { kind: 'kill', node: 0, at: 45, for: 6 },
        { kind: 'kill', node: 0, at: 140, for: 6 },
      ],
    };
    const run = finishedCache(makeRecipe(cache, { config, seed: 1 } as never, noHost));
    expect(run.events.ofType('timeout')).toMatchObject([{ t: 55 }, { t: 150 }]);
    const world = { events: run.events, config: run.config, rerun: () => run.events };
    expect(whyNot!({ type: 'breaker_opened', node: 0 }, world)!.guards).toMatchObject([{ value: 1, t: 55 }]);
  });

  test('a node that clients did not notice was lost: how long against detection', () => {
    expect(ask({ type: 'node_lost', node: 0 })!.guards).toMatchObject([
      { t: 85, guard: 'detection', value: 6, threshold: 8 },
    ]);
    expect(ask({ type: 'node_lost', node: 1 })!.text).toBe('Clients could reach node 1 all the time.');
    expect(ask({ type: 'node_killed', node: 1 })!.text).toBe('Nothing was to have node 1 killed.');
    expect(ask({ type: 'node_restarted', node: 1 })!.text).toBe('Node 1 was never down.');
  });

  test('an outcome that a request did not have', () => {
    expect(ask({ type: 'request', client: 0, request: 0, outcome: 'timeout' })!.guards).toMatchObject([
      { guard: 'timeout', value: 0, threshold: 5 },
      { guard: 'outcome' },
    ]);
    expect(ask({ type: 'timeout', client: 0, request: 0 })!.guards[0]).toMatchObject({ guard: 'timeout' });
    expect(ask({ type: 'request', client: 0, request: 99 })!.guards).toMatchObject([
      { guard: 'sent', value: 30, threshold: 100 },
    ]);
    expect(ask({ type: 'retry', client: 0, request: 0 })!.guards[0]).toMatchObject({
      ...{ guard: 'retries', value: 0, threshold: 2 },
    });
  });

  test('what did happen is said to have', () => {
    const answer = ask({ type: 'node_killed', node: 0 })!;
    expect(answer.acted).toMatchObject([{ type: 'node_killed', t: 85 }]);
    expect(answer.guards).toEqual([]);
  });

  test('nothing is said of what the log does not tell', () => {
    expect(ask({ type: 'surge' })).toBeNull();
  });
});
