import type { Recipe } from '../core/recipe.ts';
import { unitName } from '../core/unit-name.ts';
import type { FoundTarget, Why, WhyTarget } from './answer.ts';
import { answerFrom } from './answer-from.ts';
import { autonomous } from './autonomous.ts';
import { type AskedMetric, findMetric } from './find-metric.ts';
import { checkTarget, findEvent } from './find-target.ts';
import { type Judgement, judge } from './judge.ts';
import { numberText } from './number-text.ts';
import { findPrevention } from './prevention.ts';
import { Reruns } from './reruns.ts';
import { candidatesIn, rootsOf } from './roots.ts';
import { endOf, sinksOf } from './sinks.ts';
import { slice } from './slice.ts';
import type { Source } from './source.ts';

/** What of an answer may be left out to have it sooner. */
export interface WhyOptions {
  /** Look for what would have prevented it; true when left out. */
  readonly prevention?: boolean | undefined;
}

/**
 * Why something happened: its chain, its root causes with their verdicts, the minimal sets of them, and the
 * smallest intervention that would have prevented it. Verdicts come from running the recipe again without
 * the causes, on the same noise.
 *
 * @throws FaultlineError for a target that the run does not have.
 */
export function explain(
  source: Source & { readonly recipe: Recipe },
  asked: WhyTarget,
  options: WhyOptions = {},
): Why {
  checkTarget(asked);
  const { events, model, recipe } = source;
  const target =
    'metric' in asked ? findMetric(source, recipe, asked as AskedMetric) : findEvent(source, asked);
  const amountText = (amount: number, unit: string | undefined): string =>
    unit === undefined ? numberText(amount) : `${numberText(amount)} ${unitName(model, recipe.config, unit)}`;
  const sinks = sinksOf(source, target);
  const sliced = slice(events.log, sinks);
  const reruns = new Reruns('why', source, target, sliced);
  const { judgement, passedOver } = judged(source, reruns, target, new Set(sliced));
  return answerFrom({
    source,
    target,
    sinks,
    sliced,
    world: reruns,
    judgement,
    limits: limitsOf(judgement, passedOver, target),
    prevent: (chain) =>
      options.prevention === false || isForTheBetter(source, target)
        ? null
        : findPrevention(reruns, model.reasons?.remedies?.(chain, events) ?? [], amountText),
    reruns: () => reruns.count,
  });
}

/**
 * Candidates found and judged. Of what came after a fate, commands are candidates too, which may have waited
 * behind what brought it; and shocks, where a run without some has it later.
 */
function judged(
  source: Source,
  reruns: Reruns,
  target: FoundTarget,
  inSlice: ReadonlySet<number>,
): { judgement: Judgement; passedOver: number } {
  const { log } = source.events;
  const early = rootsOf(source, inSlice, log.first, endOf(source, target));
  const before = autonomous(reruns, reruns.locate(early.roots));
  if (target.kind !== 'fate') {
    return { judgement: judge(reruns, before, candidatesIn(before, inSlice)), passedOver: early.passedOver };
  }
  const late = rootsOf(source, new Set(), target.id + 1, log.count);
  const commands = late.roots.filter(({ kind }) => kind === 'command');
  const candidates = [...before, ...reruns.locate(commands)];
  const judgement = judge(reruns, candidates, candidatesIn(candidates, inSlice));
  const isDelayed =
    judgement.comesAnyway || judgement.consequences.some(({ effect }) => effect === 'delayed');
  const shocks = late.roots.filter(({ kind }) => kind !== 'command');
  if (!isDelayed || shocks.length === 0) return { judgement, passedOver: early.passedOver };
  const all = [...candidates, ...reruns.locate(shocks)];
  return {
    judgement: judge(reruns, all, candidatesIn(all, inSlice)),
    passedOver: early.passedOver + late.passedOver,
  };
}

/** Nobody wants to prevent a gain. */
function isForTheBetter({ model }: Source, target: FoundTarget): boolean {
  if (target.kind !== 'metric') return false;
  const isGain = model.metrics[target.metric]?.isGain === true;
  return isGain ? target.change > 0 : target.change < 0;
}

function limitsOf({ skipped }: Judgement, passedOver: number, target: FoundTarget): string[] {
  const limits: string[] = [];
  if (passedOver > 0)
    limits.push(`${passedOver} shocks, decisions and arrivals were not tried: there are too many.`);
  if (skipped > 0) limits.push(`${skipped} candidates were tried alone, but not in every combination.`);
  if (target.kind === 'metric')
    limits.push('The change counts as avoided when less than half of it is left.');
  return limits;
}
