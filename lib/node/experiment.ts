import type { Experiment } from '../core/experiment.ts';
import { FaultlineError } from '../core/faultline-error.ts';
import type { ModelOf } from '../core/model.ts';
import { checkOptions, DEFAULT_SEED, type Recipe } from '../core/recipe.ts';
import type { Seed } from '../core/seed.ts';
import type { Vocabulary } from '../core/vocabulary.ts';
import { type ExperimentResult, experimentResult } from '../study/experiment-result.ts';
import { type SweepOptions, sweep } from './sweep.ts';

/** How often an experiment is run, and who is told. */
export interface ExperimentOptions
  extends Pick<SweepOptions, 'runs' | 'seed' | 'workers' | 'chunk' | 'signal'> {
  /** Told how many runs of all arms are done, now and then. */
  readonly onProgress?: ((done: number, runs: number) => void) | undefined;
}

/** An experiment that was made. */
export interface MadeExperiment extends ExperimentResult {
  readonly model: string;
  readonly name: string;
  readonly seed: Seed;
  /** The recipe of each arm's runs, in their order. */
  readonly recipes: readonly Recipe[];
}

const OPTIONS = ['runs', 'seed', 'workers', 'chunk', 'signal', 'onProgress'];
export const EXPERIMENT_RUNS = 50;

/** The experiment of that name. @throws FaultlineError when the model has none. */
export function experimentNamed(model: ModelOf<Vocabulary>, name: string): Experiment {
  const { experiments = {} } = model;
  if (Object.hasOwn(experiments, name)) return experiments[name];
  throw new FaultlineError('experiment', name, `one of ${Object.keys(experiments).join(', ') || '(none)'}`);
}

/**
 * Makes an experiment of a model: runs its arms on the same seeds (run i of each has `runSeed(seed, i)`) and
 * answers its question with means, paired differences and sentences made of them. 50 runs of each arm when
 * nothing is said.
 *
 * @throws FaultlineError for a name that the model does not have and bad options; RunFailure, with its
 * recipe, when a run fails.
 */
export async function experiment<Words extends Vocabulary>(
  model: ModelOf<Words>,
  name: string,
  options: ExperimentOptions = {},
): Promise<MadeExperiment> {
  checkOptions('experiment', model, options, OPTIONS);
  const found = experimentNamed(model, name);
  const { runs = EXPERIMENT_RUNS, seed = DEFAULT_SEED, onProgress, ...rest } = options;
  if (!(runs >= 2)) throw new FaultlineError('runs', runs, 'at least 2, for an interval');
  const { arms } = found;
  const sweeps = [];
  for (const [i, arm] of arms.entries()) {
    sweeps.push(
      await sweep(model, {
        ...rest,
        config: arm.config,
        ...{ runs, seed },
        onProgress: (done) => onProgress?.(i * runs + done, arms.length * runs),
      }),
    );
  }
  const result = experimentResult(
    found,
    sweeps.map(({ metrics }) => metrics),
  );
  return { model: model.name, name, seed, ...result, recipes: sweeps.map(({ recipe }) => recipe) };
}
