/** @file All incidents of a family: made, their truth found, those that are not of the family drawn again. */

import { run } from '../../dist/index.js';
import { ask, setsText } from './ask.js';
import { fatesOf } from './look.js';
import { trueCauses } from './oracle.js';
import { Random } from './random.js';

/** Draws of an incident before a family is given up. */
const DRAWS_MAX = 20;
/** Runs of a family that are kept, for other questions. */
const RUNS_KEPT = 8;

/**
 * So many incidents of a family, each asked about.
 *
 * @param {string} name
 * @param {any} model
 * @param {string} family
 * @param {(random: Random) => any} make
 * @param {number} count
 */
export function gather(name, model, family, make, count) {
  const random = new Random(seedOf(`${name} ${family}`));
  const asked = [];
  const runs = [];
  let rejected = 0;
  while (asked.length < count) {
    const seed = random.whole(0, 2 ** 31);
    const made = make(new Random(seed));
    const incident = { ...made, seed: made.seed ?? seed };
    const { config, commands } = incident;
    const actual = run(model, { config, commands, seed: incident.seed });
    const fates = fatesOf(model, incident, actual);
    const truth = fates === null ? [] : trueCauses(incident.commands.length, fates);
    if (setsText(truth) !== setsText(incident.planned)) {
      rejected++;
      if (rejected > DRAWS_MAX * count) throw new Error(`${name}, ${family}: hardly any incident is of it`);
      continue;
    }
    asked.push({ seed, truth, ...ask(name, model, incident, actual, truth) });
    if (runs.length < RUNS_KEPT) runs.push(actual);
  }
  return { name, family, asked, rejected, runs };
}

/** A seed from a text (FNV-1a). */
export function seedOf(/** @type {string} */ text) {
  let hash = 0x811c9dc5;
  for (const letter of text) hash = Math.imul(hash ^ letter.charCodeAt(0), 0x01000193);
  return hash >>> 0;
}
