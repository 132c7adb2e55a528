import { FaultlineError } from '../../core/faultline-error.ts';
import { checkFields, checkInteger } from '../check-input.ts';
import { type CachePolicy, cheHitRatio } from './che-hit-ratio.ts';
import { POPULARITY_FIELDS, type PopularityInput, popularityOf } from './popularity-of.ts';

/** Cache nodes behind a load balancer, and the requests to all of them, reads only. */
export interface ClusterHitRatioInput extends PopularityInput {
  /** How many nodes there are, 1 to 1,000,000. */
  readonly nodes: number;
  /** How many keys each holds. */
  readonly capacity: number;
  /** 'round-robin': any node may get any key. 'hash': each key has its node. */
  readonly routing: 'round-robin' | 'hash';
  /** How many of the nodes are lost, their requests being spread over the others; 0 unless given. */
  readonly dead?: number;
  /** 'lru' unless given. */
  readonly policy?: CachePolicy;
}

/**
 * The steady hit ratio of a cluster by Che's approximation. By round robin every node sees the same mix of
 * keys, so that each is a cache of its own, however many there are. By hash each living node has a random
 * part of the keys, and all together are nearly one cache of their joint capacity: what an entry's stay
 * depends on, its node's share of requests and of keys, is the same for all up to chance. Shares that a ring
 * with few virtual nodes makes unequal lower it.
 *
 * @throws FaultlineError for an unknown word, numbers out of range, and a cluster with no node alive.
 */
export function clusterHitRatio(input: ClusterHitRatioInput): number {
  const known = ['nodes', 'capacity', 'routing', 'dead', 'policy'] as const;
  checkFields('clusterHitRatio', input, [...POPULARITY_FIELDS, ...known]);
  const nodes = checkInteger('nodes', input.nodes, 1, 1e6);
  const dead = checkInteger('dead', input.dead ?? 0, 0, nodes - 1);
  const capacity = checkInteger('capacity', input.capacity, 0, 2 ** 31);
  const { routing, policy = 'lru' } = input;
  if (routing !== 'round-robin' && routing !== 'hash') {
    throw new FaultlineError('routing', routing, "'round-robin' or 'hash'");
  }
  const joint = routing === 'hash' ? (nodes - dead) * capacity : capacity;
  return cheHitRatio({ popularity: popularityOf(input), capacity: joint, policy }).hitRatio;
}
