import { Chance } from '../../core/chance.ts';
import type { Seed } from '../../core/seed.ts';
import { checkFields, checkInteger, checkNumber } from '../check-input.ts';
import { checkSeries } from '../performance/check-series.ts';
import { nextBootstrapIndex } from './next-bootstrap-index.ts';

/** How `stationaryBootstrap` draws. */
export interface StationaryBootstrapOptions {
  /** How many values to draw, 1 or more; as many as are given unless told. */
  readonly length?: number;
  /** The mean length of a block, at least 1: 1 draws each value by itself. Lengths are geometric. */
  readonly meanBlock: number;
  readonly seed: Seed;
}

/** A series drawn by `stationaryBootstrap`. */
export interface StationaryBootstrapResult {
  /** The places, 0-based, of what was drawn among the values given. */
  readonly indices: Int32Array;
  readonly values: Float64Array;
}

/**
 * A series drawn from a given one in blocks of neighbours, so that what depends on the values before it still
 * does (Politis & Romano 1994): blocks begin anywhere, have geometric lengths, and go on with the first value
 * after the last. So the drawn series is stationary, and each value as likely as every other at each place.
 * Step t is drawn from a uniform keyed by t: a longer series begins with the shorter one.
 *
 * @throws FaultlineError for no values, for one that is not finite, and for options out of range.
 */
export function stationaryBootstrap(
  values: ArrayLike<number>,
  options: StationaryBootstrapOptions,
): StationaryBootstrapResult {
  const given = checkSeries('stationaryBootstrap: values', values, 1);
  checkFields('stationaryBootstrap', options, ['length', 'meanBlock', 'seed']);
  const length = checkInteger('stationaryBootstrap: length', options.length ?? given.length, 1, 2 ** 30);
  const meanBlock = checkNumber('stationaryBootstrap: meanBlock', options.meanBlock, { min: 1 });
  const chance = new Chance(['bootstrap']);
  chance.reseed(options.seed);
  const indices = new Int32Array(length);
  let index = -1;
  for (let t = 0; t < length; t++) {
    const uniform = chance.streams.bootstrap.uniform(0, t, 0);
    index = nextBootstrapIndex(index, given.length, meanBlock, uniform);
    indices[t] = index;
  }
  return { indices, values: Float64Array.from(indices, (at) => given[at]) };
}
