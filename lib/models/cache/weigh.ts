import type { LoggedEvent } from '../../core/event-kind.ts';
import type { Events } from '../../core/events.ts';
import { log, log1p } from '../../core/log.ts';
import type { Reasons, Weighed } from '../../core/reasons.ts';
import { requestsBetween } from './requests-between.ts';

/*
 * What a log alone tells of an attempt that was too late or lost: factors multiply, so that their logarithms
 * add up; and of what is made of requests: how many of them each cause is behind.
 */

/** A hair of a logarithm. */
const HAIR = 1e-9;
/** A window is told by so many of its requests, each followed back by so many events. */
const REQUESTS_MAX = 64;
const STEPS_MAX = 32;

/** What a cause adds to the logarithm of a delay; null for what does not multiply it. */
function delayOf({ type, factor }: LoggedEvent): number | null {
  return type === 'node_slowed' || type === 'surge' ? log(factor as number) : null;
}

/**
 * A timeout comes as long as the service that a worker is at would not have been done by then. Where none is
 * at it the log does not say how much too late it was: more than half of the delay is needed.
 */
function weighTimeout(event: LoggedEvent, causes: readonly LoggedEvent[]): Weighed | null {
  if (event.lost === true) return weighLoss(causes);
  const delays = delaysOf(causes);
  const isOwn = causes.every(({ type }) => type === 'node_slowed');
  if (delays === null || !isOwn || event.done === null) return weighRefusal(event, causes);
  return { weights: delays, needed: totalOf(delays) + log(event.done as number) - HAIR };
}

/** A line is long as long as most of what makes it long is there. */
function weighRefusal(_event: LoggedEvent, causes: readonly LoggedEvent[]): Weighed | null {
  const delays = delaysOf(causes);
  return delays === null ? null : { weights: delays, needed: totalOf(delays) / 2 };
}

/** Any partition loses a message; of drops, as long as most of them are there. */
function weighLoss(causes: readonly LoggedEvent[]): Weighed | null {
  if (causes.every(({ type }) => type === 'partition')) return { weights: causes.map(() => 1), needed: 1 };
  if (causes.some(({ type }) => type !== 'drop')) return null;
  const weights = causes.map(({ loss }) => ((loss as number) < 1 ? -log1p(-(loss as number)) : 1e3));
  return { weights, needed: totalOf(weights) / 2 };
}

/** A miss is one because of what emptied its node, whatever delayed it. */
function weighRequest(event: LoggedEvent, causes: readonly LoggedEvent[]): Weighed | null {
  if (event.outcome !== 'miss') return null;
  return { weights: causes.map((_, i) => (i === causes.length - 1 ? 1 : 0)), needed: 1 };
}

/** A window is as it is as long as what is behind most of its failures and misses is there. */
function weighWindow(event: LoggedEvent, causes: readonly LoggedEvent[], events: Events): Weighed | null {
  const { from, t } = event as unknown as { from: number; t: number };
  const places = new Map(causes.map(({ id }, i) => [id, i]));
  const weights = causes.map(() => 0);
  for (const id of requestsBetween(events, from, t, REQUESTS_MAX)) {
    const first = firstWithin(events, id, places);
    // What the window before is there for: it leads to what befell the cluster earlier.
    const place = first ?? causes.findIndex(({ type }) => type === 'window');
    if (place >= 0) weights[place]++;
  }
  const total = totalOf(weights);
  return total > 0 ? { weights, needed: total / 2 } : null;
}

/** Of the events that led to one, the place of one that has a place. */
function firstWithin(events: Events, id: number, places: ReadonlyMap<number, number>): number | null {
  const { log } = events;
  const seen = new Set<number>();
  const open = [id];
  for (let each = open.pop(); each !== undefined && seen.size < STEPS_MAX; each = open.pop()) {
    const place = places.get(each);
    if (place !== undefined) return place;
    if (seen.has(each) || each < log.first) continue;
    seen.add(each);
    open.push(...[...log.causesOf(log.segmentOf(each))].reverse());
  }
  return null;
}

function delaysOf(causes: readonly LoggedEvent[]): number[] | null {
  const delays = causes.map(delayOf);
  return delays.some((delay) => delay === null) ? null : (delays as number[]);
}

function totalOf(weights: readonly number[]): number {
  let total = 0;
  for (const weight of weights) total += weight;
  return total;
}

/** By kind of event: what its causes weigh. */
export const weigh: NonNullable<Reasons['weigh']> = {
  timeout: weighTimeout,
  refusal: weighRefusal,
  request: weighRequest,
  window: weighWindow,
};
