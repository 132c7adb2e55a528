import { expect, test } from 'vitest';
import { noHost } from '../../../lib/core/host.ts';
import { makeRecipe } from '../../../lib/core/recipe.ts';
import { runSeed } from '../../../lib/core/seed.ts';
import { Simulation } from '../../../lib/core/simulation.ts';
import { banks } from '../../../lib/index.ts';

function metricsOf(config: Readonly<Record<string, unknown>>, runs: number): Record<string, number>[] {
  const simulation = new Simulation(banks, makeRecipe(banks, { config }, noHost), noHost, false);
  return Array.from({ length: runs }, (_, run) => {
    simulation.restart(runSeed(1, run));
    simulation.finish();
    return simulation.metrics();
  });
}

test('shipped: without shocks and noise no bank fails', () => {
  for (const { defaults } of metricsOf({ shocks: 'none', noise: 0 }, 200)) expect(defaults).toBe(0);
});

test('shipped: 5 to 40 % of runs see a default, and a failed bank can bring down others', () => {
  const runs = 2000;
  const metrics = metricsOf({}, runs);
  const share = metrics.filter(({ defaults }) => defaults! > 0).length / runs;
  expect(share).toBeGreaterThan(0.05);
  expect(share).toBeLessThan(0.4);
  expect(metrics.filter(({ cascadeDepth }) => cascadeDepth! >= 2).length).toBeGreaterThan(0);
});

test('the preset `reference` runs, and its banks fail sometimes', () => {
  const metrics = metricsOf({ preset: 'reference' }, 200);
  expect(metrics.some(({ defaults }) => defaults! > 0)).toBe(true);
  for (const { loss } of metrics) expect(loss).toSatisfy(Number.isFinite);
});
