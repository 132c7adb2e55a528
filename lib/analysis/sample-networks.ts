import { Chance } from '../core/chance.ts';
import { FaultlineError } from '../core/faultline-error.ts';
import type { Seed } from '../core/seed.ts';
import { advanceChain } from './advance-chain.ts';
import { type ChainStart, fillChainStart } from './chain-start.ts';
import {
  checkFields,
  checkInteger,
  checkNumber,
  checkVector,
  type Matrix,
  type Range,
  toRows,
} from './check-input.ts';
import { checkMargins, type MarginsInput } from './check-margins.ts';
import { createChain, startChain } from './network-chain.ts';
import { settlingUpdates } from './settling-updates.ts';
import type { NetworkPrior } from './shift-cycle.ts';

/** What to draw, and how: see `sampleNetworks`. n is the number of banks. */
export interface SampleNetworksInput extends MarginsInput {
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
  /** Updates before those; see `settlingUpdates` unless told. */
  readonly burnIn?: number;
  /** The network to start from; the mean of the two unless told. */
  readonly start?: ChainStart;
}

const FIELDS = [
  'assets',
  'liabilities',
  'count',
  'seed',
  'linkProbability',
  'rate',
  'thin',
  'burnIn',
  'start',
] as const;

/**
 * Networks of interbank loans drawn from their law given the margins: before these are known each link is
 * there with its probability and has an exponential amount, all independently (the ERE model of Gandy &
 * Veraart 2017). A network is an array of rows, `[i][j]` what i lends to j, with an empty diagonal; margins
 * are met to 1e-9 of the total. The same seed gives the same networks.
 *
 * They are taken from a chain of small changes (see `advanceChain`) and so resemble their neighbours. With 48
 * banks of lognormal size, the number of links is as good as new after 2 n² updates, 0.7 ms, at any density;
 * the largest links after 5 n² at density 0.15, 40 n² at 0.5 and 240 n² at 1. The start is forgotten after
 * 10 n² at densities up to 0.15; at higher ones the largest links take as long as they take to change.
 *
 * Margins are tied where some banks' assets sum to some banks' liabilities, as rounded ones often do. These
 * may then be a group of their own, and networks of more groups take all the chance from those of fewer:
 * see `shiftCycle`. A chain never leaves groups that it has come to, but may take long to come to them.
 *
 * @throws FaultlineError for margins that no matrix with an empty diagonal meets (see `checkMargins`), and
 * for settings outside.
 */
export function sampleNetworks(input: SampleNetworksInput): number[][][] {
  checkFields('sampleNetworks', input, FIELDS);
  const margins = checkMargins('', input.assets, input.liabilities);
  const size = margins.assets.length;
  const count = checkInteger('count', input.count, 1, Math.floor(CELLS_MAX / (size * size)));
  const thin = checkInteger('thin', input.thin ?? 2 * size * size, 1, UPDATES_MAX);
  const prior = checkPrior(input, margins.total, size);
  const settling = settlingUpdates(size, prior.linkProbability);
  const burnIn = checkInteger('burnIn', input.burnIn ?? settling, 0, UPDATES_MAX);
  const chance = new Chance(['networks']);
  chance.reseed(input.seed);
  const stream = chance.streams.networks;
  const chain = createChain(size);
  startChain(chain, fillChainStart(margins, new Float64Array(size * size), input.start));
  advanceChain(chain, prior, stream, 0, burnIn);
  return Array.from({ length: count }, (_, k) => {
    advanceChain(chain, prior, stream, burnIn + k * thin, thin);
    return toRows(chain.matrix, size);
  });
}

const UPDATES_MAX = 2 ** 40;
/** Cells of all networks together: what fits into memory. */
const CELLS_MAX = 1e8;

function checkPrior(
  { linkProbability = 0.5, rate }: SampleNetworksInput,
  total: number,
  size: number,
): NetworkPrior & { readonly linkProbability: number } {
  const above0 = { min: 0, aboveMin: true };
  const probabilities = perCell('linkProbability', linkProbability, size, { ...above0, max: 1 });
  const links = probabilities.reduce((sum, p) => sum + p, 0);
  // Without amounts any rate will do.
  const rates = perCell('rate', rate ?? (total > 0 ? links / total : 1), size, above0);
  return {
    rate: rates,
    atom: probabilities.map((p, cell) => (p > 0 ? (1 - p) / (p * rates[cell]) : 0)),
    linkProbability: links / Math.max(1, size * (size - 1)),
  };
}

/** One number for all cells or one for each, and 0 on the diagonal. */
function perCell(where: string, given: number | Matrix, size: number, range: Range): Float64Array {
  const cells = new Float64Array(size * size);
  if (!Array.isArray(given)) return withoutDiagonal(cells.fill(checkNumber(where, given, range)), size);
  if (given.length !== size) throw new FaultlineError(where, `${given.length} rows`, `${size} rows`);
  for (const [i, row] of given.entries()) {
    cells.set(checkVector(`${where}[${i}]`, row, size), i * size);
    for (let j = 0; j < size; j++) if (j !== i) checkNumber(`${where}[${i}][${j}]`, row[j], range);
  }
  return withoutDiagonal(cells, size);
}

function withoutDiagonal(cells: Float64Array, size: number): Float64Array {
  return cells.map((value, cell) => (cell % (size + 1) === 0 ? 0 : value));
}
