import { expm1 } from '../../core/exp.ts';
import { log1p } from '../../core/log.ts';
import { checkFields, checkInteger } from '../check-input.ts';
import { POPULARITY_FIELDS, type PopularityInput, popularityOf } from './popularity-of.ts';

/** A cache that starts empty, and how many requests, all of them reads, it has had since. */
export interface WarmUpInput extends PopularityInput {
  readonly requests: number;
}

/** What `warmUp` expects. */
export interface WarmUpResult {
  /** The chance that the next request finds its key, 0 to 1. */
  readonly instantHitRatio: number;
  /** How many keys are in the cache. */
  readonly entries: number;
  /** How many of the requests so far have found their key. */
  readonly hits: number;
  /** `hits` as a share of the requests so far; 0 where there were none. */
  readonly cumulativeHitRatio: number;
}

/**
 * How an empty cache fills, exactly, when requests are independent and nothing has had to go yet: a key is in
 * it when one of the m requests was for it, with chance 1 - (1 - p)^m. Every first request of a key is a miss
 * and no other, so that the hits are m less the entries. An LRU cache is full after about as many requests as
 * its characteristic time (`cheHitRatio`), and has its steady hit ratio from then on.
 *
 * @throws FaultlineError for numbers out of range.
 */
export function warmUp(input: WarmUpInput): WarmUpResult {
  checkFields('warmUp', input, [...POPULARITY_FIELDS, 'requests']);
  const popularity = popularityOf(input);
  const requests = checkInteger('requests', input.requests, 0, Number.MAX_SAFE_INTEGER);
  if (requests === 0) return { instantHitRatio: 0, entries: 0, hits: 0, cumulativeHitRatio: 0 };
  let instantHitRatio = 0;
  let entries = 0;
  for (const p of popularity) {
    const present = -expm1(requests * log1p(-p));
    instantHitRatio += p * present;
    entries += present;
  }
  const hits = Math.max(0, requests - entries);
  return {
    instantHitRatio: Math.min(1, instantHitRatio),
    entries,
    hits,
    cumulativeHitRatio: hits / requests,
  };
}
