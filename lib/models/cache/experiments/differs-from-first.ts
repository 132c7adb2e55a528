import type { ArmResult } from '../../../core/experiment.ts';

/** Whether the interval of an arm's difference to the first one leaves out 0. */
export function differsFromFirst({ differences }: ArmResult, metric: string): boolean {
  if (differences === null) return false;
  const [low, high] = differences[metric].interval;
  return low > 0 || high < 0;
}
