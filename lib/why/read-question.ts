import type { WhyTarget } from './answer.ts';
import { type FateReading, fateIn } from './question-fates.ts';
import { mentionsIn } from './question-mentions.ts';
import { metricIn } from './question-metrics.ts';
import { timesIn } from './question-times.ts';
import { asksWhy, compared, isChange, isFiller, negationsIn, wordsOf } from './question-words.ts';
import type { Source } from './source.ts';

/** What a question asks for: why something happened, or why something did not. */
export type QuestionReading = { readonly target: WhyTarget } | { readonly whyNot: FateReading };

/** A question that is longer is not read. */
const LENGTH_MAX = 500;
/** One time stands for a tenth of the run before it. */
const PART_BEFORE = 10;

/**
 * Reads a question in plain words as one for `why` or `whyNot`; without a language model, and without
 * guessing: null where it is unclear.
 *
 * - `#12` or `event 12`: that event;
 * - a metric by its name or words, with one time or two: its change (`why did the hit ratio drop at 40?`);
 *   with one time, over a tenth of the run before it;
 * - a kind of events by the words of its name, sentence or help, and what it is of, by number or name: `why
 *   did bank 7 fail?`. With a time, the one at that time;
 * - `why did bank 7 not fail?`, `why didn’t bank 7 fail?`: what held it back.
 *
 * Every word must belong to the reading or say nothing; of two readings that are as good neither is taken.
 */
export function readQuestion(source: Source, text: string): QuestionReading | null {
  if (text.length > LENGTH_MAX) return null;
  const question = compared(text);
  const { count, rest } = negationsIn(question);
  if (count > 1) return null;
  const event = count === 0 ? eventIn(source, rest) : null;
  if (event !== null) return event;
  if (!asksWhy(question)) return null;
  const readings: QuestionReading[] = [];
  if (count === 0) {
    const metric = changeIn(source, rest);
    if (metric !== null) readings.push(metric);
  }
  const fate = fateOf(source, rest, count === 1);
  if (fate !== null) readings.push(fate);
  return readings.length === 1 ? readings[0] : null;
}

/** `#12`, `event 12`, with nothing beside it that could be asked about. */
function eventIn({ events }: Source, text: string): QuestionReading | null {
  const ids: number[] = [];
  const rest = text.replace(
    /(?:(?<![\p{L}\p{N}]\s?)#|\bevent\s+(?:no\.?\s*|number\s+|id\s+)?#?)(\d+)(?![\p{L}\p{N}]|[.,]\d)/gu,
    (_, id: string) => {
      ids.push(Number(id));
      return ' ';
    },
  );
  const named = [...new Set(ids)];
  const hashed = [...rest.matchAll(/#(\d+)/gu)].map(([, id]) => Number(id));
  const [id] = [...named, ...hashed];
  if (named.length + hashed.length !== 1 || id < events.log.first || id >= events.count) return null;
  const { rest: left } = hashed.length > 0 ? { rest: rest.replace(/#\d+/u, ' ') } : { rest };
  return wordsOf(left).every(isFiller) ? { target: { event: id } } : null;
}

function changeIn(source: Source, text: string): QuestionReading | null {
  const found = metricIn(text, Object.keys(source.model.metrics));
  if (found === null) return null;
  const { times, rest } = timesIn(found.rest, unitOf(source));
  if (times === null) return null;
  if (!wordsOf(rest).every((word) => isFiller(word) || isChange(word))) return null;
  const { metric } = found;
  const horizon = horizonOf(source);
  const to = times[times.length - 1];
  const from = times.length === 2 ? times[0] : startBefore(to, horizon);
  return from < to && from < horizon ? { target: { metric, from, to } } : null;
}

function fateOf(source: Source, text: string, isMissing: boolean): QuestionReading | null {
  const { mentions, rest } = mentionsIn(text, source.events);
  const { times, count, rest: left } = timesIn(rest, unitOf(source));
  if (count > 0 && (times === null || times.length > 1 || isMissing)) return null;
  const words = wordsOf(left.replace(/\btimed? out\b/gu, 'timeout'));
  if (times === null) {
    const fate = fateIn(source, words, mentions, isMissing);
    if (fate === null) return null;
    return isMissing ? { whyNot: fate } : { target: fate };
  }
  const [t] = times;
  const fate = fateIn(source, words, mentions, false, t);
  return fate === null ? null : { target: fate };
}

function startBefore(time: number, horizon: number): number {
  return Math.max(0, Number((time - horizon / PART_BEFORE).toPrecision(6)));
}

/** The last time of a run, or of its log so far. */
function horizonOf({ recipe, events }: Source): number {
  const { log } = events;
  const last = log.segmentCount === 0 ? 0 : log.segmentTime[log.segmentCount - 1];
  return Math.max(last, recipe?.until ?? 0);
}

function unitOf({ model, recipe }: Source): string | undefined {
  return recipe === null ? undefined : model.describe(recipe.config).units.time;
}
