import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { GivenCommand } from '../../../lib/core/recipe.ts';
import type { CacheGivenConfig, LoggedEvent } from '../../../lib/index.ts';
import { type CacheTrial, finishedCache, forCacheTrials, recipeOf } from '../../support/cache-trials.ts';
import { requestsOf } from '../../support/cache-worlds.ts';

function eventsOf(trial: CacheTrial, more: CacheGivenConfig = {}): LoggedEvent[] {
  return finishedCache(recipeOf(trial, more)).events.toArray();
}

test('whatever is sent is answered, failed, or never answered', () => {
  forCacheTrials(40, (trial) => {
    const events = eventsOf(trial);
    const requests = requestsOf(events);
    const who = new Set(requests.map(({ client, request }) => `${client}.${request}`));
    expect(who.size).toBe(requests.length);
    // Chaos or not, all are sent unless a closed client waits for ever.
    const unanswered = requests.filter(({ outcome }) => outcome === 'unanswered').length;
    expect(events.at(-1)).toMatchObject({ type: 'complete', unanswered });
    if (unanswered === 0) expect(requests.length).toBe(trial.config.requests);
    if ((trial.config.arrivals as { kind: string }).kind === 'poisson')
      expect(requests.length).toBe(trial.config.requests);
  });
});

test('the log changes no metric', () => {
  forCacheTrials(40, (trial) => {
    const recipe = recipeOf(trial);
    expect(finishedCache(recipe, false).metrics()).toEqual(finishedCache(recipe).metrics());
  });
});

/** When requests were sent and for what, client by client. */
function sentBy(events: readonly LoggedEvent[]) {
  return requestsOf(events)
    .map(({ client, request, key, t, latency }) => ({ client, request, key, sent: t - latency }))
    .sort((a, b) => a.client - b.client || a.request - b.request);
}

const OPEN = { arrivals: { kind: 'poisson', rate: 3 } } as const satisfies CacheGivenConfig;

test('an open stream asks for the same keys at the same times, whatever becomes of it', () => {
  forCacheTrials(40, (trial) => {
    const { shiftEvery: _, chaos: __, ...config } = trial.config;
    const calm = { ...trial, config: { ...config, ...OPEN }, commands: [] };
    const expected = sentBy(eventsOf(calm, { retries: 0 }));
    const others: CacheGivenConfig[] = [
      { retries: 5, timeout: 0.5 },
      { nodes: 4, replicas: 1, routing: 'random', eviction: 'fifo', hedge: 0.1 },
      { chaos: [{ kind: 'kill', at: 1, node: 0 }], detection: 0 },
    ];
    for (const other of others) {
      const found = sentBy(eventsOf(calm, other));
      expect(found.map(({ client, request, key }) => [client, request, key])).toEqual(
        expected.map(({ client, request, key }) => [client, request, key]),
      );
      for (const [i, { sent }] of found.entries()) expect(sent).toBeCloseTo(expected[i]!.sent, 9);
    }
  });
});

const HARMLESS: fc.Arbitrary<{ readonly kind: string }> = fc.constantFrom(
  { kind: 'restart', node: 0 },
  { kind: 'slow', node: 0, factor: 1, for: 2 },
  { kind: 'surge', factor: 1 },
  { kind: 'flush', node: 0 },
  { kind: 'shift' },
);

/** Events without ids: what happened to whom, and when. */
const facts = (events: readonly LoggedEvent[]) =>
  events.map(({ id: _, causes: __, ...rest }) => rest).filter(({ type }) => type !== 'complete');

test('a row of chaos that changes nothing changes nothing else', () => {
  // At 0, when all nodes are up and empty: a restart, factors of 1, a flush. A shift only moves keys of 1.
  const draw = fc.sample(HARMLESS, { numRuns: 200, seed: 5 });
  let i = 0;
  forCacheTrials(40, (trial) => {
    const row = draw[i++ % draw.length]!;
    if (row.kind === 'shift' && trial.config.keys !== 1) return;
    const calm = { ...trial, config: { ...trial.config, trace: null }, commands: [] };
    const own = ['command_ignored', 'node_slowed', 'surge', 'flush', 'relief', 'hotspot_shift'];
    const isOwn = ({ type, t }: { type: string; t: number }) => own.includes(type) && (t === 0 || t === 2);
    const rows = Array.isArray(trial.config.chaos) ? trial.config.chaos.filter(({ at }) => at > 0) : [];
    const without = facts(eventsOf(calm, { chaos: rows }));
    const withRow = facts(eventsOf(calm, { chaos: [...rows, { ...row, at: 0 } as never] }));
    expect(withRow.filter((event) => !isOwn(event))).toEqual(without.filter((event) => !isOwn(event)));
  });
});

test('what comes late leaves what was before as it was', () => {
  forCacheTrials(40, (trial) => {
    const expected = eventsOf(trial);
    const last = expected.at(-1)!.t;
    const at = last * 0.6;
    const late = [
      { at, name: 'flush' },
      { at, name: 'kill_node', node: 0 },
      { at, name: 'surge', factor: 3 },
    ] as unknown as GivenCommand[];
    for (const command of late) {
      const found = eventsOf({ ...trial, commands: [...trial.commands, command] });
      const end = expected.findIndex(({ t }) => t >= at);
      expect(found.slice(0, end)).toEqual(expected.slice(0, end));
      // A command at a time is before all that happens then.
      if (expected[end]?.t === at) continue;
      expect(found[end]).toMatchObject({ type: 'command', t: at });
    }
  });
});
