/**
 * @file `npm run bench:cache`: how fast the cache model and the eviction policies are, as ratios to C programs
 * run in the same minute. `--small` runs everything in seconds. It asserts nothing: machines differ.
 */

import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { build } from './build.js';
import { main } from './install.js';
import { compileYardstick, measureIn, median } from './yardstick.js';

const small = process.argv.includes('--small');
const pairs = small ? 1 : 5;
const measure = measureIn('scripts/measure-cache.js');
const requests = small ? 100_000 : 2_000_000;
const policies = ['fifo', 'clock', 'lfu', 'sieve', 's3-fifo', 'w-tinylfu', 'sampled-lru', 'random'];

/** Millions a second, as text. */
function millions(/** @type {number} */ perSecond) {
  return `${(perSecond / 1e6).toFixed(2)} M/s`;
}

/** What a line of a yardstick's output says before a word. */
function figure(/** @type {string} */ program, /** @type {RegExp} */ pattern) {
  const output = execFileSync(program, { encoding: 'utf8' });
  return 1e6 * Number(pattern.exec(output)?.[1]);
}

async function compareCluster(/** @type {string} */ folder) {
  console.log('Events a CPU second over those of the C yardstick; 64 clients, 8 nodes, 100,000 keys');
  const yardstick = compileYardstick('des', ['-ffast-math'], folder);
  if ('reason' in yardstick) return console.log(`  skipped: ${yardstick.reason}`);
  const ratios = [];
  let digest = '';
  for (let i = 0; i < pairs; i++) {
    const theirs = figure(yardstick.program, /cluster 4-ary ([\d.]+) Mev/);
    const ours = await measure('cluster', 'yardstick', 'off', requests);
    ratios.push(ours.eventsPerSecond / theirs);
    digest = ours.digest;
    const speeds = `C ${millions(theirs)}, ours ${millions(ours.eventsPerSecond)}`;
    const result = `hit ratio ${ours.hitRatio.toFixed(4)}, mean latency ${ours.latencyMean.toFixed(3)}`;
    console.log(
      `  ${speeds}, ratio ${ratios[i].toFixed(3)}; ${ours.perRequest.toFixed(2)} a request, ${result}`,
    );
  }
  console.log(`  median ratio ${median(ratios).toFixed(3)}, digest ${digest}`);
}

async function compareLogs() {
  console.log('Events a CPU second with the log on over off');
  for (const config of ['yardstick', 'open']) {
    const ratios = [];
    for (let i = 0; i < Math.ceil(pairs / 2); i++) {
      const off = await measure('cluster', config, 'off', requests / 4);
      const on = await measure('cluster', config, 'on', requests / 4);
      ratios.push(on.eventsPerSecond / off.eventsPerSecond);
      const speeds = `off ${millions(off.eventsPerSecond)}, on ${millions(on.eventsPerSecond)}`;
      const digests = off.digest === on.digest ? `digest ${on.digest}` : `${off.digest} BUT ${on.digest}`;
      console.log(`  ${config}: ${speeds}, ratio ${ratios[i].toFixed(2)}, ${digests}`);
    }
  }
}

async function measureMemory() {
  console.log('Peak memory with the log off, by the number of requests');
  for (const count of [requests / 10, requests]) {
    const { megabytes, digest } = await measure('cluster', 'open', 'off', count);
    console.log(`  ${count} requests: ${megabytes.toFixed(0)} MB, digest ${digest}`);
  }
}

async function comparePolicies(/** @type {string} */ folder) {
  console.log('Requests a CPU second of LRU over those of the C yardstick, and of the others over LRU');
  const yardstick = compileYardstick('lru', [], folder);
  const count = small ? 500_000 : 20_000_000;
  for (const capacity of small ? [10_000] : [10_000, 100_000, 300_000]) {
    const lru = await measure('misses', 'lru', capacity, count);
    const own = millions(lru.requestsPerSecond);
    if ('reason' in yardstick) console.log(`  lru, ${capacity}: ${own}; C skipped: ${yardstick.reason}`);
    else {
      const theirs = figure(yardstick.program, new RegExp(`C=${capacity} ([\\d.]+) Mreq`));
      const ratio = (lru.requestsPerSecond / theirs).toFixed(3);
      console.log(`  lru, ${capacity}: ${own}, C ${millions(theirs)}, ratio ${ratio}, ${lru.misses} misses`);
    }
    for (const policy of policies) {
      const each = await measure('misses', policy, capacity, count);
      const ratio = (each.requestsPerSecond / lru.requestsPerSecond).toFixed(2);
      const speed = millions(each.requestsPerSecond);
      console.log(`    ${policy}: ${speed}, ratio ${ratio}, ${each.misses} misses`);
    }
  }
}

await main(async () => {
  await build();
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'faultline-bench-'));
  try {
    await compareCluster(folder);
    await compareLogs();
    await measureMemory();
    await comparePolicies(folder);
  } finally {
    fs.rmSync(folder, { recursive: true });
  }
  return 0;
});
