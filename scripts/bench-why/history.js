/**
 * @file What led to an event, read off the causes that a log names: the oracle's own look at a log.
 *
 * @typedef {{ id: number, t: number, type: string, causes: readonly number[], [field: string]: unknown }} Logged
 * @typedef {{ get(id: number): Logged, where(filter: object): Iterable<Logged>, count: number }} Events
 */

/** The ids of an event and of all that its causes lead back to, ascending. */
export function backwardSlice(/** @type {Events} */ events, /** @type {readonly number[]} */ sinks) {
  const found = new Set(sinks);
  const open = [...sinks];
  for (let id = open.pop(); id !== undefined; id = open.pop()) {
    for (const cause of events.get(id).causes) {
      if (found.has(cause)) continue;
      found.add(cause);
      open.push(cause);
    }
  }
  return [...found].sort((a, b) => a - b);
}

/** The events on a path of causes from one of `sources` to `sink`, both ends included; ids, ascending. */
export function eventsBetween(
  /** @type {Events} */ events,
  /** @type {readonly number[]} */ sources,
  /** @type {number} */ sink,
) {
  const reached = new Set(sources);
  return backwardSlice(events, [sink]).filter((id) => {
    if (!reached.has(id) && events.get(id).causes.some((cause) => reached.has(cause))) reached.add(id);
    return reached.has(id);
  });
}

/** Numbers that say who. Others are amounts, or say where in a log or a list something stands. */
const WHO = ['bank', 'creditor', 'debtor', 'lender', 'borrower', 'client', 'request', 'key', 'attempt'];

/**
 * An event's history as text: type, time and words of all that led to it. Amounts are left out: a command that
 * moves a cent on the way has not changed how the target came.
 */
export function historyOf(/** @type {Events} */ events, /** @type {number} */ id) {
  const lines = backwardSlice(events, [id]).map((each) => {
    const event = events.get(each);
    if (event.type === 'command') return `command ${event.t} ${event.name}`;
    const words = Object.entries(event)
      .filter(([name, value]) => typeof value === 'string' || WHO.includes(name))
      .map(([name, value]) => `${name}=${value}`);
    return `${event.type} ${event.t} ${words.join(' ')}`;
  });
  return lines.sort().join('\n');
}
