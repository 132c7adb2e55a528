import { findCauses } from './causes.ts';
import { type BanksConfig, FAILURES } from './config.ts';
import type { BanksContext } from './context.ts';
import { KIND } from './events.ts';
import { noteReceipt } from './funding.ts';
import { indexByBorrower } from './loans.ts';
import { recordPrices } from './markets.ts';
import { isBelow, riskWeightedAssets, valuedAssets } from './requirements.ts';
import { type BanksState, isAlive, valueBook } from './state.ts';
import { addCause, noteHit, sortCauses, startCauses } from './trace.ts';

/*
 * Defaults, in rounds: all banks that fail, in ascending order; then those whom they brought down; and
 * so on (Furfine 2003, with losses taken at once). Each creditor loses what it does not get of its
 * exposure, once, and gets the rest in cash from the estate. The estate keeps the failed bank's own
 * claims: its debtors go on owing.
 */

const [INSOLVENT, BELOW_MINIMUM, ILLIQUID] = FAILURES.keys();

/** Looks through all banks, of valued books, for those that fail. */
export function findFailing(state: BanksState, { config }: BanksContext): boolean {
  const { alive, bankCount, trigger, worstDebtor } = state;
  for (let i = 0; i < bankCount; i++) {
    if (alive[i] === 0 || failureOf(state, config, i) < 0) continue;
    state.movers[state.moverCount++] = i;
    trigger[i] = worstDebtor[i] >= 0 ? trigger[worstDebtor[i]] : i;
  }
  if (state.moverCount > 0) indexByBorrower(state.loans);
  return state.moverCount > 0;
}

/**
 * Why bank `i`, of valued books, fails: in `FAILURES`, or -1. `claims`: on banks that it is yet to write
 * down, for `recovered` in cash.
 */
export function failureOf(
  state: BanksState,
  config: BanksConfig,
  i: number,
  claims = 0,
  recovered = 0,
): number {
  const equity = state.equity[i] - (claims - recovered);
  const { failsWhen } = config;
  for (const failure of failsWhen) {
    if (failure === 'insolvent') {
      if (isBelow(equity, 0, valuedAssets(state, i))) return INSOLVENT;
    } else if (failure === 'illiquid') {
      if (state.isIlliquid[i] === 1) return ILLIQUID;
    } else if (isBelowMinimum(state, config, i, claims, recovered)) return BELOW_MINIMUM;
  }
  return -1;
}

function isBelowMinimum(
  state: BanksState,
  config: BanksConfig,
  i: number,
  claims: number,
  recovered: number,
): boolean {
  const { cash, interbank } = config.riskWeights;
  const loss = claims - recovered;
  const equity = state.equity[i] - loss;
  const risk = riskWeightedAssets(state, config.riskWeights, i);
  const weighted = risk - interbank * claims + cash * recovered;
  return (
    isBelow(equity, config.leverageMinimum, valuedAssets(state, i) - loss) ||
    isBelow(equity, config.capitalMinimum, weighted)
  );
}

/** The turn of a failing bank: it fails, unless something has lifted it since it was found. */
export function resolveDefault(state: BanksState, context: BanksContext, bank: number): void {
  valueBook(state, bank);
  const reason = failureOf(state, context.config, bank);
  if (reason < 0 || !isAlive(state, bank)) return;
  const { loans, trigger } = state;
  recordPrices(state, context);
  state.defaulted[bank] = 1;
  state.alive[bank] = 0;
  state.defaultCount++;
  state.failedIn[bank] = state.defaultRound;
  const first = trigger[bank];
  if (first === bank) {
    state.first[state.firstCount++] = bank;
    state.cascadeSize[bank] = 0;
    state.cascadeLoss[bank] = 0;
  }
  state.cascadeSize[first]++;
  const depth = state.defaultRound - state.failedIn[first] + 1;
  state.cascadeDepth[first] = depth;
  if (depth > state.cascadeDepthMax) state.cascadeDepthMax = depth;
  const recovery = recoveryOf(state, context.config, bank);
  const event = recordDefault(state, context, bank, reason, recovery);
  state.claimsOnEstate[bank] = state.owed[bank] + state.arrearsOwed[bank];
  for (let at = loans.inStart[bank]; at < loans.inStart[bank + 1]; at++) {
    writeDown(state, context, loans.inSlot[at], recovery, event);
  }
  state.owed[bank] = 0;
  state.arrearsOwed[bank] = 0;
}

/** The share of its claim that a creditor of a failed bank gets back. */
function recoveryOf(state: BanksState, config: BanksConfig, bank: number): number {
  if (config.directLosses === 'none') return 1;
  if (config.directLosses === 'write-down') return config.recovery;
  return Math.max(0, state.paidShare[bank]);
}

function recordDefault(
  state: BanksState,
  { log, prepared }: BanksContext,
  bank: number,
  reason: number,
  recovery: number,
): number {
  const { trace } = state;
  if (log === null || trace === null) return -1;
  const event = log.count;
  trace.defaulted[bank] = event;
  findCauses(state, log, trace, bank, prepared);
  const row = log.appendWithCauses(KIND.default, state.time, trace.causes, trace.causeCount);
  const { integers, numbers } = log.rowsOf(KIND.default);
  integers[0][row] = bank;
  integers[1][row] = reason;
  integers[2][row] = state.defaultRound;
  numbers[0][row] = state.equity[bank];
  numbers[1][row] = recovery;
  return event;
}

/** A creditor's loss on one loan to a bank that has just failed. */
function writeDown(
  state: BanksState,
  context: BanksContext,
  slot: number,
  recovery: number,
  cause: number,
): void {
  const { loans, trace } = state;
  const loan = loans.amount[slot];
  const arrears = loans.arrears[slot];
  const exposure = loan + arrears;
  if (!(exposure > 0)) return;
  const creditor = loans.lender[slot];
  const debtor = loans.borrower[slot];
  const recovered = recovery * exposure;
  const loss = exposure - recovered;
  loans.amount[slot] = 0;
  loans.arrears[slot] = 0;
  loans.holeCount++;
  state.lent[creditor] -= loan;
  state.arrearsClaim[creditor] -= arrears;
  state.cash[creditor] += recovered;
  state.recoveryPaid[debtor] += recovered;
  noteReceipt(state, creditor);
  state.failedBorrowers[creditor]++;
  state.interbankLosses += loss;
  state.direct[creditor] += loss;
  state.cascadeLoss[state.trigger[debtor]] += loss;
  if (loss > state.worstLoss[creditor]) {
    state.worstLoss[creditor] = loss;
    state.worstDebtor[creditor] = debtor;
  }
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
