/** The kinds of shocks, in the order in which those of one step strike. */
export const SHOCK_KINDS = [
  'asset_price_crash',
  'liquidity_squeeze',
  'deposit_run',
  'rate_rise',
  'bank_failure',
] as const;

export type ShockKind = (typeof SHOCK_KINDS)[number];

/** What a kind's magnitude means, and the one taken when none is given. */
export const SHOCKS: Readonly<
  Record<ShockKind, { help: string; unit: string; magnitude: number; max: number }>
> = {
  asset_price_crash: {
    help: 'a market’s price falls',
    unit: 'share of the price',
    magnitude: 0.2,
    max: 0.99,
  },
  liquidity_squeeze: {
    help: 'cash is locked up as collateral, an illiquid external asset',
    unit: 'share of cash',
    magnitude: 0.5,
    max: 1,
  },
  deposit_run: {
    help: 'depositors withdraw; a bank pays from cash, then sells investments',
    unit: 'share of deposits',
    magnitude: 0.1,
    max: 1,
  },
  rate_rise: {
    help: 'deposits and interbank loans cost more, external assets earn no more',
    unit: 'per year',
    magnitude: 0.01,
    max: 1,
  },
  bank_failure: {
    help: 'assets are written off until equity is minus the magnitude',
    unit: 'currency',
    magnitude: 1,
    max: 1e12,
  },
};
