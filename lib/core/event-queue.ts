const ARITY = 4;

/**
 * A queue of things to come, in total order: time, then rank, then item. Items are integers, whose meaning
 * is the caller's; so is the rank, a double, in which the key of a turn fits.
 *
 * A 4-ary heap over typed arrays: no object is made per event, and the state is plain data. What is taken
 * leaves a hole at the top, which the next thing scheduled fills: most events bring about one other. Beside
 * it a lane, in which things wait whose times never fall, such as timers of one length: there they cost
 * nothing.
 */
export interface EventQueue {
  size: number;
  /** Whether the place at the top is empty; it counts in `size`. */
  hasHole: boolean;
  times: Float64Array;
  ranks: Float64Array;
  items: Int32Array;
  /** What `nextTime` has found is in the lane. */
  isLaneNext: boolean;
  /** A ring of so many things from `laneHead` on; its length is a power of two. */
  laneSize: number;
  laneHead: number;
  laneTimes: Float64Array;
  laneRanks: Float64Array;
  laneItems: Int32Array;
}

const LANE_FIRST = 16;

export function createEventQueue(capacity = 64): EventQueue {
  return {
    size: 0,
    hasHole: false,
    times: new Float64Array(capacity),
    ranks: new Float64Array(capacity),
    items: new Int32Array(capacity),
    isLaneNext: false,
    laneSize: 0,
    laneHead: 0,
    laneTimes: new Float64Array(LANE_FIRST),
    laneRanks: new Float64Array(LANE_FIRST),
    laneItems: new Int32Array(LANE_FIRST),
  };
}

/** Forgets all that was scheduled, and keeps the room. */
export function clearEventQueue(queue: EventQueue): void {
  queue.size = 0;
  queue.hasHole = false;
  queue.laneSize = 0;
  queue.isLaneNext = false;
}

/** How many things are to come. */
export function pendingCount(queue: EventQueue): number {
  return queue.laneSize + (queue.hasHole ? queue.size - 1 : queue.size);
}

/** Puts `item` down for `time`; of two at one time the lower rank comes first, of one rank the lower item. */
export function schedule(queue: EventQueue, time: number, rank: number, item: number): void {
  if (!(time >= 0)) throw new RangeError(`schedule: given time ${time}; a number not below 0`);
  if (queue.hasHole) {
    queue.hasHole = false;
    sink(queue, time, rank, item);
    return;
  }
  if (queue.size === queue.items.length) grow(queue);
  const { times, ranks, items } = queue;
  let hole = queue.size++;
  while (hole > 0) {
    const parent = (hole - 1) >> 2;
    const parentTime = times[parent];
    if (parentTime < time || (parentTime === time && precedes(queue, parent, rank, item))) break;
    times[hole] = parentTime;
    ranks[hole] = ranks[parent];
    items[hole] = items[parent];
    hole = parent;
  }
  times[hole] = time;
  ranks[hole] = rank;
  items[hole] = item;
}

/** As `schedule`; cheaper for what comes no sooner than all that was put down in this way before. */
export function scheduleInLane(queue: EventQueue, time: number, rank: number, item: number): void {
  const { laneSize, laneHead } = queue;
  const mask = queue.laneItems.length - 1;
  const last = (laneHead + laneSize - 1) & mask;
  if (laneSize > 0 && !(queue.laneTimes[last] < time)) {
    schedule(queue, time, rank, item);
    return;
  }
  if (!(time >= 0)) throw new RangeError(`schedule: given time ${time}; a number not below 0`);
  if (laneSize > mask) growLane(queue);
  const at = (queue.laneHead + laneSize) & (queue.laneItems.length - 1);
  queue.laneTimes[at] = time;
  queue.laneRanks[at] = rank;
  queue.laneItems[at] = item;
  queue.laneSize = laneSize + 1;
}

/** Takes out of the lane what is not to be kept. */
export function thinLane(queue: EventQueue, isKept: (rank: number, item: number) => boolean): void {
  const { laneTimes, laneRanks, laneItems, laneHead, laneSize } = queue;
  const mask = laneItems.length - 1;
  let kept = 0;
  for (let i = 0; i < laneSize; i++) {
    const from = (laneHead + i) & mask;
    if (!isKept(laneRanks[from], laneItems[from])) continue;
    const to = (laneHead + kept++) & mask;
    laneTimes[to] = laneTimes[from];
    laneRanks[to] = laneRanks[from];
    laneItems[to] = laneItems[from];
  }
  queue.laneSize = kept;
}

/**
 * The time of the next item; Infinity when there is none. `nextRank`, `nextItem` and `takeNext` are about
 * what it has found, until something is scheduled or taken.
 */
export function nextTime(queue: EventQueue): number {
  if (queue.hasHole) closeHole(queue);
  const { laneSize, laneHead } = queue;
  const time = queue.size === 0 ? Number.POSITIVE_INFINITY : queue.times[0];
  queue.isLaneNext = false;
  if (laneSize === 0) return time;
  const laneTime = queue.laneTimes[laneHead];
  if (laneTime > time) return time;
  queue.isLaneNext =
    queue.size === 0 ||
    laneTime < time ||
    !precedes(queue, 0, queue.laneRanks[laneHead], queue.laneItems[laneHead]);
  return laneTime;
}

/** The rank of the next item. */
export function nextRank(queue: EventQueue): number {
  return queue.isLaneNext ? queue.laneRanks[queue.laneHead] : queue.ranks[0];
}

/** The next item, which stays. */
export function nextItem(queue: EventQueue): number {
  return queue.isLaneNext ? queue.laneItems[queue.laneHead] : queue.items[0];
}

/** Takes the next item out. @throws RangeError when there is none. */
export function takeNext(queue: EventQueue): number {
  if (queue.isLaneNext) {
    const item = queue.laneItems[queue.laneHead];
    queue.laneHead = (queue.laneHead + 1) & (queue.laneItems.length - 1);
    queue.laneSize--;
    queue.isLaneNext = false;
    return item;
  }
  if (queue.size === 0 || queue.hasHole) {
    throw new RangeError('takeNext: nothing was found; ask `nextTime` first');
  }
  queue.hasHole = true;
  return queue.items[0];
}

/** Puts the last thing of the heap into the hole at its top. */
function closeHole(queue: EventQueue): void {
  queue.hasHole = false;
  const last = --queue.size;
  if (last > 0) sink(queue, queue.times[last], queue.ranks[last], queue.items[last]);
}

/** Lets a thing sink from the top to its place. */
function sink(queue: EventQueue, time: number, rank: number, item: number): void {
  const { times, ranks, items, size } = queue;
  let hole = 0;
  for (;;) {
    const first = hole * ARITY + 1;
    if (first >= size) break;
    let least = first;
    let leastTime = times[first];
    const end = first + ARITY < size ? first + ARITY : size;
    for (let child = first + 1; child < end; child++) {
      const childTime = times[child];
      if (
        childTime < leastTime ||
        (childTime === leastTime && precedes(queue, child, ranks[least], items[least]))
      ) {
        least = child;
        leastTime = childTime;
      }
    }
    if (time < leastTime || (time === leastTime && !precedes(queue, least, rank, item))) break;
    times[hole] = leastTime;
    ranks[hole] = ranks[least];
    items[hole] = items[least];
    hole = least;
  }
  times[hole] = time;
  ranks[hole] = rank;
  items[hole] = item;
}

/** Whether the thing at a place comes before one of the same time. */
function precedes({ ranks, items }: EventQueue, at: number, rank: number, item: number): boolean {
  return ranks[at] < rank || (ranks[at] === rank && items[at] < item);
}

function grow(queue: EventQueue): void {
  const capacity = queue.items.length * 2;
  const { times, ranks, items } = queue;
  queue.times = new Float64Array(capacity);
  queue.ranks = new Float64Array(capacity);
  queue.items = new Int32Array(capacity);
  queue.times.set(times);
  queue.ranks.set(ranks);
  queue.items.set(items);
}

function growLane(queue: EventQueue): void {
  const { laneHead, laneItems, laneTimes, laneRanks } = queue;
  const length = laneItems.length;
  queue.laneTimes = unrolled(laneTimes, laneHead, new Float64Array(2 * length));
  queue.laneRanks = unrolled(laneRanks, laneHead, new Float64Array(2 * length));
  queue.laneItems = unrolled(laneItems, laneHead, new Int32Array(2 * length));
  queue.laneHead = 0;
}

function unrolled<Numbers extends Float64Array | Int32Array>(
  ring: Numbers,
  head: number,
  to: Numbers,
): Numbers {
  to.set(ring.subarray(head));
  to.set(ring.subarray(0, head), ring.length - head);
  return to;
}
