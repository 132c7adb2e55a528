import type { ArmResult, Experiment } from '../../../../lib/core/experiment.ts';
import { noHost } from '../../../../lib/core/host.ts';
import { makeRecipe } from '../../../../lib/core/recipe.ts';
import { Simulation } from '../../../../lib/core/simulation.ts';
import { cache } from '../../../../lib/models/cache/cache.ts';
import { experiments } from '../../../../lib/models/cache/experiments/experiments.ts';
import { experimentResult } from '../../../../lib/study/experiment-result.ts';
import { runChunk } from '../../../../lib/study/run-chunk.ts';

/** An experiment of the cache model, made in this thread over seeds of its own. */
export interface Made {
  readonly finding: string;
  readonly arms: readonly ArmResult[];
  /** A metric of an arm, run by run. */
  readonly of: (arm: string, metric: string) => number[];
  /** The mean of a metric of an arm. */
  readonly mean: (arm: string, metric: string) => number;
  /** The share of the runs of which that is so. */
  readonly share: (isSo: (run: number) => boolean) => number;
}

/** Seeds enough to say what holds in 95 of 100. */
const RUNS = 24;

/** Makes an experiment by name over some seeds. */
export function made(name: string, runs = RUNS): Made {
  const experiment: Experiment = experiments[name];
  const names = Object.keys(cache.metrics);
  const byArm = experiment.arms.map(({ config }) => {
    const recipe = makeRecipe(cache, { config, seed: 77 }, noHost);
    const rows = runChunk(new Simulation(cache, recipe, noHost, false), recipe.seed, 0, runs);
    const columnOf = (c: number) => Float64Array.from({ length: runs }, (_, i) => rows[i * names.length + c]);
    return Object.fromEntries(names.map((metric, c) => [metric, columnOf(c)]));
  });
  const { arms, finding } = experimentResult(experiment, byArm);
  const armNamed = (arm: string): ArmResult => arms.find((each) => each.name === arm)!;
  return {
    finding: finding.join(' '),
    arms,
    of: (arm, metric) => [...armNamed(arm).values[metric]],
    mean: (arm, metric) => armNamed(arm).metrics[metric].mean,
    share: (isSo) => Array.from({ length: runs }, (_, run) => run).filter(isSo).length / runs,
  };
}
