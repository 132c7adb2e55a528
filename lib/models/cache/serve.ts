import { COMMITTED, planCall, SERVED } from './agenda.ts';
import type { CacheContext } from './context.ts';
import { sample } from './distribution.ts';
import { lose } from './lose.ts';
import { IN_DATABASE_LINE, IN_LINE } from './stage.ts';
import type { CacheState } from './state.ts';
import { addBusy } from './stations.ts';

/** A call comes to a station: it is served, or waits, or (false) is turned away. */
export function enter(state: CacheState, context: CacheContext, station: number, call: number): boolean {
  const { stations, calls } = state;
  const { prepared, config } = context;
  calls.since[call] = state.time;
  const isDatabase = station === prepared.nodesMax;
  const workers = isDatabase ? prepared.databaseWorkers : prepared.workers;
  if (stations.busy[station] < workers) {
    serve(state, context, station, call);
    return true;
  }
  const limit = isDatabase ? config.database.limit : config.queue.limit;
  if (limit !== null && stations.waiting[station] >= limit) return false;
  if (isDatabase) putLast(state, station, call);
  else {
    const { target, order } = config.queue;
    const oldest = order === 'lifo' ? stations.tail[station] : stations.head[station];
    if (target !== null && oldest >= 0 && state.time - calls.since[oldest] > target) return false;
    if (order === 'fifo') putLast(state, station, call);
    else if (order === 'lifo') putFirst(state, station, call);
    else putByDeadline(state, station, call);
  }
  calls.stage[call] = isDatabase ? IN_DATABASE_LINE : IN_LINE;
  stations.waiting[station]++;
  return true;
}

/** A worker of a station is free: it serves who is next. */
export function leave(state: CacheState, context: CacheContext, station: number): void {
  addBusy(state.stations, station, -1, state.time);
  serveWaiting(state, context, station);
}

/** Free workers of a station serve those that wait. */
export function serveWaiting(state: CacheState, context: CacheContext, station: number): void {
  const { stations, calls } = state;
  const { prepared, config } = context;
  const isDatabase = station === prepared.nodesMax;
  const workers = isDatabase ? prepared.databaseWorkers : prepared.workers;
  const drops = !isDatabase && config.queue.order === 'deadline';
  while (stations.head[station] >= 0 && stations.busy[station] < workers) {
    const call = stations.head[station];
    takeFrom(state, station, call);
    if (drops && calls.deadline[call] <= state.time) lose(state, call, -1);
    else serve(state, context, station, call);
  }
}

function serve(state: CacheState, context: CacheContext, station: number, call: number): void {
  const { stations, calls, nodes } = state;
  const { prepared, chance } = context;
  const isDatabase = station === prepared.nodesMax;
  const sampler = isDatabase ? prepared.databaseService : prepared.service;
  let time = sampler.a;
  if (sampler.kind !== 0) {
    const stream = isDatabase ? chance.streams.databaseService : chance.streams.service;
    time = sample(sampler, stream.uniform(calls.client[call], calls.ordinal[call], calls.attempt[call]));
  }
  if (!isDatabase) {
    time *= nodes.slow[station];
    if (prepared.slowdown > 0) time *= 1 + prepared.slowdown * stations.waiting[station];
  }
  addBusy(stations, station, 1, state.time);
  calls.queue[call] += state.time - calls.since[call];
  calls.service[call] += time;
  planCall(state, isDatabase ? COMMITTED : SERVED, state.time + time, call);
}

function putLast({ stations, calls }: CacheState, station: number, call: number): void {
  const last = stations.tail[station];
  calls.next[call] = -1;
  calls.previous[call] = last;
  stations.tail[station] = call;
  if (last < 0) stations.head[station] = call;
  else calls.next[last] = call;
}

function putFirst({ stations, calls }: CacheState, station: number, call: number): void {
  const first = stations.head[station];
  calls.previous[call] = -1;
  calls.next[call] = first;
  stations.head[station] = call;
  if (first < 0) stations.tail[station] = call;
  else calls.previous[first] = call;
}

/** Behind all whose client waits no longer. */
function putByDeadline(state: CacheState, station: number, call: number): void {
  const { stations, calls } = state;
  let before = stations.tail[station];
  while (before >= 0 && calls.deadline[before] > calls.deadline[call]) before = calls.previous[before];
  if (before < 0) {
    putFirst(state, station, call);
    return;
  }
  const after = calls.next[before];
  calls.previous[call] = before;
  calls.next[call] = after;
  calls.next[before] = call;
  if (after < 0) stations.tail[station] = call;
  else calls.previous[after] = call;
}

/** Takes a call out of the line. */
export function takeFrom({ stations, calls }: CacheState, station: number, call: number): void {
  const before = calls.previous[call];
  const after = calls.next[call];
  if (before < 0) stations.head[station] = after;
  else calls.next[before] = after;
  if (after < 0) stations.tail[station] = before;
  else calls.previous[after] = before;
  stations.waiting[station]--;
}
