import type { LoggedEvent } from '../../core/event-kind.ts';
import type { Events } from '../../core/events.ts';
import type { Guard } from '../../core/reasons.ts';
import type { CacheConfig } from './config.ts';

/** Why a fate did not meet a node; null for events that are none. */
export function fatesNotMet(type: string, node: number, events: Events, config: CacheConfig): Guard[] | null {
  switch (type) {
    case 'node_lost':
    case 'node_found':
      return unnoticed(type === 'node_lost', node, events, config);
    case 'node_killed':
    case 'node_slowed':
    case 'node_removed':
      return [...ignored(node, events), nothingDid(type, node, config)];
    case 'node_restarted': {
      const kill = events.where({ type: 'node_killed', node }).next();
      if (kill.done) return [plain(0, null, 'up', `Node ${node} was never down.`)];
      const { t, id } = kill.value;
      return [plain(t, id, 'restart', `Node ${node} was killed at ${t} for good, or until after the run.`)];
    }
    case 'breaker_closed': {
      const opened = events.where({ type: 'breaker_opened', node }).next();
      if (opened.done) return [plain(0, null, 'closed', `The breaker of node ${node} never opened.`)];
      const { t, id } = opened.value;
      const sentence = `The breaker of node ${node} opened at ${t}, and no call that tried was answered.`;
      return [plain(t, id, 'success', sentence)];
    }
    default:
      return null;
  }
}

function plain(t: number, id: number | null, guard: string, sentence: string): Guard {
  return { t, id, guard, value: null, threshold: null, sentence };
}

function ignored(node: number, events: Events): Guard[] {
  return [...events.where({ type: 'command_ignored', node })].map(({ t, id, reason }) =>
    plain(t, id, 'ignored', `What was to be done to node ${node} at ${t} was not: ${reason}.`),
  );
}

function nothingDid(type: string, node: number, { chaos, chaosRates }: CacheConfig): Guard {
  const name = type.slice('node_'.length);
  if (chaos !== 'random') return plain(0, null, 'chaos', `Nothing was to have node ${node} ${name}.`);
  const rate = type === 'node_killed' ? chaosRates.kill : type === 'node_slowed' ? chaosRates.slow : 0;
  const words = `By chance node ${node} would be ${name} ${rate} times a unit of time`;
  const sentence = `${words}: no such strike came.`;
  return { t: 0, id: null, guard: 'chance', value: rate, threshold: null, sentence };
}

/** What makes a node unreachable for clients, and what puts an end to that. */
function change(node: number, events: Events): { t: number; id: number; isThere: boolean }[] {
  const cuts = new Set<number>();
  const found: { t: number; id: number; isThere: boolean }[] = [];
  let isDown = false;
  const note = ({ t, id }: LoggedEvent): void => {
    const isThere = !isDown && cuts.size === 0;
    if ((found.at(-1)?.isThere ?? true) !== isThere) found.push({ t, id, isThere });
  };
  for (const event of events.where({ type: ['node_killed', 'node_restarted', 'partition', 'relief'] })) {
    const { type, id, causes } = event;
    if (type === 'partition') {
      const nodes = event.nodes as readonly { readonly node: number }[];
      if (event.from === 'database' || nodes.every((each) => each.node !== node)) continue;
      cuts.add(id);
    } else if (type === 'relief') {
      if (!causes.some((cause) => cuts.delete(cause))) continue;
    } else if (event.node !== node) continue;
    else isDown = type === 'node_killed';
    note(event);
  }
  return found;
}

/** Why clients never noticed that a node was lost, or was there again. */
function unnoticed(isLoss: boolean, node: number, events: Events, { detection }: CacheConfig): Guard[] {
  const changes = change(node, events);
  const removal = events.where({ type: 'node_removed', node }).next();
  if (!removal.done) {
    const { t, id } = removal.value;
    return [
      plain(t, id, 'removed', `Node ${node} was taken out at ${t}: clients knew at once, and for good.`),
    ];
  }
  if (isLoss && changes.every(({ isThere }) => isThere)) {
    return [plain(0, null, 'reachable', `Clients could reach node ${node} all the time.`)];
  }
  if (!isLoss && events.where({ type: 'node_lost', node }).next().done) {
    return [plain(0, null, 'member', `Clients never noticed that node ${node} was lost.`)];
  }
  const end = events.get(events.count - 1).t;
  const most = typeof detection === 'number' ? detection : detection.interval * detection.failures;
  const words = isLoss ? 'lost' : 'there';
  const guards = changes.flatMap(({ t, id, isThere }, i): Guard[] => {
    if (isThere === isLoss) return [];
    const next = changes[i + 1];
    const value = (next?.t ?? end) - t;
    const until = next === undefined ? 'the run ended' : isLoss ? 'it was there again' : 'it was lost again';
    const sentence =
      `Node ${node} was ${words} from ${t} on, and after ${value} ${until}; ` +
      `clients notice after ${typeof detection === 'number' ? most : `up to ${most}`}.`;
    return [{ t, id, guard: 'detection', value, threshold: most, sentence }];
  });
  return guards.length > 0
    ? guards.sort((a, b) => (b.value as number) - (a.value as number))
    : [plain(end, null, 'reachable', `Node ${node} could not be reached again.`)];
}
