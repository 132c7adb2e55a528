import { unit } from '../../core/chance.ts';
import { AT_CLIENT, AT_DATABASE, AT_NODE, FILLED, planCall } from './agenda.ts';
import type { CacheContext } from './context.ts';
import { sample } from './distribution.ts';
import { lose } from './lose.ts';
import type { CacheState } from './state.ts';

/** The ways of a call: each message has a draw of its own for its loss. */
const TO_NODE = 0;
const TO_DATABASE = 1;
const FROM_DATABASE = 2;
const TO_CLIENT = 3;
const WAYS = 4;

/** An attempt sets out from its client to its node. */
export function sendToNode(state: CacheState, context: CacheContext, call: number): void {
  const { calls, nodes } = state;
  const { prepared, chance } = context;
  let word = 0;
  if (!prepared.hasConstantLatency) {
    chance.streams.ways.words(calls.client[call], calls.ordinal[call], calls.attempt[call]);
    word = chance.words[0];
    calls.way[call] = chance.words[1];
  }
  const node = calls.node[call];
  if (isCut(state, context, call, nodes.isCutFromClients[node], TO_NODE)) return;
  travel(state, context, call, word, calls.isWrite[call], AT_NODE);
}

/** A node asks the database for what a call wants. */
export function sendToDatabase(state: CacheState, context: CacheContext, call: number): void {
  const { calls, nodes } = state;
  const { prepared, chance } = context;
  let word = 0;
  if (!prepared.hasConstantLatency) {
    chance.streams.databaseWays.words(calls.client[call], calls.ordinal[call], calls.attempt[call]);
    word = chance.words[0];
    calls.databaseWay[call] = chance.words[1];
  }
  if (isCut(state, context, call, nodes.isCutFromDatabase[calls.node[call]], TO_DATABASE)) return;
  travel(state, context, call, word, calls.isWrite[call], AT_DATABASE);
}

/** The database answers a node. */
export function sendFromDatabase(state: CacheState, context: CacheContext, call: number): void {
  const { calls, nodes } = state;
  if (isCut(state, context, call, nodes.isCutFromDatabase[calls.node[call]], FROM_DATABASE)) return;
  travel(state, context, call, calls.databaseWay[call], 1 - calls.isWrite[call], FILLED);
}

/** A node answers a client. */
export function sendToClient(state: CacheState, context: CacheContext, call: number): void {
  const { calls, nodes } = state;
  if (isCut(state, context, call, nodes.isCutFromClients[calls.node[call]], TO_CLIENT)) return;
  travel(state, context, call, calls.way[call], 1 - calls.isWrite[call], AT_CLIENT);
}

/** Puts down when a message arrives. `hasObject`: 1 when it carries the object, 0 when it asks for it. */
function travel(
  state: CacheState,
  { prepared }: CacheContext,
  call: number,
  word: number,
  hasObject: number,
  phase: number,
): void {
  const { calls } = state;
  let time = sample(prepared.latency, unit(word));
  if (hasObject === 1 && prepared.bandwidth !== Infinity) {
    time += (prepared.sizes === null ? prepared.size : prepared.sizes[calls.key[call]]) / prepared.bandwidth;
  }
  calls.network[call] += time;
  planCall(state, phase, state.time + time, call);
}

/** Whether a message gets lost on its way, in a partition or by chance; then the call is. */
function isCut(
  state: CacheState,
  context: CacheContext,
  call: number,
  isPartitioned: number,
  way: number,
): boolean {
  const { calls, nodes } = state;
  const node = calls.node[call];
  if (isPartitioned === 1) {
    lose(state, call, nodes.cutCause[node]);
    return true;
  }
  const common = context.prepared.loss;
  const own = nodes.loss[node];
  if (common === 0 && own === 0) return false;
  const slot = calls.attempt[call] * WAYS + way;
  const draw = context.chance.streams.losses.uniform(calls.client[call], calls.ordinal[call], slot);
  if (draw >= 1 - (1 - common) * (1 - own)) return false;
  // The network alone would have lost it: nothing else is to blame.
  lose(state, call, draw < common ? -1 : nodes.lossCause[node]);
  return true;
}

/** Whether an invalidation gets lost on its way to a node, keyed by the write's call. */
export function isInvalidationLost(
  { nodes }: CacheState,
  { config, chance }: CacheContext,
  node: number,
  client: number,
  ordinal: number,
  attempt: number,
): boolean {
  if (nodes.isCutFromDatabase[node] === 1) return true;
  const loss = 1 - (1 - config.network.loss) * (1 - nodes.loss[node]);
  if (loss === 0) return false;
  return chance.streams.invalidations.uniform(client, ordinal, attempt * 2048 + 2 * node) < loss;
}

/** How long an invalidation is on its way to a node. */
export function invalidationTime(
  { prepared, chance }: CacheContext,
  node: number,
  client: number,
  ordinal: number,
  attempt: number,
): number {
  if (prepared.hasConstantLatency) return prepared.latency.a;
  const draw = chance.streams.invalidations.uniform(client, ordinal, attempt * 2048 + 2 * node + 1);
  return sample(prepared.latency, draw);
}
