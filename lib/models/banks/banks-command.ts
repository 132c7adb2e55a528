// Made by scripts/model-types.js from what the model banks says of itself: change that.

/** What `set` may change while a run goes on: values by path. */
type LiveValues = {
  /** Volatility of market prices; 0: none. Number from 0 to 5; unit: per square root of a year. */
  readonly noise: number;
  /** Correlation of the noise of any two markets. Number from 0 to 1; unit: share. */
  readonly correlation: number;
  /**
   * Exponential: fall of the log price if all is sold (null: 1); linear: per currency (null:
   * 0.001). Number from 0 to 1e6.
   */
  readonly impactStrength: number | null;
  /** Earned on external assets. Number from 0 to 100; unit: per year. */
  readonly externalRate: number;
  /** Paid on deposits. Number from 0 to 100; unit: per year. */
  readonly depositRate: number;
  /** Paid on interbank loans. Number from 0 to 100; unit: per year. */
  readonly interbankRate: number;
  /** Share of an interbank loan that falls due. Number from 0 to 100; unit: per year. */
  readonly repaymentRate: number;
  /** Most of its cash that a borrower owes in one repayment; null: no limit. Number above 0 to 1. */
  readonly repaymentCashLimit: number | null;
  /** Steps between profit bookings; 0: never. Integer from 0 to 100000; unit: steps. */
  readonly profitBookingInterval: number;
  /** Creditors of a failed bank get back recovery, what clearing gives, or all. */
  readonly directLosses: 'write-down' | 'clearing' | 'none';
  /** Write-down: share of its claim that a creditor gets back. Number from 0 to 1; unit: share. */
  readonly recovery: number;
  /**
   * Clearing: share of its own assets that a failed bank pays out. Number from 0 to 1; unit:
   * share.
   */
  readonly clearingExternal: number;
  /**
   * Clearing: share of its claims on banks that a failed one pays out. Number from 0 to 1; unit:
   * share.
   */
  readonly clearingInterbank: number;
  /** Banks below a requirement sell what they must, at a price that falls. */
  readonly fireSales: boolean;
  /** The stressed recall loans and are recalled; who cannot pay sells or borrows. */
  readonly funding: boolean;
  /** A bank fails when insolvent, below_minimum or, with funding on, illiquid; any of them. */
  readonly failsWhen: readonly ('insolvent' | 'below_minimum' | 'illiquid')[];
  readonly [item: `failsWhen.${number}`]: 'insolvent' | 'below_minimum' | 'illiquid';
  /** Risk-weighted assets count each euro with its weight. */
  readonly riskWeights: {
    /** Number from 0 to 12.5; default: 0. */
    readonly cash?: number | undefined;
    /** Number from 0 to 12.5; default: 0.2. */
    readonly interbank?: number | undefined;
    /** Number from 0 to 12.5; default: 1. */
    readonly investments?: number | undefined;
    /** Number from 0 to 12.5; default: 0.32. */
    readonly external?: number | undefined;
  };
  /** Number from 0 to 12.5. */
  readonly 'riskWeights.cash': number;
  /** Number from 0 to 12.5. */
  readonly 'riskWeights.interbank': number;
  /** Number from 0 to 12.5. */
  readonly 'riskWeights.investments': number;
  /** Number from 0 to 12.5. */
  readonly 'riskWeights.external': number;
  /**
   * Equity over risk-weighted assets below which a bank is stressed. Number from 0 to 1; unit:
   * share.
   */
  readonly capitalRequirement: number;
  /** Equity over total assets below which a bank is stressed. Number from 0 to 1; unit: share. */
  readonly leverageRequirement: number;
  /** A bank that must sell comes back to the requirement times this. Number from 1 to 10. */
  readonly restoreTo: number;
  /**
   * Equity over risk-weighted assets of failsWhen below_minimum. Number from 0 to 1; unit: share.
   */
  readonly capitalMinimum: number;
  /** Equity over total assets of failsWhen below_minimum. Number from 0 to 1; unit: share. */
  readonly leverageMinimum: number;
  /**
   * Share of a loan that is recalled when lender or borrower is stressed. Number from 0 to 1;
   * unit: share.
   */
  readonly recallShare: number;
  /** Paid on central bank credit. Number from 0 to 100; unit: per year. */
  readonly lastResortRate: number;
  /** Share of external assets that the central bank takes. Number from 0 to 1; unit: share. */
  readonly lastResortCollateral: number;
  /** Haircut on that collateral. Number from 0 to 1; unit: share. */
  readonly lastResortHaircut: number;
  /**
   * Most central bank credit, of total assets; 0: no such lender. Number from 0 to 1; unit:
   * share.
   */
  readonly lastResortLimit: number;
  /** Most of its cash or holding that one action moves. Number from 0 to 1; unit: share. */
  readonly actionShare: number;
  /** Share of lending that looks beyond present borrowers. Number from 0 to 1; unit: share. */
  readonly newLinkShare: number;
  /**
   * Most that a bank lends to one borrower, of its equity; null: no limit. Number above 0 to
   * 1000; unit: share.
   */
  readonly exposureLimit: number | null;
  /** Random shocks: how many of each kind are expected. Unit: per year. */
  readonly shockRates: {
    /** Number from 0 to 1000; default: 0.3. */
    readonly asset_price_crash?: number | undefined;
    /** Number from 0 to 1000; default: 0.5. */
    readonly liquidity_squeeze?: number | undefined;
    /** Number from 0 to 1000; default: 0.5. */
    readonly deposit_run?: number | undefined;
    /** Number from 0 to 1000; default: 0.2. */
    readonly rate_rise?: number | undefined;
    /** Number from 0 to 1000; default: 0.12. */
    readonly bank_failure?: number | undefined;
  };
  /** Number from 0 to 1000. */
  readonly 'shockRates.asset_price_crash': number;
  /** Number from 0 to 1000. */
  readonly 'shockRates.liquidity_squeeze': number;
  /** Number from 0 to 1000. */
  readonly 'shockRates.deposit_run': number;
  /** Number from 0 to 1000. */
  readonly 'shockRates.rate_rise': number;
  /** Number from 0 to 1000. */
  readonly 'shockRates.bank_failure': number;
  /** Random shocks: range of each kind’s magnitude, uniform. */
  readonly shockMagnitudes: {
    /** Default: [0.05,0.4]. */
    readonly asset_price_crash?: readonly [number, number] | undefined;
    /** Default: [0.2,0.8]. */
    readonly liquidity_squeeze?: readonly [number, number] | undefined;
    /** Default: [0.02,0.15]. */
    readonly deposit_run?: readonly [number, number] | undefined;
    /** Default: [0.001,0.01]. */
    readonly rate_rise?: readonly [number, number] | undefined;
    /** Default: [1,1]. */
    readonly bank_failure?: readonly [number, number] | undefined;
  };
  readonly 'shockMagnitudes.asset_price_crash': readonly [number, number];
  /** Number from 0. */
  readonly [item: `shockMagnitudes.asset_price_crash.${number}`]: number;
  readonly 'shockMagnitudes.liquidity_squeeze': readonly [number, number];
  /** Number from 0. */
  readonly [item: `shockMagnitudes.liquidity_squeeze.${number}`]: number;
  readonly 'shockMagnitudes.deposit_run': readonly [number, number];
  /** Number from 0. */
  readonly [item: `shockMagnitudes.deposit_run.${number}`]: number;
  readonly 'shockMagnitudes.rate_rise': readonly [number, number];
  /** Number from 0. */
  readonly [item: `shockMagnitudes.rate_rise.${number}`]: number;
  readonly 'shockMagnitudes.bank_failure': readonly [number, number];
  /** Number from 0. */
  readonly [item: `shockMagnitudes.bank_failure.${number}`]: number;
};

/** A command of the model banks, without the turn at which it lands. */
export type BanksCommand =
  | {
      /** Gives a bank capital in cash. */
      readonly name: 'add_capital';
      /** The bank, 0-based. Integer from 0. */
      readonly bank: number;
      /** Currency. Number above 0 to 1e12. */
      readonly amount: number;
    }
  | {
      /** The central bank lends to a bank, which owes it. */
      readonly name: 'inject_liquidity';
      /** The bank, 0-based. Integer from 0. */
      readonly bank: number;
      /** Currency. Number above 0 to 1e12. */
      readonly amount: number;
    }
  | {
      /** Winds a bank up: both sides of its loans are settled at par, its owners get the equity. */
      readonly name: 'delete_bank';
      /** The bank, 0-based. Integer from 0. */
      readonly bank: number;
    }
  | {
      /** Applies a shock now; with no bank or market, to all. */
      readonly name: 'apply_shock';
      /** The kind. */
      readonly kind: 'asset_price_crash' | 'liquidity_squeeze' | 'deposit_run' | 'rate_rise' | 'bank_failure';
      /** The bank, 0-based. Integer from 0. */
      readonly bank?: number | undefined;
      /** The market, by name. */
      readonly market?: string | undefined;
      /** As for the config field shocks. Number above 0. */
      readonly magnitude?: number | undefined;
    }
  | {
      /** Another policy decides from now on, for one bank or all. */
      readonly name: 'set_policy';
      /** Rules, random, or the path of a module. */
      readonly policy: string;
      /** The bank, 0-based. Integer from 0. */
      readonly bank?: number | undefined;
    }
  | {
      /** One bank, or all, may no longer lend; halted: false takes it back. */
      readonly name: 'halt_lending';
      /** The bank, 0-based. Integer from 0. */
      readonly bank?: number | undefined;
      /** True or false. Default: true. */
      readonly halted?: boolean | undefined;
    }
  | {
      readonly [Path in keyof LiveValues]: {
        /** Changes a live field of the config from here on. */
        readonly name: 'set';
        /** The field, and what is in it, joined by dots. */
        readonly path: Path;
        readonly value: LiveValues[Path];
      };
    }[keyof LiveValues];
