import type { Column, EventKinds } from '../../core/event-kind.ts';
import { kindIndexes } from '../../core/event-kind.ts';
import { FAILURES } from './config.ts';
import * as entries from './entries.ts';
import { ACTIONS, PRIORITIES } from './policy.ts';
import { SHOCK_KINDS } from './shock-kind.ts';

const bank = { type: 'entity', entity: 'bank' } as const;
const market = { type: 'entity', entity: 'market' } as const;
const money: Column = { type: 'number', unit: 'currency' };
const number = { type: 'number' } as const;

const anyBank: Column = { ...bank, orNull: true };
const anyMarket: Column = { ...market, orNull: true };
const ratio: Column = { ...number, orNull: true };

/** Why an action did not happen, with the value that held it back. */
export const GUARDS = [
  'lending halted',
  'no cash',
  'no borrower',
  'borrower in arrears',
  'borrower’s debts at its leverage target',
  'exposure limit',
  'no loan to recall',
  'borrower has no cash',
  'nothing to sell',
] as const;

/** Why a command did nothing. */
export const REFUSALS = ['bank has failed', 'bank was deleted', 'bank is insolvent'] as const;

/** What a write-off takes, in this order; last, deposits grow by debts that come to light. */
export const WRITTEN_OFF = ['externalAssets', 'cash', 'units', 'deposits'] as const;

/** The kinds of events of the interbank model. */
export const events = {
  init: {
    help: 'The world at the start: every book, loan and price.',
    columns: {},
    tables: {
      banks: {
        bank,
        name: { type: 'entity', entity: 'bankName' },
        cash: money,
        externalAssets: money,
        deposits: money,
        equity: money,
        units: { type: 'numbersBy', entity: 'market' },
      },
      loans: { lender: bank, borrower: bank, amount: money },
      markets: { market, price: money },
    },
    sentence: 'The run begins.',
  },
  step_start: { help: 'A step begins.', columns: {}, sentence: 'Step {t} begins.' },
  shock_applied: {
    help: 'A shock strikes a bank, a market or, with neither, all. amount: what it is after.',
    columns: {
      kind: { type: 'label', labels: SHOCK_KINDS },
      bank: anyBank,
      market: anyMarket,
      magnitude: number,
      amount: money,
    },
    sentence: '{kind} of {magnitude} strikes (bank: {bank}, market: {market}), amount {amount}.',
    entries: entries.ofShock,
  },
  withdrawal: {
    help: 'What a deposit run took, and what could not be paid and stays.',
    columns: { bank, amount: money, unpaid: money },
    sentence: '{bank} pays {amount} out to depositors; {unpaid} stays.',
    entries: entries.ofWithdrawal,
  },
  write_off: {
    help: 'A shock destroys assets of a bank, or brings debts to light (item deposits).',
    columns: {
      bank,
      item: { type: 'label', labels: WRITTEN_OFF },
      market: anyMarket,
      amount: money,
      units: number,
    },
    sentence: '{bank} writes off {amount} of its {item}.',
    entries: entries.ofWriteOff,
  },
  accrual: {
    help: 'External assets earn in cash; interest is credited to deposits and central bank credit.',
    columns: { bank, earned: money, cost: money, credit: money },
    sentence: '{bank} earns {earned} and owes its depositors {cost} more, the central bank {credit}.',
    entries: entries.ofAccrual,
  },
  transaction: {
    help: 'A bank lends, recalls, invests or divests. units: bought (positive) or sold (negative).',
    columns: {
      bank,
      action: { type: 'label', labels: ACTIONS },
      counterparty: anyBank,
      market: anyMarket,
      amount: money,
      units: number,
      priority: { type: 'label', labels: PRIORITIES },
    },
    sentence: '{bank}: {action} {amount} (counterparty: {counterparty}, market: {market}).',
    entries: entries.ofTransaction,
  },
  held_back: {
    help: 'An action that a bank chose did not happen: the guard that held it, its value and threshold.',
    columns: {
      bank,
      action: { type: 'label', labels: ACTIONS },
      counterparty: anyBank,
      guard: { type: 'label', labels: GUARDS },
      value: number,
      threshold: number,
    },
    sentence: '{bank} would {action} but for: {guard} ({value} against {threshold}).',
  },
  interest_payment: {
    pair: 'loan_repayment',
    help: 'A borrower pays interest; 0 when it has no cash at all.',
    columns: { lender: bank, borrower: bank, amount: money },
    sentence: '{borrower} pays {lender} {amount} of interest.',
    entries: entries.ofPayment,
  },
  loan_repayment: {
    help: 'A borrower repays principal that fell due; 0 when it has no cash at all.',
    columns: { lender: bank, borrower: bank, amount: money },
    sentence: '{borrower} repays {lender} {amount}.',
    entries: entries.ofRepayment,
  },
  arrears: {
    help: 'What fell due and was not paid; the lender holds it as a claim.',
    columns: {
      lender: bank,
      borrower: bank,
      of: { type: 'label', labels: ['interest', 'principal'] },
      amount: money,
    },
    sentence: '{borrower} falls {amount} of {of} behind with {lender}.',
    entries: entries.ofArrears,
  },
  arrears_payment: {
    help: 'A borrower pays what it was behind with.',
    columns: { lender: bank, borrower: bank, amount: money },
    sentence: '{borrower} makes up {amount} of arrears to {lender}.',
    entries: entries.ofArrearsPayment,
  },
  price: {
    help: 'A market’s price, whenever orders, noise or a shock have moved it.',
    columns: { market, price: money },
    sentence: '{market} stands at {price}.',
  },
  profit_booking: {
    help: 'A gain since the last booking is sold (amount: cash received); a loss (below 0) moves no cash.',
    columns: { bank, market, amount: money, units: number },
    sentence: '{bank} books {amount} on {market}.',
    entries: entries.ofBooking,
  },
  fire_sale: {
    help: 'A bank below a requirement sells. required: what it must shed, of what it can pay back.',
    columns: {
      bank,
      leverageRatio: ratio,
      capitalRatio: ratio,
      required: money,
      fromCash: money,
      share: number,
    },
    sentence:
      '{bank} sells the share {share} of what it holds: leverage {leverageRatio}, capital {capitalRatio}.',
  },
  debt_repayment: {
    help: 'A bank that sold to shrink pays back central bank credit, then deposits.',
    columns: { bank, toCentralBank: money, toDepositors: money },
    sentence: '{bank} pays back {toCentralBank} to the central bank and {toDepositors} to depositors.',
    entries: entries.ofDebtRepayment,
  },
  stressed: {
    help: 'A bank is below a requirement or behind: it recalls loans, and its lenders recall from it.',
    columns: { bank, leverageRatio: ratio, capitalRatio: ratio, arrears: money },
    sentence:
      '{bank} is stressed: leverage ratio {leverageRatio}, capital ratio {capitalRatio}, {arrears} behind.',
  },
  recall: {
    help: 'A lender calls in part of a loan: it is due now, as arrears are.',
    columns: { lender: bank, borrower: bank, amount: money },
    sentence: '{lender} recalls {amount} from {borrower}.',
    entries: entries.ofRecall,
  },
  last_resort_loan: {
    help: 'The lender of last resort lends against collateral. wanted: what the bank needed.',
    columns: { bank, amount: money, wanted: money },
    sentence: '{bank} borrows {amount} of the {wanted} it needs from the central bank.',
    entries: entries.ofLiquidity,
  },
  illiquid: {
    help: 'A bank cannot pay what is due; creditLeft: what the central bank would still lend.',
    columns: { bank, short: money, creditLeft: money },
    sentence: '{bank} cannot pay: it is {short} short.',
  },
  default: {
    help: 'A bank fails. round: rounds of failures before it in the step; recovery: what creditors get.',
    columns: {
      bank,
      equity: money,
      reason: { type: 'label', labels: FAILURES },
      round: { type: 'integer' },
      recovery: number,
    },
    sentence: '{bank} fails, {reason}, with equity {equity}.',
  },
  loss: {
    help: 'A creditor writes down its claim on a failed bank; amount and recovered are the whole exposure.',
    columns: { creditor: bank, debtor: bank, amount: money, recovered: money, loan: money, arrears: money },
    sentence: '{creditor} loses {amount} on {debtor} and recovers {recovered}.',
    entries: entries.ofLoss,
  },
  cascade: {
    help: 'What one first default set off. defaults counts the trigger, depth its round.',
    columns: { trigger: bank, defaults: { type: 'integer' }, depth: { type: 'integer' }, loss: money },
    sentence:
      'Cascade of {trigger}: {defaults} failed in {depth} rounds, itself included; creditors lost {loss}.',
  },
  capital_added: {
    help: 'A bank is given capital in cash.',
    columns: { bank, amount: money },
    sentence: '{bank} receives {amount} of capital.',
    entries: entries.ofCapital,
  },
  liquidity_injected: {
    help: 'The central bank lends to a bank.',
    columns: { bank, amount: money },
    sentence: 'The central bank lends {bank} {amount}.',
    entries: entries.ofLiquidity,
  },
  lending_halted: {
    help: 'A bank, or all (null), may no longer lend, or may again.',
    columns: { bank: anyBank, halted: { type: 'flag' } },
    sentence: 'Lending by {bank} is halted: {halted}.',
  },
  policy_set: {
    help: 'A bank, or all (null), is decided for by another policy.',
    columns: { bank: anyBank, policy: { type: 'entity', entity: 'policy' } },
    sentence: '{policy} now decides for {bank}.',
  },
  settlement: {
    help: 'A loan is settled as one side is wound up: paid in cash, refinanced by depositors.',
    columns: { lender: bank, borrower: bank, loan: money, arrears: money, refinanced: money },
    sentence: '{borrower} settles {loan} with {lender}.',
    entries: entries.ofSettlement,
  },
  asset_sale: {
    help: 'A bank that is wound up sells to the outside, at book or market value.',
    columns: { bank, market: anyMarket, amount: money, units: number },
    sentence: '{bank} sells assets for {amount}.',
    entries: entries.ofAssetSale,
  },
  bank_deleted: {
    help: 'A bank is wound up; what is left goes to the outside, and its owners get the equity.',
    columns: {
      bank,
      equity: money,
      cash: money,
      externalAssets: money,
      deposits: money,
      centralBank: money,
      units: { type: 'numbersBy', entity: 'market' },
    },
    sentence: '{bank} is wound up with equity {equity}.',
    entries: entries.ofDeletion,
  },
  command_ignored: {
    help: 'A command did nothing, and why.',
    columns: { bank, reason: { type: 'label', labels: REFUSALS } },
    sentence: 'Nothing was done to {bank}: {reason}.',
  },
  step_end: {
    help: 'Every book and price; loans and borrowed without arrears, return since the start.',
    columns: {},
    tables: {
      banks: {
        bank,
        cash: money,
        loans: money,
        units: { type: 'numbersBy', entity: 'market' },
        investments: money,
        externalAssets: money,
        arrears: money,
        borrowed: money,
        arrearsOwed: money,
        centralBank: money,
        deposits: money,
        equity: money,
        defaulted: { type: 'flag' },
      },
      markets: { market, price: money, return: number },
    },
    sentence: 'Step {t} ends.',
  },
  complete: {
    help: 'The run is over.',
    columns: { defaults: { type: 'integer' }, loss: money },
    sentence: 'The run ends: {defaults} defaults, loss {loss}.',
  },
} satisfies EventKinds;

/** Where each kind stands in the log. */
export const KIND = kindIndexes(events);
