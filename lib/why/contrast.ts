import { FaultlineError } from '../core/faultline-error.ts';
import type { Recipe } from '../core/recipe.ts';
import { Simulation } from '../core/simulation.ts';
import { actualCauses } from './actual-causes.ts';
import type { FoundTarget, Verdict, WhyTarget } from './answer.ts';
import { checkEvents } from './check-events.ts';
import { type Difference, differencesOf, mixed } from './difference.ts';
import { type AskedMetric, findMetric, metricOf } from './find-metric.ts';
import { checkTarget, findEvent } from './find-target.ts';
import { numberText } from './number-text.ts';
import { sameEvent } from './same-event.ts';
import type { Source } from './source.ts';

/** Why something happened in one run and not in another. */
export interface Contrast {
  readonly target: FoundTarget;
  /** When it came, or by how much the metric changed, here and there; null: not at all. */
  readonly here: number | null;
  readonly there: number | null;
  /** What differs between the recipes, and what each difference has to do with it. */
  readonly differences: readonly (Difference & { readonly verdict: Verdict })[];
  /** Minimal sets of differences, by index: with all of a set as there, it does not come here. */
  readonly sets: readonly (readonly number[])[];
  readonly text: string;
  readonly reruns: number;
}

/** More differences are tried in 2^n runs. */
const DIFFERENCES_MAX = 10;

type Sourced = Source & { readonly recipe: Recipe };

/**
 * Why the target came in `here` and not, or otherwise, `there`: the smallest sets of what differs between the
 * recipes that, taken over from there, take it away here.
 *
 * @throws FaultlineError for a target that is not here, or is there just as well; runs of two models; equal
 * recipes, and such that differ in too much.
 */
export function contrastOf(here: Sourced, there: Sourced, asked: WhyTarget): Contrast {
  checkTarget(asked);
  const { model, recipe } = here;
  if (there.model !== model) {
    throw new FaultlineError('contrast: runs', [model.name, there.model.name], 'two runs of one model');
  }
  const differences = differencesOf(recipe, there.recipe);
  if (differences.length === 0)
    throw new FaultlineError('contrast: runs', 'equal recipes', 'two that differ');
  if (differences.length > DIFFERENCES_MAX) {
    const names = differences.map(({ what }) => what);
    throw new FaultlineError(
      'contrast: runs',
      names,
      `recipes that differ in ${DIFFERENCES_MAX} things at most`,
    );
  }
  const target = 'metric' in asked ? findMetric(here, recipe, asked as AskedMetric) : findEvent(here, asked);
  if (target.kind !== 'metric') {
    const simulation = new Simulation(model, recipe, here.host, true);
    checkEvents('contrast', simulation, here.events, [target.id]);
  }
  let reruns = 0;
  const valueIn = (mix: Recipe): number | null => {
    reruns++;
    return outcomeIn(here, target, mix);
  };
  const valueHere = target.kind === 'metric' ? target.change : target.t;
  const valueThere = valueIn(there.recipe);
  const comes = comesBy(target, valueThere);
  if (comes(valueThere)) {
    throw new FaultlineError('contrast: target', target.sentence, 'something that comes here and not there');
  }
  const known = new Map<string, boolean>();
  const comesWith = (fromB: readonly Difference[]): boolean => {
    const key = fromB.map((each) => differences.indexOf(each)).join(' ');
    const before = known.get(key);
    if (before !== undefined) return before;
    const answer = comes(valueIn(mixed(recipe, there.recipe, fromB)));
    known.set(key, answer);
    return answer;
  };
  const sets = setsOf(differences, comesWith);
  const judged = differences.map((each, i) => ({
    ...each,
    verdict: verdictOf(i, sets, differences, comesWith),
  }));
  return {
    target,
    here: valueHere,
    there: valueThere,
    differences: judged,
    sets,
    text: textOf(target, valueThere, differences, sets),
    reruns,
  };
}

function setsOf(
  differences: readonly Difference[],
  comesWith: (fromB: readonly Difference[]) => boolean,
): number[][] {
  const names = differences.map((_, i) => `d${i}`);
  const causes = actualCauses({
    variables: Object.fromEntries([...names, 'target'].map((name) => [name, [0, 1]])),
    equations: {
      ...Object.fromEntries(names.map((name) => [name, `${name} here`])),
      target: (values: Readonly<Record<string, number>>) =>
        Number(comesWith(differences.filter((_, i) => values[`d${i}`] === 0))),
    },
    context: Object.fromEntries(names.map((name) => [`${name} here`, 1])),
    effect: 'target',
    exclude: ['target'],
  });
  return causes.map((set) => set.map((name) => Number(name.slice(1))));
}

function verdictOf(
  i: number,
  sets: readonly (readonly number[])[],
  differences: readonly Difference[],
  comesWith: (fromB: readonly Difference[]) => boolean,
): Verdict {
  if (sets.some((set) => set.length === 1 && set[0] === i)) return 'necessary';
  if (comesWith(differences.filter((_, j) => j !== i))) return 'sufficient';
  return sets.some((set) => set.includes(i)) ? 'contributing' : 'irrelevant';
}

/** When the target comes in a run of a recipe, or the change of its metric. */
function outcomeIn({ model, events, host }: Sourced, target: FoundTarget, recipe: Recipe): number | null {
  const simulation = new Simulation(model, recipe, host, target.kind !== 'metric');
  if (target.kind === 'metric') {
    const before = metricOf(simulation, target.metric, target.from);
    return metricOf(simulation, target.metric, target.to) - before;
  }
  simulation.advance();
  return sameEvent(model, events.log, target.id).timeIn(simulation.events.log);
}

/** Whether a value is as here: a fate that comes; a change that is nearer to that of here. */
function comesBy(target: FoundTarget, there: number | null): (value: number | null) => boolean {
  if (target.kind !== 'metric') return (value) => value !== null;
  const middle = (target.change + (there ?? 0)) / 2;
  return (value) =>
    value !== null &&
    (target.change > (there ?? 0) ? value > middle : target.change < (there ?? 0) && value < middle);
}

function textOf(
  target: FoundTarget,
  there: number | null,
  differences: readonly Difference[],
  sets: readonly (readonly number[])[],
): string {
  const other =
    target.kind === 'metric' ? `There it changes by ${numberText(there ?? 0)}.` : 'There it never comes.';
  const lines = [`${target.sentence} ${other}`];
  for (const set of sets) {
    const names = set.map((i) => differences[i].what).join(' and ');
    lines.push(
      `It is for ${names}: as there, ${set.length > 1 ? 'all of them, ' : ''}it does not come here.`,
    );
  }
  if (sets.length === 0) lines.push('No set of the differences takes it away here.');
  return lines.join('\n');
}
