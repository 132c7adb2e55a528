import type { EventLog } from '../../core/event-log.ts';
import type { BanksContext } from './context.ts';
import { KIND } from './events.ts';
import { indexByBorrower } from './loans.ts';
import { recordPrices } from './markets.ts';
import type { Prepared } from './prepared.ts';
import { type BanksState, equityOf, isAlive, valueBooks } from './state.ts';
import { addCause, noteHit, sortCauses, startCauses, type Trace } from './trace.ts';

/*
 * Defaults of a step, in rounds: all banks whose equity is below 0, strictly, in ascending order; then
 * those whom they brought below 0; and so on (Furfine 2003, with losses taken at once). Each creditor
 * loses (1 - recovery) of its exposure, once, and gets the rest in cash from the estate. The estate
 * keeps the failed bank's own claims: its debtors go on owing.
 */

/** Looks through all banks for a first round. Rounds of a step are counted on. */
export function findFirstRound(state: BanksState): void {
  if (state.firstCount > 0) {
    state.trigger.fill(-1);
    state.worstDebtor.fill(-1);
    state.worstLoss.fill(0);
  }
  state.firstRound = state.round;
  state.firstCount = 0;
  state.fallingCount = 0;
  state.struckCount = 0;
  valueBooks(state);
  const { equity, bankCount } = state;
  for (let i = 0; i < bankCount; i++) {
    if (!(equity[i] < 0) || !isAlive(state, i)) continue;
    state.falling[state.fallingCount++] = i;
    state.trigger[i] = i;
  }
  if (state.fallingCount > 0) indexByBorrower(state.loans);
}

/** Looks through the creditors that the last round struck. False when none of them falls. */
export function findNextRound(state: BanksState): boolean {
  const { struck, isStruck, falling, trigger, worstDebtor } = state;
  state.fallingCount = 0;
  for (let s = 0; s < state.struckCount; s++) {
    const i = struck[s];
    isStruck[i] = 0;
    if (!isAlive(state, i) || !(equityOf(state, i) < 0)) continue;
    falling[state.fallingCount++] = i;
    trigger[i] = trigger[worstDebtor[i]];
  }
  state.struckCount = 0;
  state.round++;
  falling.subarray(0, state.fallingCount).sort();
  return state.fallingCount > 0;
}

/** The turn of a falling bank: it fails, unless something has lifted it since it was found. */
export function resolveDefault(state: BanksState, context: BanksContext, bank: number): void {
  const equity = equityOf(state, bank);
  if (!(equity < 0) || !isAlive(state, bank)) return;
  const { loans, trigger, trace } = state;
  recordPrices(state, context);
  const { log } = context;
  state.defaulted[bank] = 1;
  state.alive[bank] = 0;
  state.defaultCount++;
  const first = trigger[bank];
  if (first === bank) {
    state.first[state.firstCount++] = bank;
    state.cascadeSize[bank] = 0;
    state.cascadeLoss[bank] = 0;
  }
  state.cascadeSize[first]++;
  const depth = state.round - state.firstRound + 1;
  state.cascadeDepth[first] = depth;
  if (depth > state.cascadeDepthMax) state.cascadeDepthMax = depth;
  let event = -1;
  if (log !== null && trace !== null) {
    event = log.count;
    trace.defaulted[bank] = event;
    findCauses(state, log, trace, bank, context.prepared);
    const row = log.appendWithCauses(KIND.default, state.time, trace.causes, trace.causeCount);
    const { integers, numbers } = log.rowsOf(KIND.default);
    integers[0][row] = bank;
    integers[1][row] = state.round;
    numbers[0][row] = equity;
  }
  for (let at = loans.inStart[bank]; at < loans.inStart[bank + 1]; at++) {
    writeDown(state, context, loans.inSlot[at], event);
  }
  state.owed[bank] = 0;
  state.arrearsOwed[bank] = 0;
}

/**
 * What a default came from: hits, prices below their start of markets that it was in, an accrual that cost
 * more than it earned, and the interest of the step; without any, the prices at which it traded.
 */
function findCauses(
  state: BanksState,
  log: EventLog,
  trace: Trace,
  bank: number,
  { startPrice, openingInvestments }: Prepared,
): void {
  startCauses(trace, trace.hitHead[bank]);
  for (let m = 0; m < state.marketCount; m++) {
    const invested = openingInvestments[bank] > 0 || state.units[m * state.bankCount + bank] > 0;
    if (invested && state.price[m] < startPrice[m]) addCause(trace, trace.price[m]);
  }
  addCause(trace, trace.accrual[bank]);
  addInterest(log, trace, bank, state.time);
  if (trace.causeCount === 0) for (const price of trace.price) addCause(trace, price);
  sortCauses(trace);
}

/** Adds the interest that a bank has paid in the step in hand. */
function addInterest(log: EventLog, trace: Trace, bank: number, time: number): void {
  const rows = log.rowsOf(KIND.interest_payment);
  const [, borrower, amount] = rows.places;
  for (let segment = log.segmentCount - 1; segment >= 0 && log.segmentTime[segment] === time; segment--) {
    if (log.segmentKind[segment] !== KIND.interest_payment) continue;
    for (let id = log.segmentEvent[segment]; id < log.segmentEnd(segment); id += 2) {
      const row = log.rowOf(id, segment);
      if (rows.value(row, borrower) === bank && rows.value(row, amount) > 0) addCause(trace, id);
    }
  }
}

/** A creditor's loss on one loan to a bank that has just failed. */
function writeDown(state: BanksState, context: BanksContext, slot: number, cause: number): void {
  const { loans, trace } = state;
  const loan = loans.amount[slot];
  const arrears = loans.arrears[slot];
  const exposure = loan + arrears;
  if (!(exposure > 0)) return;
  const creditor = loans.lender[slot];
  const debtor = loans.borrower[slot];
  const recovered = context.config.recovery * exposure;
  const loss = exposure - recovered;
  loans.amount[slot] = 0;
  loans.arrears[slot] = 0;
  loans.holeCount++;
  state.lent[creditor] -= loan;
  state.arrearsClaim[creditor] -= arrears;
  state.cash[creditor] += recovered;
  state.recoveryPaid[debtor] += recovered;
  state.failedBorrowers[creditor]++;
  state.interbankLosses += loss;
  state.cascadeLoss[state.trigger[debtor]] += loss;
  if (loss > 0) strike(state, creditor, debtor, loss);
  const { log } = context;
  if (log === null || trace === null) return;
  noteHit(trace, creditor, log.count);
  const row = log.append(KIND.loss, state.time, cause);
  const { integers, numbers } = log.rowsOf(KIND.loss);
  integers[0][row] = creditor;
  integers[1][row] = debtor;
  numbers[0][row] = loss;
  numbers[1][row] = recovered;
  numbers[2][row] = loan;
  numbers[3][row] = arrears;
}

function strike(state: BanksState, creditor: number, debtor: number, loss: number): void {
  if (state.isStruck[creditor] === 0) {
    state.isStruck[creditor] = 1;
    state.struck[state.struckCount++] = creditor;
  }
  if (loss > state.worstLoss[creditor]) {
    state.worstLoss[creditor] = loss;
    state.worstDebtor[creditor] = debtor;
  }
}

/** The turn of a first default: what it set off, summed up. */
export function recordCascade(state: BanksState, context: BanksContext, trigger: number): void {
  const { log } = context;
  const { trace } = state;
  if (log === null || trace === null) return;
  startCauses(trace, -1);
  for (let i = 0; i < state.bankCount; i++) {
    if (state.trigger[i] === trigger && state.defaulted[i] === 1) addCause(trace, trace.defaulted[i]);
  }
  sortCauses(trace);
  const row = log.appendWithCauses(KIND.cascade, state.time, trace.causes, trace.causeCount);
  const { integers, numbers } = log.rowsOf(KIND.cascade);
  integers[0][row] = trigger;
  integers[1][row] = state.cascadeSize[trigger];
  integers[2][row] = state.cascadeDepth[trigger];
  numbers[0][row] = state.cascadeLoss[trigger];
}
