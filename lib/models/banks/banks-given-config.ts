// Made by scripts/model-types.js from what the model banks says of itself: change that.
import type { Text } from '../../core/vocabulary.ts';

/** A config of the model banks, as it is given: any of the fields, the rest by preset or default. */
export type BanksGivenConfig = {
  /** A named set of defaults: reference. Default: null. */
  readonly preset?: 'reference' | null | Text | undefined;
  /**
   * A count of synthetic banks, a table, or a CSV file (command line, loadTable). Integer from 2
   * to 20000; unit: banks; default: 48.
   */
  readonly banks?:
    | number
    | readonly {
        readonly name?: string | undefined;
        /** Opening equity. Number above 0 to 1e12; unit: currency. */
        readonly capital: number;
        /** Total assets over equity. Number above 1 to 1000; default: 18. */
        readonly targetLeverage?: number | undefined;
        /** Appetite for market risk, 0 to 1. Number from 0 to 1; default: 0.5. */
        readonly riskFactor?: number | undefined;
        /** Lent to other banks. Number from 0; unit: currency. */
        readonly interbankAssets?: number | undefined;
        /**
         * Borrowed from other banks; left out: in proportion to total assets. Number from 0; unit:
         * currency.
         */
        readonly interbankLiabilities?: number | undefined;
        /** Held in the markets. Number from 0; unit: currency. */
        readonly marketInvestments?: number | undefined;
      }[]
    | string
    | undefined;
  /**
   * Median opening equity of banks given by count. Number above 0 to 1e12; unit: currency;
   * default: 19000.
   */
  readonly medianCapital?: number | undefined;
  /** Median target leverage of banks given by count. Number above 1 to 1000; default: 18. */
  readonly medianLeverage?: number | undefined;
  /** The unit of money, a label. Default: "EUR million". */
  readonly currency?: string | undefined;
  /** Length of a run. Integer from 1 to 100000; unit: steps; default: 52. */
  readonly steps?: number | undefined;
  /** Steps in a year; rates are annual. Number above 0 to 100000; default: 52. */
  readonly stepsPerYear?: number | undefined;
  /**
   * Who lends to whom at the start; all but maximum-entropy and minimum-density are redrawn each
   * run. Default: "erdos-renyi".
   */
  readonly network?:
    | 'erdos-renyi'
    | 'core-periphery'
    | 'scale-free'
    | 'maximum-entropy'
    | 'minimum-density'
    | 'sampled'
    | Text
    | undefined;
  /**
   * Probability of a loan for an ordered pair; sampled: before the totals are known. Number from
   * 0 to 1; unit: share; default: 0.25.
   */
  readonly density?: number | undefined;
  /** Scale-free: exponent of the tail of the degrees. Number above 2 to 10; default: 2.3. */
  readonly scaleFreeExponent?: number | undefined;
  /**
   * Core-periphery: share of banks, the largest, that form the core. Number from 0 to 1; unit:
   * share; default: 0.15.
   */
  readonly coreShare?: number | undefined;
  /**
   * Core-periphery: probability of a loan within the core. Number from 0 to 1; unit: share;
   * default: 0.9.
   */
  readonly coreDensity?: number | undefined;
  /**
   * Opening loans: row lends to column; takes the place of network. Unit: currency; default:
   * null.
   */
  readonly matrix?: readonly (readonly number[])[] | null | undefined;
  /** Cash, of total assets. Number from 0 to 1; unit: share; default: 0.06. */
  readonly cashShare?: number | undefined;
  /** Interbank loans, of total assets. Number from 0 to 1; unit: share; default: 0.05. */
  readonly interbankShare?: number | undefined;
  /**
   * Standard deviation of the log of that share, of banks given by count. Number from 0 to 3;
   * default: 1.07.
   */
  readonly interbankSpread?: number | undefined;
  /**
   * Market investments at risk factor 0.5, of total assets. Number from 0 to 1; unit: share;
   * default: 0.09.
   */
  readonly investmentShare?: number | undefined;
  /**
   * Markets that banks invest in. Default:
   * [{"name":"BANK_INDEX","price":100},{"name":"FIN_SERVICES","price":100}].
   */
  readonly markets?:
    | readonly {
        readonly name: string;
        /** Number from 0.000001 to 1e12; default: 100. */
        readonly price?: number | undefined;
      }[]
    | undefined;
  /**
   * Volatility of market prices; 0: none. Number from 0 to 5; unit: per square root of a year;
   * default: 0.12; `set` may change it in a run.
   */
  readonly noise?: number | undefined;
  /**
   * Correlation of the noise of any two markets. Number from 0 to 1; unit: share; default: 0.5;
   * `set` may change it in a run.
   */
  readonly correlation?: number | undefined;
  /**
   * Exponential in the share of the market sold, or linear in currency sold. Default:
   * "exponential".
   */
  readonly impact?: 'exponential' | 'linear' | Text | undefined;
  /**
   * Exponential: fall of the log price if all is sold (null: 1); linear: per currency (null:
   * 0.001). Number from 0 to 1e6; default: null; `set` may change it in a run.
   */
  readonly impactStrength?: number | null | undefined;
  /**
   * Share of each market that the banks hold at the start. Number from 0.000001 to 1; unit:
   * share; default: 0.2.
   */
  readonly bankMarketShare?: number | undefined;
  /**
   * Earned on external assets. Number from 0 to 100; unit: per year; default: 0.022; `set` may
   * change it in a run.
   */
  readonly externalRate?: number | undefined;
  /**
   * Paid on deposits. Number from 0 to 100; unit: per year; default: 0.014; `set` may change it
   * in a run.
   */
  readonly depositRate?: number | undefined;
  /**
   * Paid on interbank loans. Number from 0 to 100; unit: per year; default: 0.02; `set` may
   * change it in a run.
   */
  readonly interbankRate?: number | undefined;
  /**
   * Share of an interbank loan that falls due. Number from 0 to 100; unit: per year; default: 1;
   * `set` may change it in a run.
   */
  readonly repaymentRate?: number | undefined;
  /**
   * Most of its cash that a borrower owes in one repayment; null: no limit. Number above 0 to 1;
   * default: null; `set` may change it in a run.
   */
  readonly repaymentCashLimit?: number | null | undefined;
  /**
   * Steps between profit bookings; 0: never. Integer from 0 to 100000; unit: steps; default: 5;
   * `set` may change it in a run.
   */
  readonly profitBookingInterval?: number | undefined;
  /**
   * Creditors of a failed bank get back recovery, what clearing gives, or all. Default:
   * "write-down"; `set` may change it in a run.
   */
  readonly directLosses?: 'write-down' | 'clearing' | 'none' | Text | undefined;
  /**
   * Write-down: share of its claim that a creditor gets back. Number from 0 to 1; unit: share;
   * default: 0.4; `set` may change it in a run.
   */
  readonly recovery?: number | undefined;
  /**
   * Clearing: share of its own assets that a failed bank pays out. Number from 0 to 1; unit:
   * share; default: 1; `set` may change it in a run.
   */
  readonly clearingExternal?: number | undefined;
  /**
   * Clearing: share of its claims on banks that a failed one pays out. Number from 0 to 1; unit:
   * share; default: 1; `set` may change it in a run.
   */
  readonly clearingInterbank?: number | undefined;
  /**
   * Banks below a requirement sell what they must, at a price that falls. Default: true; `set`
   * may change it in a run.
   */
  readonly fireSales?: boolean | undefined;
  /**
   * The stressed recall loans and are recalled; who cannot pay sells or borrows. Default: true;
   * `set` may change it in a run.
   */
  readonly funding?: boolean | undefined;
  /**
   * A bank fails when insolvent, below_minimum or, with funding on, illiquid; any of them.
   * Default: ["insolvent","illiquid"]; `set` may change it in a run.
   */
  readonly failsWhen?: readonly ('insolvent' | 'below_minimum' | 'illiquid' | Text)[] | undefined;
  /** Risk-weighted assets count each euro with its weight. `set` may change it in a run. */
  readonly riskWeights?:
    | {
        /** Number from 0 to 12.5; default: 0. */
        readonly cash?: number | undefined;
        /** Number from 0 to 12.5; default: 0.2. */
        readonly interbank?: number | undefined;
        /** Number from 0 to 12.5; default: 1. */
        readonly investments?: number | undefined;
        /** Number from 0 to 12.5; default: 0.32. */
        readonly external?: number | undefined;
      }
    | undefined;
  /**
   * Equity over risk-weighted assets below which a bank is stressed. Number from 0 to 1; unit:
   * share; default: 0.07; `set` may change it in a run.
   */
  readonly capitalRequirement?: number | undefined;
  /**
   * Equity over total assets below which a bank is stressed. Number from 0 to 1; unit: share;
   * default: 0.0325; `set` may change it in a run.
   */
  readonly leverageRequirement?: number | undefined;
  /**
   * A bank that must sell comes back to the requirement times this. Number from 1 to 10; default:
   * 1.05; `set` may change it in a run.
   */
  readonly restoreTo?: number | undefined;
  /**
   * Equity over risk-weighted assets of failsWhen below_minimum. Number from 0 to 1; unit: share;
   * default: 0.045; `set` may change it in a run.
   */
  readonly capitalMinimum?: number | undefined;
  /**
   * Equity over total assets of failsWhen below_minimum. Number from 0 to 1; unit: share;
   * default: 0.03; `set` may change it in a run.
   */
  readonly leverageMinimum?: number | undefined;
  /**
   * Share of a loan that is recalled when lender or borrower is stressed. Number from 0 to 1;
   * unit: share; default: 0.25; `set` may change it in a run.
   */
  readonly recallShare?: number | undefined;
  /**
   * Paid on central bank credit. Number from 0 to 100; unit: per year; default: 0.03; `set` may
   * change it in a run.
   */
  readonly lastResortRate?: number | undefined;
  /**
   * Share of external assets that the central bank takes. Number from 0 to 1; unit: share;
   * default: 0.25; `set` may change it in a run.
   */
  readonly lastResortCollateral?: number | undefined;
  /**
   * Haircut on that collateral. Number from 0 to 1; unit: share; default: 0.3; `set` may change
   * it in a run.
   */
  readonly lastResortHaircut?: number | undefined;
  /**
   * Most central bank credit, of total assets; 0: no such lender. Number from 0 to 1; unit:
   * share; default: 0.1; `set` may change it in a run.
   */
  readonly lastResortLimit?: number | undefined;
  /** Rules, random, or the path of a module that exports a policy. Default: "rules". */
  readonly policy?: string | undefined;
  /**
   * Most of its cash or holding that one action moves. Number from 0 to 1; unit: share; default:
   * 0.1; `set` may change it in a run.
   */
  readonly actionShare?: number | undefined;
  /**
   * Share of lending that looks beyond present borrowers. Number from 0 to 1; unit: share;
   * default: 0.1; `set` may change it in a run.
   */
  readonly newLinkShare?: number | undefined;
  /**
   * Most that a bank lends to one borrower, of its equity; null: no limit. Number above 0 to
   * 1000; unit: share; default: 0.25; `set` may change it in a run.
   */
  readonly exposureLimit?: number | null | undefined;
  /** None, random, or a schedule: [{ kind, at, bank, market, magnitude }]. Default: "random". */
  readonly shocks?:
    | 'none'
    | 'random'
    | Text
    | readonly {
        readonly kind:
          | 'asset_price_crash'
          | 'liquidity_squeeze'
          | 'deposit_run'
          | 'rate_rise'
          | 'bank_failure'
          | Text;
        /** The step. Integer from 1; unit: steps. */
        readonly at: number;
        /** Left out: every bank. Integer from 0. */
        readonly bank?: number | undefined;
        /** Left out: every market. */
        readonly market?: string | undefined;
        /** Number above 0. */
        readonly magnitude?: number | undefined;
      }[]
    | undefined;
  /**
   * Random shocks: how many of each kind are expected. Unit: per year; `set` may change it in a
   * run.
   */
  readonly shockRates?:
    | {
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
      }
    | undefined;
  /** Random shocks: range of each kind’s magnitude, uniform. `set` may change it in a run. */
  readonly shockMagnitudes?:
    | {
        /** Default: [0.05,0.4]. */
        readonly asset_price_crash?: readonly number[] | undefined;
        /** Default: [0.2,0.8]. */
        readonly liquidity_squeeze?: readonly number[] | undefined;
        /** Default: [0.02,0.15]. */
        readonly deposit_run?: readonly number[] | undefined;
        /** Default: [0.001,0.01]. */
        readonly rate_rise?: readonly number[] | undefined;
        /** Default: [1,1]. */
        readonly bank_failure?: readonly number[] | undefined;
      }
    | undefined;
};
