import type { ModelOf } from '../core/model.ts';
import type { Vocabulary } from '../core/vocabulary.ts';
import { type Comparison, comparisonOf } from '../study/comparison.ts';
import type { Sweep } from '../study/sweep-result.ts';
import { type SweepOptions, sweep } from './sweep.ts';

/** A sweep that is yet to be made. */
export interface SweepPlan<Words extends Vocabulary = Vocabulary> extends SweepOptions<Words> {
  readonly model: ModelOf<Words>;
}

/**
 * Compares two configs on the same noise: run i of both has the same seed. Each side is a finished
 * sweep or a plan of one; seed and runs must agree. Gives b less a, with intervals.
 */
export async function compare<A extends Vocabulary, B extends Vocabulary>(
  a: Sweep<A> | SweepPlan<A>,
  b: Sweep<B> | SweepPlan<B>,
): Promise<Comparison<A, B>> {
  return comparisonOf(await finished(a), await finished(b));
}

async function finished<Words extends Vocabulary>(
  side: Sweep<Words> | SweepPlan<Words>,
): Promise<Sweep<Words>> {
  return 'digest' in side ? side : sweep(side.model, side);
}
