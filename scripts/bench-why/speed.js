/** @file How long answers take: from a log of a million events, and of a bank's usual question with re-runs. */

import { banks, run, why } from '../../dist/index.js';
import { banksIncidents } from './banks-incidents.js';
import { Random } from './random.js';

/** Defaults of the long run that are asked about. */
const ASKED_MAX = 12;

function medianOf(/** @type {readonly number[]} */ values) {
  return [...values].sort((a, b) => a - b)[values.length >> 1];
}

/** Milliseconds of calls, one by one; the first few warm up and do not count. */
function timesOf(/** @type {number} */ count, /** @type {() => void} */ call) {
  const times = Array.from({ length: count + 3 }, () => {
    const start = performance.now();
    call();
    return performance.now() - start;
  });
  return times.slice(3);
}

/** Answers from the log alone, of banks' defaults all over a long run of many banks. */
export function structural(/** @type {boolean} */ small) {
  const steps = small ? 80 : 673;
  const commands = [{ name: 'apply_shock', kind: 'asset_price_crash', magnitude: 0.6, at: steps - 2 }];
  const actual = run(banks, {
    config: { banks: 48, steps },
    seed: 7,
    commands: /** @type {any} */ (commands),
  });
  const { events } = actual;
  const defaults = [...events.where({ type: 'default' })];
  const every = Math.ceil(defaults.length / ASKED_MAX);
  const asked = defaults.filter((_, i) => i % every === 0);
  const times = asked.map(({ id }) =>
    medianOf(timesOf(1, () => why({ model: banks, events }, { event: id }))),
  );
  return { events: events.count, asked: asked.length, ms: medianOf(times), most: Math.max(...times) };
}

/** A bank's default in a run of some 400 events, with ten commands, and what would have prevented it. */
export function typical(/** @type {boolean} */ small) {
  const families = /** @type {const} */ (['single', 'common', 'chain', 'joint']);
  const results = [];
  for (let i = 0; i < (small ? 4 : 20); i++) {
    const random = new Random(1000 + i);
    const { config, commands, target } = banksIncidents[families[i % 4]](random);
    const given = [...commands];
    while (given.length < 10) {
      const bank = random.whole(0, config.banks.length - 1);
      given.push({ name: 'add_capital', bank, amount: random.between(0.1, 1), at: random.whole(1, 5) });
    }
    const actual = run(banks, {
      config: { ...config, steps: 14 },
      seed: i,
      commands: /** @type {any} */ (given),
    });
    const times = timesOf(5, () => why(actual, target));
    results.push({
      ...{ events: actual.events.count, reruns: why(actual, target).reruns },
      ...{ ms: medianOf(times), first: times[0] },
    });
  }
  const of = (/** @type {'ms' | 'events' | 'reruns'} */ field) =>
    medianOf(results.map((each) => each[field]));
  return {
    ...{ ms: of('ms'), events: of('events'), reruns: of('reruns') },
    most: Math.max(...results.map(({ ms }) => ms)),
  };
}
