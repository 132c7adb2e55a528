import { exp, expm1 } from '../../core/exp.ts';
import { log } from '../../core/log.ts';
import { checkFields, checkNumber } from '../check-input.ts';
import { checkRates, type QueueMeans, queueMeans } from './queue-means.ts';
import { checkLevel, tailQuantile } from './tail-quantile.ts';

/** A line before one server that takes equally long for all. */
export interface Md1Input {
  /** Arrivals per unit of time, at least 0 and less than serviceRate. */
  readonly arrivalRate: number;
  /** One over the time of a service, above 0. */
  readonly serviceRate: number;
}

/** What `md1` finds. */
export interface Md1Result extends QueueMeans {
  /** The share of all, 0 to 1, that wait for t or less, t at least 0. */
  readonly waitDistribution: (t: number) => number;
  /** The time up to which a share p of all, 0 <= p < 1, wait. */
  readonly waitQuantile: (p: number) => number;
  /** The time after which a share p of all, 0 <= p < 1, are served: one service more than the wait. */
  readonly responseQuantile: (p: number) => number;
}

// Beyond so many services the exponential is all: the next term is e^-2 times smaller with each.
const SERVICES_MAX = 40;

/**
 * The queue M/D/1 in its steady state, first come, first served: Poisson arrivals, a fixed time D of service.
 * The mean wait is rho D / (2 (1 - rho)) (Pollaczek 1930, Khinchine 1932).
 *
 * The distribution of the wait is Erlang's (1909), whose sum alternates and loses all digits at long waits.
 * Here up to 40 D by Franx's (2001) form of it, in which no term is negative: for k D <= t < (k + 1) D and
 * u = (k + 1) D - t, P(W <= t) = e^(-lambda u) sum_j P(L <= k + 1 - j) (lambda u)^j / j!, j from 0 to k, with
 * L the number in the system. Beyond, by its exponential tail, (1 - rho) / (rho + s - 1) e^(-s t / D), where
 * s solves rho (e^s - 1) = s.
 *
 * @throws FaultlineError for numbers out of range, and a queue that has no steady state.
 */
export function md1(input: Md1Input): Md1Result {
  checkFields('md1', input, ['arrivalRate', 'serviceRate']);
  const { arrivalRate, serviceRate } = input;
  checkRates(arrivalRate, serviceRate, 1);
  const load = arrivalRate / serviceRate;
  const below = chancesUpTo(load);
  const decay = decayOf(load);
  const height = load === 0 ? 0 : (1 - load) / (load + decay - 1);
  const tail = (services: number) =>
    services < SERVICES_MAX ? 1 - shortWait(load, below, services) : height * exp(-decay * services);
  const scale = 1 + 1 / (1 - load);
  const waitQuantile = (p: number) => tailQuantile(tail, checkLevel(p), scale) / serviceRate;
  return {
    ...queueMeans(arrivalRate, serviceRate, 1, load / (2 * (1 - load)) / serviceRate),
    waitDistribution: (t) => 1 - tail(checkNumber('t', t) * serviceRate),
    waitQuantile,
    responseQuantile: (p) => 1 / serviceRate + waitQuantile(p),
  };
}

/** P(W <= t) by Franx, with t in services. */
function shortWait(load: number, below: Float64Array, t: number): number {
  const k = Math.floor(t);
  const arrivals = load * (k + 1 - t);
  let sum = 0;
  let chance = exp(-arrivals);
  for (let j = 0; j <= k; j++) {
    sum += below[k + 1 - j] * chance;
    chance *= arrivals / (j + 1);
  }
  return Math.min(1, sum);
}

/**
 * P(L <= m) for m up to SERVICES_MAX + 1. Departures leave more than k behind as often as they come back to
 * k: P(L = k + 1) e^-rho = P(0) A(k) + sum_i P(i) A(k + 1 - i), i from 1 to k, with A(j) the chance of more
 * than j arrivals in a service.
 */
function chancesUpTo(load: number): Float64Array {
  const size = SERVICES_MAX + 2;
  const more = moreArrivals(load, size);
  const chance = new Float64Array(size);
  chance[0] = 1 - load;
  for (let k = 0; k + 1 < size; k++) {
    let up = chance[0] * more[k];
    for (let i = 1; i <= k; i++) up += chance[i] * more[k + 1 - i];
    chance[k + 1] = up / exp(-load);
  }
  for (let m = 1; m < size; m++) chance[m] += chance[m - 1];
  return chance;
}

/** The chances of more than 0, 1, … Poisson arrivals, each summed from the far end. */
function moreArrivals(load: number, size: number): Float64Array {
  const last = size + 30;
  const exactly = new Float64Array(last + 1);
  exactly[0] = exp(-load);
  for (let j = 1; j <= last; j++) exactly[j] = (exactly[j - 1] * load) / j;
  const more = new Float64Array(size);
  let sum = 0;
  for (let j = last; j > 0; j--) {
    sum += exactly[j];
    if (j <= size) more[j - 1] = sum;
  }
  return more;
}

/** The s above 0 with rho (e^s - 1) = s, by Newton's method, which falls to it from either bound above. */
function decayOf(load: number): number {
  if (load === 0) return Infinity;
  // (e^s - 1) / s is at least 1 + s / 2, and at least e^(s / 2).
  let s = Math.min((2 * (1 - load)) / load, -2 * log(load));
  for (;;) {
    const next = s - (load * expm1(s) - s) / (load * exp(s) - 1);
    if (!(next < s && next > 0)) return s;
    s = next;
  }
}
