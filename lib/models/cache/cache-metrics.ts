// Made by scripts/model-types.js from what the model cache says of itself: change that.

/** The metrics of the model cache: numbers of a run, or what a sweep has of each. */
export type CacheMetrics<Value = number> = {
  /** Share of the requests that failed or missed the latency objective. Unit: share. */
  readonly loss: Value;
  /** Share of the reads looked up at a node that it had. Unit: share. */
  readonly hitRatio: Value;
  /** Mean latency of answered requests; the failed are in availability. Unit: time. */
  readonly latencyMean: Value;
  /** Median latency of answered requests. Unit: time. */
  readonly latencyP50: Value;
  /** 95th percentile of the latency of answered requests. Unit: time. */
  readonly latencyP95: Value;
  /** 99th percentile of the latency of answered requests. Unit: time. */
  readonly latencyP99: Value;
  /** Requests answered in a unit of time. Unit: per time. */
  readonly throughput: Value;
  /** Requests answered within the objective in a unit of time. Unit: per time. */
  readonly goodput: Value;
  /** Share of the settled requests that were answered. Unit: share. */
  readonly availability: Value;
  /** Answers older than what was committed when they were asked for. Unit: requests. */
  readonly staleReads: Value;
  /** Reads and writes that come to the database in a unit of time. Unit: per time. */
  readonly databaseLoad: Value;
  /** Attempts for each request. Unit: attempts. */
  readonly retryAmplification: Value;
  /** Requests that failed. Unit: requests. */
  readonly failures: Value;
  /** Answers to attempts that had been given up. Unit: attempts. */
  readonly lateAnswers: Value;
};
