import { describe, expect, test } from 'vitest';
import type { AnyModel } from '../../lib/core/model.ts';
import { type Knee, knee, readEvents } from '../../lib/index.ts';
import { banks } from '../../lib/models/banks/banks.ts';
import { cache } from '../../lib/models/cache/cache.ts';

/** The cache model with a small load of its own, which no thread knows: it runs here. */
const small: AnyModel = {
  ...cache,
  load: {
    help: () => 'a share of answers that is late: the timeout is a share of the service time',
    span: 100,
    params: { keys: { unit: 'keys', isInteger: true, max: 4096 } },
    limit: 0.2,
    // Ever more keys in a cache of 100: loss is the share of misses, which take too long.
    calm: (config: object, _param: string, keys: number) => ({ ...config, keys }),
    stressed: (config: object, _param: string, keys: number) => ({ ...config, keys, capacity: 50 }),
  },
} as AnyModel;
const config = {
  requests: 2000,
  warmup: 0.5,
  popularity: 'uniform',
  nodes: 1,
  capacity: 100,
  arrivals: { kind: 'poisson', rate: 0.1 },
  service: 0.1,
  network: { latency: 0.1 },
  database: { service: 10, workers: null },
  objective: 5,
};

describe('knee', () => {
  test('right: uniform keys miss with 1 - capacity / keys, 20 % at 125 keys and, with half the room, at 62', async () => {
    const result: Knee = await knee(small, { config, param: 'keys', from: 20, to: 400, runs: 12, seed: 3 });
    const { break: breaks, recover, gap, ...rest } = result;
    expect(rest).toEqual({
      model: 'cache',
      param: 'keys',
      unit: 'keys',
      limit: 0.2,
      span: 100,
      seed: 3,
      seeds: 12,
    });
    expect(Math.abs(breaks.median! - 125)).toBeLessThan(8);
    expect(Math.abs(recover.median! - 62.5)).toBeLessThan(5);
    expect(gap.seeds).toBe(12);
    expect(Math.abs(gap.median! - 62.5)).toBeLessThan(8);
    expect(breaks.interval[0]).toBeLessThanOrEqual(breaks.median!);
    expect(breaks.interval[1]).toBeGreaterThanOrEqual(breaks.median!);
    expect(breaks.unbounded).toEqual({ below: 0, above: 0 });
    // The same again, and without ends from the config's own load.
    expect(await knee(small, { config, param: 'keys', from: 20, to: 400, runs: 12, seed: 3 })).toEqual(
      result,
    );
    const found = await knee(small, { config: { ...config, keys: 40 }, param: 'keys', runs: 3, seed: 3 });
    expect(Math.abs(found.break.median! - 125)).toBeLessThan(12);
  });

  test('runs that leave the range are counted, not guessed', async () => {
    const high = await knee(small, { config, param: 'keys', from: 20, to: 100, runs: 3 });
    expect(high.break).toMatchObject({ median: null, mean: null, unbounded: { below: 0, above: 3 } });
    expect(high.recover.median).toBeGreaterThan(50);
    expect(high.gap).toMatchObject({ median: null, seeds: 0 });
    const low = await knee(small, { config, param: 'keys', from: 300, to: 400, runs: 3 });
    expect(low.break.unbounded).toEqual({ below: 3, above: 0 });
    expect(low.recover.unbounded).toEqual({ below: 3, above: 0 });
  });

  test('an abort ends it', async () => {
    const controller = new AbortController();
    const onProgress = (): void => controller.abort(new Error('enough'));
    const { signal } = controller;
    await expect(knee(small, { config, param: 'keys', runs: 50, onProgress, signal })).rejects.toThrow(
      'enough',
    );
  });

  test.each([
    [{ param: 'nodes' }, 'param: given "nodes"; one of keys'],
    [{ param: 'keys', from: 5, to: 5 }, 'from: given 5; a load below to, which is 5'],
    [{ param: 'keys', from: -1 }, 'from: given -1; a load from 0 to 4096'],
    [{ param: 'keys', to: 5000 }, 'to: given 5000; a load from 0 to 4096'],
    [{ param: 'keys', runs: 0 }, 'runs: given 0; an integer from 1'],
    [{ param: 'keys', workers: 0 }, 'workers: given 0'],
    [{ param: 'keys', rums: 1 }, 'knee: rums: given 1; no such option'],
    [{ param: 'keys', config: { nodes: 0 } }, 'config.nodes'],
  ])('bad input: %j', async (options, message) => {
    await expect(knee(small, options as never)).rejects.toThrow(message);
  });

  test('a model without a load is refused', async () => {
    await expect(knee(banks, { param: 'density' })).rejects.toThrow('a model that has a load');
    expect(readEvents(banks, []).count).toBe(0);
  });
});
