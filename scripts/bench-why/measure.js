/** @file The benchmark of `why`: incidents of all models, refusals, baselines and times, as lines and faults. */

import { createHash } from 'node:crypto';
import { banks, cache, trading } from '../../dist/index.js';
import { banksIncidents } from './banks-incidents.js';
import { cacheIncidents } from './cache-incidents.js';
import { gather } from './gather.js';
import { askInVain } from './refusals.js';
import { structural, typical } from './speed.js';
import { tradingIncidents } from './trading-incidents.js';

const MODELS = /** @type {const} */ ([
  ['banks', banks, banksIncidents],
  ['cache', cache, cacheIncidents],
  ['trading', trading, tradingIncidents],
]);

/** @typedef {ReturnType<typeof gather>} Family */
/** @typedef {Family['asked'][number]} Asked */

/** The mean of what is known of each; NaN where nothing is. */
function mean(/** @type {readonly (number | boolean | null | undefined)[]} */ values) {
  const known = values.filter((value) => value !== null && value !== undefined).map(Number);
  return known.reduce((sum, value) => sum + value, 0) / known.length;
}

function share(/** @type {number} */ value) {
  return Number.isNaN(value) ? '    -' : value.toFixed(3);
}

function lineOf(/** @type {string} */ name, /** @type {readonly Asked[]} */ asked, rejected = 0) {
  const [score, log] = [asked.map((each) => each.score), asked.map((each) => each.logScore)];
  return [
    name.padEnd(16),
    String(asked.length).padStart(4),
    String(rejected).padStart(4),
    share(mean(score.map(({ top1 }) => top1))),
    share(mean(score.map(({ exact }) => exact))),
    share(mean(score.map(({ precision }) => precision))),
    share(mean(score.map(({ recall }) => recall))),
    mean(asked.map(({ reruns }) => reruns))
      .toFixed(0)
      .padStart(4),
    mean(asked.map(({ ms }) => ms))
      .toFixed(0)
      .padStart(4),
    share(mean(log.map((each) => each?.top1))),
    share(mean(log.map((each) => each?.exact))),
  ].join(' ');
}

const HEAD = [
  `${''.padEnd(42)}chain          re-        log alone`,
  `${'family'.padEnd(16)}    n rej. top-1 exact preci reca. runs   ms top-1 exact`,
];

/**
 * Everything, printed as it is found. Returns what falls short of what must hold.
 *
 * @param {boolean} small
 * @param {(line: string) => void} print
 */
export function measureWhy(small, print) {
  const count = small ? 12 : 100;
  /** @type {string[]} */
  const faults = [];
  const digest = createHash('sha256');
  /** @type {Asked[]} */
  const all = [];
  for (const [name, model, incidents] of MODELS) {
    print(`Incidents of ${name}`);
    for (const line of HEAD) print(`  ${line}`);
    /** @type {Asked[]} */
    const own = [];
    const runs = [];
    for (const [family, make] of Object.entries(incidents)) {
      const found = gather(name, model, family, make, count);
      own.push(...found.asked);
      print(`  ${lineOf(family, found.asked, found.rejected)}`);
      faults.push(...faultsOf(found));
      for (const { facts } of found.asked) digest.update(facts);
      runs.push(...found.runs);
    }
    print(`  ${lineOf('all', own)}`);
    const mixed = own.filter(({ hasOthers }) => hasOthers);
    if (mixed.length > 0) print(`  decisions or arrivals in sets, not scored: ${mixed.length} answers`);
    const tried = own.filter(({ prevention }) => prevention !== 'none');
    const work = tried.filter(({ prevention }) => prevention === 'works');
    print(`  preventions that work: ${work.length} of ${tried.length} told`);
    if (work.length < tried.length) faults.push(`${name}: ${tried.length - work.length} preventions fail`);
    const { asked, answered } = askInVain(name, model, runs, small ? 24 : 120);
    print(`  refused: ${asked - answered.length} of ${asked} questions without an answer`);
    faults.push(...answered.map((each) => `${name}: not refused: ${each}`));
    print(`  top-1 of baselines: ${baselineWords(own)}`);
    all.push(...own);
  }
  print('All models');
  for (const line of HEAD) print(`  ${line}`);
  print(`  ${lineOf('all', all)}`);
  faults.push(...faultsOfAll(all));
  print('Baselines, top-1 over all');
  for (const [rule, rate] of Object.entries(baselinesOver(all))) {
    print(`  ${rule.padEnd(16)} ${share(rate)}`);
    if (rate > 0.5) faults.push(`the baseline "${rule}" has ${share(rate)}: incidents are too easy`);
  }
  printTimes(small, print);
  print(`Digest of the answers: ${digest.digest('hex')}`);
  return faults;
}

/** @returns {string[]} */
function faultsOf(/** @type {Family} */ { name, family, asked }) {
  return asked.flatMap(({ seed, score, logScore, truth, told }) => {
    const where = `${name}, ${family}, seed ${seed}`;
    const found = [];
    if (!score.exact) {
      const sets = [truth, told].map((each) => JSON.stringify(each));
      found.push(`${where}: true sets ${sets[0]}, told ${sets[1]}`);
    }
    if (score.invented + (logScore?.invented ?? 0) > 0) found.push(`${where}: ids that are not in the log`);
    return found;
  });
}

/** @returns {string[]} */
function faultsOfAll(/** @type {readonly Asked[]} */ all) {
  const top1 = mean(all.map(({ logScore }) => logScore?.top1));
  const exact = mean(all.map(({ logScore }) => logScore?.exact));
  const found = [];
  if (top1 < 0.95) found.push(`from the log alone top-1 is ${share(top1)}, below 0.95`);
  if (exact < 0.85) found.push(`from the log alone the exact set is ${share(exact)}, below 0.85`);
  return found;
}

/** The share of the incidents in which each rule blames a member of a true set. */
function baselinesOver(/** @type {readonly Asked[]} */ asked) {
  const isRight = (/** @type {Asked} */ { truth, blamed }, /** @type {string} */ rule) =>
    truth.some((set) => set.includes(/** @type {number} */ (blamed[rule])));
  return Object.fromEntries(
    Object.keys(asked[0].blamed).map((rule) => [rule, mean(asked.map((each) => isRight(each, rule)))]),
  );
}

function baselineWords(/** @type {readonly Asked[]} */ asked) {
  const short = ['last', 'largest', 'change', 'slice', 'slice end'];
  return Object.values(baselinesOver(asked))
    .map((rate, i) => `${short[i]} ${rate.toFixed(2)}`)
    .join(', ');
}

function printTimes(/** @type {boolean} */ small, /** @type {(line: string) => void} */ print) {
  const { events, asked, ms, most } = structural(small);
  print(
    `From a log of ${events} events, ${asked} defaults: median ${ms.toFixed(1)} ms, most ${most.toFixed(1)} ms`,
  );
  print('  (bar 500)');
  const usual = typical(small);
  print(
    `A bank's question, ${usual.events} events, 10 commands: median ${usual.ms.toFixed(1)} ms, ` +
      `most ${usual.most.toFixed(1)} ms`,
  );
  print(`  with ${usual.reruns} re-runs, prevention included (bar 50)`);
}
