import type { Host } from '../core/host.ts';
import type { AnyModel } from '../core/model.ts';
import type { Recipe } from '../core/recipe.ts';
import { runSeed } from '../core/seed.ts';
import { Simulation } from '../core/simulation.ts';
import { type KneeBounds, type KneePoint, kneePoint } from './knee.ts';
import { RunFailure } from './run-chunk.ts';

/** What is looked for: where the loss of the recipe's runs leaves its limit, by one field of its config. */
export interface KneePlan {
  readonly recipe: Recipe;
  readonly param: string;
  readonly bounds: KneeBounds;
  /** How long runs last. */
  readonly span: number;
}

/** The run whose knees are looked for, and those of another run, if any, near which to begin. */
export interface KneeTask {
  readonly index: number;
  readonly near: KneesOfRun | null;
}

/** Where one run breaks, and where it recovers. */
export interface KneesOfRun {
  readonly break: KneePoint;
  readonly recover: KneePoint;
}

/**
 * The two knees of a run, every load on the same noise. A pure function of plan and task. The second
 * is looked for from the first downwards: what does not hold undisturbed does not recover.
 *
 * @throws RunFailure
 */
export function kneesOfRun(
  model: AnyModel,
  plan: KneePlan,
  { index, near }: KneeTask,
  host: Host,
): KneesOfRun {
  const { param, recipe } = plan;
  const load = model.load!;
  const seed = runSeed(recipe.seed, index);
  const lossAt = Object.keys(model.metrics).indexOf(model.loss);
  const out = new Float64Array(Object.keys(model.metrics).length);
  const holdsWith =
    (way: 'calm' | 'stressed') =>
    (value: number): boolean => {
      const own = { ...recipe, seed, config: load[way](recipe.config, param, value, plan.span) };
      try {
        const simulation = new Simulation(model, own, host, false);
        simulation.finish();
        simulation.measure(out);
      } catch (cause) {
        throw new RunFailure(index, own, cause);
      }
      return out[lossAt] <= load.limit;
    };
  const { bounds } = plan;
  const kind = load.params[param];
  const broken = kneePoint(holdsWith('calm'), { ...bounds, near: near?.break.load ?? null }, kind);
  if (broken.end === 'below') return { break: broken, recover: broken };
  const start = broken.load ?? bounds.to ?? bounds.start;
  const holds = holdsWith('stressed');
  const recover = kneePoint(
    (value) => (broken.load === null || value <= broken.load) && holds(value),
    { ...bounds, start, near: near?.recover.load ?? null },
    kind,
  );
  return { break: broken, recover };
}
