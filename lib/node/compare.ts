import type { AnyModel } from '../core/model.ts';
import { type Comparison, comparisonOf } from '../study/comparison.ts';
import type { Sweep } from '../study/sweep-result.ts';
import { type SweepOptions, sweep } from './sweep.ts';

/** A sweep that is yet to be made. */
export interface SweepPlan extends SweepOptions {
  readonly model: AnyModel;
}

/**
 * Compares two configs on the same noise: run i of both has the same seed. Each side is a finished
 * sweep or a plan of one; seed and runs must agree. Gives b less a, with intervals.
 */
export async function compare(a: Sweep | SweepPlan, b: Sweep | SweepPlan): Promise<Comparison> {
  return comparisonOf(await finished(a), await finished(b));
}

async function finished(side: Sweep | SweepPlan): Promise<Sweep> {
  return 'digest' in side ? side : sweep(side.model, side);
}
