import { FaultlineError } from '../../core/faultline-error.ts';
import { noHost } from '../../core/host.ts';
import type { AnyModel } from '../../core/model.ts';
import type { Recipe } from '../../core/recipe.ts';
import { LiveRun } from '../../live/live-run.ts';
import { models } from '../../models/models.ts';
import type { WhyTarget } from '../../why/answer.ts';
import { explain } from '../../why/explain.ts';
import { questionsOf } from '../../why/questions.ts';
import type { Source } from '../../why/source.ts';
import { whyNotOf } from '../../why/why-not.ts';
import type { Ask } from './start-run.ts';

/**
 * Answers what is asked of a run, up to where it stands: it is made again here from its recipe.
 *
 * @throws FaultlineError for what the run does not have.
 */
export function answer(asked: Ask): unknown {
  const source = sourceOf(asked);
  switch (asked.ask) {
    case 'why':
      return explain(source, asked.target as WhyTarget);
    case 'whyNot':
      return whyNotOf(source, asked.target);
    case 'questions':
      return questionsOf(source);
  }
}

function sourceOf({ at }: Ask): Source & { readonly recipe: Recipe } {
  const model = modelNamed(at.recipe.model);
  const live = LiveRun.restore(model, at, noHost);
  const { done, events, recipe, time } = live;
  // A run that goes on is asked about up to now.
  return { model, events, recipe: { ...recipe, until: done ? recipe.until : time }, host: noHost };
}

/** @throws FaultlineError for a name that no model has. */
export function modelNamed(name: string): AnyModel {
  const model = models.find((each) => each.name === name);
  if (model !== undefined) return model;
  throw new FaultlineError('model', name, `one of ${models.map((each) => each.name).join(', ')}`);
}
