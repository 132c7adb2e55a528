const ARITY = 4;

/**
 * A queue of things to come, in total order: time, then rank, then the order of scheduling. Items are
 * integers, whose meaning is the caller's.
 *
 * A 4-ary heap over typed arrays: no object is made per event, and the state is plain data.
 */
export interface EventQueue {
  size: number;
  sequence: number;
  times: Float64Array;
  ranks: Int32Array;
  sequences: Float64Array;
  items: Int32Array;
}

export function createEventQueue(capacity = 64): EventQueue {
  return {
    size: 0,
    sequence: 0,
    times: new Float64Array(capacity),
    ranks: new Int32Array(capacity),
    sequences: new Float64Array(capacity),
    items: new Int32Array(capacity),
  };
}

/** Puts `item` down for `time`; of two at one time the lower rank comes first. */
export function schedule(queue: EventQueue, time: number, rank: number, item: number): void {
  if (!(time >= 0)) throw new RangeError(`schedule: given time ${time}; a number not below 0`);
  if (queue.size === queue.items.length) grow(queue);
  const sequence = queue.sequence++;
  let hole = queue.size++;
  while (hole > 0) {
    const parent = ((hole - 1) / ARITY) | 0;
    if (!before(queue, time, rank, sequence, parent)) break;
    move(queue, parent, hole);
    hole = parent;
  }
  put(queue, hole, time, rank, sequence, item);
}

/** The time of the next item; Infinity when there is none. */
export function nextTime(queue: EventQueue): number {
  return queue.size === 0 ? Number.POSITIVE_INFINITY : queue.times[0];
}

/** Takes the next item out. @throws RangeError when there is none. */
export function takeNext(queue: EventQueue): number {
  if (queue.size === 0) throw new RangeError('takeNext: the queue is empty; look at `size` first');
  const item = queue.items[0];
  const last = --queue.size;
  if (last === 0) return item;
  const time = queue.times[last];
  const rank = queue.ranks[last];
  const sequence = queue.sequences[last];
  let hole = 0;
  for (;;) {
    const first = hole * ARITY + 1;
    if (first >= last) break;
    let least = first;
    const end = Math.min(first + ARITY, last);
    for (let child = first + 1; child < end; child++) {
      if (before(queue, queue.times[child], queue.ranks[child], queue.sequences[child], least)) least = child;
    }
    if (before(queue, time, rank, sequence, least)) break;
    move(queue, least, hole);
    hole = least;
  }
  put(queue, hole, time, rank, sequence, queue.items[last]);
  return item;
}

function before(queue: EventQueue, time: number, rank: number, sequence: number, at: number): boolean {
  if (time !== queue.times[at]) return time < queue.times[at];
  if (rank !== queue.ranks[at]) return rank < queue.ranks[at];
  return sequence < queue.sequences[at];
}

function move(queue: EventQueue, from: number, to: number): void {
  put(queue, to, queue.times[from], queue.ranks[from], queue.sequences[from], queue.items[from]);
}

function put(
  queue: EventQueue,
  at: number,
  time: number,
  rank: number,
  sequence: number,
  item: number,
): void {
  queue.times[at] = time;
  queue.ranks[at] = rank;
  queue.sequences[at] = sequence;
  queue.items[at] = item;
}

function grow(queue: EventQueue): void {
  const capacity = queue.items.length * 2;
  const { times, ranks, sequences, items } = queue;
  queue.times = new Float64Array(capacity);
  queue.ranks = new Int32Array(capacity);
  queue.sequences = new Float64Array(capacity);
  queue.items = new Int32Array(capacity);
  queue.times.set(times);
  queue.ranks.set(ranks);
  queue.sequences.set(sequences);
  queue.items.set(items);
}
