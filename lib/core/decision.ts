/** One of the two things that a person may answer to a decision. */
export interface Choice {
  /** What would be done, for people. */
  readonly sentence: string;
  /** The command that does it, without `at`; null: nothing is done, and the policy goes on by itself. */
  readonly command: { readonly name: string; readonly [field: string]: unknown } | null;
}

/** A question that a model puts to the person who watches, between two turns. */
export interface Decision {
  /** Names the occasion, the same in every run that comes to it; it is asked once a run. */
  readonly key: string;
  /** Whom it is about, such as `bank:7`. */
  readonly entity: string;
  readonly title: string;
  readonly description: string;
  readonly choices: readonly [Choice, Choice];
}
