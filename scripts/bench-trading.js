/**
 * @file `npm run bench:trading`: how fast the trading model is and how much memory it takes, and grademark, a
 * back-tester of npm, on the same bars in the same minute. `--small` runs everything in seconds. It asserts
 * nothing: machines differ.
 */

import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { build } from './build.js';
import { main } from './install.js';
import { measureIn, median } from './yardstick.js';

const small = process.argv.includes('--small');
const pairs = small ? 1 : 5;
const measure = measureIn('scripts/measure-trading.js');

/** What grademark 0.3.0 needs: it and the averages of its README require chai without saying so. */
const peers = ['grademark@0.3.0', 'data-forge@1.10.5', 'data-forge-indicators@0.2.7', 'chai@4.5.0'];

/** Millions a second, as text. */
function millions(/** @type {number} */ perSecond) {
  return `${(perSecond / 1e6).toFixed(2)} M/s`;
}

async function measureTicks() {
  console.log('Ticks a CPU second through the reference graph: 17 nodes, RSI, one-minute candles');
  const days = small ? 2 : 20;
  const ratios = [];
  for (let i = 0; i < pairs; i++) {
    const off = await measure('ticks', 'replayed', 'off', days);
    const on = await measure('ticks', 'replayed', 'on', days);
    ratios.push(on.ticksPerSecond / off.ticksPerSecond);
    const same = JSON.stringify(on.metrics) === JSON.stringify(off.metrics) ? 'same' : 'OTHER';
    const speeds = `log on ${millions(on.ticksPerSecond)}, off ${millions(off.ticksPerSecond)}`;
    const counts = `${on.count} ticks, ${on.eventCount} events`;
    console.log(
      `  replayed: ${speeds}, ratio ${ratios[i].toFixed(2)}, ${same} metrics; ${counts}, digest ${on.digest}`,
    );
  }
  console.log(`  median of the log on over off ${median(ratios).toFixed(2)}`);
  const made = await measure('ticks', 'generated', 'on', days);
  console.log(`  generated as they come, log on: ${millions(made.ticksPerSecond)}, digest ${made.digest}`);
}

async function compareGrademark(/** @type {string} */ folder) {
  console.log('A moving-average cross over the S&P bars, against grademark 0.3.0: CPU time, bars to trades');
  const reason = installGrademark(folder);
  if (reason !== null) return console.log(`  skipped: ${reason}`);
  const windows = [
    [10, 20],
    [20, 50],
    [50, 200],
  ];
  for (const [fast, slow] of small ? windows.slice(0, 1) : windows) {
    const ratios = [];
    for (let i = 0; i < pairs; i++) {
      const theirs = await measure('grademark', fast, slow, folder);
      const ours = await measure('cross', fast, slow);
      ratios.push(theirs.milliseconds / ours.milliseconds);
      const speeds = `grademark ${theirs.milliseconds.toFixed(1)} ms, ours ${ours.milliseconds.toFixed(2)} ms`;
      const trades =
        theirs.digest === ours.digest ? `same ${ours.trades}` : `${theirs.trades} BUT ${ours.trades}`;
      console.log(
        `  ${fast}/${slow}: ${speeds}, ${ratios[i].toFixed(1)} times; ${trades} trades; ` +
          `runStrategy as a whole ${ours.whole.toFixed(1)} ms`,
      );
    }
    console.log(`  ${fast}/${slow}: median ${median(ratios).toFixed(1)} times`);
  }
}

/** Installs grademark into a folder; null, or why it is not there. */
function installGrademark(/** @type {string} */ folder) {
  fs.writeFileSync(path.join(folder, 'package.json'), '{ "private": true }');
  const flags = ['--silent', '--no-audit', '--no-fund', '--ignore-scripts', '--prefix', folder];
  try {
    execFileSync('npm', ['install', ...flags, ...peers], { stdio: 'pipe' });
    return null;
  } catch (error) {
    return `npm failed: ${error instanceof Error ? error.message.split('\n')[0] : error}`;
  }
}

async function measureSweep() {
  const runs = small ? 200 : 10_000;
  console.log(`A sweep of ${runs} paths of 5,104 bars drawn again in blocks, sma-cross, two threads`);
  const { wall, cpu, digest } = await measure('bootstrap', runs, 2);
  console.log(`  ${wall.toFixed(2)} s, ${cpu.toFixed(2)} s of processor time, digest ${digest}`);
}

async function measureMemory() {
  console.log('Memory of a run with the log on');
  const scale = small ? 0.02 : 1;
  for (const [name, kind, days] of /** @type {const} */ ([
    ['reference graph, candles', 'calm', 1150],
    ['nearly all orders and trades', 'busy', 625],
  ])) {
    const result = await measure('memory', Math.ceil(scale * days), kind);
    const { events, trades, seconds, logMegabytes, idleMegabytes, megabytes, digest } = result;
    const log = `log ${logMegabytes.toFixed(1)} MB, ${((1e6 * logMegabytes) / events).toFixed(0)} bytes an event`;
    const peak = `peak ${megabytes.toFixed(0)} MB, of which ${idleMegabytes.toFixed(0)} before the run`;
    console.log(`  ${name}: ${events} events, ${trades} trades in ${seconds.toFixed(2)} s`);
    console.log(`    ${log}; ${peak}; digest ${digest}`);
  }
}

async function measureChains() {
  console.log('Time to find the chain of a trade');
  for (const length of small ? [1000, 10_000] : [1000, 10_000, 100_000]) {
    const { links, microseconds, each } = await measure('chain', length);
    console.log(
      `  ${links} events: ${(microseconds / 1000).toFixed(2)} ms, ${each.toFixed(2)} microseconds each`,
    );
  }
}

await main(async () => {
  await build();
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'faultline-bench-'));
  try {
    await measureTicks();
    await compareGrademark(folder);
    await measureSweep();
    await measureMemory();
    await measureChains();
  } finally {
    fs.rmSync(folder, { recursive: true });
  }
  return 0;
});
