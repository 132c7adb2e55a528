import { nextItem, nextRank, nextTime, pendingCount, takeNext } from '../../core/event-queue.ts';
import type { MutableTurnKey } from '../../core/turn.ts';
import {
  ARRIVAL,
  AT_CLIENT,
  AT_DATABASE,
  AT_NODE,
  CHAOS,
  COMMITTED,
  DETECTION,
  DISTURBANCE,
  FILLED,
  HEDGE,
  INVALIDATION,
  isWorldly,
  phaseOf,
  RELIEF,
  RETRY,
  SERVED,
  SHIFT,
  SPAN,
  TIMEOUT,
  WINDOW,
} from './agenda.ts';
import { ATTEMPTS_MAX } from './calls.ts';
import { disturbBySchedule, passStrike, strikeByChance } from './chaos.ts';
import { arrive, atClient, hedge, retry, stayAway, timeOut } from './clients.ts';
import type { CacheContext } from './context.ts';
import { atDatabase, committed } from './database-turns.ts';
import { relieve } from './disturb.ts';
import { complete } from './ending.ts';
import { detect } from './membership.ts';
import { atNode, filled, invalidated, served } from './node-turns.ts';
import { planShift, shiftRegularly } from './shift.ts';
import type { CacheState } from './state.ts';
import { endWindow, planWindow } from './windows.ts';

/** The key of the next turn. */
export function nextTurn(state: CacheState, { prepared }: CacheContext, key: MutableTurnKey): void {
  const { queue } = state;
  key.time = nextTurnTime(state);
  const rank = nextRank(queue);
  const phase = phaseOf(rank);
  const number = rank - phase * SPAN;
  key.phase = phase;
  key.round = 0;
  const span = isWorldly(phase) ? ATTEMPTS_MAX : ATTEMPTS_MAX * prepared.stride;
  key.entity = Math.floor(number / span);
  key.ordinal = number - key.entity * span;
}

/** Runs turns before time `before` (excluded), at most `turnsMax`; returns how many. */
export function advance(state: CacheState, context: CacheContext, turnsMax: number, before: number): number {
  let turns = 0;
  while (turns < turnsMax && !state.done) {
    const time = nextTurnTime(state);
    if (time >= before) break;
    turns++;
    runNext(state, context, time, happen);
  }
  return turns;
}

/**
 * The next turn passes: a request is not sent, a row of chaos does nothing, a strike spares its node, a
 * regular shift does not come. Their clocks go on. Any other is run as it is.
 */
export function omit(state: CacheState, context: CacheContext): void {
  runNext(state, context, nextTurnTime(state), pass);
}

/** Runs the turn that `nextTurnTime` has found. */
function runNext(state: CacheState, context: CacheContext, time: number, how: typeof happen): void {
  const { queue, requests } = state;
  const phase = phaseOf(nextRank(queue));
  const item = takeNext(queue);
  state.time = time;
  if (isWorldly(phase)) state.worldly--;
  how(state, context, phase, item);
  if (state.due.length > 0) settleDue(state, context);
  if (state.sent === context.config.requests && requests.count === 0) complete(state, context);
  else if (pendingCount(queue) === state.worldly) complete(state, context);
}

function pass(state: CacheState, context: CacheContext, phase: number, item: number): void {
  switch (phase) {
    case ARRIVAL:
      stayAway(state, context, item);
      break;
    case DISTURBANCE:
      break;
    case CHAOS:
      passStrike(state, context, item);
      break;
    case SHIFT:
      planShift(state, context);
      break;
    default:
      happen(state, context, phase, item);
  }
}

/** The time of the next turn: timers of attempts that are no more are thrown away. */
function nextTurnTime({ queue, calls }: CacheState): number {
  for (;;) {
    const time = nextTime(queue);
    if (time === Infinity) return time;
    const rank = nextRank(queue);
    if (rank < TIMEOUT * SPAN || rank >= ARRIVAL * SPAN) return time;
    if (calls.number[nextItem(queue)] === rank - phaseOf(rank) * SPAN) return time;
    takeNext(queue);
  }
}

const DONE_KEPT = 1024;

/** What is due at once, in the order in which it was put down. */
export function settleDue(state: CacheState, context: CacheContext): void {
  const { due } = state;
  for (let i = 0; i < due.length; i += 2) {
    // A chain of things that take no time may be as long as the run: what is done goes, half at a time.
    if (i >= DONE_KEPT && 2 * i > due.length) {
      due.copyWithin(0, i);
      due.length -= i;
      i = 0;
    }
    happen(state, context, due[i], due[i + 1]);
  }
  due.length = 0;
}

function happen(state: CacheState, context: CacheContext, phase: number, item: number): void {
  switch (phase) {
    case ARRIVAL:
      arrive(state, context, item);
      break;
    case AT_NODE:
      atNode(state, context, item);
      break;
    case SERVED:
      served(state, context, item);
      break;
    case AT_DATABASE:
      atDatabase(state, context, item);
      break;
    case COMMITTED:
      committed(state, context, item);
      break;
    case FILLED:
      filled(state, context, item);
      break;
    case AT_CLIENT:
      atClient(state, context, item);
      break;
    case TIMEOUT:
      timeOut(state, context, item);
      break;
    case RETRY:
      retry(state, context, item);
      break;
    default:
      happenRarely(state, context, phase, item);
      return;
  }
}

function happenRarely(state: CacheState, context: CacheContext, phase: number, item: number): void {
  const { nodesMax } = context.prepared;
  switch (phase) {
    case HEDGE:
      hedge(state, context, item);
      break;
    case INVALIDATION:
      invalidated(state, context, item % nodesMax, Math.floor(item / nodesMax));
      break;
    case DISTURBANCE:
      disturbBySchedule(state, context, item);
      break;
    case RELIEF:
      relieve(state, context, item);
      break;
    case CHAOS:
      strikeByChance(state, context, item);
      break;
    case DETECTION:
      detect(state, context, item);
      break;
    case SHIFT:
      shiftRegularly(state, context);
      planShift(state, context);
      break;
    case WINDOW:
      endWindow(state, context);
      planWindow(state, context);
      break;
    default:
      throw new Error(`no phase ${phase}`);
  }
}
