/**
 * @file Whether a target comes in a run, by the oracle's own look at its events. What makes an event the same one
 * in another run is part of the question: the fields of a fate, whenever it comes; of anything else its time, too.
 */

import { run } from '../../dist/index.js';
import { historyOf } from './history.js';

/** Kinds that are the same whenever they come, by the fields that tell. */
const FATES = {
  default: ['bank'],
  loss: ['creditor', 'debtor'],
  request: ['client', 'request', 'outcome'],
  breaker_opened: ['node'],
  trade_update: ['entry_node', 'entry_at', 'reason'],
};

/** @typedef {{ config: object, seed: number, commands: object[], target: any, planned: number[][] }} Incident */

/** The first event of a run with these fields; null when there is none. */
export function firstOf(/** @type {any} */ events, /** @type {object} */ fields) {
  for (const event of events.where(fields)) return event;
  return null;
}

/**
 * What becomes of an incident's target without some of its commands; null when it does not come at all.
 *
 * @param {any} model
 * @param {Incident} incident
 * @param {any} actual the run as it was.
 * @returns {((left: readonly number[]) => import('./oracle.js').Fate) | null}
 */
export function fatesOf(model, incident, actual) {
  const { config, seed, commands, target } = incident;
  const without = (/** @type {readonly number[]} */ left) => commands.filter((_, i) => !left.includes(i));
  if (target.metric !== undefined) {
    const at = (/** @type {readonly number[]} */ left, /** @type {number} */ until) => {
      const given = without(left).filter((command) => /** @type {any} */ (command).at <= until);
      return run(model, { config, seed, commands: /** @type {any} */ (given), until }).metrics[target.metric];
    };
    const change = (/** @type {readonly number[]} */ left) => at(left, target.to) - at(left, target.from);
    const whole = change([]);
    if (whole === 0) return null;
    // A change has come when at least half of it is there.
    return (left) => ({ comes: change(left) / whole >= 0.5, history: null });
  }
  const event = firstOf(actual.events, target);
  if (event === null) return null;
  const telling = /** @type {Record<string, string[]>} */ (FATES)[event.type];
  const same =
    telling === undefined
      ? { ...target, t: event.t }
      : { type: event.type, ...Object.fromEntries(telling.map((field) => [field, event[field]])) };
  return (left) => {
    const { events } = run(model, { config, seed, commands: /** @type {any} */ (without(left)) });
    const found = firstOf(events, same);
    return { comes: found !== null, history: found && historyOf(/** @type {any} */ (events), found.id) };
  };
}
