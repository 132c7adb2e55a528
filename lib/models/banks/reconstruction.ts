import { advanceChain } from '../../analysis/advance-chain.ts';
import { fillChainStart } from '../../analysis/chain-start.ts';
import { checkMargins, type Margins } from '../../analysis/check-margins.ts';
import { fillMaximumEntropy } from '../../analysis/maximum-entropy.ts';
import { fillMinimumDensity } from '../../analysis/minimum-density.ts';
import { createChain, type NetworkChain, startChain } from '../../analysis/network-chain.ts';
import { settlingUpdates } from '../../analysis/settling-updates.ts';
import type { NetworkPrior } from '../../analysis/shift-cycle.ts';
import type { Stream } from '../../core/chance.ts';
import { FaultlineError } from '../../core/faultline-error.ts';
import type { Bank } from './bank-table.ts';
import type { BanksConfig } from './config.ts';

/** More banks would make a matrix large; and drawing one slow. */
const BANKS_MAX = 2000;
const SAMPLED_MAX = 500;

/** What each bank lends and borrows in all: the totals that a reconstructed network meets. */
export function marginsOf(
  banks: readonly Bank[],
  totalAssets: Float64Array,
  interbankAssets: Float64Array,
  network: BanksConfig['network'],
): Margins {
  const given = banks.filter(({ interbankLiabilities }) => interbankLiabilities !== null).length;
  if (given > 0 && given < banks.length) {
    throw new FaultlineError(
      'config.banks',
      `interbankLiabilities of ${given}`,
      'those of all banks or of none',
    );
  }
  const most = network === 'sampled' ? SAMPLED_MAX : BANKS_MAX;
  if (banks.length > most) {
    throw new FaultlineError('config.banks', banks.length, `at most ${most} for network ${network}`);
  }
  const total = sum(interbankAssets);
  const size = sum(totalAssets);
  const liabilities = Float64Array.from(banks, ({ interbankLiabilities }, i) => {
    return interbankLiabilities ?? (total * totalAssets[i]) / size;
  });
  return checkMargins('config.banks', interbankAssets, liabilities);
}

/** A network drawn from all those that meet the totals, with its room; what is in that is of one run. */
export interface Sampler {
  readonly chain: NetworkChain;
  readonly prior: NetworkPrior;
  readonly start: Float64Array;
  /** Updates of the chain before its network is taken. */
  readonly updates: number;
}

/**
 * Gandy and Veraart (2016): each pair has a loan with probability `density`, of exponential size, and the
 * totals are known. Such that before they are, loans add up to the total on average.
 */
export function samplerOf(margins: Margins, density: number): Sampler {
  const size = margins.assets.length;
  const pairs = size * (size - 1);
  if (density === 0) throw new FaultlineError('config.density', density, 'above 0 for network sampled');
  const rate = (density * pairs) / margins.total;
  const matrix = (): Float64Array => new Float64Array(size * size);
  return {
    chain: createChain(size),
    prior: { rate: matrix().fill(rate), atom: matrix().fill((1 - density) / (density * rate)) },
    start: fillChainStart(margins, matrix()),
    updates: settlingUpdates(size, density),
  };
}

/** The opening loans of a run, row after row. */
export function sampleLoans({ chain, prior, start, updates }: Sampler, chance: Stream): Float64Array {
  startChain(chain, start);
  advanceChain(chain, prior, chance, 0, updates);
  return chain.matrix;
}

/** Loans that are the same in every run, row after row; null when they are drawn. */
export function fixedMatrix(config: BanksConfig, margins: Margins | null): Float64Array | null {
  if (config.matrix !== null) return Float64Array.from(config.matrix.flat());
  if (margins === null || (config.network === 'sampled' && margins.total > 0)) return null;
  const matrix = new Float64Array(margins.assets.length * margins.assets.length);
  const fill = config.network === 'maximum-entropy' ? fillMaximumEntropy : fillMinimumDensity;
  return fill(margins, matrix);
}

function sum(values: Float64Array): number {
  return values.reduce((total, value) => total + value, 0);
}
