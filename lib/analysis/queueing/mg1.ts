import { checkFields, checkNumber } from '../check-input.ts';
import { checkRates, type QueueMeans, queueMeans } from './queue-means.ts';

/** A line before one server. */
export interface Mg1Input {
  /** Arrivals per unit of time, at least 0 and less than serviceRate. */
  readonly arrivalRate: number;
  /** One over the mean time of a service, above 0. */
  readonly serviceRate: number;
  /** The variance of the time of a service over its squared mean: 0 for M/D/1, 1 for M/M/1. */
  readonly squaredVariation: number;
}

/**
 * The queue M/G/1 in its steady state: Poisson arrivals, any times of service, one server. The mean wait is
 * rho / (1 - rho) (1 + c^2) / 2 services, with c^2 their squared coefficient of variation (Pollaczek 1930,
 * Khinchine 1932), whatever the order in which they are served without regard to their length.
 *
 * @throws FaultlineError for numbers out of range, and a queue that has no steady state.
 */
export function mg1(input: Mg1Input): QueueMeans {
  checkFields('mg1', input, ['arrivalRate', 'serviceRate', 'squaredVariation']);
  const { arrivalRate, serviceRate } = input;
  checkRates(arrivalRate, serviceRate, 1);
  const squaredVariation = checkNumber('squaredVariation', input.squaredVariation);
  const load = arrivalRate / serviceRate;
  const meanWait = ((load / (1 - load)) * (1 + squaredVariation)) / 2 / serviceRate;
  return queueMeans(arrivalRate, serviceRate, 1, meanWait);
}
