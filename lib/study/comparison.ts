import { FaultlineError } from '../core/faultline-error.ts';
import { type PairedDifference, pairedDifference } from './paired-difference.ts';
import type { Sweep } from './sweep-result.ts';

/** Two sweeps on the same noise, and the interval of their difference, b less a. */
export interface Comparison extends PairedDifference {
  readonly measure: Sweep['measure'];
  readonly runs: number;
  readonly a: Sweep;
  readonly b: Sweep;
}

/**
 * Compares two finished sweeps run by run.
 *
 * @throws FaultlineError when they have not the same seed, number of runs and measure.
 */
export function comparisonOf(a: Sweep, b: Sweep): Comparison {
  for (const field of ['seed', 'runs'] as const) {
    if (a[field] !== b[field]) {
      throw new FaultlineError(`compare: ${field}`, b[field], `the same as the other sweep's, ${a[field]}`);
    }
  }
  if (a.measure.name !== b.measure.name) {
    throw new FaultlineError('compare: measure', b.measure.name, `the other sweep's, ${a.measure.name}`);
  }
  const levels = Object.keys(a.levels).map(Number);
  return { measure: a.measure, runs: a.runs, ...pairedDifference(a.losses, b.losses, { levels }), a, b };
}
