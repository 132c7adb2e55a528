import { exp, expm1 } from '../../core/exp.ts';
import { log } from '../../core/log.ts';
import { checkFields, checkInteger } from '../check-input.ts';
import { erlangC } from './erlang-c.ts';
import { checkRates, type QueueMeans, queueMeans } from './queue-means.ts';
import { checkLevel, tailQuantile } from './tail-quantile.ts';

/** A line before servers that are all alike. */
export interface MmcInput {
  /** Arrivals per unit of time, at least 0 and less than servers * serviceRate. */
  readonly arrivalRate: number;
  /** What one busy server finishes per unit of time, above 0. */
  readonly serviceRate: number;
  /** 1 to 10^7. */
  readonly servers: number;
}

/** What `mmc` finds. */
export interface MmcResult extends QueueMeans {
  /** The chance of having to wait: Erlang C. */
  readonly waitProbability: number;
  /** The time up to which a share p of all, 0 <= p < 1, wait. */
  readonly waitQuantile: (p: number) => number;
  /** The time after which a share p of all, 0 <= p < 1, are served. */
  readonly responseQuantile: (p: number) => number;
}

/**
 * The queue M/M/c in its steady state, first come, first served: Poisson arrivals, exponential service, c
 * servers. An arrival waits with the chance C of Erlang C, and then for an exponential time of rate
 * c mu - lambda; the response is the sum of wait and service, whose quantiles are found by bisection
 * (Gross & Harris, Fundamentals of Queueing Theory, 2.4).
 *
 * @throws FaultlineError for numbers out of range, and a queue that has no steady state.
 */
export function mmc(input: MmcInput): MmcResult {
  checkFields('mmc', input, ['arrivalRate', 'serviceRate', 'servers']);
  const { arrivalRate, serviceRate } = input;
  const servers = checkInteger('servers', input.servers, 1, 1e7);
  checkRates(arrivalRate, serviceRate, servers);
  const waitProbability = erlangC(arrivalRate / serviceRate, servers);
  const drain = servers * serviceRate - arrivalRate;
  const responseTail = (t: number) =>
    (1 - waitProbability) * exp(-serviceRate * t) + waitProbability * sumTail(drain, serviceRate, t);
  const scale = 1 / Math.min(drain, serviceRate);
  return {
    ...queueMeans(arrivalRate, serviceRate, servers, waitProbability / drain),
    waitProbability,
    waitQuantile: (p) => {
      const rest = 1 - checkLevel(p);
      return rest >= waitProbability ? 0 : log(waitProbability / rest) / drain;
    },
    responseQuantile: (p) => tailQuantile(responseTail, checkLevel(p), scale),
  };
}

/**
 * The chance that the sum of two exponentials exceeds t: (b e^(-a t) - a e^(-b t)) / (b - a) for rates a < b,
 * written so that nothing cancels when they are near each other.
 */
function sumTail(rate: number, other: number, t: number): number {
  const slow = Math.min(rate, other);
  const apart = (Math.max(rate, other) - slow) * t;
  const factor = apart === 0 ? 1 : -expm1(-apart) / apart;
  return exp(-slow * t) * (1 + slow * t * factor);
}
