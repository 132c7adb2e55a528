/** Policies as plain as they can be written: arrays from the newest to the oldest, searched through. */
type NaiveCache = (capacity: number) => (key: number) => boolean;

interface Entry {
  readonly key: number;
  reads: number;
}

const fifo: NaiveCache = (capacity) => {
  let queue: number[] = [];
  return (key) => {
    if (queue.includes(key)) return true;
    queue = [key, ...queue].slice(0, capacity);
    return false;
  };
};

const lru: NaiveCache = (capacity) => {
  let queue: number[] = [];
  return (key) => {
    const isHit = queue.includes(key);
    queue = [key, ...queue.filter((each) => each !== key)].slice(0, capacity);
    return isHit;
  };
};

/** A ring of fixed places and a hand, as in the textbook. */
const clock: NaiveCache = (capacity) => {
  const ring: Entry[] = [];
  let hand = 0;
  return (key) => {
    const entry = ring.find((each) => each.key === key);
    if (entry !== undefined) {
      entry.reads = 1;
      return true;
    }
    if (ring.length < capacity) {
      ring.push({ key, reads: 0 });
      return false;
    }
    while (ring[hand].reads > 0) {
      ring[hand].reads = 0;
      hand = (hand + 1) % capacity;
    }
    ring[hand] = { key, reads: 0 };
    hand = (hand + 1) % capacity;
    return false;
  };
};

const lfu: NaiveCache = (capacity) => {
  let entries: { key: number; reads: number; time: number }[] = [];
  let time = 0;
  return (key) => {
    time++;
    const entry = entries.find((each) => each.key === key);
    if (entry !== undefined) {
      entry.reads++;
      entry.time = time;
      return true;
    }
    if (entries.length === capacity) {
      entries = entries.sort((a, b) => a.reads - b.reads || a.time - b.time).slice(1);
    }
    entries.push({ key, reads: 1, time });
    return false;
  };
};

/** As in the paper's pseudocode: the hand is an entry, or nothing. */
const sieve: NaiveCache = (capacity) => {
  const queue: Entry[] = [];
  let hand: Entry | undefined;
  return (key) => {
    const entry = queue.find((each) => each.key === key);
    if (entry !== undefined) {
      entry.reads = 1;
      return true;
    }
    if (queue.length === capacity) {
      let at = hand === undefined ? queue.length - 1 : queue.indexOf(hand);
      while (queue[at].reads > 0) {
        queue[at].reads = 0;
        at = at === 0 ? queue.length - 1 : at - 1;
      }
      hand = queue[at - 1];
      queue.splice(at, 1);
    }
    queue.unshift({ key, reads: 0 });
    return false;
  };
};

/** As in the paper's pseudocode, with sizes as in libCacheSim but small of at least 1. */
const s3Fifo: NaiveCache = (capacity) => {
  const small: Entry[] = [];
  const main: Entry[] = [];
  let ghosts: number[] = [];
  const smallMax = Math.max(1, Math.floor(capacity / 10));
  const evictSmall = (): boolean => {
    while (small.length > 0) {
      const entry = small.pop()!;
      if (entry.reads >= 2) main.unshift({ key: entry.key, reads: 0 });
      else {
        ghosts = [entry.key, ...ghosts].slice(0, Math.floor((9 * capacity) / 10));
        return true;
      }
    }
    return false;
  };
  const evictMain = (): void => {
    for (;;) {
      const entry = main.pop()!;
      if (entry.reads === 0) return;
      main.unshift({ key: entry.key, reads: entry.reads - 1 });
    }
  };
  return (key) => {
    const entry = [...small, ...main].find((each) => each.key === key);
    if (entry !== undefined) {
      entry.reads = Math.min(3, entry.reads + 1);
      return true;
    }
    const isGhost = ghosts.includes(key);
    ghosts = ghosts.filter((each) => each !== key);
    if (small.length + main.length === capacity) {
      const isMainFull = main.length > capacity - smallMax;
      if (isMainFull || !evictSmall()) evictMain();
    }
    (isGhost ? main : small).unshift({ key, reads: 0 });
    return false;
  };
};

/** Frequencies are counted exactly, which a sketch does too while there are few keys and few requests. */
const wTinyLfu: NaiveCache = (capacity) => {
  const mainMax = Math.floor((99 * capacity) / 100);
  const protectedMax = Math.floor((8 * mainMax) / 10);
  const counts = new Map<number, number>();
  const [window, probation, safe]: number[][] = [[], [], []];
  let counted = 0;
  const take = (list: number[], key: number): void => void list.splice(list.indexOf(key), 1);
  return (key) => {
    const before = counts.get(key) ?? 0;
    const isHit = [window, probation, safe].some((list) => list.includes(key));
    const count = (): void => {
      if (before === 15) return;
      counts.set(key, before + 1);
      if (++counted < 10 * capacity) return;
      for (const [each, times] of counts) counts.set(each, times >> 1);
      counted >>= 1;
    };
    if (isHit) {
      count();
      if (window.includes(key)) {
        take(window, key);
        window.unshift(key);
      } else {
        take(probation.includes(key) ? probation : safe, key);
        safe.unshift(key);
        if (safe.length > protectedMax) probation.unshift(safe.pop()!);
      }
      return true;
    }
    if (window.length + probation.length + safe.length === capacity) {
      const main = probation.length > 0 ? probation : safe;
      const frequency = (list: number[]): number => counts.get(list.at(-1)!) ?? 0;
      if (main.length === 0) window.pop();
      else if (window.length < capacity - mainMax || frequency(window) > frequency(main)) main.pop();
      else window.pop();
    }
    count();
    window.unshift(key);
    if (window.length > capacity - mainMax) probation.unshift(window.pop()!);
    return false;
  };
};

/** By the names of the policies. */
export const naiveCaches = { fifo, lru, clock, lfu, sieve, 's3-fifo': s3Fifo, 'w-tinylfu': wTinyLfu };

/** The fewest misses of a cache that lets every newcomer in, by trying everything. */
export function fewestMisses(keys: readonly number[], capacity: number): number {
  let states = new Map<string, number>([['', 0]]);
  for (const key of keys) {
    const after = new Map<string, number>();
    const reach = (entries: string[], misses: number): void => {
      const state = entries.sort().join(' ');
      after.set(state, Math.min(after.get(state) ?? misses, misses));
    };
    for (const [state, misses] of states) {
      const entries = state === '' ? [] : state.split(' ');
      if (entries.includes(`${key}`)) reach(entries, misses);
      else if (entries.length < capacity) reach([...entries, `${key}`], misses + 1);
      else for (const each of entries) reach([...entries.filter((e) => e !== each), `${key}`], misses + 1);
    }
    states = after;
  }
  return Math.min(...states.values());
}
