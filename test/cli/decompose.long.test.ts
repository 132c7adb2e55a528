import { expect, test } from 'vitest';
import { faultline, json } from './faultline.ts';

// One thread for each sweep: to start them is most of the work.
const few = ['--runs', '80', '--seed', '2', '--set', 'steps=12', '--workers', '1'];
const args = ['decompose', 'banks', ...few];

test('decompose --json holds stages that add up, the order, and a tail that adds up', async () => {
  const result = await json([...args, '--shapley', '--json']);
  expect(result).toMatchObject({
    model: 'banks',
    runs: 80,
    seed: 2,
    measure: { name: 'capitalLoss', unit: 'EUR million' },
    order: ['direct', 'fireSales', 'funding'],
  });
  const increments = result.stages.slice(1).map((stage: { increment: { mean: { difference: number } } }) => {
    return stage.increment.mean.difference;
  });
  const sum = increments.reduce((total: number, each: number) => total + each, 0);
  expect(sum).toBeCloseTo(result.total.mean.difference, 4);
  expect(Object.keys(result.shapley)).toEqual(result.order);
  const { shares, conditionalValueAtRisk, level } = result.tail;
  const total = shares.reduce((all: number, share: { contribution: number }) => all + share.contribution, 0);
  expect(level).toBe(0.99);
  expect(total).toBeCloseTo(conditionalValueAtRisk, 4);
  expect(result.recipe.config.steps).toBe(12);
});

test('decompose prints the waterfall and who the tail is made of, within 80 columns', async () => {
  const { code, stdout, stderr } = await faultline([...args, '--order', 'funding,direct,fireSales']);
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  const rows = [
    'without the shock',
    '+ adverse loss',
    '+ funding',
    '+ direct',
    '+ fire sales',
    'with everything on',
  ];
  let from = 0;
  for (const row of rows) {
    const at = stdout.indexOf(row, from);
    expect(at, row).toBeGreaterThan(from);
    from = at;
  }
  expect(stdout).toMatch(/Order: funding, direct, fire sales; another gives other shares/);
  expect(stdout).toContain('CVaR 99 % by bank and channel');
  expect(stdout.split('\n').filter((line) => [...line].length > 80)).toEqual([]);
});

test('another measure has a waterfall of its own, and no tail by bank', async () => {
  const result = await json([...args, '--measure', 'defaults', '--json']);
  expect(result.measure.name).toBe('defaults');
  expect(result.tail).toBeNull();
});
