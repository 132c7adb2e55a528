import type { EventLog } from '../core/event-log.ts';
import type { WhyTarget } from './answer.ts';
import { numberText } from './number-text.ts';
import type { Source } from './source.ts';

/** A question that is worth asking of a run. */
export interface Question {
  readonly text: string;
  readonly target: WhyTarget;
  /** Bits: how rare what it asks about is among all that happened. Larger is more surprising. */
  readonly surprise: number;
}

const QUESTIONS_MAX = 10;
const PER_KIND_MAX = 3;

/**
 * What is worth asking about a run, most surprising first: fates, the rarer the better, and of one kind those
 * that most was behind.
 */
export function questionsOf(source: Source): Question[] {
  const { events, model } = source;
  const { log } = events;
  const fates = Object.keys(model.reasons?.fates ?? {});
  const found: Question[] = [];
  for (const type of fates) {
    const { count, ids } = mostBehind(log, log.kindNamed(type));
    for (const id of ids) {
      const event = events.get(id);
      found.push({
        text: `Why did this happen at t = ${numberText(event.t)}: ${events.sentence(event)}`,
        target: { event: id },
        surprise: surpriseOf(count, log.count),
      });
    }
  }
  return found.sort((a, b) => b.surprise - a.surprise).slice(0, QUESTIONS_MAX);
}

/** How many events of a kind there are, and those with most causes: what comes from nowhere has no why. */
function mostBehind(log: EventLog, kind: number): { count: number; ids: number[] } {
  let count = 0;
  const most: { id: number; causes: number }[] = [];
  for (let segment = 0; segment < log.segmentCount; segment++) {
    if (log.segmentKind[segment] !== kind && log.segmentPair[segment] !== kind) continue;
    const causes = log.causeCountOf(segment);
    for (let id = log.segmentEvent[segment]; id < log.segmentEnd(segment); id++) {
      if (log.kindOf(id, segment) !== kind) continue;
      count++;
      const least = most.at(-1);
      const isFull = most.length === PER_KIND_MAX;
      if (causes === 0 || (isFull && least !== undefined && causes <= least.causes)) continue;
      if (isFull) most.pop();
      most.push({ id, causes });
      most.sort((a, b) => b.causes - a.causes || a.id - b.id);
    }
  }
  return { count, ids: most.map(({ id }) => id) };
}

/** Bits in being one of `count` among `all`. */
function surpriseOf(count: number, all: number): number {
  let bits = 0;
  for (let ratio = all / count; ratio > 1; ratio /= 2) bits++;
  return bits;
}
