import type { Facts } from '../analyst/facts.ts';
import { FaultlineError } from '../core/faultline-error.ts';
import type { WhyNotAnswer } from '../core/reasons.ts';
import { horizonOf } from '../core/recipe.ts';
import { unitName } from '../core/unit-name.ts';
import type { Why, WhyTarget } from '../why/answer.ts';
import { numberText } from '../why/number-text.ts';
import type { FateReading } from '../why/question-fates.ts';
import type { Question } from '../why/questions.ts';
import { questionsOf } from '../why/questions.ts';
import { type QuestionReading, readQuestion } from '../why/read-question.ts';
import type { Source } from '../why/source.ts';
import { whyNotOf } from '../why/why-not.ts';
import { factEvent, plainData, plainText } from './fact-lines.ts';
import { factTools } from './fact-tools.ts';
import { type Explained, sourceOf, why } from './why.ts';

const UNREAD = 'The question has no reading that is sure, and nothing is guessed.';
const COMMANDS_MAX = 20;

/** What is known before a model is asked, and what the question was read as. */
export interface AskedFacts {
  readonly facts: Facts;
  /** Null: it has no sure reading. */
  readonly reading: QuestionReading | null;
  readonly why: Why | null;
  readonly whyNot: WhyNotAnswer | null;
}

/**
 * Gathers what may be known of a run for a question: the exact answer, a summary in few lines, figures, and
 * tools for more.
 *
 * @param target what is asked about; left out: what the question says, if that is clear.
 * @throws FaultlineError for a target that the run does not have.
 */
export function analystFacts(run: Explained, question: string, target?: WhyTarget): AskedFacts {
  const source = sourceOf('ask', run);
  const given: QuestionReading | null = target === undefined ? readQuestion(source, question) : { target };
  const found = given === null ? null : answerTo(run, source, given, target !== undefined);
  const metrics = metricsOf(run);
  const figures: Record<string, number> = {};
  for (const [name, value] of Object.entries(metrics ?? {})) figures[`metric:${name}`] = value;
  addFigures(figures, found);
  const asked = found === null || 'refusal' in found ? questionsOf(source) : [];
  const why = found !== null && 'why' in found ? found.why : null;
  const whyNot = found !== null && 'whyNot' in found ? found.whyNot : null;
  const text =
    why?.text ??
    whyNot?.text ??
    questionsText(found !== null && 'refusal' in found ? found.refusal : UNREAD, asked);
  return {
    facts: {
      summary: [...summaryLines(source), ...whyNotLines(whyNot), ...askedLines(asked)].join('\n'),
      ...(why !== null && { why }),
      text,
      names: namesOf(source),
      event: (id) => factEvent(source.events, id),
      figures,
      tools: factTools(source, metrics, figures),
    },
    reading: found === null || 'refusal' in found ? null : found.reading,
    why,
    whyNot,
  };
}

/** The names of entities that are more than their kind and number. */
function namesOf({ events }: Source): string[] {
  return Object.entries(events.log.entities).flatMap(([kind, { names }]) =>
    names.filter((name, i) => name.toLowerCase() !== `${kind} ${i}`.toLowerCase()),
  );
}

type Found =
  | { readonly reading: QuestionReading; readonly why: Why }
  | { readonly reading: QuestionReading; readonly whyNot: WhyNotAnswer }
  | { readonly refusal: string };

/** What was read is answered; where that is refused, in words. Of what never came: why not. */
function answerTo(run: Explained, source: Source, given: QuestionReading, isExplicit: boolean): Found {
  try {
    const missing = 'whyNot' in given ? given.whyNot : isExplicit ? null : missingIn(source, given.target);
    if (missing !== null) {
      return { reading: { whyNot: missing }, whyNot: plainData(whyNotOf(source, missing)) };
    }
    const { target } = given as { readonly target: WhyTarget };
    return { reading: given, why: plainData(why(run, target)) };
  } catch (error) {
    if (isExplicit || !(error instanceof FaultlineError)) throw error;
    return { refusal: `This cannot be answered: ${plainText(error.message)}.` };
  }
}

/** What is asked about, where no such event came. */
function missingIn({ events }: Source, target: WhyTarget): FateReading | null {
  if (!('type' in target) || typeof target.type !== 'string') return null;
  if (!events.where({ ...target }).next().done) return null;
  const { t: _, ...reading } = target;
  return reading;
}

function metricsOf(run: Explained): Readonly<Record<string, number>> | null {
  const { metrics } = run as { readonly metrics?: Readonly<Record<string, number>> };
  return 'recipe' in run && typeof metrics === 'object' && metrics !== null ? metrics : null;
}

function addFigures(figures: Record<string, number>, found: Found | null): void {
  if (found === null || 'refusal' in found) return;
  if ('whyNot' in found) {
    for (const [i, { value, threshold }] of found.whyNot.guards.entries()) {
      if (value !== null) figures[`guard ${i}: value`] = value;
      if (threshold !== null) figures[`guard ${i}: threshold`] = threshold;
    }
    return;
  }
  const { target, prevention } = found.why;
  if (target.kind === 'metric') {
    const { metric, from, to, before, after, change } = target;
    figures[`metric:${metric}@${from}`] = before;
    figures[`metric:${metric}@${to}`] = after;
    figures.change = change;
  }
  if (typeof prevention?.amount === 'number') figures['prevention: amount'] = prevention.amount;
}

function summaryLines({ model, events, recipe }: Source): string[] {
  const { log } = events;
  const counts = log.byKind
    .filter(({ rows }) => rows.count > 0)
    .map(({ name, rows }) => `${name} ${rows.count}`);
  const end = log.segmentCount === 0 ? 0 : log.segmentTime[log.segmentCount - 1];
  const lines = [`${model.name}: ${model.help}`];
  if (recipe === null) lines.push(`a log up to t = ${numberText(end)}, without a recipe`);
  else {
    lines.push(
      `${horizonOf(model, recipe)}, up to t = ${numberText(end)}; seed ${JSON.stringify(recipe.seed)}`,
    );
    const units = Object.entries(model.metrics).map(
      ([name, { unit }]) => `${name} (${unitName(model, recipe.config, unit)})`,
    );
    lines.push(`metrics: ${units.join(', ')}; at the end as the figures metric:NAME`);
    const { commands } = recipe;
    lines.push(
      ...commands.slice(0, COMMANDS_MAX).map((command, i) => `command ${i}: ${JSON.stringify(command)}`),
    );
    if (commands.length > COMMANDS_MAX) lines.push(`(${commands.length - COMMANDS_MAX} more commands)`);
  }
  return [...lines, `events: ${counts.join(', ')}`].map(plainText);
}

function whyNotLines(whyNot: WhyNotAnswer | null): string[] {
  if (whyNot === null) return [];
  return [
    ...whyNot.text.split('\n').map((line) => `asked why not: ${line}`),
    ...whyNot.guards.map(({ t, id, guard, value, threshold }, i) => {
      const event = id === null ? '' : ` #${id}`;
      return `guard ${i}: t=${numberText(t)}${event} ${guard}: value ${value}, threshold ${threshold}`;
    }),
  ].map(plainText);
}

function askedLines(asked: readonly Question[]): string[] {
  return asked.map(({ text, target }) => plainText(`worth asking: ${text} ${JSON.stringify(target)}`));
}

/** What is said where nothing was read. */
function questionsText(reason: string, asked: readonly Question[]): string {
  if (asked.length === 0) return `${reason}\nNothing in this run is out of the ordinary.`;
  const lines = asked.map(({ text, target }) => {
    const id = 'event' in target ? ` (#${target.event})` : '';
    return plainText(`- ${text}${id}`);
  });
  return [`${reason} Worth asking about this run:`, ...lines].join('\n');
}
