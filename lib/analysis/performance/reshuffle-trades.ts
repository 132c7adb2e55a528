import { Chance, pick } from '../../core/chance.ts';
import { FaultlineError } from '../../core/faultline-error.ts';
import type { Seed } from '../../core/seed.ts';
import { tailSplit } from '../../core/tail-split.ts';
import { checkFields, checkInteger, checkNumber } from '../check-input.ts';
import { checkSeries } from './check-series.ts';

/** How `reshuffleTrades` draws. */
export interface ReshuffleTradesOptions {
  /** How many reshuffled lists, 1 or more. */
  readonly runs: number;
  readonly seed: Seed;
  /** The wealth before the first trade, above 0, in the unit of the P&Ls. */
  readonly start: number;
  /** 'permutation': every trade once, in another order. 'bootstrap': as many trades, drawn with return. */
  readonly method: 'permutation' | 'bootstrap';
}

/** What a list of trades comes to. */
export interface TradesOutcome {
  /** The largest fall from a peak as a share of it: see `maxDrawdown`. Above 1 where wealth fell below 0. */
  readonly maxDrawdown: number;
  readonly finalWealth: number;
}

/** What `reshuffleTrades` finds. */
export interface ReshuffleTradesResult {
  /** The trades in the order given. */
  readonly given: TradesOutcome;
  /** The share of the runs whose drawdown is at least that of the order given, 0 to 1. */
  readonly asDeep: number;
  /** One a run, by run. */
  readonly maxDrawdown: Float64Array;
  /** One a run, by run. */
  readonly finalWealth: Float64Array;
  /** Quantiles inf{x: F(x) >= level} over the runs. */
  readonly quantiles: readonly ({ readonly level: number } & TradesOutcome)[];
}

const LEVELS = [0.01, 0.05, 0.25, 0.5, 0.75, 0.95, 0.99];

/**
 * Monte Carlo over the order of trades: what maximum drawdown and final wealth the same P&Ls give in other
 * orders. P&Ls are money and are added up, so that 'permutation' leaves the final wealth as it is and asks
 * about the way there alone; 'bootstrap' also asks what other trades of the kind would have come to. Both
 * take trades for independent of each other: streaks, and positions that grow with wealth, are lost. The same
 * seed gives the same runs, and further runs change no earlier one.
 *
 * @throws FaultlineError for no trades, for a P&L that is not finite, and for options out of range.
 */
export function reshuffleTrades(
  pnls: ArrayLike<number>,
  options: ReshuffleTradesOptions,
): ReshuffleTradesResult {
  const given = checkSeries('reshuffleTrades: pnls', pnls, 1);
  checkFields('reshuffleTrades', options, ['runs', 'seed', 'start', 'method']);
  const runs = checkInteger('reshuffleTrades: runs', options.runs, 1, 2 ** 30);
  const start = checkNumber('reshuffleTrades: start', options.start, { aboveMin: true });
  const { method } = options;
  if (method !== 'permutation' && method !== 'bootstrap') {
    throw new FaultlineError('reshuffleTrades: method', method, "'permutation' or 'bootstrap'");
  }
  const chance = new Chance(['reshuffle']);
  chance.reseed(options.seed);
  const count = given.length;
  const words = new Int32Array(count + (count % 2));
  const trades = new Float64Array(count);
  const maxDrawdown = new Float64Array(runs);
  const finalWealth = new Float64Array(runs);
  const givenFinal = finalOf(given, start);
  for (let run = 0; run < runs; run++) {
    chance.streams.reshuffle.row(0, words.length / 2, run, 0, words);
    if (method === 'permutation') permute(given, words, trades);
    else for (let i = 0; i < count; i++) trades[i] = given[pick(words[i], count)];
    maxDrawdown[run] = deepestFall(trades, start);
    // Another order would round to another last digit.
    finalWealth[run] = method === 'permutation' ? givenFinal : finalOf(trades, start);
  }
  const fall = deepestFall(given, start);
  return {
    given: { maxDrawdown: fall, finalWealth: givenFinal },
    asDeep: maxDrawdown.reduce((sum, deepest) => (deepest >= fall ? sum + 1 : sum), 0) / runs,
    maxDrawdown,
    finalWealth,
    quantiles: quantilesOf(maxDrawdown, finalWealth),
  };
}

/** Every order is as likely as every other (Durstenfeld 1964), but for 1 in 2^32 / count. */
function permute(given: Float64Array, words: Int32Array, out: Float64Array): void {
  out.set(given);
  for (let last = out.length - 1; last > 0; last--) {
    const other = pick(words[last], last + 1);
    const value = out[last];
    out[last] = out[other];
    out[other] = value;
  }
}

function finalOf(trades: Float64Array, start: number): number {
  let wealth = start;
  for (let i = 0; i < trades.length; i++) wealth += trades[i];
  return wealth;
}

function deepestFall(trades: Float64Array, start: number): number {
  let wealth = start;
  let peak = start;
  let deepest = 0;
  for (let i = 0; i < trades.length; i++) {
    wealth += trades[i];
    if (wealth > peak) peak = wealth;
    else deepest = Math.max(deepest, (peak - wealth) / peak);
  }
  return deepest;
}

function quantilesOf(maxDrawdown: Float64Array, finalWealth: Float64Array) {
  const falls = maxDrawdown.slice().sort();
  const ends = finalWealth.slice().sort();
  return LEVELS.map((level) => {
    const at = tailSplit(falls.length, level).rank - 1;
    return { level, maxDrawdown: falls[at], finalWealth: ends[at] };
  });
}
