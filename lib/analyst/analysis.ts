/** A sentence of a model, and what it rests on. */
export interface Claim {
  readonly text: string;
  /** Ids of events that it is about. */
  readonly events: readonly number[];
  readonly figures: readonly { readonly name: string; readonly value: number }[];
  /** Pairs of ids: a cause and its effect. */
  readonly edges: readonly (readonly [number, number])[];
  /** Ids of root causes, as the explainer found them. */
  readonly causes: readonly number[];
}

/** A claim that did not pass the check, and the first thing that is wrong with it. */
export interface DroppedClaim {
  readonly claim: Claim;
  readonly reason: string;
}

/** An answer to a question. */
export interface Analysis {
  /** Claims that stand, with their events as `[#id]`; or the explainer’s text. */
  readonly answer: string;
  /** Those that stand. Empty when the explainer answers. */
  readonly claims: readonly Claim[];
  readonly dropped: readonly DroppedClaim[];
  readonly by: 'model' | 'explainer';
  /** Who answered, and why, in a sentence. */
  readonly notice: string;
  readonly usage: { readonly tokens: number; readonly toolCalls: number; readonly retries: number };
}
