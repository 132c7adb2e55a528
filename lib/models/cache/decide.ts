import type { Decision } from '../../core/decision.ts';
import { CLOSED } from './breakers.ts';
import type { CacheContext } from './context.ts';
import type { CacheState } from './state.ts';

/**
 * A person is asked about retries when more than so many calls wait for each worker of the database, and the
 * next one to be served has been given up by its client: the database works for nobody then, and retries feed
 * it. A round or two of calls are a burst that passes.
 */
export const WAITING_PER_WORKER_MAX = 2;

const NONE: readonly Decision[] = [];

/**
 * For each node that is down, as clients know: to restart it, or to wait. Of a database that drowns in what
 * nobody waits for: to stop retries, or not.
 */
export function decide(state: CacheState, context: CacheContext): readonly Decision[] {
  if (state.done) return NONE;
  const { nodes, breakers } = state;
  let decisions: Decision[] | null = null;
  for (let node = 0; node < nodes.count; node++) {
    if (nodes.isUp[node] === 1 || nodes.isRemoved[node] === 1) continue;
    if (nodes.isMember[node] === 1 && breakers.state[node] === CLOSED) continue;
    decisions ??= [];
    decisions.push(restartDecision(state, node));
  }
  if (!isDrowning(state, context)) return decisions ?? NONE;
  decisions ??= [];
  decisions.push(retriesDecision(state, context));
  return decisions;
}

/** Whether the database works for clients that are gone, and who retry. */
function isDrowning({ calls, stations, time }: CacheState, { prepared }: CacheContext): boolean {
  const database = prepared.nodesMax;
  if (prepared.retries.max === 0) return false;
  if (stations.waiting[database] <= WAITING_PER_WORKER_MAX * prepared.databaseWorkers) return false;
  return calls.deadline[stations.head[database]] <= time;
}

function restartDecision({ nodes, time }: CacheState, node: number): Decision {
  const noticed = nodes.isMember[node] === 1 ? 'Its breaker is open.' : 'Clients have taken it out.';
  return {
    // A node may go down more than once: each time is another occasion.
    key: `restart:node:${node}:${nodes.life[node]}`,
    entity: `node:${node}`,
    title: `Restart node ${node}?`,
    description:
      `Node ${node} is down, and has not answered since ${shown(nodes.changed[node])}; ` +
      `it is ${shown(time)} now. ${noticed}`,
    choices: [
      {
        sentence: 'Restart it: it comes back empty, and asks the database for all that it is asked for.',
        command: { name: 'restart_node', node },
      },
      { sentence: 'Wait: the other nodes, or the database, go on without it.', command: null },
    ],
  };
}

function retriesDecision({ stations }: CacheState, { prepared }: CacheContext): Decision {
  const { databaseWorkers, nodesMax, retries } = prepared;
  return {
    key: 'retries:database',
    entity: 'place:database',
    title: 'Stop retries?',
    description:
      `${stations.waiting[nodesMax]} calls wait for the database, which has ${databaseWorkers} workers, ` +
      'and the client of the next one has given it up. A person is asked when more than ' +
      `${WAITING_PER_WORKER_MAX} wait for each worker.`,
    choices: [
      {
        sentence: 'Set retries to 0: who fails is not asked for again.',
        command: { name: 'set', path: 'retries', value: 0 },
      },
      { sentence: `Let clients retry, up to ${retries.max} times.`, command: null },
    ],
  };
}

function shown(value: number): string {
  return String(Number(value.toPrecision(6)));
}
