import { schedule, scheduleInLane, thinLane } from '../../core/event-queue.ts';
import type { CacheState } from './state.ts';

/** The phases of a time, in their order; each turn is one thing that happens. */
export const PHASES = [
  /** A disturbance of the schedule comes: entity is its place there. */
  'disturbance',
  /** A disturbance ends. */
  'relief',
  /** Random chaos strikes. */
  'chaos',
  /** Clients notice that a node is lost, or is there. */
  'detection',
  /** The popular keys are others. */
  'shift',
  /** A window of the observer ends. */
  'window',
  /**
   * A client stops waiting for an attempt. Entity is the request’s place among its client’s, ordinal the
   * client times ATTEMPTS_MAX and the attempt, also below.
   */
  'timeout',
  /** An attempt gets a twin. */
  'hedge',
  /** A client sends a new request. */
  'arrival',
  /** A client tries again. */
  'retry',
  /** An attempt comes to its node. */
  'at_node',
  /** A worker of a node is done with it. */
  'served',
  /** It comes to the database. */
  'at_database',
  /** A worker of the database is done with it. */
  'committed',
  /** The database's answer comes to the node. */
  'filled',
  /** An invalidation comes to a node, which is in the attempt’s place. */
  'invalidated',
  /** An answer comes to its client. */
  'at_client',
  /** The end. */
  'complete',
] as const;

export const [DISTURBANCE, RELIEF, CHAOS, DETECTION, SHIFT, WINDOW, TIMEOUT, HEDGE, ARRIVAL, RETRY] =
  PHASES.keys();
export const AT_NODE = RETRY + 1;
export const SERVED = AT_NODE + 1;
export const AT_DATABASE = SERVED + 1;
export const COMMITTED = AT_DATABASE + 1;
export const FILLED = COMMITTED + 1;
export const INVALIDATION = FILLED + 1;
export const AT_CLIENT = INVALIDATION + 1;
export const COMPLETE = AT_CLIENT + 1;

/** Phases before this one are about the world, not about a request. */
const FIRST_OF_REQUESTS = TIMEOUT;

/** A rank is phase * SPAN + number: numbers stay below. */
export const SPAN = 2 ** 48;
const PER_SPAN = 2 ** -48;

/** The phase of a rank. */
export function phaseOf(rank: number): number {
  return (rank * PER_SPAN) | 0;
}

/**
 * Puts something down for a time. `number` tells it from all others of its phase at that time, in any run.
 * What is due at once happens within the turn in hand, so that keys of turns ascend.
 */
export function plan(state: CacheState, phase: number, time: number, number: number, item: number): void {
  if (time > state.time) {
    if (phase === TIMEOUT) {
      scheduleInLane(state.queue, time, phase * SPAN + number, item);
      if (state.queue.laneSize > LANE_MIN + 4 * state.calls.count) thinTimers(state);
    } else {
      if (phase < FIRST_OF_REQUESTS) state.worldly++;
      schedule(state.queue, time, phase * SPAN + number, item);
    }
  } else {
    state.due.push(phase, item);
  }
}

/** The lane may hold so many timers before those of attempts that are no more are looked for. */
const LANE_MIN = 4096;

/**
 * Throws the timers of attempts that are no more away: with a long timeout they would be as many as
 * requests.
 */
function thinTimers({ queue, calls }: CacheState): void {
  thinLane(queue, (rank, item) => calls.number[item] === rank - TIMEOUT * SPAN);
}

/** Puts down what comes next of a call. */
export function planCall(state: CacheState, phase: number, time: number, call: number): void {
  state.calls.stage[call] = phase;
  if (time > state.time) schedule(state.queue, time, phase * SPAN + state.calls.number[call], call);
  else state.due.push(phase, call);
}

/** Whether a phase is about the world, not about a request. */
export function isWorldly(phase: number): boolean {
  return phase < FIRST_OF_REQUESTS;
}
