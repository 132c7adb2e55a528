/**
 * @file `npm run bench`: how fast the interbank model is and how much memory it takes. `--small` runs
 * everything in seconds. It asserts nothing: machines differ, and so does one machine from hour to hour.
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
const measure = measureIn('scripts/measure.js');

/** Microseconds of processor time that a run of the yardstick takes. */
function timeYardstick(/** @type {string} */ program) {
  const output = execFileSync(program, [small ? '2000' : '20000'], { encoding: 'utf8' });
  return 1e6 / Number(/([\d.]+) runs\/s/.exec(output)?.[1]);
}

/** Both programs in turn, since the machine's speed drifts. */
async function compareWithYardstick() {
  console.log(
    'Runs a CPU second over those of the C yardstick; 100 banks, 30 steps, rules, log off, no forced sales',
  );
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'faultline-bench-'));
  try {
    const yardstick = compileYardstick('banks', ['-ffast-math', '-DNO_POLICY_NETWORK'], folder);
    if ('reason' in yardstick) return console.log(`  skipped: ${yardstick.reason}`);
    const ratios = [];
    let digest = '';
    for (let i = 0; i < pairs; i++) {
      const theirs = timeYardstick(yardstick.program);
      const ours = await measure('runs', 'off', 'restart', small ? 300 : 3000);
      ratios.push(theirs / ours.microseconds);
      digest = ours.digest;
      const times = `C ${theirs.toFixed(1)} us a run, ours ${ours.microseconds.toFixed(1)} us`;
      console.log(`  ${times}, ratio ${ratios[i].toFixed(3)}`);
    }
    console.log(`  median ratio ${median(ratios).toFixed(3)}, digest ${digest}`);
  } finally {
    fs.rmSync(folder, { recursive: true });
  }
}

async function compareLogs() {
  for (const [how, title] of [
    ['restart', 'one simulation restarted'],
    ['fresh', 'a new simulation each run'],
  ]) {
    console.log(`Processor time with the log on over off; ${title}`);
    const ratios = [];
    for (let i = 0; i < Math.ceil(pairs / 2); i++) {
      const off = await measure('runs', 'off', how, small ? 200 : 2000);
      const on = await measure('runs', 'on', how, small ? 200 : 2000);
      ratios.push(on.microseconds / off.microseconds);
      const times = `off ${off.microseconds.toFixed(1)} us a run, on ${on.microseconds.toFixed(1)} us`;
      const digests = off.digest === on.digest ? `digest ${on.digest}` : `${off.digest} BUT ${on.digest}`;
      console.log(`  ${times}, ratio ${ratios[i].toFixed(2)}, ${digests}`);
    }
    console.log(`  median ratio ${median(ratios).toFixed(2)}`);
  }
}

/** What fire sales and funding cost a run. */
async function compareChannels() {
  console.log('Processor time with fire sales and funding over without');
  const ratios = [];
  for (let i = 0; i < Math.ceil(pairs / 2); i++) {
    const without = await measure('runs', 'off', 'restart', small ? 200 : 2000);
    const channels = await measure('runs', 'off', 'restart', small ? 200 : 2000, 'channels');
    ratios.push(channels.microseconds / without.microseconds);
    const times = `${without.microseconds.toFixed(1)} us a run, with them ${channels.microseconds.toFixed(1)} us`;
    console.log(`  ${times}, ratio ${ratios[i].toFixed(2)}, digest ${channels.digest}`);
  }
  console.log(`  median ratio ${median(ratios).toFixed(2)}`);
}

async function measureClearing() {
  console.log('Clearing 1,000 banks, input checked, over one product of a matrix of that size and a vector');
  for (const kind of ['sparse', 'dense, few fail', 'dense, most fail']) {
    const { milliseconds, ratio, defaults, digest } = await measure('clear', kind);
    const time = `${milliseconds.toFixed(1)} ms, ratio ${ratio.toFixed(1)}, ${defaults} fail`;
    console.log(`  ${kind}: ${time}, digest ${digest}`);
  }
}

async function measureMemory() {
  const runCount = small ? 2000 : 200_000;
  console.log(`Peak memory of a sweep of ${runCount} runs`);
  for (const workers of [1, os.availableParallelism()]) {
    const { megabytes, cpuSeconds, digest } = await measure('memory', runCount, workers);
    const size = `${megabytes.toFixed(0)} MB, ${cpuSeconds.toFixed(1)} s of processor time`;
    console.log(`  ${workers} thread${workers === 1 ? '' : 's'}: ${size}, digest ${digest}`);
  }
}

async function measureScaling() {
  console.log('A step over banks and loans, log off');
  for (const bankCount of [250, 500, 1000, 2000]) {
    const { microseconds, loanCount, nanosecondsEach, digest } = await measure(
      'steps',
      bankCount,
      small ? 10 : 100,
    );
    const each = `${nanosecondsEach.toFixed(2)} ns for each`;
    const size = `${bankCount} banks, ${loanCount} loans`;
    console.log(`  ${size}: ${microseconds.toFixed(0)} us a step, ${each}, digest ${digest}`);
  }
}

await main(async () => {
  await build();
  await compareWithYardstick();
  await compareLogs();
  await compareChannels();
  await measureClearing();
  await measureScaling();
  await measureMemory();
  return 0;
});
