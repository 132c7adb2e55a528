import { plan, RELIEF } from './agenda.ts';
import { befall } from './befallen.ts';
import type { CacheContext } from './context.ts';
import type { Disturbance, DisturbanceKind } from './disturbance.ts';
import { DISTURBANCES } from './disturbance.ts';
import { KIND, SIDES } from './events.ts';
import { begin, end, type Lasting } from './lasting.ts';
import { reachabilityChanged } from './membership.ts';
import { emptyNode, forgetKeys } from './memory.ts';
import { addNode, killNode, removeNode, restartNode } from './node-fate.ts';
import { isReachable } from './nodes.ts';
import { shiftKeys } from './shift.ts';
import type { CacheState } from './state.ts';

/** Where a disturbance comes from. */
export interface Origin {
  /** The event of the command that asked for it; -1 for chaos. */
  readonly cause: number;
  /** Tells its end from those of others at the same time. */
  readonly number: number;
  /** By which it draws: see deed-key.ts. */
  readonly key: number;
}

/** Does something to the cluster. */
export function disturb(
  state: CacheState,
  context: CacheContext,
  given: Disturbance,
  { cause, number, key }: Origin,
): void {
  if ('node' in given && given.node !== undefined) {
    const { nodes } = state;
    const { node } = given;
    if (node >= nodes.count || nodes.isRemoved[node] === 1) {
      ignore(state, context, node, 0, cause);
      return;
    }
  }
  switch (given.kind) {
    case 'kill': {
      if (state.nodes.isUp[given.node] === 0) {
        ignore(state, context, given.node, 1, cause);
        return;
      }
      const event = killNode(state, context, given.node, cause);
      if (given.for !== undefined)
        last(
          state,
          context,
          { ...about(given), value: state.nodes.life[given.node], event },
          given.for,
          number,
        );
      return;
    }
    case 'restart':
      if (state.nodes.isUp[given.node] === 1) {
        ignore(state, context, given.node, 2, cause);
        return;
      }
      restartNode(state, context, given.node, cause);
      break;
    case 'add':
      if (state.nodes.count === context.prepared.nodesMax) {
        ignore(state, context, -1, 3, cause);
        return;
      }
      addNode(state, context, cause);
      break;
    case 'remove':
      removeNode(state, context, given.node, cause);
      break;
    case 'flush':
      flush(state, context, given.node ?? -1, cause);
      break;
    case 'invalidate':
      invalidateShare(state, context, given.share, cause, key);
      break;
    case 'shift':
      shiftKeys(state, context, cause, key);
      break;
    default:
      strike(state, context, given, cause, number);
      return;
  }
}

type Struck = Extract<Disturbance, { kind: 'slow' | 'partition' | 'drop' | 'surge' | 'hot_key' }>;

/** Begins what lasts. */
function strike(
  state: CacheState,
  context: CacheContext,
  given: Struck,
  cause: number,
  number: number,
): void {
  const { keys } = context.prepared;
  const event = recordStrike(state, context, given, cause);
  const value =
    'factor' in given ? given.factor : 'loss' in given ? given.loss : 'share' in given ? given.share : 0;
  const more = given.kind === 'hot_key' ? { key: given.key ?? keys - 1 } : {};
  const from = given.kind === 'partition' ? { from: given.from } : {};
  last(state, context, { ...about(given), ...more, ...from, value, event }, given.for, number);
}

/** The nodes that a disturbance is about; every one when it names none. */
function about(given: Disturbance): { kind: DisturbanceKind; nodes?: readonly number[] } {
  const { kind } = given;
  if ('nodes' in given) return { kind, nodes: given.nodes };
  return 'node' in given && given.node !== undefined ? { kind, nodes: [given.node] } : { kind };
}

/** Puts a disturbance in force, and its end down if it has one. */
function last(
  state: CacheState,
  context: CacheContext,
  given: Lasting,
  span: number | undefined,
  number: number,
): void {
  const before = reachable(state);
  const row = begin(state, context, given);
  noteChanges(state, context, before, given.event);
  if (span !== undefined) plan(state, RELIEF, state.time + span, number, row);
}

function reachable({ nodes }: CacheState): boolean[] {
  return Array.from({ length: nodes.count }, (_, node) => isReachable(nodes, node));
}

function noteChanges(
  state: CacheState,
  context: CacheContext,
  before: readonly boolean[],
  cause: number,
): void {
  for (const [node, was] of before.entries()) {
    if (was !== isReachable(state.nodes, node)) reachabilityChanged(state, context, node, cause);
  }
}

/** A disturbance is over; a node that was killed for a time comes back. */
export function relieve(state: CacheState, context: CacheContext, row: number): void {
  const { disturbances, nodes } = state;
  const { nodesMax } = context.prepared;
  const cause = disturbances.event[row];
  if (DISTURBANCES[disturbances.kind[row]] === 'kill') {
    const node = disturbances.isAbout.indexOf(1, row * nodesMax) - row * nodesMax;
    const isSameLife = nodes.life[node] === disturbances.value[row];
    end(state, context, row);
    if (nodes.isUp[node] === 0 && isSameLife) restartNode(state, context, node, cause);
    return;
  }
  const before = reachable(state);
  end(state, context, row);
  let event = -1;
  const { log } = context;
  if (log !== null) {
    event = log.count;
    log.append(KIND.relief, state.time, cause);
    befall(state.befallen, event);
  }
  noteChanges(state, context, before, event);
}

function flush(state: CacheState, context: CacheContext, node: number, cause: number): void {
  const { log } = context;
  const of = node < 0 ? Array.from({ length: state.nodes.count }, (_, each) => each) : [node];
  const id = log?.count ?? -1;
  let count = 0;
  for (const each of of) count += emptyNode(state, context, each, id);
  if (log === null) return;
  befall(state.befallen, id);
  const row = log.append(KIND.flush, state.time, cause);
  const { integers } = log.rowsOf(KIND.flush);
  integers[0][row] = node;
  integers[1][row] = count;
}

function invalidateShare(
  state: CacheState,
  context: CacheContext,
  share: number,
  cause: number,
  deed: number,
): void {
  const { chance, log } = context;
  const deedHigh = Math.floor(deed * 2 ** -32);
  const id = log?.count ?? -1;
  let count = 0;
  for (let node = 0; node < state.nodes.count; node++) {
    count += forgetKeys(
      state,
      context,
      node,
      id,
      (key) => chance.streams.storms.uniform(key, deed, deedHigh) < share,
    );
  }
  if (log === null) return;
  befall(state.befallen, id);
  const row = log.append(KIND.invalidation_storm, state.time, cause);
  const { integers, numbers } = log.rowsOf(KIND.invalidation_storm);
  numbers[0][row] = share;
  integers[0][row] = count;
}

function recordStrike(
  state: CacheState,
  { log, prepared }: CacheContext,
  given: Struck,
  cause: number,
): number {
  if (log === null) return -1;
  const kind = given.kind === 'slow' ? KIND.node_slowed : KIND[given.kind];
  const id = log.count;
  befall(state.befallen, id);
  const row = log.append(kind, state.time, cause);
  const { integers, numbers } = log.rowsOf(kind);
  if (given.kind === 'partition') {
    integers[0][row] = SIDES.indexOf(given.from);
    const rows = log.appendTable(kind, 0, given.nodes.length);
    given.nodes.forEach((node, i) => {
      rows.integers[0][rows.used - given.nodes.length + i] = node;
    });
  } else if (given.kind === 'drop') {
    integers[0][row] = given.node ?? -1;
    numbers[0][row] = given.loss;
  } else if (given.kind === 'hot_key') {
    integers[0][row] = given.key ?? prepared.keys - 1;
    numbers[0][row] = given.share;
  } else {
    if (given.kind === 'slow') integers[0][row] = given.node;
    numbers[0][row] = given.factor;
  }
  return id;
}

function ignore(state: CacheState, { log }: CacheContext, node: number, reason: number, cause: number): void {
  if (log === null) return;
  const row = log.append(KIND.command_ignored, state.time, cause);
  const { integers } = log.rowsOf(KIND.command_ignored);
  integers[0][row] = node < state.nodes.isUp.length ? node : -1;
  integers[1][row] = reason;
}
