/** A field of the config that loads the system. */
export interface LoadParam {
  readonly unit: string;
  /** The largest value that there is. */
  readonly max?: number;
  readonly isInteger?: true;
}

/** How a model's load is raised until its objective breaks, and lowered until it holds again. */
export interface Load<Config> {
  /** What is done in a span of time, in words. */
  readonly help: (span: number) => string;
  /** How long a run lasts unless told otherwise, in the model's time. */
  readonly span: number;
  /** By path in the config. */
  readonly params: Readonly<Record<string, LoadParam>>;
  /** The objective holds while the model's loss is at most this. */
  readonly limit: number;
  /**
   * The config whose loss says whether a system holds that was never disturbed.
   *
   * @throws FaultlineError for a param that such a config has not.
   */
  readonly calm: (config: Config, param: string, value: number, span: number) => Config;
  /** The same on the same noise, and something that pushes it over and is gone before the loss is counted. */
  readonly stressed: (config: Config, param: string, value: number, span: number) => Config;
}
