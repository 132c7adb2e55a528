/**
 * @file What simple rules blame: each gives one command of a run, or null. Incidents on which they do well are too
 * easy to tell a good explainer from a bad one.
 */

import { backwardSlice } from './history.js';

/** Kinds of events that show that something fails, and the width of a bin in which they are counted. */
const FAILURES = {
  banks: { kinds: ['default'], width: 1 },
  cache: { kinds: ['timeout', 'request'], width: 5 },
  trading: { kinds: ['position_closed'], width: 1 },
};

/** What says how large a blow was: what it did, or what was asked for. */
const SIZES = ['amount', 'magnitude', 'held', 'forgotten', 'factor', 'loss', 'share', 'return'];

/**
 * The index of the command that each rule blames.
 *
 * @param {keyof typeof FAILURES} model
 * @param {any} events
 * @param {readonly number[]} sinks the target's event, or the events in which a metric's change shows.
 * @returns {Record<string, number | null>}
 */
export function baselinesOf(model, events, sinks) {
  const end = Math.max(...sinks);
  const all = [...events.where({ type: 'command' })];
  const before = all.filter(({ id }) => id < end);
  const inSlice = new Set(backwardSlice(events, sinks));
  const sliced = before.filter(({ id }) => inSlice.has(id));
  const command = (/** @type {any} */ event) => event?.command ?? null;
  return {
    'last before': command(before.at(-1)),
    'largest shock': command(largest(events, before)),
    'change point': command(atChange(FAILURES[model], events, all)),
    'first of slice': command(sliced[0]),
    'last of slice': command(sliced.at(-1)),
  };
}

/** Of the commands of the commonest name, the one that did most. */
function largest(/** @type {any} */ events, /** @type {readonly any[]} */ commands) {
  const count = (/** @type {string} */ name) => commands.filter((each) => each.name === name).length;
  const name = commands.reduce((best, each) => (count(each.name) > count(best) ? each.name : best), '');
  /** @type {Map<number, number>} */
  const sizes = new Map();
  for (const event of events) {
    const [cause] = event.causes;
    if (event.causes.length !== 1 || sizes.has(cause)) continue;
    const field = SIZES.find((each) => typeof event[each] === 'number');
    if (field !== undefined) sizes.set(cause, Math.abs(event[field]));
  }
  const size = (/** @type {any} */ { id }) => sizes.get(id) ?? 0;
  const alike = commands.filter((each) => each.name === name);
  return alike.reduce((best, each) => (best === null || size(each) > size(best) ? each : best), null);
}

/** The command nearest to the largest jump of the number of failures. */
function atChange(
  /** @type {{ kinds: string[], width: number }} */ { kinds, width },
  /** @type {any} */ events,
  /** @type {readonly any[]} */ commands,
) {
  /** @type {number[]} */
  const counts = [];
  for (const event of events.where({ type: kinds })) {
    if (event.type === 'request' && event.outcome === 'hit') continue;
    const bin = Math.floor(event.t / width);
    counts[bin] = (counts[bin] ?? 0) + 1;
  }
  let [best, jump] = [0, 0];
  for (let bin = 0; bin < counts.length; bin++) {
    const rise = (counts[bin] ?? 0) - (counts[bin - 1] ?? 0);
    if (rise > jump) [best, jump] = [bin, rise];
  }
  const far = (/** @type {any} */ { t }) => Math.abs(t - best * width);
  return commands.reduce((near, each) => (near === null || far(each) < far(near) ? each : near), null);
}
