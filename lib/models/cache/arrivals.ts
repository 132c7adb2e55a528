import { log } from '../../core/log.ts';
import { ARRIVAL, plan } from './agenda.ts';
import { ATTEMPTS_MAX } from './calls.ts';
import type { CacheContext } from './context.ts';
import { sample } from './distribution.ts';
import type { CacheState } from './state.ts';

/** The retry budget holds at most so many retries. */
export const TOKENS_MAX = 100;

/** The first requests are put down. */
export function openClients(state: CacheState, context: CacheContext): void {
  const { prepared } = context;
  state.tokens = TOKENS_MAX;
  for (let client = 0; client < prepared.clients; client++) planNext(state, context, client);
}

/** Puts down when a client sends next, from now on. */
export function planNext(state: CacheState, context: CacheContext, client: number): void {
  const { prepared, chance } = context;
  const ordinal = state.ordinals[client];
  let wait: number;
  if (!prepared.isClosed) {
    wait = -log(1 - chance.streams.arrivals.uniform(client, ordinal, 0)) * prepared.gap;
  } else if (prepared.think.kind === 0) {
    wait = prepared.think.a;
  } else {
    wait = sample(prepared.think, chance.streams.arrivals.uniform(client, ordinal, 0));
  }
  const number = ordinal * prepared.stride + client;
  // Before the first turn, now is a hair before 0.
  const now = Math.max(0, state.time);
  plan(state, ARRIVAL, now + wait / state.disturbances.surge, number * ATTEMPTS_MAX, client);
}
