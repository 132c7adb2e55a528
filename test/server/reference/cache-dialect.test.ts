import { expect, test } from 'vitest';
import { cache } from '../../../lib/models/cache/cache.ts';
import { cacheDialect } from '../../../lib/server/reference/cache-dialect.ts';
import { ToldBy } from './told-by.ts';

const told = (config: object) => new ToldBy(cache, { config }, () => cacheDialect('c-1'));

test('a run has its updates, its log and its end', () => {
  const run = told({ requests: 2000, window: 50 }).run();
  const updates = run.of('SIM_UPDATE').map(({ data }) => data);
  expect(updates[0]).toMatchObject({ session_id: 'c-1', time: 0, from: 0 });
  expect(updates[1]).toMatchObject({ from: 0, time: 50, metrics: { hitRatio: expect.any(Number) } });
  expect(updates[1].nodes.length).toBe(8);
  expect(run.told.at(-1)).toMatchObject({ type: 'SIM_FINISHED', data: { status: 'finished' } });
  expect(run.of('SIM_FINISHED').length).toBe(1);
});

test('kills reach the log in a sentence; requests do not', () => {
  const run = told({ requests: 2000, chaos: [{ kind: 'kill', node: 2, at: 50, for: 30 }] }).run();
  const killed = run.of('LOG').find(({ data }) => data.event === 'node_killed')?.data;
  expect(killed).toMatchObject({ time: 50, node: 2 });
  expect(killed?.message).toMatch(/^node 2 is killed with \d+ entries and \d+ attempts\.$/);
  const kinds = new Set(run.of('LOG').map(({ data }) => data.event));
  expect(kinds).toContain('node_restarted');
  expect(kinds).toContain('timeout');
  expect(kinds.has('request')).toBe(false);
  expect(kinds.has('window')).toBe(false);
});

test('the sentences are those of the log', () => {
  const chaos = [
    { kind: 'slow', node: 1, at: 20, factor: 3, for: 10 },
    { kind: 'flush', at: 40 },
  ];
  const run = told({ requests: 1000, chaos }).run();
  const { events } = run.live;
  for (const { data } of run.of('LOG')) expect(data.message).toBe(events.sentence(events.get(data.id)));
});

test('writes invalidate, messages get lost and lines form: each is in the figures', () => {
  const run = told({
    requests: 3000,
    window: 100,
    writeFraction: 0.3,
    network: { loss: 0.1 },
    database: { workers: 1 },
  }).run();
  const updates = run.of('SIM_UPDATE').map(({ data }) => data.metrics);
  expect(updates.some(({ databaseWaiting }) => databaseWaiting > 0)).toBe(true);
  expect(run.of('LOG').some(({ data }) => data.event === 'timeout' && data.lost)).toBe(true);
});

test('when all is lost availability falls to 0', () => {
  const chaos = [{ kind: 'drop', loss: 1, at: 100 }];
  const run = told({ requests: 3000, window: 50, retries: 0, timeout: 20, chaos }).run();
  const at = (time: number) => run.of('SIM_UPDATE').find(({ data }) => data.time === time)?.data.metrics;
  expect(at(50).availability).toBe(1);
  expect(at(200)).toMatchObject({ availability: 0, hitRatio: null });
});

test('stopped is finished, with its status; who comes late is told so', () => {
  const run = told({ requests: 2000 });
  void run.ask({ do: 'stop' });
  expect(run.of('SIM_FINISHED')).toMatchObject([{ data: { status: 'stopped' } }]);
  expect(run.welcome().map(({ data }) => JSON.parse(data).type)).toEqual([
    'SIM_STATUS',
    'SIM_UPDATE',
    'SIM_FINISHED',
  ]);
});
