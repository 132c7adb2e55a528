/**
 * @file One measurement in a process of its own, so that the engine has seen nothing else: `npm run bench`
 * calls it. Prints one line of JSON, with a digest of the results, so that speed won by other results shows.
 */

import { createHash } from 'node:crypto';
import { Chance } from '../dist/core/chance.js';
import { noHost } from '../dist/core/host.js';
import { makeRecipe } from '../dist/core/recipe.js';
import { Simulation } from '../dist/core/simulation.js';
import { banks, clearingPayments, runSeed, sweep } from '../dist/index.js';

/** The yardstick's size and mechanisms: 100 banks, 30 steps, some 10 loans a bank, no forced sales. */
const yardstick = { banks: 100, steps: 30, density: 0.1, fireSales: false, funding: false };
const metrics = new Float64Array(Object.keys(banks.metrics).length);

/** Microseconds of processor time that a run takes: the best of a few rounds, the first of which warms up. */
function runs(
  /** @type {boolean} */ log,
  /** @type {boolean} */ fresh,
  /** @type {number} */ count,
  /** @type {boolean} */ channels,
) {
  const config = { ...yardstick, fireSales: channels, funding: channels };
  const recipe = makeRecipe(banks, { config }, noHost);
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

/** Milliseconds to clear 1,000 banks, and those of one product of a matrix of that size and a vector. */
function clear(/** @type {string} */ kind) {
  const size = 1000;
  const chance = new Chance(['network']);
  chance.reseed(1);
  const draw = (/** @type {number} */ i, /** @type {number} */ j) => chance.streams.network.uniform(i, j, 0);
  const linked = kind === 'sparse' ? 10 / size : 1;
  const liabilities = Array.from({ length: size }, (_, i) =>
    Array.from({ length: size }, (_, j) => (i !== j && draw(i, j) < linked ? draw(i, j + size) : 0)),
  );
  const owed = liabilities.map((row) => row.reduce((sum, each) => sum + each, 0));
  const received = owed.map((_, j) => liabilities.reduce((sum, row) => sum + row[j], 0));
  // A hundredth, a tenth or nearly all of the banks have too little of their own.
  const failing = kind === 'dense, few fail' ? 0.01 : kind === 'sparse' ? 0.1 : 0.98;
  const externalLiabilities = owed.map((each) => each / 2);
  const externalAssets = owed.map((each, i) => {
    const needed = 1.5 * each - received[i];
    return Math.max(0, draw(i, 2 * size) < failing ? needed - 0.3 * each : needed + 0.5 * each);
  });
  const flat = Float64Array.from(liabilities.flat());
  let product = Number.POSITIVE_INFINITY;
  let best = Number.POSITIVE_INFINITY;
  const digest = createHash('sha256');
  let defaults = 0;
  for (let round = 0; round < 12; round++) {
    let start = performance.now();
    const sums = new Float64Array(size);
    for (let i = 0; i < size; i++) {
      let sum = 0;
      for (let j = 0; j < size; j++) sum += flat[i * size + j] * owed[j];
      sums[i] = sum;
    }
    product = Math.min(product, performance.now() - start);
    start = performance.now();
    const { payments, defaulted } = clearingPayments({ liabilities, externalAssets, externalLiabilities });
    best = Math.min(best, performance.now() - start);
    defaults = defaulted.length;
    if (round === 0) digest.update(Float64Array.from(payments)).update(sums);
  }
  return { milliseconds: best, ratio: best / product, defaults, digest: digest.digest('hex') };
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
    ? runs(args[0] === 'on', args[1] === 'fresh', numbers[2], args[3] === 'channels')
    : what === 'steps'
      ? steps(numbers[0], numbers[1])
      : what === 'clear'
        ? clear(args[0])
        : await memory(numbers[0], numbers[1]);
console.log(JSON.stringify(result));
