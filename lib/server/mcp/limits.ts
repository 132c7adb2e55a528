/** What one server may use up on behalf of an assistant. */
export interface Limits {
  /** Runs and logs that are kept; the oldest is forgotten for a new one. */
  readonly runs: number;
  /** Events of one run. */
  readonly events: number;
  /** Events of all runs that are kept. */
  readonly keptEvents: number;
  /** Seconds of one call. */
  readonly seconds: number;
}

export const LIMITS: Limits = { runs: 16, events: 2_000_000, keptEvents: 4_000_000, seconds: 60 };
