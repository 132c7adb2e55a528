import { checkFraction } from '../core/check-fraction.ts';
import { FaultlineError } from '../core/faultline-error.ts';
import { runSeed } from '../core/seed.ts';
import { Simulation } from '../core/simulation.ts';
import type { Vocabulary } from '../core/vocabulary.ts';
import { models } from '../models/models.ts';
import type { Sweep } from '../study/sweep-result.ts';
import { tailWeights } from '../study/tail-weights.ts';
import { nodeHost } from './node-host.ts';

/** What one entity contributes to a conditional value at risk, and by which channels. */
export interface TailShare<Channel extends string = string> {
  /** 0-based. */
  readonly entity: number;
  readonly name: string;
  /** In the measure's unit; over all entities they add up to the conditional value at risk. */
  readonly contribution: number;
  /** By channel; they add up to the contribution. */
  readonly channels: Readonly<Record<Channel, number>>;
}

/** The conditional value at risk of a sweep, split over entities and channels. */
export interface TailAttribution<Words extends Vocabulary = Vocabulary> {
  readonly level: number;
  readonly measure: Sweep<Words>['measure'];
  readonly conditionalValueAtRisk: number;
  /** Runs in the tail, those tied at the value at risk included: they were run again. */
  readonly runs: number;
  readonly channels: readonly Words['attributed'][];
  /** By entity, 0-based. */
  readonly shares: readonly TailShare<Words['attributed']>[];
}

/**
 * Euler's allocation of the conditional value at risk at `level` (Tasche 2000) over the model's entities
 * and channels: the mean over the tail of what each lost. The runs of the tail are run again from their
 * seeds; nothing more has to be kept of a sweep.
 *
 * @throws FaultlineError for a level outside (0, 1), and for a sweep that did not measure what the model
 * attributes.
 */
export function attributeTail<Words extends Vocabulary>(
  sweep: Sweep<Words>,
  level: number,
): TailAttribution<Words> {
  checkFraction('attributeTail: level', level);
  const model = models.find(({ name }) => name === sweep.model);
  const attribution = model?.attribution;
  if (model === undefined || attribution === undefined) {
    throw new FaultlineError('attributeTail: model', sweep.model, 'a model with an attribution');
  }
  if (sweep.measure.name !== attribution.metric) {
    throw new FaultlineError('attributeTail: measure', sweep.measure.name, attribution.metric);
  }
  const weights = tailWeights(sweep.losses, level);
  const simulation = new Simulation(model, sweep.recipe, nodeHost, false);
  const { names } = simulation.entitiesOf(attribution.entity);
  const { channels } = attribution;
  const parts = new Float64Array(names.length * channels.length);
  const sums = new Float64Array(parts.length);
  let runs = 0;
  for (const [run, weight] of weights.entries()) {
    if (weight === 0) continue;
    runs++;
    simulation.restart(runSeed(sweep.seed, run));
    simulation.finish();
    simulation.attribute(parts);
    for (let i = 0; i < sums.length; i++) sums[i] += weight * parts[i];
  }
  const shares = names.map((name, entity) => {
    const own = Array.from(sums.subarray(entity * channels.length, (entity + 1) * channels.length));
    return {
      entity,
      name,
      contribution: own.reduce((sum, each) => sum + each, 0),
      channels: Object.fromEntries(channels.map((channel, c) => [channel, own[c]])) as Record<
        Words['attributed'],
        number
      >,
    };
  });
  const whole = weights.reduce((sum, weight, run) => sum + weight * sweep.losses[run], 0);
  return { level, measure: sweep.measure, conditionalValueAtRisk: whole, runs, channels, shares };
}
