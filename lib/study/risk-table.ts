import { checkFraction } from './check-fraction.ts';
import { conditionalValueAtRisk } from './conditional-value-at-risk.ts';
import { conditionalValueAtRiskInterval } from './conditional-value-at-risk-interval.ts';
import { sortedLosses } from './sorted-losses.ts';
import { tailSplit } from './tail-split.ts';
import { valueAtRisk } from './value-at-risk.ts';
import { type RiskInterval, valueAtRiskInterval } from './value-at-risk-interval.ts';

/** The losses in the tail, (1 - level) n, below which a row of a risk table carries a warning (excluded). */
export const TAIL_POINTS_MIN = 100;

/**
 * The lower and the upper end of a confidence interval, both included; null where it is open on that side.
 */
export type Interval = readonly [lower: number | null, upper: number | null];

/** The risk measures at one level; losses in their unit. */
export interface RiskRow {
  readonly var: number;
  readonly varInterval: Interval;
  readonly cvar: number;
  readonly cvarInterval: Interval;
  /** (1 - level) n, to nine decimals: the losses that the conditional value at risk is a mean of. */
  readonly tailPoints: number;
  /** One sentence where there are fewer than `TAIL_POINTS_MIN` losses in the tail. */
  readonly warning?: string;
}

/**
 * Value at risk (definition `inverse`) and conditional value at risk of a sample of losses at some
 * levels, each with its confidence interval, by `String(level)`; sorts once. See `valueAtRisk`,
 * `conditionalValueAtRisk`, `valueAtRiskInterval` and `conditionalValueAtRiskInterval` for definitions,
 * sources and errors.
 */
export function riskTable(
  losses: ArrayLike<number>,
  levels: readonly number[] = [0.95, 0.99, 0.999],
  confidence = 0.95,
): Record<string, RiskRow> {
  for (const level of levels) checkFraction('riskTable: level', level);
  checkFraction('riskTable: confidence', confidence);
  const sorted = sortedLosses('riskTable', losses);
  return Object.fromEntries(levels.map((level) => [String(level), riskRow(sorted, level, confidence)]));
}

function riskRow(sorted: Float64Array, level: number, confidence: number): RiskRow {
  const tailPoints = Math.round(tailSplit(sorted.length, level).tailPoints * 1e9) / 1e9;
  const row: RiskRow = {
    var: valueAtRisk(sorted, level),
    varInterval: ends(valueAtRiskInterval(sorted, level, confidence)),
    cvar: conditionalValueAtRisk(sorted, level),
    cvarInterval: ends(conditionalValueAtRiskInterval(sorted, level, confidence)),
    tailPoints,
  };
  return tailPoints < TAIL_POINTS_MIN ? { ...row, warning: fewTailPoints(tailPoints, level) } : row;
}

function ends({ lower, upper }: RiskInterval): Interval {
  return [lower, upper];
}

function fewTailPoints(tailPoints: number, level: number): string {
  const points = Number(tailPoints.toPrecision(3));
  return (
    `Only ${points} losses in the tail beyond level ${level}: below ${TAIL_POINTS_MIN} the CVaR interval ` +
    'covers less than it says (a nominal 95 % covered 78 to 89 % with 10 of 1,000).'
  );
}
