import { noHost } from '../../lib/core/host.ts';
import { type GivenCommand, makeRecipe } from '../../lib/core/recipe.ts';
import { Simulation } from '../../lib/core/simulation.ts';
import { type CacheGivenConfig, cache, type LoggedEvent, run } from '../../lib/index.ts';

/** What `cache` measures, by name. */
export type CacheMeasures = Readonly<Record<string, number>>;

/**
 * One node before a database, where everything takes no time, nothing is lost and nobody gives up. A test
 * says what of it is otherwise, and all times can be worked out by hand.
 */
export const STILL = {
  warmup: 0,
  window: 1e9,
  objective: 1e9,
  nodes: 1,
  spareNodes: 0,
  keys: 1,
  capacity: 100,
  popularity: 'uniform',
  detection: 1e9,
  service: 0,
  network: { latency: 0 },
  database: { service: 0, workers: null },
  timeout: null,
  retries: 0,
} as const satisfies CacheGivenConfig;

/** Clients that all send first at `think`, and again so long after each answer or failure. */
export function clients(count: number, think: number): CacheGivenConfig['arrivals'] {
  return { kind: 'closed', clients: count, think };
}

/** Retries after a fixed wait. */
export function fixedRetries(max: number, delay = 0) {
  return { max, kind: 'fixed', delay, jitter: 0 } as const;
}

/** The metrics of a run of `STILL` with `given` in it, its log off. */
export function measured(given: CacheGivenConfig, seed = 1): CacheMeasures {
  const config = { ...STILL, ...given };
  const recipe = makeRecipe(cache, { config, seed }, noHost);
  const simulation = new Simulation(cache, recipe, noHost, false);
  simulation.finish();
  return simulation.metrics();
}

/** The events of a run of `STILL` with `given` in it; the state is checked at its end. */
export function happened(
  given: CacheGivenConfig,
  commands: readonly GivenCommand[] = [],
  seed = 1,
): LoggedEvent[] {
  const options = { config: { ...STILL, ...given }, commands: commands as never, seed };
  return run(cache, options).events.toArray() as LoggedEvent[];
}

const LEFT_OUT = ['init', 'window', 'complete'];

/**
 * Events as lines: time, type, who (client.request/attempt), node, and what else its type tells. Those that
 * every run has are left out.
 */
export function told(events: readonly LoggedEvent[]): string[] {
  return events.filter(({ type }) => !LEFT_OUT.includes(type)).map(line);
}

function line(event: LoggedEvent): string {
  const of = event as Readonly<Record<string, unknown>>;
  const parts: unknown[] = [round(event.t), event.type];
  if (of.client !== undefined) {
    parts.push(`${of.client}.${of.request}${of.attempt === undefined ? '' : `/${of.attempt}`}`);
  }
  if (of.node !== undefined) parts.push(of.node === null ? '-' : `n${of.node}`);
  if (event.type === 'request') parts.push(of.outcome, ...(of.stale === true ? ['stale'] : []));
  if (of.lost === true) parts.push('lost');
  if (of.after !== undefined) parts.push(`after ${round(of.after as number)}`);
  return parts.join(' ');
}

function round(time: number): number {
  return Math.round(time * 1e9) / 1e9;
}

/** The requests of a run, in the order in which they were settled. */
export function requestsOf(events: readonly LoggedEvent[]): RequestEvent[] {
  return events.filter(({ type }) => type === 'request') as unknown as RequestEvent[];
}

/** A `request` event. */
export interface RequestEvent {
  readonly id: number;
  readonly t: number;
  readonly causes: readonly number[];
  readonly client: number;
  readonly request: number;
  readonly key: number;
  readonly node: number | null;
  readonly outcome: string;
  readonly absence: string | null;
  readonly attempts: number;
  readonly stale: boolean;
  readonly counted: boolean;
  readonly latency: number;
  readonly queue: number;
  readonly service: number;
  readonly network: number;
  readonly backoff: number;
}

/** The first seed with which those of `wanted` write ('w') or read ('r'), in the order client by client. */
export function seedWhere(given: CacheGivenConfig, wanted: string): number {
  for (let seed = 1; seed < 10_000; seed++) {
    const requests = requestsOf(happened({ ...given, writeFraction: 0.5 }, [], seed));
    requests.sort((a, b) => a.client - b.client || a.request - b.request);
    if (requests.map(({ outcome }) => (outcome === 'write' ? 'w' : 'r')).join('') === wanted) return seed;
  }
  throw new Error(`no seed with which requests are ${wanted}`);
}
