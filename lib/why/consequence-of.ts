import type { Consequence, FoundTarget } from './answer.ts';
import type { Outcome } from './world.ts';

/** What became of the target in the run as it was. */
export function actualOutcome(target: FoundTarget): Outcome {
  return target.kind === 'metric' ? { t: target.to, change: target.change } : { t: target.t, change: null };
}

/** What an outcome is beside what became of the target in the run as it was. */
export function consequenceOf(target: FoundTarget, { t, change }: Outcome): Consequence {
  if (target.kind === 'metric') {
    const effect = t === null ? 'avoided' : change === target.change ? 'unchanged' : 'changed';
    return { effect, targetChange: change as number };
  }
  if (t === null) return { effect: 'avoided', targetAt: null };
  if (t === target.t) return { effect: 'unchanged', targetAt: t };
  return { effect: t > target.t ? 'delayed' : 'hastened', targetAt: t };
}
