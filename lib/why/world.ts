import type { Consequence } from './answer.ts';
import type { Candidate } from './candidate.ts';

/** What became of the target: when it came, or by how much the metric changed. */
export interface Outcome {
  /** Null: never. Of a metric: null where its change did not come. */
  readonly t: number | null;
  /** Of a metric: its change. */
  readonly change: number | null;
}

/** What can be asked for the outcome without some candidates: runs, or the log alone. */
export interface World {
  readonly actual: Outcome;
  readonly without: (left: readonly Candidate[]) => Outcome;
  /** Those of `candidates` that come about all the same without others. */
  readonly remaining: (candidates: readonly Candidate[], left: readonly Candidate[]) => readonly Candidate[];
  /** What an outcome is beside the actual one. */
  readonly consequenceOf: (outcome: Outcome) => Consequence;
}
