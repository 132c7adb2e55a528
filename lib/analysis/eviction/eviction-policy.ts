import { FaultlineError } from '../../core/faultline-error.ts';
import { clock } from './clock.ts';
import { EVICTIONS, type EvictionName, type EvictionPolicy } from './eviction.ts';
import { fifo } from './fifo.ts';
import { lfu } from './lfu.ts';
import { lru } from './lru.ts';
import { random } from './random.ts';
import { s3Fifo } from './s3-fifo.ts';
import { sampledLru } from './sampled-lru.ts';
import { sieve } from './sieve.ts';
import { wTinyLfu } from './w-tinylfu.ts';

const policies: Readonly<Record<EvictionName, EvictionPolicy>> = {
  lru,
  fifo,
  clock,
  lfu,
  sieve,
  's3-fifo': s3Fifo,
  'w-tinylfu': wTinyLfu,
  'sampled-lru': sampledLru,
  random,
};

/** The policy of a name. @throws FaultlineError for a name that is none of `EVICTIONS`. */
export function evictionPolicy(name: EvictionName): EvictionPolicy {
  if (EVICTIONS.includes(name)) return policies[name];
  throw new FaultlineError('policy', name, `one of ${EVICTIONS.join(', ')}`);
}
