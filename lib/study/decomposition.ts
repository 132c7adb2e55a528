import type { Vocabulary } from '../core/vocabulary.ts';
import { type MeanInterval, meanInterval } from './mean-interval.ts';
import { type PairedDifference, pairedDifference } from './paired-difference.ts';
import type { RiskRow } from './risk-table.ts';
import type { Sweep } from './sweep-result.ts';

/** A stage of a waterfall: the loss with everything on so far, and what was added last. */
export interface Stage {
  /** `calm`, `adverse`, or the channel switched on. */
  readonly name: string;
  readonly loss: MeanInterval;
  /** Risk measures of the loss by level. */
  readonly levels: Readonly<Record<string, RiskRow>>;
  /** The loss less that of the stage before, run by run on the same noise; null for the first. */
  readonly increment: PairedDifference | null;
  /** SHA-256 over every metric of every run of the stage. */
  readonly digest: string;
}

/** What a shock costs, split by the channels that carry it. */
export interface Decomposition<Words extends Vocabulary = Vocabulary> {
  readonly model: string;
  readonly runs: number;
  readonly seed: Sweep['seed'];
  readonly measure: Sweep<Words>['measure'];
  /** The channels in the order in which they were switched on: another order gives other shares. */
  readonly order: readonly Words['channel'][];
  /** Channels that were on in every stage: the config has them on, and the order leaves them out. */
  readonly throughout: readonly Words['channel'][];
  /** Without shock and the channels of the order; with the shock; then with one channel more each. */
  readonly stages: readonly Stage[];
  /** The last stage less the first: the sum of all increments. */
  readonly total: PairedDifference;
  /** By channel: its increment averaged over all orders (Shapley 1953); null when not asked for. */
  readonly shapley: Readonly<Record<Words['channel'], MeanInterval>> | null;
  /** The sweep with everything on. */
  readonly sweep: Sweep<Words>;
}

/** A sweep of a stage, and its name. */
export interface NamedSweep {
  readonly name: string;
  readonly sweep: Sweep;
}

/**
 * Puts the stages of a waterfall together. `shapley`: by subset of the channels, as a bit a channel in
 * the order given, the losses with the shock and those channels on.
 */
export function decompositionOf(
  stages: readonly NamedSweep[],
  order: readonly string[],
  throughout: readonly string[],
  shapley: readonly Float64Array[] | null,
): Decomposition {
  const first = stages[0].sweep;
  const last = stages[stages.length - 1].sweep;
  const levels = Object.keys(last.levels).map(Number);
  return {
    model: last.model,
    runs: last.runs,
    seed: last.seed,
    measure: last.measure,
    order,
    throughout,
    stages: stages.map(({ name, sweep }, i) => ({
      name,
      loss: meanInterval(sweep.losses),
      levels: sweep.levels,
      increment: i === 0 ? null : pairedDifference(stages[i - 1].sweep.losses, sweep.losses, { levels }),
      digest: sweep.digest,
    })),
    total: pairedDifference(first.losses, last.losses, { levels }),
    shapley: shapley && shapleyOf(order, shapley),
    sweep: last,
  };
}

/** Each channel's mean increment over all orders, run by run, so that its interval is a paired one. */
function shapleyOf(
  order: readonly string[],
  losses: readonly Float64Array[],
): Readonly<Record<string, MeanInterval>> {
  const count = order.length;
  const share = order.map((_, size) => 1 / (count * binomial(count - 1, size)));
  return Object.fromEntries(
    order.map((name, channel) => {
      const values = new Float64Array(losses[0].length);
      for (const [set, without] of losses.entries()) {
        if ((set >> channel) & 1) continue;
        const added = losses[set | (1 << channel)];
        const weight = share[sizeOf(set)];
        for (let run = 0; run < values.length; run++) values[run] += weight * (added[run] - without[run]);
      }
      return [name, meanInterval(values)];
    }),
  );
}

function sizeOf(set: number): number {
  let size = 0;
  for (let rest = set; rest > 0; rest >>= 1) size += rest & 1;
  return size;
}

function binomial(n: number, k: number): number {
  let value = 1;
  for (let i = 1; i <= k; i++) value = (value * (n - k + i)) / i;
  return value;
}
