/** @file One question to `why`, with and without re-runs, and how good its answers are. */

import { run, why } from '../../dist/index.js';
import { baselinesOf } from './baselines.js';
import { eventsBetween } from './history.js';
import { firstOf } from './look.js';

/**
 * How good an answer is.
 *
 * @typedef {object} Score
 * @property {boolean} top1 the first command among the root causes is in a true set.
 * @property {boolean} exact the minimal sets are the true ones.
 * @property {number} invented ids, or edges between them, that the log does not have.
 * @property {number | null} precision of the chain's events, those on a path of causes from a command of a true
 * set to the target's event; null for a metric.
 * @property {number | null} recall of such events by the chain.
 */

/** Sets of indices as text, in an order of their own. */
export function setsText(/** @type {readonly (readonly number[])[]} */ sets) {
  return sets
    .map((set) => [...set].sort((a, b) => a - b).join('+'))
    .sort()
    .join(' ');
}

/**
 * The answer's minimal sets as indices of commands. What is decided within the system, such as the order that
 * opened the position which a stop closed, may be a cause as well: sets with such members are another answer to
 * another question, of which the oracle knows nothing, and are left out.
 *
 * @returns {number[][]}
 */
export function setsOf(/** @type {any} */ answer) {
  const indexOf = (/** @type {number} */ id) =>
    answer.rootCauses.find((/** @type {any} */ root) => root.id === id)?.command;
  const sets = answer.sets.map((/** @type {number[]} */ set) => set.map(indexOf));
  return sets.filter((/** @type {unknown[]} */ set) => !set.includes(undefined));
}

/** @returns {Score} */
export function scoreOf(
  /** @type {any} */ answer,
  /** @type {readonly (readonly number[])[]} */ truth,
  /** @type {any} */ events,
) {
  const first = answer.rootCauses.find((/** @type {any} */ root) => root.kind === 'command')?.command;
  return {
    top1: truth.some((set) => set.includes(first)),
    exact: setsText(setsOf(answer)) === setsText(truth),
    invented: inventedIn(answer, events),
    ...chainScore(answer, truth.flat(), events),
  };
}

/** Members of sets that are no commands. Steps on no other path than theirs are not scored either. */
function unscored(/** @type {any} */ answer) {
  const isCommand = (/** @type {number} */ id) =>
    answer.rootCauses.some((/** @type {any} */ root) => root.id === id && root.kind === 'command');
  return answer.sets.flat().filter((/** @type {number} */ id) => !isCommand(id));
}

function chainScore(
  /** @type {any} */ answer,
  /** @type {readonly number[]} */ commands,
  /** @type {any} */ events,
) {
  if (answer.target.kind === 'metric') return { precision: null, recall: null };
  const sources = [...events.where({ type: 'command' })].filter(({ command }) => commands.includes(command));
  const ids = sources.map(({ id }) => id);
  const wanted = new Set(eventsBetween(events, ids, answer.target.id));
  // A cause that no path of the log connects to the target is right to be told.
  for (const id of ids) wanted.add(id);
  const others = unscored(answer);
  const beside = new Set([...others, ...eventsBetween(events, others, answer.target.id)]);
  const steps = answer.chain.map((/** @type {any} */ step) => step.id);
  const told = steps.filter((/** @type {number} */ id) => wanted.has(id) || !beside.has(id));
  const right = told.filter((/** @type {number} */ id) => wanted.has(id)).length;
  return { precision: told.length === 0 ? 0 : right / told.length, recall: right / wanted.size };
}

/** How many ids of an answer, or edges of its chain, are not in the log. */
export function inventedIn(/** @type {any} */ answer, /** @type {any} */ events) {
  const isThere = (/** @type {unknown} */ id) =>
    Number.isInteger(id) && Number(id) >= 0 && Number(id) < events.count;
  const ids = [
    ...answer.chain.map((/** @type {any} */ step) => step.id),
    ...answer.rootCauses.map((/** @type {any} */ root) => root.id).filter((id) => id !== null),
    ...answer.sets.flat(),
  ];
  const edges = answer.chain.flatMap((/** @type {any} */ step) =>
    step.causes.filter(
      (/** @type {number} */ id) => !isThere(id) || !events.get(step.id).causes.includes(id),
    ),
  );
  return ids.filter((id) => !isThere(id)).length + edges.length;
}

/** Milliseconds that a call takes, and what it gives. */
function timed(/** @type {() => any} */ call) {
  const start = performance.now();
  const result = call();
  return { result, ms: performance.now() - start };
}

/**
 * Asks about an incident of which the truth is known.
 *
 * @param {string} name
 * @param {any} model
 * @param {import('./look.js').Incident} incident
 * @param {any} actual
 * @param {readonly (readonly number[])[]} truth
 */
export function ask(name, model, incident, actual, truth) {
  const { events } = actual;
  const { target } = incident;
  const { result: answer, ms } = timed(() => why(actual, target));
  const fromLog = answerOf(() => why({ model, events }, target));
  const isMetric = target.metric !== undefined;
  const sinks = isMetric ? failuresIn(events, target) : [firstOf(events, target).id];
  const told = setsOf(answer);
  return {
    ...{ ms, reruns: answer.reruns, told, score: scoreOf(answer, truth, events) },
    hasOthers: answer.sets.length > told.length,
    facts: factsOf(answer) + factsOf(fromLog),
    logScore: fromLog === null ? null : scoreOf(fromLog, truth, events),
    blamed: baselinesOf(/** @type {any} */ (name), events, sinks),
    prevention: preventionOf(model, incident, actual, answer.prevention),
  };
}

/** What an answer says, without how long it took. */
function factsOf(/** @type {any} */ answer) {
  if (answer === null) return 'refused';
  const { chain, rootCauses, sets, prevention, text } = answer;
  return JSON.stringify({ chain, rootCauses, sets, prevention, text });
}

/** Failed requests of a span of time. */
function failuresIn(/** @type {any} */ events, /** @type {{ from: number, to: number }} */ { from, to }) {
  const found = [...events.where({ type: 'request', from, to })];
  return found.filter(({ outcome }) => outcome !== 'hit' && outcome !== 'miss').map(({ id }) => id);
}

/** An answer; null where the question is refused. */
function answerOf(/** @type {() => any} */ call) {
  try {
    return call();
  } catch (error) {
    if (/** @type {any} */ (error).name === 'FaultlineError') return null;
    throw error;
  }
}

/** Whether a prevention works, by a run of our own with its commands added; `none` where there is none. */
function preventionOf(
  /** @type {any} */ model,
  /** @type {import('./look.js').Incident} */ { config, seed, commands, target },
  /** @type {any} */ actual,
  /** @type {any} */ prevention,
) {
  if (prevention === null || target.metric !== undefined) return 'none';
  const all = /** @type {any} */ ([...commands, ...prevention.commands]);
  const { events } = run(model, { config, seed, commands: all });
  const was = firstOf(actual.events, target);
  const isFate = ['default', 'request', 'breaker_opened', 'trade_update'].includes(target.type);
  const reason = target.type === 'trade_update' ? { reason: was.reason } : {};
  const again = firstOf(events, isFate ? { ...target, ...reason } : { ...target, t: was.t });
  return again === null ? 'works' : 'fails';
}
