import { FaultlineError } from '../core/faultline-error.ts';
import type { Margins } from './check-margins.ts';
import { fillMaximumEntropy } from './maximum-entropy.ts';
import { fillMinimumDensity } from './minimum-density.ts';

/** A network from which `sampleNetworks` can start. */
export type ChainStart = 'maximum-entropy' | 'minimum-density';

/**
 * Puts a network from which to start sampling into a matrix kept row after row, and returns it. Unless told
 * it is the mean of the two: the largest links are too small at maximum entropy and too large at minimum
 * density, and take longest to change; and a chain that starts with all links is not held by groups of
 * banks that could do without the others.
 *
 * @throws FaultlineError for another start.
 */
export function fillChainStart(margins: Margins, matrix: Float64Array, start?: ChainStart): Float64Array {
  if (start === 'maximum-entropy') return fillMaximumEntropy(margins, matrix);
  if (start === 'minimum-density') return fillMinimumDensity(margins, matrix);
  if (start !== undefined) {
    throw new FaultlineError('start', start, "'maximum-entropy' or 'minimum-density'");
  }
  const sparse = fillMinimumDensity(margins, new Float64Array(matrix.length));
  fillMaximumEntropy(margins, matrix);
  for (let cell = 0; cell < matrix.length; cell++) matrix[cell] = (matrix[cell] + sparse[cell]) / 2;
  return matrix;
}
