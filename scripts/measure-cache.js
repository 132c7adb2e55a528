/**
 * @file One measurement of the cache model or of eviction, in a process of its own: `npm run bench:cache` calls it.
 * Prints one line of JSON, with a digest of the results, so that speed won by other results shows.
 */

import { createHash } from 'node:crypto';
import { Chance, unit } from '../dist/core/chance.js';
import { noHost } from '../dist/core/host.js';
import { makeRecipe } from '../dist/core/recipe.js';
import { Simulation } from '../dist/core/simulation.js';
import { cache, missCounts, zipfPopularity } from '../dist/index.js';
import { aliasTable, drawAlias } from '../dist/models/cache/alias-table.js';

/** The cluster of the yardstick: 64 closed clients, 8 nodes of 1,000 keys, one database, 100,000 keys. */
const yardstick = {
  ...{ keys: 100_000, zipf: 0.9, nodes: 8, spareNodes: 0, capacity: 1000, routing: 'hash', warmup: 0 },
  arrivals: { kind: 'closed', clients: 64, think: { kind: 'exponential', mean: 20 } },
  service: { kind: 'exponential', mean: 0.2 },
  network: { latency: { kind: 'uniform', min: 1, max: 5 } },
  database: { service: { kind: 'exponential', mean: 0.4 }, workers: 1 },
  ...{ timeout: null, retries: 0 },
};
/** An open stream with timeouts: what most configs have. */
const open = { nodes: 8, arrivals: { kind: 'poisson', rate: 10 } };
const configs = { yardstick, open };

/** Events (turns) a CPU second: the best of a few rounds, the first of which warms up. */
function cluster(
  /** @type {keyof typeof configs} */ name,
  /** @type {boolean} */ log,
  /** @type {number} */ requests,
) {
  const config = { ...configs[name], requests };
  const simulation = new Simulation(cache, makeRecipe(cache, { config, seed: 1 }, noHost), {}, log);
  const metrics = new Float64Array(Object.keys(cache.metrics).length);
  const digest = createHash('sha256');
  let best = 0;
  for (let round = 0; round < 4; round++) {
    simulation.restart(1);
    const start = process.cpuUsage();
    simulation.finish();
    const { user, system } = process.cpuUsage(start);
    best = Math.max(best, simulation.turnCount / ((user + system) / 1e6));
    simulation.measure(metrics);
    if (round === 0) digest.update(metrics);
  }
  const [, hitRatio, latencyMean] = metrics;
  const perRequest = simulation.turnCount / requests;
  const megabytes = process.resourceUsage().maxRSS / 1024;
  return {
    eventsPerSecond: best,
    perRequest,
    hitRatio,
    latencyMean,
    megabytes,
    digest: digest.digest('hex'),
  };
}

/** Requests a CPU second of a policy over Zipf keys whose popularity is not their order in memory. */
function misses(
  /** @type {string} */ policy,
  /** @type {number} */ capacity,
  /** @type {number} */ requests,
) {
  const size = 1_000_000;
  const chance = new Chance(['keys', 'places']);
  chance.reseed(1);
  const { keys: stream, places } = chance.streams;
  const place = Int32Array.from({ length: size }, (_, i) => i);
  for (let i = size - 1; i > 0; i--) {
    places.words(i, 0, 0);
    const j = Math.floor(unit(chance.words[0]) * (i + 1));
    [place[i], place[j]] = [place[j], place[i]];
  }
  const table = aliasTable(zipfPopularity(size, 0.99));
  const keys = new Int32Array(requests);
  for (let i = 0; i < requests; i++) {
    stream.words(i, 0, 0);
    keys[i] = place[drawAlias(table, chance.words[0], chance.words[1])];
  }
  let best = 0;
  let result = { misses: 0 };
  for (let round = 0; round < 2; round++) {
    const start = process.cpuUsage();
    result = missCounts(keys, { policy: /** @type {'lru'} */ (policy), capacity });
    const { user, system } = process.cpuUsage(start);
    best = Math.max(best, requests / ((user + system) / 1e6));
  }
  return { requestsPerSecond: best, missRatio: result.misses / requests, misses: result.misses };
}

const [what, ...args] = process.argv.slice(2);
const result =
  what === 'cluster'
    ? cluster(/** @type {keyof typeof configs} */ (args[0]), args[1] === 'on', Number(args[2]))
    : misses(args[0], Number(args[1]), Number(args[2]));
console.log(JSON.stringify(result));
