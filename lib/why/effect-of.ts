import type { Effect, FoundTarget } from './answer.ts';
import type { Outcome } from './world.ts';

/** What an outcome is beside what became of the target in the run as it was. */
export function effectOf(target: FoundTarget, { t, change }: Outcome): Effect {
  if (target.kind === 'metric') {
    const outcome = t === null ? 'avoided' : change === target.change ? 'unchanged' : 'changed';
    return { outcome, change: change as number };
  }
  if (t === null) return { outcome: 'avoided', t };
  if (t === target.t) return { outcome: 'unchanged', t };
  return { outcome: t > target.t ? 'delayed' : 'hastened', t };
}
