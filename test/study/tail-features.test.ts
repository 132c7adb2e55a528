import { describe, expect, test } from 'vitest';
import { banks, cache, type FaultlineError, run, runSeed, sweep } from '../../lib/index.ts';
import { tailFeatures } from '../../lib/node/tail-features.ts';
import { byDifference, evenly, splitTail, tailFeature } from '../../lib/study/tail-features.ts';

describe('the tail', () => {
  test('is the worst share of the runs, in the order of the runs', () => {
    expect(splitTail([5, 1, 9, 2, 8, 3, 4, 0, 7, 6], 0.2)).toEqual({
      tail: [2, 4],
      rest: [0, 1, 3, 5, 6, 7, 8, 9],
    });
  });

  test('has at least one run, and all that are tied with its last', () => {
    expect(splitTail([1, 3, 2], 0.01).tail).toEqual([1]);
    expect(splitTail([7, 0, 7, 0, 0, 7], 0.2).tail).toEqual([0, 2, 5]);
  });

  test('cannot be all runs', () => {
    expect(() => splitTail([4, 4, 4], 0.1)).toThrow('all 3 are as bad as the worst');
    expect(() => splitTail([1, 2], 1)).toThrow('share');
    expect(() => splitTail([1, 2], 0)).toThrow('share');
  });
});

describe('a feature', () => {
  test('is the difference of means in pooled standard deviations', () => {
    // Means 5 and 2; squares 2 + 10 over 2 + 4 - 2 = 4 give a variance of 3.
    const feature = tailFeature('x', 'metric', [4, 6], [0, 1, 3, 4]);
    expect(feature).toEqual({
      name: 'x',
      kind: 'metric',
      tail: 5,
      rest: 2,
      difference: 3 / Math.sqrt(3),
      above: 0.5,
    });
  });

  test('of events tells how many runs have one', () => {
    const feature = tailFeature('shock', 'event', [1, 2, 0, 1], [0, 0, 0, 3, 0]);
    expect(feature).toMatchObject({ tail: 1, rest: 0.6, tailShare: 0.75, restShare: 0.2 });
  });

  test('counts as apart altogether where nothing varies, and as none where the means are the same', () => {
    const apart = tailFeature('apart', 'metric', [2, 2], [1, 1]);
    const same = tailFeature('same', 'metric', [1, 1], [1, 1]);
    const some = tailFeature('some', 'metric', [1, 9], [0, 1, 2]);
    expect([apart.difference, same.difference]).toEqual([null, 0]);
    expect(byDifference([same, some, apart]).map(({ name }) => name)).toEqual(['apart', 'some', 'same']);
    expect(tailFeature('one', 'metric', [3], [1]).difference).toBe(null);
  });

  test('of a lower tail is below 0, and sorts by its size', () => {
    const low = tailFeature('low', 'metric', [0, 1], [9, 10]);
    const high = tailFeature('high', 'metric', [1, 3], [0, 2]);
    expect(low.difference).toBeLessThan(-10);
    expect(byDifference([high, low])[0]).toBe(low);
  });
});

test('a sample is even, with both ends', () => {
  const list = Array.from({ length: 11 }, (_, i) => i);
  expect(evenly(list, 3)).toEqual([0, 5, 10]);
  expect(evenly(list, 20)).toEqual(list);
  expect(evenly(list, 1)).toEqual([0]);
  expect(new Set(evenly(list, 10)).size).toBe(10);
});

describe('of a sweep', () => {
  const config = { banks: 16, steps: 6, shockRates: { asset_price_crash: 2 } };

  test('events are counted by running again, and agree with runs made by hand', async () => {
    const made = await sweep(banks, { config, runs: 60, workers: 1 });
    const found = tailFeatures(made, { share: 0.1, sample: 4 });
    expect(found.tail).toMatchObject({ runs: 6, sampled: 4 });
    expect(found.rest).toEqual({ runs: 54, sampled: 4 });
    const order = [...made.losses.keys()].sort((a, b) => made.losses[b] - made.losses[a]);
    const tail = order.slice(0, 6).sort((a, b) => a - b);
    expect(found.tail.from).toBe(Math.min(...tail.map((each) => made.losses[each])));
    const crashes = evenly(tail, 4).map((each) => {
      const { events } = run(banks, { config, seed: runSeed(made.seed, each) });
      return [...events.where({ type: 'shock_applied', kind: 'asset_price_crash' })].filter(
        ({ causes }) => causes.length === 0,
      ).length;
    });
    const name = 'shock_applied: asset_price_crash';
    const feature = found.features.find((each) => each.name === name);
    expect(crashes.some((count) => count > 0)).toBe(true);
    expect(feature?.tail).toBe(crashes.reduce((sum, count) => sum + count) / 4);
    expect(feature?.tailShare).toBe(crashes.filter((count) => count > 0).length / 4);
    expect(found.figures[`tail share: ${name}`]).toBe(feature?.tailShare);
    const defaults = found.features.find((each) => each.name === 'defaults');
    expect(defaults?.tail).toBeCloseTo(tail.reduce((sum, each) => sum + made.metrics.defaults[each], 0) / 6);
    expect(found.features).toEqual(byDifference(found.features));
    expect(tailFeatures(made, { share: 0.1, sample: 4 })).toEqual(found);
  });

  test('the text says what the worst have that the rest do not', async () => {
    const made = await sweep(banks, {
      config: { ...config, shockRates: { ...config.shockRates, asset_price_crash: 3 } },
      runs: 100,
      workers: 1,
    });
    const { text, figures } = tailFeatures(made, { share: 0.05 });
    const share = (which: string) => figures[`${which} share: shock_applied: asset_price_crash`];
    expect(share('tail')).toBe(1);
    expect(share('rest')).toBeLessThan(1);
    const percent = Number((100 * share('rest')).toPrecision(2));
    expect(text).toContain(`All of the worst 5 runs had an asset price crash; ${percent} % of the rest did.`);
    expect(text).toContain('The worst 5 % of 100 runs are 5');
    expect(text).toContain('running 5 of the worst and 50 of the rest again');
  });

  test('what a command brings is no root cause, and no feature', async () => {
    const made = await sweep(cache, {
      config: { requests: 300 },
      commands: [{ name: 'kill_node', node: 1, at: 5 }],
      runs: 12,
      workers: 1,
      measure: 'latencyP99',
    });
    const names = tailFeatures(made, { share: 0.2 }).features.map(({ name }) => name);
    expect(names).toContain('request');
    expect(names).not.toContain('node_killed');
  });

  test('bad options are refused', async () => {
    const made = await sweep(banks, { config, runs: 5, workers: 1 });
    const fault = (work: () => unknown) => {
      try {
        work();
      } catch (error) {
        return (error as FaultlineError).where;
      }
    };
    expect(fault(() => tailFeatures(made, { share: 2 }))).toBe('tailFeatures: share');
    expect(fault(() => tailFeatures(made, { sample: 0 }))).toBe('tailFeatures: sample');
    expect(fault(() => tailFeatures({ ...made, model: 'x' }))).toBe('tailFeatures: model');
  });
});
