/** @file Questions without an answer, asked of runs that there are. */

import { why } from '../../dist/index.js';
import { seedOf } from './gather.js';
import { Random } from './random.js';
import { unanswerable } from './unanswerable.js';

/**
 * How many questions without an answer are refused, by `why` with re-runs and from the log.
 *
 * @param {'banks' | 'cache' | 'trading'} name
 * @param {any} model
 * @param {readonly any[]} runs
 * @param {number} count
 */
export function askInVain(name, model, runs, count) {
  const random = new Random(seedOf(`${name} unanswerable`));
  /** @type {string[]} */
  const answered = [];
  for (let i = 0; i < count; i++) {
    const actual = runs[i % runs.length];
    const target = unanswerable(name, actual.events, i, random);
    for (const source of [actual, { model, events: actual.events }]) {
      const reason = refusalOf(() => why(source, target));
      if (reason !== null) answered.push(`${JSON.stringify(target)}: ${reason}`);
    }
  }
  return { asked: 2 * count, answered };
}

/** Null where a question is refused as it should be; or what came instead. */
function refusalOf(/** @type {() => any} */ call) {
  try {
    return `answered: ${call().target.sentence}`;
  } catch (error) {
    if (/** @type {any} */ (error).name === 'FaultlineError') return null;
    return String(error);
  }
}
