import { checkFraction } from '../core/check-fraction.ts';
import { FaultlineError } from '../core/faultline-error.ts';
import { meanInterval } from './mean-interval.ts';
import { type PairedLevel, pairedLevel } from './paired-level.ts';
import { covariance, pairwiseDifferences } from './sample-moments.ts';
import { checkLosses, sortedLosses } from './sorted-losses.ts';

/** The levels and the confidence of a paired comparison. */
export interface PairedDifferenceOptions {
  /** Of the risk measures, each between 0 and 1, both excluded; 0.95, 0.99 and 0.999 unless told. */
  readonly levels?: readonly number[];
  /** Of the intervals, between 0 and 1, both excluded; 0.95 unless told. */
  readonly confidence?: number;
}

/** What changes from A to B, in the losses' unit: see `pairedDifference`. */
export interface PairedDifference {
  readonly mean: { readonly difference: number; readonly interval: readonly [number, number] };
  /** By `String(level)`. */
  readonly levels: Record<string, PairedLevel>;
  /** Pearson's, between the losses of a pair; null where A or B does not vary. */
  readonly correlation: number | null;
  /**
   * How many times the runs two independent samples would need for the same mean: (Var A + Var B) /
   * Var(B - A); null where the difference does not vary.
   */
  readonly varianceReduction: number | null;
}

/**
 * Compares two samples of losses of one length, where run i of A and run i of B saw the same noise:
 * everything is B less A, so that negative is better. The mean difference has a Student-t interval with n
 * - 1 degrees of freedom, both ends included; those at the levels are in `PairedLevel`.
 *
 * Throws for samples of unequal length, for fewer than two pairs, for a loss that is not finite, and for a
 * level or a confidence outside.
 */
export function pairedDifference(
  lossesA: ArrayLike<number>,
  lossesB: ArrayLike<number>,
  { levels = [0.95, 0.99, 0.999], confidence = 0.95 }: PairedDifferenceOptions = {},
): PairedDifference {
  const where = 'pairedDifference';
  for (const level of levels) checkFraction(`${where}: level`, level);
  checkFraction(`${where}: confidence`, confidence);
  checkPairs(where, lossesA, lossesB);
  const differences = pairwiseDifferences(lossesA, lossesB);
  const variance = covariance(differences, differences);
  const varianceA = covariance(lossesA, lossesA);
  const varianceB = covariance(lossesB, lossesB);
  const scale = Math.sqrt(varianceA) * Math.sqrt(varianceB);
  const pairs = {
    lossesA,
    lossesB,
    sortedA: sortedLosses(where, lossesA),
    sortedB: sortedLosses(where, lossesB),
    constant: variance === 0,
  };
  const { mean: difference, interval } = meanInterval(differences, confidence);
  return {
    mean: { difference, interval },
    levels: Object.fromEntries(levels.map((level) => [String(level), pairedLevel(pairs, level, confidence)])),
    correlation: scale > 0 ? clampToOne(covariance(lossesA, lossesB) / scale) : null,
    varianceReduction: variance > 0 ? (varianceA + varianceB) / variance : null,
  };
}

function checkPairs(where: string, lossesA: ArrayLike<number>, lossesB: ArrayLike<number>): void {
  checkLosses(`${where}: A`, lossesA);
  checkLosses(`${where}: B`, lossesB);
  if (lossesA.length !== lossesB.length) {
    const lengths = `${lossesA.length} and ${lossesB.length} losses`;
    throw new FaultlineError(where, lengths, 'as many losses of B as of A, run by run');
  }
  if (lossesA.length < 2) throw new FaultlineError(where, lossesA.length, 'two or more pairs of losses');
}

/** Rounding can carry a correlation past 1. */
function clampToOne(correlation: number): number {
  return Math.min(1, Math.max(-1, correlation));
}
