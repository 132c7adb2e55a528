import { FaultlineError } from '../../core/faultline-error.ts';
import { checkNumber } from '../check-input.ts';

/** What a queue in its steady state has on average. Times in the unit whose inverse the rates have. */
export interface QueueMeans {
  /** The share of time that a server is busy, 0 to 1. */
  readonly utilization: number;
  /** From arrival to start of service: Wq. */
  readonly meanWait: number;
  /** From arrival to end of service: W. */
  readonly meanResponse: number;
  /** How many wait: Lq. */
  readonly meanQueueLength: number;
  /** How many wait or are served: L. */
  readonly meanInSystem: number;
}

/** All means from that of the wait, by Little's law (1961). */
export function queueMeans(
  arrivalRate: number,
  serviceRate: number,
  servers: number,
  meanWait: number,
): QueueMeans {
  const meanResponse = meanWait + 1 / serviceRate;
  return {
    utilization: arrivalRate / (servers * serviceRate),
    meanWait,
    meanResponse,
    meanQueueLength: arrivalRate * meanWait,
    meanInSystem: arrivalRate * meanResponse,
  };
}

/** @throws FaultlineError for rates out of range, and a queue that has no steady state. */
export function checkRates(arrivalRate: unknown, serviceRate: unknown, servers: number): void {
  const arrivals = checkNumber('arrivalRate', arrivalRate);
  const services = checkNumber('serviceRate', serviceRate, { aboveMin: true });
  if (arrivals < servers * services) return;
  const most = servers * services;
  const allowed = `less than the ${most} that can be served: the queue is unstable, it grows for ever`;
  throw new FaultlineError('arrivalRate', arrivals, allowed);
}
