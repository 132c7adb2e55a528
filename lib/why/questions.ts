import type { LoggedEvent } from '../core/event-kind.ts';
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
    const of: LoggedEvent[] = [];
    let count = 0;
    for (const event of events.where({ type })) {
      count++;
      // What comes from nowhere has no why.
      if (event.causes.length === 0) continue;
      of.push(event);
      of.sort((a, b) => b.causes.length - a.causes.length || a.id - b.id);
      if (of.length > PER_KIND_MAX) of.pop();
    }
    for (const event of of) {
      found.push({
        text: `Why did this happen at t = ${numberText(event.t)}: ${events.sentence(event)}`,
        target: { event: event.id },
        surprise: surpriseOf(count, log.count),
      });
    }
  }
  return found.sort((a, b) => b.surprise - a.surprise).slice(0, QUESTIONS_MAX);
}

/** Bits in being one of `count` among `all`. */
function surpriseOf(count: number, all: number): number {
  let bits = 0;
  for (let ratio = all / count; ratio > 1; ratio /= 2) bits++;
  return bits;
}
