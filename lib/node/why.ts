import type { Events } from '../core/events.ts';
import { FaultlineError } from '../core/faultline-error.ts';
import type { AnyModel } from '../core/model.ts';
import type { Recipe } from '../core/recipe.ts';
import type { Vocabulary } from '../core/vocabulary.ts';
import { models } from '../models/models.ts';
import type { Why, WhyTarget } from '../why/answer.ts';
import { type Contrast, contrastOf } from '../why/contrast.ts';
import { explain, type WhyOptions } from '../why/explain.ts';
import { explainLog } from '../why/explain-log.ts';
import { type Question, questionsOf } from '../why/questions.ts';
import { recipeWithout } from '../why/recipe-without.ts';
import type { Source } from '../why/source.ts';
import { nodeHost } from './node-host.ts';

/** A run, a live run, or a log of which the model is known. */
export type Explained =
  | { readonly recipe: Recipe; readonly events: unknown; readonly time?: number; readonly done?: boolean }
  | { readonly model: AnyModel; readonly events: unknown };

/**
 * Why something happened in a run: the chain of events that led to it, the root causes with verdicts by
 * running again without them on the same noise, the minimal sets of causes, and the smallest intervention
 * that would have prevented it. Of a log alone (`{ model, events }`) the answer is read off its causes and
 * amounts.
 *
 * @param run what `run` gave, a live run, or `{ model, events }` of a log.
 * @param target `{ event: id }`; `{ type: 'default', bank: 7 }`, the first such event; or
 * `{ metric: 'hitRatio', from: 30, to: 40 }`, the change between two times.
 * @throws FaultlineError for a target that the run does not have: nothing is guessed.
 */
export function why(run: Explained, target: WhyTarget, options: WhyOptions = {}): Why {
  const source = sourceOf('why', run);
  return source.recipe === null
    ? explainLog(source, target)
    : explain(source as Source & { recipe: Recipe }, target, options);
}

/**
 * Why the target came in one run and not, or otherwise, in another of the same model: the smallest sets of
 * what differs between their recipes that, taken over from there, take it away here.
 *
 * @throws FaultlineError for a target that is not here, or is there just as well, and for recipes that differ
 * in nothing or in more than ten things.
 */
export function contrast(here: Explained, there: Explained, target: WhyTarget): Contrast {
  return contrastOf(recipeOf('contrast: here', here), recipeOf('contrast: there', there), target);
}

function recipeOf(where: string, given: Explained): Source & { readonly recipe: Recipe } {
  const source = sourceOf(where, given);
  if (source.recipe === null) throw new FaultlineError(where, 'a log', 'a run, with its recipe');
  return source as Source & { readonly recipe: Recipe };
}

/**
 * The recipe of a run in which what began with some of its events is left out: for `run`, to have the run
 * that was not beside the one that was.
 *
 * @param ids of commands, shocks, decisions or arrivals, such as `why` names as root causes.
 * @throws FaultlineError for an event with which nothing begins.
 */
export function leaveOut<Words extends Vocabulary>(
  run: Explained & { readonly recipe: Recipe<Words> },
  ids: readonly number[],
): Recipe<Words> {
  return recipeWithout(recipeOf('leaveOut', run), ids) as Recipe as Recipe<Words>;
}

/**
 * The recipe of a run with the commands that an answer of `why` found to prevent what it was asked about.
 *
 * @throws FaultlineError for an answer that found none.
 */
export function prevent<Words extends Vocabulary>(
  run: Explained & { readonly recipe: Recipe<Words> },
  { prevention, target }: Why,
): Recipe<Words> {
  if (prevention === null) {
    throw new FaultlineError(
      'prevent: answer',
      target.sentence,
      'an answer with a prevention: none was found',
    );
  }
  const { recipe } = recipeOf('prevent', run);
  return { ...recipe, commands: [...recipe.commands, ...prevention.commands] } as Recipe as Recipe<Words>;
}

/**
 * What is worth asking about a run, most surprising first, each with the target for `why`.
 *
 * @throws FaultlineError for what is no run.
 */
export function questions(run: Explained): Question[] {
  return questionsOf(sourceOf('questions', run));
}

/** What answers are drawn from. @throws FaultlineError for what is no run. */
export function sourceOf(where: string, given: Explained): Source {
  const what = 'what run or open gave, or { model, events } of a log';
  if (typeof given !== 'object' || given === null || !isEvents(given.events)) {
    throw new FaultlineError(`${where}: run`, given, what);
  }
  const { events } = given;
  if ('recipe' in given) {
    const { recipe, time, done } = given;
    const model = models.find(({ name }) => name === recipe.model);
    if (model === undefined) {
      const names = models.map(({ name }) => name).join(', ');
      throw new FaultlineError(`${where}: model`, recipe.model, `one of ${names}`);
    }
    checkKinds(where, model, events);
    // A live run that goes on is asked about up to now.
    const until = done === false && time !== undefined ? time : recipe.until;
    return { model, events, recipe: { ...recipe, until }, host: nodeHost };
  }
  if (typeof given.model?.advance !== 'function') throw new FaultlineError(`${where}: run`, given, what);
  checkKinds(where, given.model, events);
  return { model: given.model, events, recipe: null, host: nodeHost };
}

/** @throws FaultlineError for events of another model. */
function checkKinds(where: string, model: AnyModel, { log }: Events): void {
  const stranger = Object.keys(model.events).find((name) => !Object.hasOwn(log.kinds, name));
  if (stranger === undefined) return;
  throw new FaultlineError(`${where}: events`, 'events of another model', `events of ${model.name}`);
}

function isEvents(events: unknown): events is Events {
  return typeof (events as Events | null)?.where === 'function';
}
