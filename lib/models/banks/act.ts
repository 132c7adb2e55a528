import { pick, unit } from '../../core/chance.ts';
import { CENT } from './cent.ts';
import { MARKETS, moveUnits } from './channels.ts';
import type { BanksContext } from './context.ts';
import { GUARDS, KIND } from './events.ts';
import { addLoan, findLoan } from './loans.ts';
import { buy, sell, tracesOrder, unitsFor } from './markets.ts';
import { ACTIONS, PRIORITIES } from './policy.ts';
import { assetsOf, type BanksState, debtsOf, equityOf } from './state.ts';
import { latestHit, noteHit } from './trace.ts';

const [LEND, RECALL, INVEST, DIVEST] = ACTIONS.keys();
const [PROFIT, LIQUIDITY] = PRIORITIES.keys();
const [HALTED, NO_CASH, NO_BORROWER, IN_ARREARS, ABOVE_TARGET, LIMIT, NO_LOAN, BORROWER_NO_CASH, NOTHING] =
  GUARDS.keys();

/** Leverage over its target up to which a bank gets loans. */
const BORROWER_TOLERANCE = 1.15;

/**
 * The turns of banks `from` to `end` (excluded): each does what was decided for it, as far as its books
 * now allow. Only banks that are alive; returns how many.
 */
export function act(state: BanksState, context: BanksContext, from: number, end: number): number {
  const { action, alive } = state;
  let turns = 0;
  for (let i = from; i < end; i++) {
    if (alive[i] === 0) continue;
    turns++;
    switch (action[i]) {
      case LEND:
        lend(state, context, i);
        break;
      case RECALL:
        recall(state, context, i);
        break;
      case INVEST:
        invest(state, context, i);
        break;
      case DIVEST:
        divest(state, context, i);
        break;
    }
  }
  return turns;
}

/** Lends to one bank. This and the other actions return the money that they moved. */
function lend(state: BanksState, context: BanksContext, bank: number): number {
  const { config, prepared } = context;
  const { loans, cash } = state;
  if (state.halted[bank] === 1) return heldBack(state, context, bank, LEND, -1, HALTED, 1, 0);
  let amount = state.amount[bank] * config.actionShare * cash[bank];
  if (!(amount >= CENT)) return heldBack(state, context, bank, LEND, -1, NO_CASH, amount, CENT);

  const start = loans.rowStart[bank];
  const borrowers = loans.rowStart[bank + 1] - start;
  const whom = unit(whomOf(state, bank));
  const newLinks = borrowers > 0 ? config.newLinkShare : 1;
  let slot = -1;
  let borrower: number;
  if (whom >= newLinks) {
    slot = start + Math.floor(((whom - newLinks) / (1 - newLinks)) * borrowers);
    borrower = loans.borrower[slot];
  } else {
    borrower = Math.floor((whom / newLinks) * (state.bankCount - 1));
    if (borrower >= bank) borrower++;
    slot = findLoan(loans, bank, borrower);
  }
  if (state.alive[borrower] === 0) {
    return heldBack(state, context, bank, LEND, borrower, NO_BORROWER, 0, 1);
  }
  if (state.arrearsOwed[borrower] >= CENT) {
    return heldBack(state, context, bank, LEND, borrower, IN_ARREARS, state.arrearsOwed[borrower], CENT);
  }
  const debts = debtsOf(state, borrower);
  const equity = assetsOf(state, borrower) - debts;
  const debtsMax = (prepared.targetLeverage[borrower] * BORROWER_TOLERANCE - 1) * equity;
  if (!(debtsMax - debts >= CENT)) {
    return heldBack(state, context, bank, LEND, borrower, ABOVE_TARGET, debts, debtsMax);
  }
  if (amount > debtsMax - debts) amount = debtsMax - debts;
  if (config.exposureLimit !== null) {
    const exposure = slot < 0 ? 0 : loans.amount[slot] + loans.arrears[slot];
    const most = config.exposureLimit * equityOf(state, bank);
    if (exposure + amount > most) {
      if (!(most - exposure >= CENT)) {
        return heldBack(state, context, bank, LEND, borrower, LIMIT, exposure, most);
      }
      amount = most - exposure;
    }
  }
  cash[bank] -= amount;
  cash[borrower] += amount;
  state.lent[bank] += amount;
  state.owed[borrower] += amount;
  if (slot < 0) addLoan(loans, bank, borrower, amount);
  else loans.amount[slot] += amount;
  recordTransaction(state, context, bank, LEND, borrower, -1, amount, 0);
  return amount;
}

function recall(state: BanksState, context: BanksContext, bank: number): number {
  const { config } = context;
  const { loans, cash } = state;
  const start = loans.rowStart[bank];
  const borrowers = loans.rowStart[bank + 1] - start;
  if (borrowers === 0) return heldBack(state, context, bank, RECALL, -1, NO_LOAN, 0, 1);
  const slot = start + pick(whomOf(state, bank), borrowers);
  const borrower = loans.borrower[slot];
  const held = loans.amount[slot];
  const payable = cash[borrower] * (config.repaymentCashLimit ?? 1);
  const wanted = state.amount[bank] * held;
  if (!(wanted >= CENT)) return heldBack(state, context, bank, RECALL, borrower, NO_LOAN, wanted, CENT);
  if (!(payable >= CENT)) {
    return heldBack(state, context, bank, RECALL, borrower, BORROWER_NO_CASH, payable, CENT);
  }
  const amount = wanted < payable ? wanted : payable;
  cash[borrower] -= amount;
  cash[bank] += amount;
  state.lent[bank] -= amount;
  state.owed[borrower] -= amount;
  loans.amount[slot] = held - amount;
  if (amount === held && loans.arrears[slot] === 0) loans.holeCount++;
  recordTransaction(state, context, bank, RECALL, borrower, -1, amount, 0);
  return amount;
}

function invest(state: BanksState, context: BanksContext, bank: number): number {
  const amount = state.amount[bank] * context.config.actionShare * state.cash[bank];
  if (!(amount >= CENT)) return heldBack(state, context, bank, INVEST, -1, NO_CASH, amount, CENT);
  const market = pickMarket(state, bank);
  const units = buy(state, market, amount);
  state.cash[bank] -= amount;
  moveUnits(state, bank, market, units, -amount, MARKETS);
  state.booked[market * state.bankCount + bank] += amount;
  recordTransaction(state, context, bank, INVEST, -1, market, amount, units);
  return amount;
}

function divest(state: BanksState, context: BanksContext, bank: number): number {
  const market = pickMarket(state, bank);
  const held = state.units[market * state.bankCount + bank];
  const units = state.amount[bank] * context.config.actionShare * held;
  const value = units * state.price[market];
  if (!(value >= CENT)) return heldBack(state, context, bank, DIVEST, -1, NOTHING, value, CENT);
  const proceeds = sell(state, market, units);
  deliver(state, context, bank, market, units, proceeds, MARKETS, -1);
  return proceeds;
}

/**
 * Takes `units` that have been sold out of a bank's books, for cash. `cause`: what forced the sale; -1
 * for its own decision. `channel`: what it is part of.
 */
export function deliver(
  state: BanksState,
  context: BanksContext,
  bank: number,
  market: number,
  units: number,
  proceeds: number,
  channel: number,
  cause: number,
): void {
  const at = market * state.bankCount + bank;
  const held = state.units[at];
  state.cash[bank] += proceeds;
  moveUnits(state, bank, market, -units, proceeds, channel);
  state.booked[at] *= state.units[at] / held;
  recordTransaction(state, context, bank, DIVEST, -1, market, proceeds, -units, cause);
}

/** Sells holdings, market by market, until a bank has the cash that it needs or nothing is left. */
export function sellForCash(
  state: BanksState,
  context: BanksContext,
  bank: number,
  needed: number,
  cause: number,
  channel: number,
): void {
  const { cash, units, price, bankCount, marketCount } = state;
  for (let m = 0; m < marketCount && cash[bank] < needed; m++) {
    const held = units[m * bankCount + bank];
    const wanted = unitsFor(state, m, needed - cash[bank]);
    const sold = wanted < held ? wanted : held;
    if (!(sold * price[m] >= CENT)) continue;
    deliver(state, context, bank, m, sold, sell(state, m, sold, channel), channel, cause);
  }
}

/** The step's random word by which a bank finds its counterparty or market. */
function whomOf(state: BanksState, bank: number): number {
  return state.words[2 * bank + 1];
}

function pickMarket(state: BanksState, bank: number): number {
  return pick(whomOf(state, bank), state.marketCount);
}

function recordTransaction(
  state: BanksState,
  context: BanksContext,
  bank: number,
  action: number,
  counterparty: number,
  market: number,
  amount: number,
  units: number,
  cause = -1,
): void {
  const { log } = context;
  const { trace } = state;
  if (log === null || trace === null) return;
  if (market >= 0) tracesOrder(state, market, log.count);
  const isForced = cause >= 0;
  const priority = isForced ? LIQUIDITY : state.priority[bank];
  const reason = isForced || priority === PROFIT ? cause : latestHit(trace, bank);
  if (isForced) noteHit(trace, bank, log.count);
  const row = log.append(KIND.transaction, state.time, reason);
  const { integers, numbers } = log.rowsOf(KIND.transaction);
  integers[0][row] = bank;
  integers[1][row] = action;
  integers[2][row] = counterparty;
  integers[3][row] = market;
  integers[4][row] = priority;
  numbers[0][row] = amount;
  numbers[1][row] = units;
}

/** Records what held an action back; returns 0, the money that it moved. */
function heldBack(
  state: BanksState,
  context: BanksContext,
  bank: number,
  action: number,
  counterparty: number,
  guard: number,
  value: number,
  threshold: number,
): number {
  const { log } = context;
  if (log === null) return 0;
  const row = log.append(KIND.held_back, state.time, -1);
  const { integers, numbers } = log.rowsOf(KIND.held_back);
  integers[0][row] = bank;
  integers[1][row] = action;
  integers[2][row] = counterparty;
  integers[3][row] = guard;
  numbers[0][row] = value;
  numbers[1][row] = threshold;
  return 0;
}
