import type { ArmResult } from '../../../core/experiment.ts';

/**
 * The mean of a metric in the arm of that name. @throws Error when there is none, a fault of the
 * experiment.
 */
export function meanOfArm(arms: readonly ArmResult[], name: string, metric: string): number {
  const arm = arms.find((each) => each.name === name);
  const found = arm?.metrics[metric];
  if (found === undefined) throw new Error(`experiment: no ${metric} of an arm ${name}`);
  return found.mean;
}
