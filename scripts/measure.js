/**
 * @file One measurement in a process of its own, so that the engine has seen nothing else: `npm run bench`
 * calls it. Prints one line of JSON, with a digest of the results, so that speed won by other results shows.
 */

import { createHash } from 'node:crypto';
import { noHost } from '../dist/core/host.js';
import { makeRecipe } from '../dist/core/recipe.js';
import { Simulation } from '../dist/core/simulation.js';
import { banks, runSeed, sweep } from '../dist/index.js';

/** The yardstick's size: 100 banks, 30 steps, some 10 loans a bank. */
const yardstick = { banks: 100, steps: 30, density: 0.1 };
const metrics = new Float64Array(Object.keys(banks.metrics).length);

/** Microseconds of processor time that a run takes: the best of a few rounds, the first of which warms up. */
function runs(/** @type {boolean} */ log, /** @type {boolean} */ fresh, /** @type {number} */ count) {
  const recipe = makeRecipe(banks, { config: yardstick }, noHost);
  const results = createHash('sha256');
  let simulation = new Simulation(banks, recipe, {}, log);
  let best = Number.POSITIVE_INFINITY;
  for (let round = 0; round < 4; round++) {
    const start = process.cpuUsage();
    for (let i = 0; i < count; i++) {
      const seed = runSeed(1, i);
      if (fresh) simulation = new Simulation(banks, { ...recipe, seed }, {}, log);
      else simulation.restart(seed);
      simulation.finish();
      simulation.measure(metrics);
      if (round === 0) results.update(metrics);
    }
    const { user, system } = process.cpuUsage(start);
    best = Math.min(best, (user + system) / count);
  }
  return { microseconds: best, digest: results.digest('hex') };
}

/** Nanoseconds that a step takes, by bank and loan, the opening of the run left out. */
function steps(/** @type {number} */ bankCount, /** @type {number} */ stepCount) {
  const config = { banks: bankCount, steps: stepCount, density: 10 / (bankCount - 1) };
  const simulation = new Simulation(banks, makeRecipe(banks, { config }, noHost), {}, false);
  let best = Number.POSITIVE_INFINITY;
  for (let round = 0; round < 10; round++) {
    simulation.restart(1);
    const start = process.cpuUsage();
    simulation.finish();
    const { user, system } = process.cpuUsage(start);
    best = Math.min(best, (user + system) / stepCount);
  }
  simulation.measure(metrics);
  const loanCount = simulation.state.loans.count;
  const digest = createHash('sha256').update(metrics).digest('hex');
  return { microseconds: best, loanCount, nanosecondsEach: (1000 * best) / (bankCount + loanCount), digest };
}

/** The most memory that a sweep holds at a time, threads included. */
async function memory(/** @type {number} */ runCount, /** @type {number} */ workers) {
  const { digest, elapsed } = await sweep(banks, { config: yardstick, runs: runCount, workers });
  return { megabytes: process.resourceUsage().maxRSS / 1024, cpuSeconds: elapsed.cpu, digest };
}

const [what, ...args] = process.argv.slice(2);
const numbers = args.map(Number);
const result =
  what === 'runs'
    ? runs(args[0] === 'on', args[1] === 'fresh', numbers[2])
    : what === 'steps'
      ? steps(numbers[0], numbers[1])
      : await memory(numbers[0], numbers[1]);
console.log(JSON.stringify(result));
