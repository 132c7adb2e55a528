import { describe, expect, test } from 'vitest';
import { banks, compare, RunFailure, run, runSeed, sweep } from '../../lib/index.ts';
import { CHAIN, policyModule, still } from '../support/still-banks.ts';

/** Threads are the built package: `npm test` builds before it tests. */
const CONFIG = { banks: 8, steps: 6, stepsPerYear: 4, density: 0.4, noise: 0.4, medianLeverage: 25 };
const RUNS = 60;

describe('a sweep', () => {
  test('is the same to the last bit for any number of workers and any chunk', async () => {
    const digests = new Set<string>();
    for (const workers of [1, 2, 7]) {
      for (const chunk of [1, 13, 500]) {
        const { digest, runs } = await sweep(banks, {
          config: CONFIG,
          runs: RUNS,
          seed: 'x',
          workers,
          chunk,
        });
        expect(runs).toBe(RUNS);
        digests.add(digest);
      }
    }
    expect(digests.size).toBe(1);
    const { digest } = await sweep(banks, { config: CONFIG, runs: RUNS, seed: 'y', workers: 1 });
    expect(digests.has(digest)).toBe(false);
  });

  test('says what it measured, and its worst run replays to the last bit', async () => {
    const found = await sweep(banks, { config: CONFIG, runs: RUNS, seed: 3, workers: 2, levels: [0.9, 0.5] });
    expect(found).toMatchObject({ model: 'banks', runs: RUNS, seed: 3 });
    expect(found.measure).toEqual({ name: 'loss', unit: 'EUR million', horizon: '6 steps, 1.5 years' });
    expect(Object.keys(found.levels)).toEqual(['0.9', '0.5']);
    expect(found.worst.seed).toBe(runSeed(3, found.worst.run));
    expect(found.worst.loss).toBe(Math.max(...found.losses));
    expect(found.losses[found.worst.run]).toBe(found.worst.loss);
    const again = run(banks, { config: CONFIG, seed: found.worst.seed });
    for (const [name, values] of Object.entries(found.metrics)) {
      expect(Object.is(again.metrics[name], values[found.worst.run]), name).toBe(true);
    }
    for (const index of [0, 17, RUNS - 1]) {
      expect(run(banks, { config: CONFIG, seed: runSeed(3, index) }).metrics.loss).toBe(found.losses[index]);
    }
    expect(found.elapsed.wall).toBeGreaterThan(0);
    expect(found.elapsed.cpu).toBeGreaterThan(0);
  });

  test('measures any metric', async () => {
    const found = await sweep(banks, { config: CONFIG, runs: 20, workers: 1, measure: 'defaults' });
    expect(found.measure).toMatchObject({ name: 'defaults', unit: 'banks' });
    expect(found.losses).toEqual(found.metrics.defaults);
  });

  test('that is told to stop is the beginning of the whole', async () => {
    const whole = await sweep(banks, { config: CONFIG, runs: RUNS, workers: 1 });
    for (const workers of [1, 2]) {
      const part = await sweep(banks, {
        ...{ config: CONFIG, runs: RUNS, workers, chunk: 4 },
        keepGoing: (handedOut) => handedOut < 21,
      });
      expect(part.runs).toBeGreaterThanOrEqual(21);
      expect(part.runs).toBeLessThan(RUNS);
      expect(part.losses).toEqual(whole.losses.slice(0, part.runs));
      const same = await sweep(banks, { config: CONFIG, runs: part.runs, workers: 1 });
      expect(part.digest).toBe(same.digest);
    }
  });

  test('tells of its progress, up to the end', async () => {
    const seen: number[] = [];
    await sweep(banks, {
      config: CONFIG,
      runs: 30,
      workers: 2,
      chunk: 7,
      onProgress: (done, runs) => seen.push(done / runs),
    });
    expect(seen).toEqual([...seen].sort((a, b) => a - b));
    expect(seen.length).toBe(5);
    expect(seen.at(-1)).toBe(1);
  });

  test.each([1, 2])('ends when it is aborted, with the reason (%d workers)', async (workers) => {
    const stop = new AbortController();
    const sweeping = sweep(banks, {
      ...{ config: CONFIG, runs: 100_000, workers, chunk: 5, signal: stop.signal },
      onProgress: () => stop.abort(new Error('enough')),
    });
    await expect(sweeping).rejects.toThrow('enough');
    await expect(sweep(banks, { runs: 5, workers, signal: stop.signal })).rejects.toThrow('enough');
  });

  test.each([1, 2])('a fault in a callback comes out (%d workers)', async (workers) => {
    const onProgress = () => {
      throw new Error('no paper');
    };
    await expect(sweep(banks, { config: CONFIG, runs: 40, chunk: 5, workers, onProgress })).rejects.toThrow(
      'no paper',
    );
  });

  test.each([1, 2])('a run that fails names its recipe (%d workers)', async (workers) => {
    const policy = policyModule('if (step === 3) throw new Error("no more");');
    const config = still({ ...CHAIN, policy, steps: 5, noise: 0.1 });
    const failure = await sweep(banks, { config, runs: 20, seed: 4, workers, chunk: 2 }).catch(
      (error) => error,
    );
    expect(failure).toBeInstanceOf(RunFailure);
    expect(failure.message).toMatch(/^run \d+: policy .*policy\.mjs, step 3: no more; its recipe: \{/);
    const recipe = JSON.parse(failure.message.slice(failure.message.indexOf('{')));
    expect(failure.recipe).toEqual(recipe);
    const index = Number(/^run (\d+)/.exec(failure.message)![1]);
    expect(recipe.seed).toBe(runSeed(4, index));
    expect(() => run(banks, { config: recipe.config, seed: recipe.seed })).toThrow('no more');
  });

  test('runs a policy module and commands in its threads too', async () => {
    const policy = policyModule('action.fill(2); amount.fill(draws[0]);');
    const options = {
      config: { ...CONFIG, policy },
      runs: 20,
      commands: [{ name: 'delete_bank', bank: 1, at: 2 }],
    };
    const one = await sweep(banks, { ...options, workers: 1 });
    expect((await sweep(banks, { ...options, workers: 2, chunk: 3 })).digest).toBe(one.digest);
  });

  test.each([
    [{ runs: 0 }, 'runs: given 0; an integer from 1 to'],
    [{ runs: 1e99 }, 'runs: given 1e+99; an integer from 1 to'],
    [{ runs: 2.5 }, 'runs: given 2.5'],
    [{ runs: Number.NaN }, 'runs: given NaN'],
    [{ workers: 0 }, 'workers: given 0'],
    [{ workers: 1e6 }, 'workers: given 1000000'],
    [{ chunk: 0 }, 'chunk: given 0'],
    [{ measure: 'profit' }, 'measure: given "profit"; one of loss'],
    [{ levels: [1] }, 'levels: given 1'],
    [{ seed: Number.NaN }, 'seed: given NaN'],
    [{ config: { stepz: 1 } }, 'config.stepz'],
    [{ config: { policy: './none.js' } }, 'config.policy: given "./none.js"'],
    [{ commands: [{ name: 'add_capital', bank: 99, amount: 1, at: 1 }] }, 'commands[0].bank: given 99'],
  ])('is refused: %j', async (options, message) => {
    for (const workers of [1, 2])
      await expect(sweep(banks, { workers, ...options })).rejects.toThrow(message);
  });
});

describe('compare', () => {
  const plan = (more: Readonly<Record<string, unknown>>) => ({
    ...{ model: banks, runs: 80, seed: 9, workers: 1, levels: [0.9] },
    config: { ...CONFIG, ...more },
  });

  test('the same noise makes a small change plain', async () => {
    const { mean, varianceReduction, correlation, a, b } = await compare(plan({}), plan({ cashShare: 0.07 }));
    expect(varianceReduction).toBeGreaterThan(1);
    expect(correlation).toBeGreaterThan(0.5);
    const differences = [...b.losses].map((loss, i) => loss - a.losses[i]!);
    expect(mean.difference).toBeCloseTo(differences.reduce((sum, x) => sum + x, 0) / 80, 6);
    expect(mean.interval[0]).toBeLessThan(mean.difference);
  });

  test('a finished sweep is a side, and the same twice is no difference', async () => {
    const a = await sweep(banks, plan({}));
    const { mean, levels } = await compare(a, plan({}));
    expect(mean).toEqual({ difference: 0, interval: [0, 0] });
    expect(levels['0.9']!.var.difference).toBe(0);
  });

  test('sides that saw other noise are refused', async () => {
    await expect(compare(plan({}), { ...plan({}), seed: 10 })).rejects.toThrow(
      'compare: seed: given 10; the same',
    );
    await expect(compare(plan({}), { ...plan({}), runs: 79 })).rejects.toThrow('compare: runs: given 79');
    await expect(compare(plan({}), { ...plan({}), measure: 'defaults' })).rejects.toThrow('compare: measure');
  });
});
