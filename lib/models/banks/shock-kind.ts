/** The kinds of shocks, in the order in which those of one step strike. */
export const SHOCK_KINDS = [
  'asset_price_crash',
  'liquidity_squeeze',
  'deposit_run',
  'rate_rise',
  'bank_failure',
] as const;

export type ShockKind = (typeof SHOCK_KINDS)[number];

interface ShockFacts {
  readonly help: string;
  readonly strikes: 'bank' | 'market' | 'all';
  /** What the magnitude is counted in, the one taken when none is given, and the largest. */
  readonly unit: string;
  readonly magnitude: number;
  readonly max: number;
}

/** What each kind does. */
export const SHOCKS: Readonly<Record<ShockKind, ShockFacts>> = {
  asset_price_crash: {
    help: 'a market’s price falls',
    strikes: 'market',
    unit: 'share of the price',
    magnitude: 0.2,
    max: 0.99,
  },
  liquidity_squeeze: {
    help: 'cash is locked up as collateral, an illiquid external asset',
    strikes: 'bank',
    unit: 'share of cash',
    magnitude: 0.5,
    max: 1,
  },
  deposit_run: {
    help: 'depositors withdraw; a bank pays from cash, then sells investments',
    strikes: 'bank',
    unit: 'share of deposits',
    magnitude: 0.1,
    max: 1,
  },
  rate_rise: {
    help: 'deposits and interbank loans cost more, external assets earn no more',
    strikes: 'all',
    unit: 'per year',
    magnitude: 0.01,
    max: 1,
  },
  bank_failure: {
    help: 'assets are written off until equity is minus the magnitude',
    strikes: 'bank',
    unit: 'currency',
    magnitude: 1,
    max: 1e12,
  },
};
