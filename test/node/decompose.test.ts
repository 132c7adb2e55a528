import { describe, expect, test } from 'vitest';
import {
  attributeTail,
  type BanksVocabulary,
  banks,
  decompose,
  run,
  sweep,
  type TailAttribution,
} from '../../lib/index.ts';
import { conditionalValueAtRisk } from '../../lib/study/conditional-value-at-risk.ts';
import { mean } from '../../lib/study/sample-moments.ts';

const CONFIG = {
  banks: 10,
  steps: 8,
  density: 0.5,
  interbankShare: 0.15,
  medianLeverage: 25,
  shocks: [
    { kind: 'asset_price_crash', at: 2, magnitude: 0.4 },
    { kind: 'bank_failure', at: 2, bank: 1, magnitude: 20_000 },
  ],
} as const;
// Each sweep of a decomposition starts its threads anew: only the test of their number asks for two.
const OPTIONS = { runs: 60, seed: 3, workers: 1 };
/** A copy, which no thread knows: its runs are made here. */
const HERE = { ...OPTIONS, model: { ...banks } };
const OFF = { directLosses: 'none', fireSales: false, funding: false };

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);

describe('a decomposition', () => {
  test('is the difference of sweeps on the same noise, and its increments add up', async () => {
    const found = await decompose(CONFIG, OPTIONS);
    expect(found.order).toEqual(['direct', 'fireSales', 'funding']);
    expect(found.stages.map(({ name }) => name)).toEqual([
      'calm',
      'adverse',
      'direct',
      'fireSales',
      'funding',
    ]);
    const measured = async (more: object) =>
      (await sweep(banks, { config: { ...CONFIG, ...more }, ...OPTIONS, measure: 'capitalLoss' })).losses;
    const sweeps = await Promise.all([
      measured({ ...OFF, shocks: 'none' }),
      measured(OFF),
      measured({ ...OFF, directLosses: 'write-down' }),
      measured({ ...OFF, directLosses: 'write-down', fireSales: true }),
      measured({}),
    ]);
    for (const [i, { loss }] of found.stages.entries()) expect(loss.mean).toBe(mean(sweeps[i]!));
    const increments = found.stages.slice(1).map(({ increment }) => increment!.mean.difference);
    for (const [i, increment] of increments.entries()) {
      expect(increment).toBeCloseTo(mean(sweeps[i + 1]!) - mean(sweeps[i]!), 5);
    }
    expect(increments[0]).toBeGreaterThan(0);
    expect(increments[1]).toBeGreaterThan(0);
    expect(sum(increments)).toBeCloseTo(found.total.mean.difference, 5);
    expect(found.shapley).toBeNull();
    expect(Array.from(found.sweep.losses)).toEqual(Array.from(sweeps[4]!));
  });

  test('the Shapley average is the same for every order, and adds up to what all channels add', async () => {
    const there = await decompose(CONFIG, { ...HERE, shapley: true });
    const back = await decompose(CONFIG, {
      ...HERE,
      shapley: true,
      order: ['funding', 'fireSales', 'direct'],
    });
    expect(back.order).toEqual(['funding', 'fireSales', 'direct']);
    const byStage = ({ stages }: typeof there) => stages.map(({ loss }) => loss.mean);
    expect(byStage(back).at(-1)).toBe(byStage(there).at(-1));
    expect(byStage(back)[3]).not.toBe(byStage(there)[3]);
    for (const name of there.order) {
      expect(there.shapley![name]!.mean).toBeCloseTo(back.shapley![name]!.mean, 6);
      const [low, high] = there.shapley![name]!.interval;
      expect(low).toBeLessThanOrEqual(there.shapley![name]!.mean);
      expect(high).toBeGreaterThanOrEqual(there.shapley![name]!.mean);
    }
    const all = sum(Object.values(there.shapley!).map((each) => each.mean));
    const channels = there.stages.at(-1)!.loss.mean - there.stages[1]!.loss.mean;
    expect(all).toBeCloseTo(channels, 5);
  });

  test('is the same for any number of workers', async () => {
    const digestsOf = async (workers: number) =>
      (await decompose(CONFIG, { ...OPTIONS, workers })).stages.map(({ digest }) => digest);
    expect(await digestsOf(1)).toEqual(await digestsOf(2));
  });

  test('leaves out a channel that the config has off', async () => {
    const found = await decompose({ ...CONFIG, fireSales: false }, HERE);
    expect(found.order).toEqual(['direct', 'funding']);
    expect(found.stages).toHaveLength(4);
    const one = await decompose(CONFIG, { ...HERE, order: ['direct'] });
    expect(one.throughout).toEqual(['fireSales', 'funding']);
  });

  test('a shock by command is left out of the calm', async () => {
    const commands = [{ name: 'apply_shock', kind: 'asset_price_crash', magnitude: 0.3, at: 2 }] as const;
    const { stages } = await decompose({ ...CONFIG, shocks: 'none' }, { ...HERE, commands });
    expect(stages[1]!.increment!.mean.difference).toBeGreaterThan(0);
    expect(stages[0]!.levels['0.99']!.cvar).toBeLessThan(stages[1]!.levels['0.99']!.cvar);
  });

  test.each([
    [{ order: ['direct', 'x'] }, 'order[1]: given "x"; channels that are on'],
    [{ order: ['direct', 'direct'] }, 'order[1]: given "direct"'],
    [{ order: 'direct' }, 'order: given "direct"; a list'],
    [{ runs: 1 }, 'runs: given 1; at least 2'],
    [{ run: 10 }, 'decompose: run: given 10; no such option'],
    [{ config: {} }, 'decompose: config: given {}; no such option'],
    [{ shapley: 'yes' }, 'shapley: given "yes"; true or false'],
    [
      { commands: [{ name: 'set', path: 'fireSales', value: true, at: 1 }] },
      'commands[0].path: given "fireSales"; a field that decompose does not switch itself',
    ],
    [{ measure: 'x' }, 'measure: given "x"'],
  ])('bad input is refused: %j', async (options, message) => {
    await expect(decompose(CONFIG, { ...OPTIONS, ...options } as never)).rejects.toThrow(message);
  });
});

describe('the attribution of a tail', () => {
  test('adds up to the CVaR over banks and channels, and is the mean of the tail run by run', async () => {
    const found = await sweep(banks, { config: CONFIG, ...OPTIONS, runs: 100, measure: 'capitalLoss' });
    const level = 0.9;
    const tail = attributeTail(found, level);
    expect(tail.runs).toBe(10);
    expect(tail.conditionalValueAtRisk).toBeCloseTo(conditionalValueAtRisk(found.losses, level), 5);
    expect(sum(tail.shares.map(({ contribution }) => contribution))).toBeCloseTo(
      tail.conditionalValueAtRisk,
      5,
    );
    for (const { contribution, channels } of tail.shares) {
      expect(sum(Object.values(channels))).toBeCloseTo(contribution, 6);
    }
    expect(tail.shares.map(({ name }) => name)).toEqual(Array.from({ length: 10 }, (_, i) => `Bank ${i}`));
    expect(tail.channels).toContain('fireSales');
  });

  test('refuses a sweep of another metric, and a level outside', async () => {
    const found = await sweep(banks, { config: CONFIG, ...OPTIONS, runs: 4 });
    expect(() => attributeTail(found, 0.9)).toThrow('attributeTail: measure: given "loss"; capitalLoss');
    const right = await sweep(banks, { config: CONFIG, ...OPTIONS, runs: 4, measure: 'capitalLoss' });
    expect(() => attributeTail(right, 1)).toThrow('level');
  });

  test('one run: what it splits is that run', async () => {
    const one = await sweep(banks, { config: CONFIG, runs: 1, seed: 9, measure: 'capitalLoss' });
    const { shares } = attributeTail(one, 0.5);
    const { metrics } = run(banks, { config: CONFIG, seed: one.worst.seed });
    const byChannel = (name: TailAttribution<BanksVocabulary>['channels'][number]) =>
      sum(shares.map(({ channels }) => channels[name]));
    expect(byChannel('fireSales')).toBeCloseTo(metrics.fireSaleLosses!, 6);
    expect(byChannel('direct')).toBeCloseTo(metrics.interbankLosses!, 6);
    expect(byChannel('passedOn')).toBeCloseTo(-metrics.passedOn!, 6);
  });
});
