import { describe, expect, test } from 'vitest';
import {
  type BanksMetrics,
  type BanksVocabulary,
  banks,
  compare,
  RunFailure,
  run,
  runSeed,
  type Sweep,
  type SweepOptions,
  sweep,
} from '../../lib/index.ts';
import { CHAIN, policyModule, still } from '../support/still-banks.ts';

/** Threads are the built package: `npm test` builds before it tests. */
const CONFIG = { banks: 8, steps: 6, stepsPerYear: 4, density: 0.4, noise: 0.4, medianLeverage: 25 };
const RUNS = 60;

describe('a sweep', () => {
  test('is the same to the last bit for any number of workers and any chunk', async () => {
    const digests = new Set<string>();
    // All pairs of them: sweep.long.test.ts.
    for (const [workers, chunk] of [
      [1, 1],
      [1, 500],
      [2, 13],
      [2, 500],
      [7, 1],
    ]) {
      const options = { config: CONFIG, runs: RUNS, seed: 'x', workers, chunk };
      const { digest, runs } = await sweep(banks, options);
      expect(runs).toBe(RUNS);
      digests.add(digest);
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
    for (const [name, value] of Object.entries(again.metrics)) {
      const values = found.metrics[name as keyof BanksMetrics];
      expect(Object.is(value, values[found.worst.run]), name).toBe(true);
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

  test.each([1, 3])('shows its beginning while it goes on (%d workers)', async (workers) => {
    const options = { config: CONFIG, runs: RUNS, workers, chunk: 4, seed: 8 };
    const whole = await sweep(banks, { ...options, workers: 1 });
    const seen: Sweep<BanksVocabulary>[] = [];
    const result = await sweep(banks, {
      ...options,
      onProgress: (done, runs, soFar) => {
        expect(runs).toBe(RUNS);
        const part = soFar();
        if (part === null) return expect(workers).toBeGreaterThan(1);
        expect(part.runs).toBeLessThanOrEqual(done);
        // One thread is never behind itself; of several, one may be by any number of chunks.
        if (workers === 1) expect(part.runs).toBe(done);
        seen.push(part);
      },
    });
    expect(result.digest).toBe(whole.digest);
    expect(seen.at(-1)!.runs).toBe(RUNS);
    // Also those that were taken early are what they were.
    for (const part of seen) {
      const { runs } = part;
      expect(part.losses).toEqual(whole.losses.slice(0, runs));
      expect(part.metrics.defaults).toEqual(whole.metrics.defaults.slice(0, runs));
      expect(part.worst.loss).toBe(Math.max(...whole.losses.slice(0, runs)));
    }
    const [early] = seen;
    const same = await sweep(banks, { ...options, runs: early!.runs });
    expect({ ...early, elapsed: null }).toEqual({ ...same, elapsed: null });
  });

  test.each([1, 3])('keeps what is there when it is aborted, if told so (%d workers)', async (workers) => {
    const stop = new AbortController();
    const { signal } = stop;
    let last = 0;
    const part = await sweep(banks, {
      ...{ config: CONFIG, runs: 100_000, workers, chunk: 5, seed: 8, signal, onAbort: 'keep' },
      onProgress: (_done, _runs, soFar) => {
        last = soFar()?.runs ?? 0;
        if (last >= 20) stop.abort();
      },
    });
    expect(part.runs).toBeGreaterThanOrEqual(20);
    expect(part.runs).toBe(last);
    expect(part.runs).toBeLessThan(50_000);
    const same = await sweep(banks, { config: CONFIG, runs: part.runs, seed: 8, workers: 1 });
    expect({ ...part, elapsed: null }).toEqual({ ...same, elapsed: null });
  });

  test.each([1, 2])('keeping nothing is an abort (%d workers)', async (workers) => {
    const signal = AbortSignal.abort(new Error('too early'));
    await expect(sweep(banks, { runs: 5, workers, signal, onAbort: 'keep' })).rejects.toThrow('too early');
  });

  test.each([1, 2])(
    'a run that fails comes out, also when what is there is kept (%d workers)',
    async (workers) => {
      const policy = policyModule('if (step === 3) throw new Error("no more");');
      const config = still({ ...CHAIN, policy, steps: 5, noise: 0.1 });
      const { signal } = new AbortController();
      const failing = sweep(banks, { config, runs: 20, workers, chunk: 2, signal, onAbort: 'keep' });
      await expect(failing).rejects.toThrow('no more');
    },
  );

  test.each([1, 2])(
    'a model that no thread can load runs here, and keeps too (%d workers)',
    async (workers) => {
      const stop = new AbortController();
      const part = await sweep(
        { ...banks },
        {
          ...{ config: CONFIG, runs: 50, workers, chunk: 5, seed: 8, signal: stop.signal, onAbort: 'keep' },
          onProgress: (done) => done >= 15 && stop.abort(),
        },
      );
      expect(part.runs).toBe(15);
      const same = await sweep(banks, { config: CONFIG, runs: 15, seed: 8, workers: 1 });
      expect(part.digest).toBe(same.digest);
    },
  );

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
    } as const;
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
    [{ onAbort: 'kept' }, "onAbort: given \"kept\"; 'reject' or 'keep'"],
    [{ config: { stepz: 1 } }, 'config.stepz'],
    [{ config: { policy: './none.js' } }, 'config.policy: given "./none.js"'],
    [{ commands: [{ name: 'add_capital', bank: 99, amount: 1, at: 1 }] }, 'commands[0].bank: given 99'],
  ])('is refused: %j', async (options, message) => {
    for (const workers of [1, 2])
      await expect(sweep(banks, { workers, ...options } as SweepOptions as never)).rejects.toThrow(message);
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
