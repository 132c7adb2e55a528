import type { LoggedEvent } from '../../core/event-kind.ts';
import type { Remedy } from '../../core/reasons.ts';
import type { At } from '../../core/turn.ts';

const MOST = 12;
/** A timeout is looked for between these multiples of how long a request took. */
const SHORTEST = 2 ** -6;
const LONGEST = 64;

/**
 * What an operator might have done: put a node back that was killed, or change the config just before the
 * first of the chain came. Those that fit the end of the chain come first.
 */
export function remedies(chain: readonly LoggedEvent[]): Remedy[] {
  const target = chain.at(-1);
  if (target === undefined) return [];
  const first = chain.find(({ type }) => type !== 'init' && type !== 'window') ?? target;
  const at = timeOf(first);
  return [
    ...restarts(chain),
    ...patience(chain, target, at),
    ...reach(chain, at),
    ...strength(chain, at),
  ].slice(0, MOST);
}

/** A request is settled long after it was sent. */
function timeOf({ t, type, sent }: LoggedEvent): number {
  return type === 'request' && typeof sent === 'number' ? sent : t;
}

function has(chain: readonly LoggedEvent[], ...types: readonly string[]): boolean {
  return chain.some(({ type }) => types.includes(type));
}

function set(path: string, value: unknown, at: At, sentence: string): Remedy {
  return { command: { name: 'set', path, value }, at, sentence: `${sentence} at ${timeIn(at)}` };
}

function timeIn(at: At): number {
  return typeof at === 'number' ? at : at.time;
}

/** Nodes that were killed are put back at once: after all that strikes at that time. */
function restarts(chain: readonly LoggedEvent[]): Remedy[] {
  return chain
    .filter(({ type }) => type === 'node_killed')
    .slice(-2)
    .map(({ node, t }) => ({
      command: { name: 'restart_node', node },
      at: { time: t, phase: 'detection' },
      sentence: `node ${node} back at once, at ${t}`,
    }));
}

/** How clients wait and try again. */
function patience(chain: readonly LoggedEvent[], target: LoggedEvent, at: number): Remedy[] {
  const found: Remedy[] = [];
  const longest = Math.max(0, ...chain.map(({ latency }) => (typeof latency === 'number' ? latency : 0)));
  const waited = longest > 0 ? longest : target.t - at;
  if (has(chain, 'timeout') && waited > 0) {
    found.push({
      command: { name: 'set', path: 'timeout' },
      at,
      amount: { field: 'value', from: SHORTEST * waited, to: LONGEST * waited },
      sentence: `a timeout of {amount} from ${at} on`,
    });
  }
  if (has(chain, 'timeout', 'refusal', 'breaker_opened')) {
    found.push(set('retries', 5, at, 'five retries'), set('retries', 0, at, 'no retries'));
  }
  if (has(chain, 'breaker_opened')) found.push(set('breaker', null, at, 'no circuit breaker'));
  return found;
}

/** Who is asked, and who is turned away. */
function reach(chain: readonly LoggedEvent[], at: number): Remedy[] {
  const found: Remedy[] = [];
  if (has(chain, 'node_killed', 'partition', 'node_lost')) {
    found.push(set('detection', 0, at, 'detection without delay'));
  }
  for (const [place, path] of [
    ['node', 'queue.limit'],
    ['database', 'database.limit'],
  ] as const) {
    const isFull = chain.some((event) => event.type === 'refusal' && event.place === place);
    if (isFull) found.push(set(path, null, at, `no limit to the line of the ${place}`));
  }
  return found;
}

/** What the cluster can bear. */
function strength(chain: readonly LoggedEvent[], at: number): Remedy[] {
  const absences = new Set(chain.map(({ absence }) => absence));
  const found: Remedy[] = [
    { command: { name: 'add_node' }, at, sentence: `one node more from ${at} on` },
    set('database.workers', null, at, 'a database at which nobody waits'),
    set('workers', 8, at, 'eight workers at each node'),
    set('herd', 'single-flight', at, 'one fetch for all that miss a key'),
  ];
  if (absences.has('invalidated'))
    found.unshift(set('writes', 'write-through', at, 'writes through the cache'));
  if (absences.has('expired')) found.unshift(set('ttl', null, at, 'entries that do not expire'));
  return found;
}
