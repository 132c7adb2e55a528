import { checkFraction } from '../core/check-fraction.ts';
import { tailSplit } from '../core/tail-split.ts';
import { conditionalValueAtRisk } from './conditional-value-at-risk.ts';
import { conditionalValueAtRiskInterval } from './conditional-value-at-risk-interval.ts';
import { sortedLosses } from './sorted-losses.ts';
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
  const tailPoints = tailPointsOf(sorted.length, level);
  const row: RiskRow = {
    var: valueAtRisk(sorted, level),
    varInterval: ends(valueAtRiskInterval(sorted, level, confidence)),
    cvar: conditionalValueAtRisk(sorted, level),
    cvarInterval: ends(conditionalValueAtRiskInterval(sorted, level, confidence)),
    tailPoints,
  };
  const warning = tailWarning(tailPoints, level, '78 to 89 %');
  return warning === undefined ? row : { ...row, warning };
}

/** (1 - level) n, to nine decimals. */
export function tailPointsOf(count: number, level: number): number {
  return Math.round(tailSplit(count, level).tailPoints * 1e9) / 1e9;
}

function ends({ lower, upper }: RiskInterval): Interval {
  return [lower, upper];
}

/** How many runs lie in a tail: `20`, `about 2`, `under 1`. */
export function tailRuns(tailPoints: number): string {
  if (tailPoints < 1) return 'under 1';
  return Number.isInteger(tailPoints) ? String(tailPoints) : `about ${Math.round(tailPoints)}`;
}

/** One sentence where a tail is too short for what its intervals promise; undefined where it is not. */
export function tailWarning(tailPoints: number, level: number, covered: string): string | undefined {
  if (tailPoints >= TAIL_POINTS_MIN) return undefined;
  const tail = `${tailRuns(tailPoints)} beyond ${Number((level * 100).toPrecision(12))} %`;
  return (
    `Few runs in the tail (${tail}): the CVaR interval covers less than it says; ` +
    `with 10 runs there a nominal 95 % covered ${covered} of the time.`
  );
}
