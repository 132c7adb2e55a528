import { FaultlineError } from '../../core/faultline-error.ts';
import { befall } from './befallen.ts';
import { planStrikes } from './chaos.ts';
import { zero } from './columns.ts';
import type { CacheConfig } from './config.ts';
import type { CacheContext } from './context.ts';
import { isConstant, samplerOf } from './distribution.ts';
import { serveWaiting } from './serve.ts';
import type { CacheState } from './state.ts';
import { settleDue } from './turns.ts';

/** What may not change while a run goes on, though its field may. @throws FaultlineError */
export function checkChange(from: CacheConfig, to: CacheConfig, where: string): void {
  const kindAndCount = ({ arrivals }: CacheConfig): string =>
    arrivals.kind === 'closed' ? `closed, ${arrivals.clients} clients` : 'poisson';
  if (kindAndCount(from) === kindAndCount(to)) return;
  throw new FaultlineError(`${where}.value`, to.arrivals, `arrivals that stay ${kindAndCount(from)}`);
}

/** Brings the state in line with a config that has changed. */
export function adjust(state: CacheState, context: CacheContext, before: CacheConfig): void {
  // What has changed the config is the latest event.
  if (context.log !== null) befall(state.befallen, context.log.count - 1);
  if (before.breaker?.calls !== context.config.breaker?.calls) zero(state.breakers);
  if (isConstant(samplerOf(before.network.latency))) drawWaysBack(state, context);
  planStrikes(state, context);
  for (let node = 0; node < state.nodes.count; node++) serveWaiting(state, context, node);
  serveWaiting(state, context, context.prepared.nodesMax);
  settleDue(state, context);
}

/** Draws the ways back of all calls: while the latency was constant nobody did. */
function drawWaysBack({ calls }: CacheState, { chance }: CacheContext): void {
  const { ways, databaseWays } = chance.streams;
  for (let call = 0; call < calls.number.length; call++) {
    if (calls.number[call] < 0) continue;
    ways.words(calls.client[call], calls.ordinal[call], calls.attempt[call]);
    calls.way[call] = chance.words[1];
    databaseWays.words(calls.client[call], calls.ordinal[call], calls.attempt[call]);
    calls.databaseWay[call] = chance.words[1];
  }
}
