import type { ArmResult, Experiment, Mean } from '../core/experiment.ts';
import { FaultlineError } from '../core/faultline-error.ts';
import { meanInterval } from './mean-interval.ts';
import { pairwiseDifferences } from './sample-moments.ts';

/** What an experiment found. */
export interface ExperimentResult {
  readonly question: string;
  /** Runs of each arm; run i of all arms has the same seed. */
  readonly runs: number;
  readonly arms: readonly ArmResult[];
  /** The answer in sentences, made of the numbers. */
  readonly finding: readonly string[];
}

/**
 * Sums up the runs of an experiment's arms: means with Student-t intervals at 95 %, and paired differences to
 * the first arm.
 *
 * @param byArm the metrics by run, for each arm in order.
 * @throws FaultlineError for fewer than 2 runs, and arms with unequal numbers of them.
 */
export function experimentResult(
  experiment: Experiment,
  byArm: readonly Readonly<Record<string, Float64Array>>[],
): ExperimentResult {
  const { arms, metrics, question } = experiment;
  const [first] = byArm;
  const runs = first?.[metrics[0]]?.length ?? 0;
  if (runs < 2) throw new FaultlineError('runs', runs, 'at least 2, for an interval');
  if (byArm.length !== arms.length || byArm.some((arm) => arm[metrics[0]].length !== runs)) {
    throw new FaultlineError('experiment', byArm.length, `as many runs for each of ${arms.length} arms`);
  }
  const byMetric = (meanOf: (metric: string) => Mean): Record<string, Mean> =>
    Object.fromEntries(metrics.map((metric) => [metric, meanOf(metric)]));
  const results = arms.map(
    ({ name, x, theory }, i): ArmResult => ({
      name,
      x: x ?? null,
      metrics: byMetric((metric) => meanInterval(byArm[i][metric])),
      differences:
        i === 0
          ? null
          : byMetric((metric) => meanInterval(pairwiseDifferences(first[metric], byArm[i][metric]))),
      values: Object.fromEntries(metrics.map((metric) => [metric, byArm[i][metric]])),
      theory: theory?.() ?? null,
    }),
  );
  return { question, runs, arms: results, finding: experiment.finding(results) };
}
