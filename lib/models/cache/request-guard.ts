import type { LoggedEvent } from '../../core/event-kind.ts';
import type { Events } from '../../core/events.ts';
import type { Guard } from '../../core/reasons.ts';
import type { CacheConfig } from './config.ts';

const ANSWERS = ['hit', 'miss', 'write'];
const ATTEMPTS = ['timeout', 'refusal', 'retry', 'hedge', 'late_answer', 'retries_spent'];

/** Why a request did not come to what was asked about; null for events that are not of a request. */
export function requestGuards(
  type: string,
  { outcome }: Readonly<Record<string, unknown>>,
  client: number,
  request: number,
  events: Events,
  config: CacheConfig,
): Guard[] | null {
  if (type !== 'request' && !ATTEMPTS.includes(type)) return null;
  const settled = events.where({ type: 'request', client, request }).next();
  if (settled.done) return [neverSent(client, request, events)];
  const event = settled.value;
  const asked = type === 'request' ? outcome : type;
  switch (asked) {
    case 'timeout':
    case 'late_answer':
    case 'unanswered':
      return [patience(event, config), result(event, events)];
    case 'hedge':
      return [hedged(event, config), result(event, events)];
    case 'refused':
    case 'refused by database':
    case 'refusal':
      return [...limits(event, config), result(event, events)];
    case 'retry':
    case 'retries_spent':
      return [retried(event, config), result(event, events)];
    case 'unavailable':
      return [available(event, config), result(event, events)];
    default:
      return [result(event, events)];
  }
}

function isAnswered({ outcome }: LoggedEvent): boolean {
  return ANSWERS.includes(outcome as string);
}

function at({ t, id }: LoggedEvent, guard: string, sentence: string): Guard {
  return { t, id, guard, value: null, threshold: null, sentence };
}

function neverSent(client: number, request: number, events: Events): Guard {
  let count = 0;
  for (const _ of events.where({ type: 'request', client })) count++;
  const end = events.get(events.count - 1);
  const sentence =
    `Of client ${client} ${count} requests were settled, from number 0 on: ` + `none is number ${request}.`;
  return { t: end.t, id: null, guard: 'sent', value: count, threshold: request + 1, sentence };
}

/** What it came to, and why its node did not have the key. */
function result(event: LoggedEvent, events: Events): Guard {
  const { absence, causes } = event;
  const words = absence === null ? '' : ` Its node did not have the key: ${absence}.`;
  const cause = causes.length === 0 ? '' : ` Before that: ${events.sentence(events.get(causes[0]))}`;
  return at(event, 'outcome', `${events.sentence(event)}${words}${cause}`);
}

function patience(event: LoggedEvent, { timeout }: CacheConfig): Guard {
  const { t, id, latency, backoff } = event;
  if (!isAnswered(event)) return at(event, 'outcome', 'It failed in another way.');
  const value = (latency as number) - (backoff as number);
  const words = `The attempt that was answered took ${value}`;
  const sentence =
    timeout === null ? `${words}; clients wait for ever.` : `${words}; clients wait for ${timeout}.`;
  return { t, id, guard: 'timeout', value, threshold: timeout, sentence };
}

function hedged(event: LoggedEvent, { hedge }: CacheConfig): Guard {
  const { t, id, latency } = event;
  if (hedge === null) return at(event, 'hedge', 'Clients do not hedge.');
  const value = latency as number;
  const sentence = `It was settled after ${value}; an attempt gets a twin after ${hedge}.`;
  return { t, id, guard: 'hedge', value, threshold: hedge, sentence };
}

function limits(event: LoggedEvent, { queue, database }: CacheConfig): Guard[] {
  const { t, id } = event;
  return [['node', queue.limit] as const, ['database', database.limit] as const].map(([place, limit]) => ({
    ...{ t, id, guard: `limit of the ${place}`, value: null, threshold: limit },
    sentence:
      limit === null
        ? `The line of the ${place} has no limit.`
        : `The ${place} did not turn the attempt away: fewer than ${limit} waited, or a worker was free.`,
  }));
}

function retried(event: LoggedEvent, { retries }: CacheConfig): Guard {
  const { t, id, attempts } = event;
  const value = attempts as number;
  const max = typeof retries === 'number' ? retries : retries.max;
  const words = isAnswered(event) ? 'and was answered' : 'and failed';
  const sentence = `It made ${value} attempts ${words}; clients make up to ${max} after the first.`;
  return { t, id, guard: 'retries', value: value - 1, threshold: max, sentence };
}

function available(event: LoggedEvent, { breaker }: CacheConfig): Guard {
  const words = breaker === null ? 'clients have no breaker' : 'its breaker let the attempt pass';
  return at(event, 'available', `There was a node to ask, and ${words}.`);
}
