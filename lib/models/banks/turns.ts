import type { MutableTurnKey } from '../../core/turn.ts';
import { accrue } from './accrual.ts';
import { act } from './act.ts';
import { beginContagion, nextRound, runRound } from './contagion.ts';
import type { BanksContext } from './context.ts';
import { recordCascade } from './defaults.ts';
import { KIND } from './events.ts';
import { settleLoans } from './loans.ts';
import { closeMarket, recordPrices } from './markets.ts';
import { lossOf } from './metrics.ts';
import { decide } from './observe.ts';
import { bookProfits } from './profit-booking.ts';
import { serveLoans } from './service.ts';
import { applyShock, findShocks } from './shocks.ts';
import { type BanksState, isAlive } from './state.ts';
import { recordStepEnd } from './step-end.ts';

/** The phases of a step, in their order, and what the turns in each are. */
export const PHASES = [
  /** One turn. */
  'step_start',
  /** A shock each: entity is its kind, ordinal its place in the schedule. */
  'shocks',
  /** Only when a shock has struck since the last step: a bank of the round each, by rounds. */
  'shock_contagion',
  /** A first default each. */
  'shock_cascade',
  /** A living bank each. */
  'accrual',
  /** One turn: every bank observes, the policies judge. */
  'decision',
  /** A living bank each. */
  'action',
  /** A loan each: entity is the lender, ordinal the borrower. Interest, then repayment. */
  'service',
  /** A living bank each, every `profitBookingInterval` steps. */
  'profit_booking',
  /** A market each. */
  'price',
  /** A bank of the round each, by rounds: see contagion.ts. */
  'contagion',
  /** A first default each. */
  'cascade',
  /** One turn. */
  'step_end',
  /** One turn, after the last step. */
  'complete',
] as const;

const [START, SHOCK, SHOCK_CONTAGION, SHOCK_CASCADE, ACCRUE, DECIDE, ACT, SERVICE, BOOK, PRICE, CONTAGION] =
  PHASES.keys();
const [CASCADE, END, COMPLETE] = [CONTAGION + 1, CONTAGION + 2, CONTAGION + 3];

/** The key of the next turn. */
export function nextTurn(state: BanksState, context: BanksContext, key: MutableTurnKey): void {
  settle(state, context);
  const { phase, cursor, loans } = state;
  key.time = phase === START ? state.step + 1 : state.step;
  key.phase = phase;
  key.round = isContagion(phase) ? state.round : 0;
  key.ordinal = 0;
  if (phase === SHOCK) {
    key.entity = state.dueKind[cursor];
    key.ordinal = state.dueOrdinal[cursor];
  } else if (phase === SERVICE) {
    key.entity = loans.lender[cursor];
    key.ordinal = loans.borrower[cursor];
  } else if (isContagion(phase)) {
    key.entity = state.movers[cursor];
  } else if (phase === CASCADE || phase === SHOCK_CASCADE) {
    key.entity = state.first[cursor];
  } else {
    key.entity = cursor;
  }
}

/** Runs turns before time `before` (excluded), at most `turnsMax`; returns how many. */
export function advance(state: BanksState, context: BanksContext, turnsMax: number, before: number): number {
  let turns = 0;
  while (turns < turnsMax && !state.done) {
    settle(state, context);
    if ((state.phase === START ? state.step + 1 : state.step) >= before) break;
    turns += runPhase(state, context, turnsMax - turns);
  }
  return turns;
}

/** The next turn passes: a shock does not strike, a bank holds. Any other is run as it is. */
export function omit(state: BanksState, context: BanksContext): void {
  settle(state, context);
  if (state.phase === SHOCK || state.phase === ACT) state.cursor++;
  else runPhase(state, context, 1);
}

/** How many places the cursor has in the phase in hand. */
function placesIn(state: BanksState): number {
  switch (state.phase) {
    case SHOCK:
      return state.dueCount;
    case ACCRUE:
    case ACT:
    case BOOK:
      return state.bankCount;
    case SERVICE:
      return state.loans.count;
    case PRICE:
      return state.marketCount;
    case SHOCK_CONTAGION:
    case CONTAGION:
      return state.moverCount;
    case SHOCK_CASCADE:
    case CASCADE:
      return state.firstCount;
    default:
      return 1;
  }
}

function isOfLivingBanks(phase: number): boolean {
  return phase === ACCRUE || phase === ACT || phase === BOOK;
}

/** Moves on to the next turn, from phase to phase. Records nothing, and does nothing when called again. */
function settle(state: BanksState, context: BanksContext): void {
  for (;;) {
    const places = placesIn(state);
    if (isOfLivingBanks(state.phase)) {
      while (state.cursor < places && !isAlive(state, state.cursor)) state.cursor++;
    }
    if (state.cursor < places) return;
    state.cursor = 0;
    if (isContagion(state.phase) && state.moverCount > 0 && nextRound(state, context)) continue;
    enter(state, context, state.phase === END && state.step < state.horizon ? START : state.phase + 1);
  }
}

function enter(state: BanksState, context: BanksContext, phase: number): void {
  if (phase === SHOCK_CONTAGION && !state.isStricken) phase = ACCRUE;
  if (phase === BOOK) {
    const interval = context.config.profitBookingInterval;
    if (interval === 0 || state.step % interval !== 0) phase = PRICE;
  }
  state.phase = phase;
  if (phase === CASCADE || phase === SHOCK_CASCADE) state.first.subarray(0, state.firstCount).sort();
  if (phase === ACCRUE || phase === SERVICE || phase === END) settleLoans(state.loans);
  else if (isContagion(phase)) {
    beginContagion(state, context);
  }
}

function isContagion(phase: number): boolean {
  return phase === CONTAGION || phase === SHOCK_CONTAGION;
}

/** Runs turns of the phase in hand, at most `turnsMax`; returns how many. */
function runPhase(state: BanksState, context: BanksContext, turnsMax: number): number {
  const places = placesIn(state);
  const first = state.cursor;
  const end = turnsMax < places - first ? first + turnsMax : places;
  state.cursor = end;
  switch (state.phase) {
    case START:
      startStep(state, context);
      return 1;
    case SHOCK:
      for (let at = first; at < end; at++) applyDue(state, context, at);
      return end - first;
    case ACCRUE:
      return accrue(state, context, first, end);
    case DECIDE:
      decide(state, context);
      return 1;
    case ACT:
      return act(state, context, first, end);
    case SERVICE:
      serveLoans(state, context, first, end);
      return end - first;
    case PRICE:
      for (let m = first; m < end; m++) closeMarket(state, context, m);
      return end - first;
    case BOOK:
      return bookProfits(state, context, first, end);
    case SHOCK_CONTAGION:
    case CONTAGION:
      runRound(state, context, first, end);
      return end - first;
    case SHOCK_CASCADE:
    case CASCADE:
      for (let at = first; at < end; at++) recordCascade(state, context, state.first[at]);
      return end - first;
    case END:
      endStep(state, context);
      return 1;
    case COMPLETE:
      complete(state, context);
      return 1;
    default:
      throw new Error(`banks: no phase ${state.phase}`);
  }
}

function startStep(state: BanksState, context: BanksContext): void {
  state.step++;
  state.time = state.step;
  state.round = 0;
  state.defaultRound = 0;
  if (context.config.funding) state.hasRecalled.fill(0);
  for (let m = 0; m < state.marketCount; m++) state.slope[m] = context.prepared.slope[m];
  findShocks(state, context);
  if (context.log !== null && state.trace !== null) {
    state.trace.step = context.log.count;
    context.log.append(KIND.step_start, state.time, -1);
  }
}

function applyDue(state: BanksState, context: BanksContext, at: number): void {
  const { dueKind, dueBank, dueMarket, dueMagnitude } = state;
  applyShock(state, context, dueKind[at], dueBank[at], dueMarket[at], dueMagnitude[at], -1);
}

function endStep(state: BanksState, context: BanksContext): void {
  recordPrices(state, context);
  recordStepEnd(state, context);
  for (let m = 0; m < state.marketCount; m++) state.previousPrice[m] = state.price[m];
}

function complete(state: BanksState, context: BanksContext): void {
  state.done = true;
  const { log } = context;
  if (log === null) return;
  const row = log.append(KIND.complete, state.time, -1);
  const { integers, numbers } = log.rowsOf(KIND.complete);
  integers[0][row] = state.defaultCount;
  numbers[0][row] = lossOf(state);
}
