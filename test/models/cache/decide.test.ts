import { describe, expect, test } from 'vitest';
import { cache, type LiveRun, open } from '../../../lib/index.ts';
import { WAITING_PER_WORKER_MAX } from '../../../lib/models/cache/decide.ts';

const opened = (config: object): LiveRun => open(cache, { config: { requests: 4000, ...config } }) as LiveRun;
const keysOf = (live: LiveRun): string[] => live.decisions.map(({ key }) => key);

describe('a node that is down', () => {
  const kill = { chaos: [{ kind: 'kill', at: 30, node: 2 }], detection: 50 };

  test('is asked about from when clients have noticed until it is back', () => {
    const live = opened(kill);
    live.runUntil(80);
    expect(keysOf(live)).toEqual([]);
    live.runUntil({ type: 'node_lost' });
    expect(live.time).toBe(80);
    expect(live.decisions).toEqual([
      {
        key: 'restart:node:2:1',
        entity: 'node:2',
        title: 'Restart node 2?',
        description:
          'Node 2 is down, and has not answered since 30; it is 80 now. Clients have taken it out.',
        choices: [
          { sentence: expect.stringContaining('Restart it'), command: { name: 'restart_node', node: 2 } },
          { sentence: expect.stringContaining('Wait'), command: null },
        ],
      },
    ]);
    live.command(live.decisions[0]!.choices[0].command!);
    expect(keysOf(live)).toEqual([]);
    live.runUntil({ type: 'node_found' });
    expect(keysOf(live)).toEqual([]);
  });

  test('is asked about as soon as its breaker is open', () => {
    const live = opened({ ...kill, detection: 1e6, timeout: 60, breaker: { calls: 3 } });
    live.runUntil(30);
    expect(keysOf(live)).toEqual([]);
    expect(live.runUntil({ type: 'breaker_opened', node: 2 })).toBe(true);
    expect(live.decisions).toMatchObject([
      { key: 'restart:node:2:1', description: expect.stringContaining('Its breaker is open.') },
    ]);
  });

  test('that goes down again is another occasion', () => {
    const live = opened({
      chaos: [30, 130].map((at) => ({ kind: 'kill', at, node: 2, for: 40 })),
      detection: 10,
    });
    const seen = new Set<string>();
    while (!live.done) {
      live.step(10);
      if (!live.done) for (const key of keysOf(live)) seen.add(key);
    }
    expect([...seen]).toEqual(['restart:node:2:1', 'restart:node:2:2']);
  });

  test('or was taken out for good, or only cannot be reached, is not asked about', () => {
    const live = opened({ ...kill, chaos: [...kill.chaos, { kind: 'remove', at: 40, node: 2 }] });
    live.runUntil(200);
    expect(keysOf(live)).toEqual([]);
    const cut = opened({ detection: 10, chaos: [{ kind: 'partition', at: 30, nodes: [2], from: 'all' }] });
    cut.runUntil(200);
    expect(keysOf(cut)).toEqual([]);
  });
});

describe('a database that drowns', () => {
  /** One worker that takes 10 for a call, and 10 calls in that time; clients wait 45. */
  const drowning = {
    ...{ database: { workers: 1, service: 10 }, arrivals: { kind: 'poisson', rate: 1 }, timeout: 45 },
    ...{ service: 0, network: { latency: 0 }, retries: 3, keys: 100_000, popularity: 'uniform' },
  };

  test('is asked about when the next one to be served has been given up', () => {
    const live = opened(drowning);
    while (keysOf(live).length === 0 && live.time < 200) live.step();
    // The fifth call waits for 40 or more before it is served; one after it has waited too long.
    expect(live.time).toBeGreaterThanOrEqual(45);
    expect(live.time).toBeLessThan(80);
    expect(live.decisions).toMatchObject([{ key: 'retries:database', entity: 'place:database' }]);
    const [{ choices, description }] = live.decisions as [(typeof live.decisions)[0]];
    expect(Number(/^\d+/.exec(description)![0])).toBeGreaterThan(WAITING_PER_WORKER_MAX);
    expect(choices[1].sentence).toBe('Let clients retry, up to 3 times.');
    live.command(choices[0].command!);
    expect(keysOf(live)).toEqual([]);
    const before = live.metrics.retryAmplification!;
    live.finish();
    expect(live.metrics.retryAmplification).toBeLessThan(Math.max(before, 1.1));
  });

  test('is not when clients do not retry, wait for ever, or few wait', () => {
    for (const calm of [{ retries: 0 }, { timeout: null }, { database: { workers: null, service: 10 } }]) {
      const live = opened({ ...drowning, requests: 400, ...calm });
      while (!live.done) {
        expect(keysOf(live)).toEqual([]);
        live.step(5);
      }
    }
  });
});

test('a healthy cluster leaves nothing to decide', () => {
  const live = opened({});
  while (!live.done) {
    expect(live.decisions).toEqual([]);
    live.step(50);
  }
});
