import { checkInteger, checkNumber } from '../check-input.ts';

/**
 * The Erlang B formula (Erlang 1917): the chance that an arrival finds all servers busy where nobody waits,
 * a^c / c! over the sum of a^k / k! to c. By its recursion over the servers, B(k) = a B(k - 1) /
 * (k + a B(k - 1)), in which nothing cancels or overflows.
 *
 * @param offeredLoad arrival rate over service rate, a, at least 0.
 * @param servers c, 0 to 10^7.
 * @throws FaultlineError for numbers out of range.
 */
export function erlangB(offeredLoad: number, servers: number): number {
  const load = checkNumber('offeredLoad', offeredLoad);
  checkInteger('servers', servers, 0, 1e7);
  let blocked = 1;
  for (let k = 1; k <= servers; k++) blocked = (load * blocked) / (k + load * blocked);
  return blocked;
}
