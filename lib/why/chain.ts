import type { Events } from '../core/events.ts';
import type { ChainStep } from './answer.ts';

/** A chain of more steps is cut to those nearest to its ends. */
const STEPS_MAX = 400;

/**
 * The events of a slice that lie on a way from one of `from` to one of `to`, those themselves included;
 * earliest first.
 */
export function stepsBetween(
  events: Events,
  sliced: readonly number[],
  from: ReadonlySet<number>,
  to: ReadonlySet<number>,
): number[] {
  const { log } = events;
  const reached = new Set<number>();
  for (const id of sliced) {
    if (from.has(id) || log.causesOf(log.segmentOf(id)).some((cause) => reached.has(cause))) reached.add(id);
  }
  if (to.size === 1) for (const id of to) reached.add(id);
  return [...reached].sort((a, b) => a - b);
}

/** Events as steps of a chain, causes outside it left out. */
export function chainOf(
  events: Events,
  ids: readonly number[],
  sentenceOf: (id: number) => string,
): ChainStep[] {
  const kept = ids.length <= STEPS_MAX ? ids : [...ids.slice(0, STEPS_MAX / 2), ...ids.slice(-STEPS_MAX / 2)];
  const inChain = new Set(kept);
  return kept.map((id) => {
    const { t, type, causes } = events.get(id);
    return { id, t, type, causes: causes.filter((cause) => inChain.has(cause)), sentence: sentenceOf(id) };
  });
}
