/**
 * @file `npm run bench:live`: what it costs the server to tell viewers of a run, beside `ws.send` and `res.write` to
 * each, and how long an event takes. Server and viewers are two processes of this machine; of processor time
 * only the server's counts. Both sides of a ratio have the same events and viewers, one after the other. `--small` takes
 * less than a minute. It asserts nothing: machines differ, and so does one machine from hour to hour.
 */

import { build } from './build.js';
import { main } from './install.js';
import { measureIn, median } from './yardstick.js';

const small = process.argv.includes('--small');
const pairs = small ? 1 : 3;
const BURST = 20;
const measure = measureIn('scripts/bench-live/server.js');

/** Bursts that take about as long with few viewers as with many. */
const burstCount = (/** @type {number} */ viewers, /** @type {number} */ size) =>
  Math.max(10, Math.round((small ? 20_000 : 120_000) / viewers / Math.sqrt(size)));

/** Runs of about a second each. */
const WATCHED = {
  banks: { banks: 100, steps: 1000 },
  cache: { requests: 400_000 },
  trading: { market: { kind: 'garch', shape: 'ticks', days: 250 } },
};

const ours = (/** @type {string} */ way) => way.startsWith('our');

/**
 * Processor time a delivery, of two ways to the same viewers.
 *
 * @param {string} first @param {string} second @param {number} viewers @param {number} size of a burst.
 * @param {string} bar what must hold, in words.
 */
async function compare(first, second, viewers, size, bar) {
  const ratios = [];
  const digests = new Set();
  let times = '';
  let megabytes = 0;
  for (let i = 0; i < pairs; i++) {
    const a = await measure(first, viewers, burstCount(viewers, size), size);
    const b = await measure(second, viewers, burstCount(viewers, size), size);
    ratios.push(a.microseconds / b.microseconds);
    digests.add(a.digest).add(b.digest);
    megabytes = Math.max(megabytes, ours(first) ? a.megabytes : b.megabytes);
    times = `${first} ${a.microseconds.toFixed(2)} us, ${second} ${b.microseconds.toFixed(2)} us`;
  }
  const all = ratios.map((ratio) => ratio.toFixed(2)).join(' ');
  console.log(`  ${viewers} viewers, ${size === 1 ? 'one event' : `${size} events`} a turn: ${times}`);
  console.log(
    `    ratio ${median(ratios).toFixed(2)}${bar} of ${all}; our peak ${megabytes.toFixed(0)} MB, digest ${[...digests].join(' BUT ')}`,
  );
}

async function compareCosts() {
  console.log('Processor time of the server a delivery of a 216-byte event, of others over ours');
  const bars = new Map([
    ['ws.send 100', ' (at least 10)'],
    ['ws.send 1000', ' (at least 2)'],
    ['res.write 100', ' (at least 1.2)'],
  ]);
  for (const [other, own] of [
    ['ws.send', 'our WebSocket'],
    ['res.write', 'our SSE'],
  ]) {
    for (const viewers of [100, 1000]) {
      for (const size of [BURST, 1]) {
        const bar = size === BURST ? (bars.get(`${other} ${viewers}`) ?? '') : '';
        await compare(other, own, viewers, size, bar);
      }
    }
  }
}

async function compareCompressed() {
  console.log('The same, compressed over plain');
  for (const own of ['our WebSocket', 'our SSE']) {
    for (const size of [BURST, 1]) {
      const bar = size === BURST ? ' (at most 1.3; under 120 MB)' : '';
      await compare(`${own}, compressed`, own, 100, size, bar);
    }
  }
}

async function measureLatency() {
  console.log('Milliseconds from telling an event to reading it, in all viewers');
  for (const [viewers, rate, bar] of [
    [100, 100, ' (at most 5)'],
    [1000, 20, ' (at most 25)'],
  ]) {
    for (const own of ['our WebSocket', 'our SSE']) {
      const { digest, latency } = await measure(own, viewers, Number(rate) * (small ? 1 : 8), 1, rate);
      const { p50, p99, max } = latency;
      const times = `p50 ${p50.toFixed(2)}, p99 ${p99.toFixed(2)}${bar}, max ${max.toFixed(2)}`;
      console.log(`  ${own}, ${viewers} viewers, ${rate} events/s: ${times}, digest ${digest}`);
    }
  }
}

async function compareWatched() {
  console.log('Processor time of a session at full speed, its log on, watched over unwatched (at most 1.3)');
  const measureRun = measureIn('scripts/bench-live/watched.js');
  for (const [model, config] of Object.entries(WATCHED)) {
    const ratios = [];
    let line = '';
    for (let i = 0; i < pairs; i++) {
      const unwatched = await measureRun(model, JSON.stringify(config), 'unwatched');
      const watched = await measureRun(model, JSON.stringify(config), 'watched');
      ratios.push(watched.milliseconds / unwatched.milliseconds);
      const same = watched.digest === unwatched.digest ? watched.digest.slice(0, 12) : 'DIFFERENT DIGESTS';
      const times = `${unwatched.milliseconds.toFixed(0)} ms, watched ${watched.milliseconds.toFixed(0)} ms`;
      line = `${times}; ${watched.messages} messages of ${watched.events} events, digest ${same}`;
    }
    const all = ratios.map((ratio) => ratio.toFixed(2)).join(' ');
    console.log(`  ${model}: ratio ${median(ratios).toFixed(2)} of ${all}; ${line}`);
  }
}

await main(async () => {
  await build();
  await compareCosts();
  await compareCompressed();
  await measureLatency();
  await compareWatched();
  return 0;
});
