import { expect, test } from 'vitest';
import type { Experiment } from '../../lib/core/experiment.ts';
import { experimentResult } from '../../lib/study/experiment-result.ts';

const experiment: Experiment = {
  question: 'Which?',
  arms: [
    { name: 'a', config: {} },
    { name: 'b', config: {}, x: 3, theory: () => 5 },
  ],
  metrics: ['loss'],
  theory: { name: 'formula', metric: 'loss' },
  figure: { kind: 'curve', metric: 'loss', x: 'x', y: 'loss' },
  finding: ([a, b]) => [b.metrics.loss.mean > a.metrics.loss.mean ? 'b is worse' : 'b is not worse'],
};
const loss = (...values: number[]) => ({ loss: Float64Array.from(values) });

test('means, paired differences to the first arm, the formula and the words, by hand', () => {
  // Differences 1, 3, 2, 2: mean 2, variance 2/3, t(0.975, 3) = 3.1824.
  const { arms, finding, runs } = experimentResult(experiment, [loss(0, 1, 5, 2), loss(1, 4, 7, 4)]);
  expect(runs).toBe(4);
  expect(arms.map(({ metrics }) => metrics.loss.mean)).toEqual([2, 4]);
  expect(arms[0]).toMatchObject({ name: 'a', x: null, differences: null, theory: null });
  const { mean, interval } = arms[1].differences!.loss;
  const reach = 3.182446305283709 * Math.sqrt(2 / 3 / 4);
  expect(mean).toBe(2);
  expect(interval[0]).toBeCloseTo(2 - reach, 12);
  expect(interval[1]).toBeCloseTo(2 + reach, 12);
  expect(arms[1]).toMatchObject({ name: 'b', x: 3, theory: 5 });
  expect([...arms[1].values.loss]).toEqual([1, 4, 7, 4]);
  expect(finding).toEqual(['b is worse']);
});

test('other numbers give other words', () => {
  expect(experimentResult(experiment, [loss(1, 2), loss(1, 2)]).finding).toEqual(['b is not worse']);
});

test('one run has no interval; arms have as many runs each', () => {
  expect(() => experimentResult(experiment, [loss(1), loss(1)])).toThrow('at least 2');
  expect(() => experimentResult(experiment, [loss(1, 2), loss(1)])).toThrow('as many runs');
  expect(() => experimentResult(experiment, [loss(1, 2)])).toThrow('as many runs for each of 2 arms');
});
