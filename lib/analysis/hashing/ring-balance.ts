import { FaultlineError } from '../../core/faultline-error.ts';
import { checkFields, checkInteger } from '../check-input.ts';

const COUNT_MAX = 1e6;

/**
 * How unequal a ring's shares are: the standard deviation of a member's share of the hashes over its mean,
 * sqrt((n - 1) / (n V + 1)) for n members with V virtual nodes each at independent uniform places. The arcs
 * are then uniform spacings, so that a share is Beta(V, (n - 1) V) (David & Nagaraja, Order Statistics).
 *
 * @throws FaultlineError for counts that are no integers from 1 to 1,000,000.
 */
export function ringShareVariation(nodes: number, virtualNodes: number): number {
  checkInteger('nodes', nodes, 1, COUNT_MAX);
  checkInteger('virtualNodes', virtualNodes, 1, COUNT_MAX);
  return Math.sqrt((nodes - 1) / (nodes * virtualNodes + 1));
}

/**
 * The expected largest share of a ring's hashes over the mean share, with one virtual node a member: the
 * harmonic number 1 + 1/2 + … + 1/n, from the longest of n uniform spacings (Whitworth 1901).
 *
 * @throws FaultlineError for a count that is no integer from 1 to 1,000,000.
 */
export function ringMaxOverMean(nodes: number): number {
  checkInteger('nodes', nodes, 1, COUNT_MAX);
  let sum = 0;
  for (let k = nodes; k >= 1; k--) sum += 1 / k;
  return sum;
}

/** A change among the members of a cluster. */
export interface MovedShareInput {
  /**
   * How keys find members, in the words of the cache model: by `ringOwner`, `rendezvousOwner`, `jumpHash`,
   * `moduloOwner` or `probeOwner`.
   */
  readonly routing: 'consistent-hash' | 'rendezvous' | 'jump' | 'hash' | 'probe';
  /** How many members there are before the event. */
  readonly nodes: number;
  /** Any one is lost (of 'jump' the last), or one more comes, after the others in order. */
  readonly event: 'loss' | 'add';
}

const ROUTINGS = ['consistent-hash', 'rendezvous', 'jump', 'hash', 'probe'];

/**
 * The expected share of the keys whose member changes when one of n is lost or one is added. Consistent are
 * 'consistent-hash', 'rendezvous' and 'jump': 1/n, the lost one's own keys, and 1 / (n + 1), the new one's
 * (Karger et al. 1997). With 'hash', by remainder, 1 - 1/n and n / (n + 1) move, since h mod n and
 * h mod (n ± 1) are independent. 'probe' is as good as the consistent ones at a loss and as bad as the
 * remainder when one is added.
 *
 * @throws FaultlineError for an unknown word, and nodes that are no integer from 1 (for a loss 2) to 10^6.
 */
export function movedShare(input: MovedShareInput): number {
  checkFields('movedShare', input, ['routing', 'nodes', 'event']);
  const { routing, event } = input;
  if (!ROUTINGS.includes(routing))
    throw new FaultlineError('routing', routing, `one of ${ROUTINGS.join(', ')}`);
  if (event !== 'loss' && event !== 'add') throw new FaultlineError('event', event, "'loss' or 'add'");
  const nodes = checkInteger('nodes', input.nodes, event === 'loss' ? 2 : 1, COUNT_MAX);
  if (event === 'loss') return routing === 'hash' ? 1 - 1 / nodes : 1 / nodes;
  return routing === 'hash' || routing === 'probe' ? nodes / (nodes + 1) : 1 / (nodes + 1);
}
