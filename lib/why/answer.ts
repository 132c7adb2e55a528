import type { GivenCommand } from '../core/recipe.ts';

/** What is asked about. */
export type WhyTarget =
  /** An event by its id; of a fate, such as a bank’s default, the fate. */
  | { readonly event: number }
  /** The first event of a type with these fields: `{ type: 'default', bank: 7 }`. */
  | { readonly type: string; readonly [field: string]: unknown }
  /** The change of a metric from one time to a later one. */
  | { readonly metric: string; readonly from: number; readonly to: number };

/** What is asked about, as it was found. */
export type FoundTarget =
  | {
      readonly kind: 'fate' | 'event';
      readonly id: number;
      readonly t: number;
      readonly type: string;
      /** The fields that make another event the same one. */
      readonly fields: Readonly<Record<string, unknown>>;
      readonly sentence: string;
    }
  | {
      readonly kind: 'metric';
      readonly metric: string;
      readonly from: number;
      readonly to: number;
      readonly before: number;
      readonly after: number;
      readonly change: number;
      readonly sentence: string;
    };

/** A step of the chain that led to the target. */
export interface ChainStep {
  readonly id: number;
  readonly t: number;
  readonly type: string;
  /** Ids of earlier steps of the chain. */
  readonly causes: readonly number[];
  readonly sentence: string;
}

/**
 * What leaving a root cause out shows. `necessary`: it alone left out avoids the target. `sufficient`: it
 * alone, all other candidates left out, brings it. `contributing`: in a minimal set, but neither.
 */
export type Verdict = 'necessary' | 'sufficient' | 'contributing' | 'irrelevant';

/** A candidate: a shock, a command, a decision, an arrival; and what becomes of the target without it. */
export interface RootCause extends Consequence {
  /** Of its first event. */
  readonly id: number;
  readonly kind: 'shock' | 'command' | 'decision' | 'arrival';
  readonly verdict: Verdict;
  /** Other events of the same occasion, which are left out with it: a crash of all markets is one shock. */
  readonly with?: readonly number[];
  /** Of a command: its index in the recipe. */
  readonly command?: number;
  readonly t: number;
  readonly sentence: string;
  /**
   * Of a metric’s change: its share by Shapley value, where candidates are few. Shares add up to the change
   * less what of it comes without any of them.
   */
  readonly share?: number;
}

/**
 * What another run does to a target. A fate is `avoided` only if it never comes before the run's end;
 * `delayed` when it comes later. A metric's change is `avoided` when less than half of it is left.
 */
export type Effect = 'avoided' | 'delayed' | 'hastened' | 'unchanged' | 'changed';

/** What becomes of a target in another run. */
export interface Consequence {
  readonly effect: Effect;
  /** When the target comes there; null when it does not. */
  readonly targetAt?: number | null;
  /** Of a metric: its change there. */
  readonly targetChange?: number;
}

/** A smallest intervention that was found, and shown by a run to work. */
export interface Prevention extends Consequence {
  readonly commands: readonly GivenCommand[];
  readonly amount: number | null;
  readonly sentence: string;
  /** Interventions that were tried. */
  readonly tried: number;
}

/** Why something happened. */
export interface Why {
  readonly target: FoundTarget;
  /** Earliest first; the last step is the target’s event. */
  readonly chain: readonly ChainStep[];
  /** Causes first. */
  readonly rootCauses: readonly RootCause[];
  /** Minimal sets of causes, by event id: without all of a set the target does not come. */
  readonly sets: readonly (readonly number[])[];
  readonly prevention: Prevention | null;
  readonly text: string;
  /** What this answer does not know, a sentence each. */
  readonly limits: readonly string[];
  readonly reruns: number;
}
