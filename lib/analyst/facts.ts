import type { z } from 'zod';
import type { Why } from '../why/answer.ts';

/** An event as a claim about it is checked. */
export interface FactEvent {
  readonly id: number;
  readonly t: number;
  readonly type: string;
  /** Ids of its causes. */
  readonly causes: readonly number[];
  readonly sentence: string;
  readonly fields: Readonly<Record<string, unknown>>;
}

/** A question that the model may put to the run, such as for a slice or for a run without a cause. */
export interface FactTool {
  readonly name: string;
  readonly description: string;
  readonly schema: z.ZodType;
  /** The answer as text. `args` has passed the schema. What it throws is told to the model. */
  readonly call: (args: never, signal: AbortSignal) => Promise<string> | string;
}

/** What the analyst may know. All of it is computed before the model is asked, or outside it. */
export interface Facts {
  /** The run in a few lines: its model, horizon, metrics, how many events of each kind. */
  readonly summary: string;
  /** The exact answer to the question, when it asks for one. Verdicts come from here alone. */
  readonly why?: Why;
  /** The answer in words without a model. */
  readonly text: string;
  /** Names of entities that are more than a kind and a number. */
  readonly names?: readonly string[];
  readonly event: (id: number) => FactEvent | null;
  /** Figures that may be cited, by name: `loss`, `change`, `metric:hitRatio@40`. */
  readonly figures: Readonly<Record<string, number>>;
  readonly tools: readonly FactTool[];
}
