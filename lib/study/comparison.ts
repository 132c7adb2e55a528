import { FaultlineError } from '../core/faultline-error.ts';
import type { Vocabulary } from '../core/vocabulary.ts';
import { type PairedDifference, pairedDifference } from './paired-difference.ts';
import type { Sweep } from './sweep-result.ts';

/** Two sweeps on the same noise, and the interval of their difference, b less a. */
export interface Comparison<A extends Vocabulary = Vocabulary, B extends Vocabulary = A>
  extends PairedDifference {
  /** That of a; the horizon of b may be another. */
  readonly measure: Sweep<A>['measure'];
  readonly runs: number;
  readonly a: Sweep<A>;
  readonly b: Sweep<B>;
}

/**
 * Compares two finished sweeps run by run.
 *
 * @throws FaultlineError when they have not the same seed, number of runs, measure and unit.
 */
export function comparisonOf<A extends Vocabulary, B extends Vocabulary>(
  a: Sweep<A>,
  b: Sweep<B>,
): Comparison<A, B> {
  for (const field of ['seed', 'runs'] as const) {
    if (a[field] !== b[field]) {
      throw new FaultlineError(`compare: ${field}`, b[field], `the same as the other sweep's, ${a[field]}`);
    }
  }
  for (const field of ['name', 'unit'] as const) {
    if ((a.measure[field] as string) === b.measure[field]) continue;
    const where = field === 'name' ? 'compare: measure' : 'compare: unit';
    throw new FaultlineError(where, b.measure[field], `the other sweep's, ${a.measure[field]}`);
  }
  const levels = Object.keys(a.levels).map(Number);
  return { measure: a.measure, runs: a.runs, ...pairedDifference(a.losses, b.losses, { levels }), a, b };
}
