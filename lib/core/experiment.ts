/** One of the configs that an experiment compares. */
export interface Arm {
  readonly name: string;
  /** What it runs: fields of the config, the others by default. Arms share their seeds. */
  readonly config: Readonly<Record<string, unknown>>;
  /** Its place on the axis of a curve. */
  readonly x?: number;
  /** What a formula says of the metric that it is about. */
  readonly theory?: () => number;
}

/** A mean over runs with its interval at 95 %, both ends included. */
export interface Mean {
  readonly mean: number;
  readonly interval: readonly [number, number];
}

/** What was measured of an arm. */
export interface ArmResult {
  readonly name: string;
  readonly x: number | null;
  /** By metric. */
  readonly metrics: Readonly<Record<string, Mean>>;
  /** By metric: this arm less the first, run by run on the same seeds; none for the first. */
  readonly differences: Readonly<Record<string, Mean>> | null;
  /** By metric: the value in each run. */
  readonly values: Readonly<Record<string, Float64Array>>;
  /** What the formula says, of the metric of the experiment's `theory`. */
  readonly theory: number | null;
}

/** Histories of the arms over time, with the disturbances marked. */
export interface TimeFigure {
  readonly kind: 'time';
  /** The arm that is shown by itself as well. */
  readonly arm: string;
}

/** A metric over the arms, a curve for each group of them, with what the formula says. */
export interface CurveOfArms {
  readonly kind: 'curve';
  readonly metric: string;
  /** Titles of the axes. */
  readonly x: string;
  readonly y: string;
}

/** A question, the arms that answer it, and the words for the answer. */
export interface Experiment {
  readonly question: string;
  /** Two or more; the first is what the others are compared with. */
  readonly arms: readonly Arm[];
  /** The metrics that answer the question, the first of them most. */
  readonly metrics: readonly string[];
  /** The formula behind the arms' `theory`: its name, and the metric that it gives. */
  readonly theory?: { readonly name: string; readonly metric: string };
  readonly figure: TimeFigure | CurveOfArms;
  /** The answer in sentences, made of the numbers: other numbers give other sentences. */
  readonly finding: (arms: readonly ArmResult[]) => readonly string[];
}
