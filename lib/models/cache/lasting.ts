import type { CacheContext } from './context.ts';
import { DISTURBANCES, type DisturbanceKind } from './disturbance.ts';
import type { Disturbances } from './disturbances.ts';
import type { CacheState } from './state.ts';

const FROM_CLIENTS = 1;
const FROM_DATABASE = 2;

/** What a disturbance that lasts says of itself. */
export interface Lasting {
  readonly kind: DisturbanceKind;
  readonly value: number;
  readonly key?: number;
  readonly from?: 'all' | 'clients' | 'database';
  /** Every node when left out. */
  readonly nodes?: readonly number[];
  readonly event: number;
}

/** Puts a disturbance in force; returns its row. */
export function begin(state: CacheState, context: CacheContext, given: Lasting): number {
  const { disturbances } = state;
  const { nodesMax } = context.prepared;
  let row = disturbances.kind.indexOf(-1);
  if (row < 0) {
    row = disturbances.kind.length;
    grow(disturbances, Math.max(8, 2 * row), nodesMax);
  }
  disturbances.count++;
  disturbances.begun[row] = ++disturbances.begunLast;
  disturbances.since[row] = state.time;
  disturbances.kind[row] = DISTURBANCES.indexOf(given.kind);
  disturbances.value[row] = given.value;
  disturbances.key[row] = given.key ?? -1;
  const { from = 'all' } = given;
  disturbances.from[row] =
    (from === 'database' ? 0 : FROM_CLIENTS) + (from === 'clients' ? 0 : FROM_DATABASE);
  disturbances.event[row] = given.event;
  const isAbout = disturbances.isAbout.subarray(row * nodesMax, (row + 1) * nodesMax);
  isAbout.fill(given.nodes === undefined ? 1 : 0);
  for (const node of given.nodes ?? []) isAbout[node] = 1;
  weigh(state, context);
  return row;
}

/** Ends one. */
export function end(state: CacheState, context: CacheContext, row: number): void {
  state.disturbances.kind[row] = -1;
  state.disturbances.count--;
  weigh(state, context);
}

function grow(disturbances: Disturbances, rows: number, nodesMax: number): void {
  const { kind, begun, since, value, key, from, event, isAbout } = disturbances;
  disturbances.kind = new Int32Array(rows).fill(-1);
  disturbances.kind.set(kind);
  disturbances.begun = new Float64Array(rows);
  disturbances.begun.set(begun);
  disturbances.since = new Float64Array(rows);
  disturbances.since.set(since);
  disturbances.value = new Float64Array(rows);
  disturbances.value.set(value);
  disturbances.key = new Int32Array(rows);
  disturbances.key.set(key);
  disturbances.from = new Int32Array(rows);
  disturbances.from.set(from);
  disturbances.event = new Int32Array(rows);
  disturbances.event.set(event);
  disturbances.isAbout = new Uint8Array(rows * nodesMax);
  disturbances.isAbout.set(isAbout);
}

/**
 * What all disturbances in force come to, from scratch: ending one leaves no rounding behind. In the order in
 * which they began, whatever rows they have, so that one that is long over leaves nothing behind either.
 */
export function weigh({ disturbances, nodes }: CacheState, { prepared }: CacheContext): void {
  const { nodesMax } = prepared;
  nodes.slow.fill(1);
  nodes.loss.fill(0);
  nodes.isCutFromClients.fill(0);
  nodes.isCutFromDatabase.fill(0);
  for (const causes of [nodes.lossCause, nodes.cutCause]) causes.fill(-1);
  Object.assign(disturbances, { surge: 1, hotKey: -1, hotShare: 0, hotCause: -1 });
  const inForce = [...disturbances.kind.keys()].filter((row) => disturbances.kind[row] >= 0);
  inForce.sort((a, b) => disturbances.begun[a] - disturbances.begun[b]);
  for (const row of inForce) {
    const kind = DISTURBANCES[disturbances.kind[row]];
    const value = disturbances.value[row];
    const event = disturbances.event[row];
    if (kind === 'surge') {
      disturbances.surge *= value;
    } else if (kind === 'hot_key') {
      disturbances.hotKey = disturbances.key[row];
      disturbances.hotShare = value;
      disturbances.hotCause = event;
    }
    for (let node = 0; node < nodesMax; node++) {
      if (disturbances.isAbout[row * nodesMax + node] === 0) continue;
      if (kind === 'slow') {
        nodes.slow[node] *= value;
      } else if (kind === 'drop') {
        nodes.loss[node] = 1 - (1 - nodes.loss[node]) * (1 - value);
        nodes.lossCause[node] = event;
      } else if (kind === 'partition') {
        if ((disturbances.from[row] & FROM_CLIENTS) !== 0) nodes.isCutFromClients[node] = 1;
        if ((disturbances.from[row] & FROM_DATABASE) !== 0) nodes.isCutFromDatabase[node] = 1;
        nodes.cutCause[node] = event;
      }
    }
  }
}
