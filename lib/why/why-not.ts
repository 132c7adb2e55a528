import type { Events } from '../core/events.ts';
import { FaultlineError } from '../core/faultline-error.ts';
import type { WhyNotAnswer } from '../core/reasons.ts';
import { Simulation } from '../core/simulation.ts';
import { checkFields } from './find-target.ts';
import type { Source } from './source.ts';

/**
 * Why something did not happen in a run: the guard that held it back, its value and its threshold, as far as
 * the model can tell; otherwise only that it did not.
 *
 * @throws FaultlineError for an event that the model does not have, and where the model refuses the question.
 */
export function whyNotOf(source: Source, target: Readonly<Record<string, unknown>>): WhyNotAnswer {
  const { events, model, recipe, host } = source;
  if (typeof target !== 'object' || target === null || Array.isArray(target)) {
    throw new FaultlineError('whyNot: target', target, "what did not happen: { type: 'default', bank: 7 }");
  }
  const { type, ...fields } = target;
  if (type !== undefined) checkFields(source, type, fields);
  const rerun = (changes: Readonly<Record<string, unknown>>): Events => {
    if (recipe === null)
      throw new FaultlineError('whyNot: run', 'a log', 'a run with its recipe, for this question');
    const simulation = new Simulation(
      model,
      { ...recipe, config: { ...recipe.config, ...changes } },
      host,
      true,
    );
    simulation.finish();
    return simulation.events;
  };
  const told = model.reasons?.whyNot?.(target, { events, config: recipe?.config ?? null, rerun });
  if (told !== null && told !== undefined) return told;
  if (type === undefined) {
    throw new FaultlineError(
      'whyNot: target',
      target,
      `what ${model.name} can tell of: { type, and its fields }`,
    );
  }
  const acted = [...events.where({ type: type as string, ...fields })];
  const what = [type, ...Object.entries(fields).map(([name, value]) => `${name}=${value}`)].join(' ');
  const text =
    acted.length > 0
      ? `It did happen, ${acted.length} times; first at t = ${acted[0].t}.`
      : `Nothing in the run says what held ${what} back: no event of it came, and the model names no guard.`;
  return { guards: [], acted, text };
}
