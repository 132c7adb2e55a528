import { uniforms } from '../../study/samples.ts';

/** A cache that is asked `requests` times after `warm` requests that are not counted. */
export interface SimulatedCache {
  readonly popularity: ArrayLike<number>;
  readonly capacity: number;
  readonly policy: 'lru' | 'fifo' | 'random';
  readonly requests: number;
  readonly warm: number;
  readonly writeFraction?: number;
  /** In requests, since the last read with 'lru', since it was put in with the others. */
  readonly ttl?: number;
  readonly key?: number;
}

/** The share of its reads that find their key. */
export function simulatedHitRatio(cache: SimulatedCache): number {
  const { popularity, capacity, policy, requests, warm, writeFraction = 0, ttl = Infinity } = cache;
  const uniform = uniforms(cache.key ?? 1);
  const ask = sampler(popularity);
  // Insertion order, the oldest first; the value is when it goes. Random takes from a list beside it.
  const entries = new Map<number, number>();
  const list: number[] = [];
  let reads = 0;
  let hits = 0;
  const remove = (asked: number) => {
    entries.delete(asked);
    if (policy !== 'random') return;
    list[list.indexOf(asked)] = list[list.length - 1];
    list.pop();
  };
  for (let now = 0; now < warm + requests; now++) {
    const asked = ask(uniform());
    if (uniform() < writeFraction) {
      if (entries.has(asked)) remove(asked);
      continue;
    }
    // With one time for all, the oldest are those that go first.
    for (const [old, end] of entries) {
      if (end > now) break;
      remove(old);
    }
    const found = entries.has(asked);
    if (now >= warm) {
      reads++;
      if (found) hits++;
    }
    if (found && policy !== 'lru') continue;
    if (found) entries.delete(asked);
    else if (entries.size >= capacity) {
      remove(policy === 'random' ? list[Math.floor(uniform() * list.length)] : entries.keys().next().value!);
    }
    entries.set(asked, now + ttl);
    if (policy === 'random') list.push(asked);
  }
  return hits / reads;
}

/** A key from a uniform, by its place among the sums. */
export function sampler(popularity: ArrayLike<number>): (u: number) => number {
  const sums = new Float64Array(popularity.length);
  for (let i = 0, sum = 0; i < sums.length; i++) {
    sum += popularity[i];
    sums[i] = sum;
  }
  const total = sums[sums.length - 1];
  return (u) => {
    let low = 0;
    let high = sums.length - 1;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (sums[middle] < u * total) low = middle + 1;
      else high = middle;
    }
    return low;
  };
}
