import { FaultlineError } from '../../core/faultline-error.ts';
import { checkInteger, checkNumber } from '../check-input.ts';
import { erlangB } from './erlang-b.ts';

/**
 * The Erlang C formula (Erlang 1917): the chance that an arrival has to wait where all wait in one line,
 * c B / (c - a + a B) with B from `erlangB`.
 *
 * @param offeredLoad arrival rate over service rate, a, at least 0 and less than `servers`.
 * @param servers c, 1 to 10^7.
 * @throws FaultlineError for numbers out of range, and a queue that has no steady state.
 */
export function erlangC(offeredLoad: number, servers: number): number {
  const load = checkNumber('offeredLoad', offeredLoad);
  checkInteger('servers', servers, 1, 1e7);
  if (load >= servers) {
    const allowed = `less than the ${servers} servers: the queue is unstable, it grows for ever`;
    throw new FaultlineError('offeredLoad', load, allowed);
  }
  const blocked = erlangB(load, servers);
  return (servers * blocked) / (servers - load + load * blocked);
}
