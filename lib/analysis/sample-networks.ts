import { Chance } from '../core/chance.ts';
import { FaultlineError } from '../core/faultline-error.ts';
import type { Seed } from '../core/seed.ts';
import { advanceChain } from './advance-chain.ts';
import { checkInteger, checkNumber, checkVector, type Matrix, type Range, toRows } from './check-input.ts';
import { checkMargins, type MarginsGiven } from './check-margins.ts';
import { fillMaximumEntropy } from './maximum-entropy.ts';
import { fillMinimumDensity } from './minimum-density.ts';
import { createChain, startChain } from './network-chain.ts';
import type { NetworkPrior } from './shift-cycle.ts';

/** What to draw, and how: see `sampleNetworks`. n is the number of banks. */
export interface NetworkSampling extends MarginsGiven {
  /** How many networks, 1 or more. */
  readonly count: number;
  readonly seed: Seed;
  /** Of each link before the margins are known, above 0 to 1; the diagonal is not read. 0.5 unless told. */
  readonly linkProbability?: number | Matrix;
  /**
   * Of the exponential amounts, 1 over a link's mean, above 0. Unless told, the one rate at which all links
   * together have the mean of the margins' total: the sum of the probabilities over the total.
   */
  readonly rate?: number | Matrix;
  /** Updates from one network to the next, 1 or more; 2 n² unless told. */
  readonly thin?: number;
  /** Updates before the first of them; 20 n² unless told. */
  readonly burnIn?: number;
  /** The network to start from; that of maximum entropy unless told. */
  readonly start?: 'maximum-entropy' | 'minimum-density';
}

/**
 * Networks of interbank loans drawn from their law given the margins: before these are known each link is
 * there with its probability and has an exponential amount, all independently (the ERE model of Gandy &
 * Veraart 2017). Each network is an array of rows, `[i][j]` what i lends to j, with an empty diagonal; margins
 * are met to 1e-9 of the total. By a Gibbs sampler: see `advanceChain`. The same seed gives the same networks.
 *
 * What is drawn is a chain, whose networks resemble their neighbours. With 48 banks, of lognormal size, the
 * number of links is as good as drawn anew after 2 n² updates (0.7 ms), at any density. The largest links
 * take 5 n² at density 0.15, 40 n² at 0.5 and 150 n² at 1. The start is forgotten in 8 n² but for these.
 *
 * Margins are tied when the banks fall into groups that can lend only among themselves, as those of rounded
 * numbers often do. Such networks then have all the chance in theory: see `shiftCycle`. A chain that
 * has come to one does not leave it, but may take long to come there.
 *
 * @throws FaultlineError for margins that no matrix with an empty diagonal meets (see `checkMargins`), and for
 * settings outside.
 */
export function sampleNetworks(sampling: NetworkSampling): number[][][] {
  const where = 'sampleNetworks';
  const margins = checkMargins(where, sampling.assets, sampling.liabilities);
  const size = margins.assets.length;
  const count = checkInteger(`${where}: count`, sampling.count, 1, UPDATES_MAX);
  const thin = checkInteger(`${where}: thin`, sampling.thin ?? 2 * size * size, 1, UPDATES_MAX);
  const burnIn = checkInteger(`${where}: burnIn`, sampling.burnIn ?? 20 * size * size, 0, UPDATES_MAX);
  const prior = checkPrior(where, sampling, margins.total, size);
  const chance = new Chance(['networks']);
  chance.reseed(sampling.seed);
  const stream = chance.streams.networks;
  const chain = createChain(size);
  const fill = START[sampling.start ?? 'maximum-entropy'];
  if (fill === undefined) {
    throw new FaultlineError(`${where}: start`, sampling.start, "'maximum-entropy' or 'minimum-density'");
  }
  startChain(chain, fill(margins, new Float64Array(size * size)));
  advanceChain(chain, prior, stream, 0, burnIn);
  return Array.from({ length: count }, (_, k) => {
    advanceChain(chain, prior, stream, burnIn + k * thin, thin);
    return toRows(chain.matrix, size);
  });
}

const UPDATES_MAX = 2 ** 40;

const START = { 'maximum-entropy': fillMaximumEntropy, 'minimum-density': fillMinimumDensity };

function checkPrior(
  where: string,
  { linkProbability = 0.5, rate }: NetworkSampling,
  total: number,
  size: number,
): NetworkPrior {
  const above0 = { min: 0, aboveMin: true };
  const probabilities = perCell(`${where}: linkProbability`, linkProbability, size, { ...above0, max: 1 });
  const links = probabilities.reduce((sum, p) => sum + p, 0);
  // Without amounts any rate will do.
  const rates = perCell(`${where}: rate`, rate ?? (total > 0 ? links / total : 1), size, above0);
  return { rate: rates, atom: probabilities.map((p, cell) => (p > 0 ? (1 - p) / (p * rates[cell]) : 0)) };
}

/** One number for all cells or one for each, and 0 on the diagonal. */
function perCell(where: string, given: number | Matrix, size: number, range: Range): Float64Array {
  const cells = new Float64Array(size * size);
  if (!Array.isArray(given)) cells.fill(checkNumber(where, given, range));
  else if (given.length !== size) throw new FaultlineError(where, `${given.length} rows`, `${size} rows`);
  else
    given.forEach((row, i) => {
      cells.set(checkVector(`${where}[${i}]`, row, size), i * size);
    });
  for (let cell = 0; cell < cells.length; cell++) {
    const i = Math.floor(cell / size);
    const j = cell % size;
    if (i === j) cells[cell] = 0;
    else checkNumber(`${where}[${i}][${j}]`, cells[cell], range);
  }
  return cells;
}
