// Made by scripts/model-types.js from what the model banks says of itself: change that.
import type { Entry } from '../../core/event-kind.ts';
import type { EventHead } from '../../core/vocabulary.ts';

/** The fields of each type of event. */
type Fields = {
  /** The world at the start: every book, loan and price. */
  readonly init: {
    readonly banks: readonly {
      readonly bank: number;
      readonly name: string;
      readonly cash: number;
      readonly externalAssets: number;
      readonly deposits: number;
      readonly equity: number;
      readonly units: Readonly<Record<string, number>>;
    }[];
    readonly loans: readonly {
      readonly lender: number;
      readonly borrower: number;
      readonly amount: number;
    }[];
    readonly markets: readonly { readonly market: string; readonly price: number }[];
  };
  /** A step begins. */
  readonly step_start: object;
  /** A shock strikes a bank, a market or, with neither, all. amount: what it is after. */
  readonly shock_applied: {
    readonly kind: 'asset_price_crash' | 'liquidity_squeeze' | 'deposit_run' | 'rate_rise' | 'bank_failure';
    readonly bank: number | null;
    readonly market: string | null;
    readonly magnitude: number;
    readonly amount: number;
    readonly entries: readonly Entry[];
  };
  /** What a deposit run took, and what could not be paid and stays. */
  readonly withdrawal: {
    readonly bank: number;
    readonly amount: number;
    readonly unpaid: number;
    readonly entries: readonly Entry[];
  };
  /** A shock destroys assets of a bank, or brings debts to light (item deposits). */
  readonly write_off: {
    readonly bank: number;
    readonly item: 'externalAssets' | 'cash' | 'units' | 'deposits';
    readonly market: string | null;
    readonly amount: number;
    readonly units: number;
    readonly entries: readonly Entry[];
  };
  /** External assets earn in cash; interest is credited to deposits and central bank credit. */
  readonly accrual: {
    readonly bank: number;
    readonly earned: number;
    readonly cost: number;
    readonly credit: number;
    readonly entries: readonly Entry[];
  };
  /** A bank lends, recalls, invests or divests. units: bought (positive) or sold (negative). */
  readonly transaction: {
    readonly bank: number;
    readonly action: 'LEND' | 'RECALL' | 'INVEST' | 'DIVEST' | 'HOLD';
    readonly counterparty: number | null;
    readonly market: string | null;
    readonly amount: number;
    readonly units: number;
    readonly priority: 'PROFIT' | 'LIQUIDITY' | 'STABILITY';
    readonly entries: readonly Entry[];
  };
  /** An action that a bank chose did not happen: the guard that held it, its value and threshold. */
  readonly held_back: {
    readonly bank: number;
    readonly action: 'LEND' | 'RECALL' | 'INVEST' | 'DIVEST' | 'HOLD';
    readonly counterparty: number | null;
    readonly guard:
      | 'lending halted'
      | 'no cash'
      | 'no borrower'
      | 'borrower in arrears'
      | 'borrower’s debts at its leverage target'
      | 'exposure limit'
      | 'no loan to recall'
      | 'borrower has no cash'
      | 'nothing to sell';
    readonly value: number;
    readonly threshold: number;
  };
  /** A borrower pays interest; 0 when it has no cash at all. */
  readonly interest_payment: {
    readonly lender: number;
    readonly borrower: number;
    readonly amount: number;
    readonly entries: readonly Entry[];
  };
  /** A borrower repays principal that fell due; 0 when it has no cash at all. */
  readonly loan_repayment: {
    readonly lender: number;
    readonly borrower: number;
    readonly amount: number;
    readonly entries: readonly Entry[];
  };
  /** What fell due and was not paid; the lender holds it as a claim. */
  readonly arrears: {
    readonly lender: number;
    readonly borrower: number;
    readonly of: 'interest' | 'principal';
    readonly amount: number;
    readonly entries: readonly Entry[];
  };
  /** A borrower pays what it was behind with. */
  readonly arrears_payment: {
    readonly lender: number;
    readonly borrower: number;
    readonly amount: number;
    readonly entries: readonly Entry[];
  };
  /** A market’s price, whenever orders, noise or a shock have moved it. */
  readonly price: { readonly market: string; readonly price: number };
  /**
   * A gain since the last booking is sold (amount: cash received); a loss (below 0) moves no
   * cash.
   */
  readonly profit_booking: {
    readonly bank: number;
    readonly market: string;
    readonly amount: number;
    readonly units: number;
    readonly entries: readonly Entry[];
  };
  /** A bank below a requirement sells. required: what it must shed, of what it can pay back. */
  readonly fire_sale: {
    readonly bank: number;
    readonly leverageRatio: number | null;
    readonly capitalRatio: number | null;
    readonly required: number;
    readonly fromCash: number;
    readonly share: number;
  };
  /** A bank that sold to shrink pays back central bank credit, then deposits. */
  readonly debt_repayment: {
    readonly bank: number;
    readonly toCentralBank: number;
    readonly toDepositors: number;
    readonly entries: readonly Entry[];
  };
  /** A bank is below a requirement or behind: it recalls loans, and its lenders recall from it. */
  readonly stressed: {
    readonly bank: number;
    readonly leverageRatio: number | null;
    readonly capitalRatio: number | null;
    readonly arrears: number;
  };
  /** A lender calls in part of a loan: it is due now, as arrears are. */
  readonly recall: {
    readonly lender: number;
    readonly borrower: number;
    readonly amount: number;
    readonly entries: readonly Entry[];
  };
  /** The lender of last resort lends against collateral. wanted: what the bank needed. */
  readonly last_resort_loan: {
    readonly bank: number;
    readonly amount: number;
    readonly wanted: number;
    readonly entries: readonly Entry[];
  };
  /** A bank cannot pay what is due; creditLeft: what the central bank would still lend. */
  readonly illiquid: { readonly bank: number; readonly short: number; readonly creditLeft: number };
  /** A bank fails. round: rounds of failures before it in the step; recovery: what creditors get. */
  readonly default: {
    readonly bank: number;
    readonly equity: number;
    readonly reason: 'insolvent' | 'below_minimum' | 'illiquid';
    readonly round: number;
    readonly recovery: number;
  };
  /**
   * A creditor writes down its claim on a failed bank; amount and recovered are the whole
   * exposure.
   */
  readonly loss: {
    readonly creditor: number;
    readonly debtor: number;
    readonly amount: number;
    readonly recovered: number;
    readonly loan: number;
    readonly arrears: number;
    readonly entries: readonly Entry[];
  };
  /** What one first default set off. defaults counts the trigger, depth its round. */
  readonly cascade: {
    readonly trigger: number;
    readonly defaults: number;
    readonly depth: number;
    readonly loss: number;
  };
  /** A bank is given capital in cash. */
  readonly capital_added: {
    readonly bank: number;
    readonly amount: number;
    readonly entries: readonly Entry[];
  };
  /** The central bank lends to a bank. */
  readonly liquidity_injected: {
    readonly bank: number;
    readonly amount: number;
    readonly entries: readonly Entry[];
  };
  /** A bank, or all (null), may no longer lend, or may again. */
  readonly lending_halted: { readonly bank: number | null; readonly halted: boolean };
  /** A bank, or all (null), is decided for by another policy. */
  readonly policy_set: { readonly bank: number | null; readonly policy: string };
  /** A loan is settled as one side is wound up: paid in cash, refinanced by depositors. */
  readonly settlement: {
    readonly lender: number;
    readonly borrower: number;
    readonly loan: number;
    readonly arrears: number;
    readonly refinanced: number;
    readonly entries: readonly Entry[];
  };
  /** A bank that is wound up sells to the outside, at book or market value. */
  readonly asset_sale: {
    readonly bank: number;
    readonly market: string | null;
    readonly amount: number;
    readonly units: number;
    readonly entries: readonly Entry[];
  };
  /** A bank is wound up; what is left goes to the outside, and its owners get the equity. */
  readonly bank_deleted: {
    readonly bank: number;
    readonly equity: number;
    readonly cash: number;
    readonly externalAssets: number;
    readonly deposits: number;
    readonly centralBank: number;
    readonly units: Readonly<Record<string, number>>;
    readonly entries: readonly Entry[];
  };
  /** A command did nothing, and why. */
  readonly command_ignored: {
    readonly bank: number;
    readonly reason: 'bank has failed' | 'bank was deleted' | 'bank is insolvent';
  };
  /** Every book and price; loans and borrowed without arrears, return since the start. */
  readonly step_end: {
    readonly banks: readonly {
      readonly bank: number;
      readonly cash: number;
      readonly loans: number;
      readonly units: Readonly<Record<string, number>>;
      readonly investments: number;
      readonly externalAssets: number;
      readonly arrears: number;
      readonly borrowed: number;
      readonly arrearsOwed: number;
      readonly centralBank: number;
      readonly deposits: number;
      readonly equity: number;
      readonly defaulted: boolean;
    }[];
    readonly markets: readonly { readonly market: string; readonly price: number; readonly return: number }[];
  };
  /** The run is over. */
  readonly complete: { readonly defaults: number; readonly loss: number };
  /** A command of the recipe lands. It has no causes: a person gave it. */
  readonly command: {
    readonly name:
      | 'add_capital'
      | 'inject_liquidity'
      | 'delete_bank'
      | 'apply_shock'
      | 'set_policy'
      | 'halt_lending'
      | 'set';
    readonly command: number;
  };
  /** A live field of the config was changed by `set`; value is null where it is not a number. */
  readonly config_set: {
    readonly path:
      | 'noise'
      | 'correlation'
      | 'impactStrength'
      | 'externalRate'
      | 'depositRate'
      | 'interbankRate'
      | 'repaymentRate'
      | 'repaymentCashLimit'
      | 'profitBookingInterval'
      | 'directLosses'
      | 'recovery'
      | 'clearingExternal'
      | 'clearingInterbank'
      | 'fireSales'
      | 'funding'
      | 'failsWhen'
      | 'riskWeights'
      | 'capitalRequirement'
      | 'leverageRequirement'
      | 'restoreTo'
      | 'capitalMinimum'
      | 'leverageMinimum'
      | 'recallShare'
      | 'lastResortRate'
      | 'lastResortCollateral'
      | 'lastResortHaircut'
      | 'lastResortLimit'
      | 'actionShare'
      | 'newLinkShare'
      | 'exposureLimit'
      | 'shockRates'
      | 'shockMagnitudes';
    readonly value: number | null;
  };
};

/** An event of the model banks. */
export type BanksEvent = { [Type in keyof Fields]: EventHead<Type> & Fields[Type] }[keyof Fields];
