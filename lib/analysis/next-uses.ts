import { FaultlineError } from '../core/faultline-error.ts';

const REQUESTS_MAX = 2 ** 30;
const DIRECT_MAX = 2 ** 22;

/**
 * For each request of a trace, the place of the next request for the same key; the trace's length where
 * there is none. Unlike counting misses it needs memory for every key there is.
 *
 * @throws FaultlineError for a trace of more than 2^30 requests.
 */
export function nextUses(keys: ArrayLike<number>): Int32Array {
  const requestCount = keys.length;
  if (requestCount > REQUESTS_MAX) {
    throw new FaultlineError('keys', `${requestCount} requests`, `at most ${REQUESTS_MAX} for 'opt'`);
  }
  const next = new Int32Array(requestCount);
  // Read backwards, what was seen last comes next. Small integers have an array, plus 1, and others a map.
  const direct = new Int32Array(DIRECT_MAX);
  const others = new Map<number, number>();
  for (let i = requestCount - 1; i >= 0; i--) {
    const key = keys[i];
    if ((key | 0) === key && key >= 0 && key < DIRECT_MAX) {
      next[i] = direct[key] === 0 ? requestCount : direct[key] - 1;
      direct[key] = i + 1;
    } else {
      next[i] = others.get(key) ?? requestCount;
      others.set(key, i);
    }
  }
  return next;
}
