export const ACTIONS = ['LEND', 'RECALL', 'INVEST', 'DIVEST', 'HOLD'] as const;
export const PRIORITIES = ['PROFIT', 'LIQUIDITY', 'STABILITY'] as const;

/** What a bank sees, one row a bank: the columns of `Observation.features`, in this order. */
export const FEATURES = [
  /** Cash over total assets. */
  'cashRatio',
  /** Interbank loans over total assets. */
  'loansRatio',
  /** Market investments over total assets. */
  'investmentsRatio',
  /** Equity over total assets. */
  'equityRatio',
  /** Interbank borrowing over total assets. */
  'borrowedRatio',
  /** The bank's own appetite for market risk, 0 to 1. */
  'riskFactor',
  /** Total assets over equity that the bank aims at. */
  'targetLeverage',
  /** Total assets over equity as it stands; 1000 at most, and for equity of 0 or less. */
  'leverage',
  /** Failed among the banks that it lent to, of its borrowers then and now. */
  'failedShare',
  /** Arrears that it is owed over its interbank loans. */
  'arrearsRatio',
  /** Mean return of the markets since the step before. */
  'marketReturn',
  /** Mean return of the markets since the start. */
  'marketReturnSinceStart',
] as const;

export const FEATURE_COUNT = FEATURES.length;

/** All that policies may look at in one step, for all banks at once. */
export interface Observation {
  readonly step: number;
  readonly bankCount: number;
  /** Row-major: `features[bank * 12 + feature]`. Rows of banks that are gone are stale. */
  readonly features: Float64Array;
  /** 1 for a bank that acts. */
  readonly alive: Uint8Array;
  /** A uniform on (0, 1) for each bank, keyed by bank and step: all the chance that a policy has. */
  readonly draws: Float64Array;
}

/** What a policy fills in, one place a bank; it starts out as PROFIT, HOLD, 1. */
export interface Decision {
  /** Index into PRIORITIES. */
  readonly priority: Uint8Array;
  /** Index into ACTIONS. */
  readonly action: Uint8Array;
  /** How much of what the action may move, 0 to 1. */
  readonly amount: Float64Array;
}

/**
 * How banks decide. One call judges all banks of a step. A policy is a pure function of what it
 * observes: it keeps nothing between calls and draws no chance of its own.
 */
export interface Policy {
  readonly decide: (observation: Observation, decision: Decision) => void;
}
