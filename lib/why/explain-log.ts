import { FaultlineError } from '../core/faultline-error.ts';
import type { FoundTarget, Why, WhyTarget } from './answer.ts';
import { answerFrom } from './answer-from.ts';
import { autonomous } from './autonomous.ts';
import type { Candidate, RootEvent } from './candidate.ts';
import { type AskedMetric, checkMetric, metricFound } from './find-metric.ts';
import { checkTarget, findEvent } from './find-target.ts';
import { judge } from './judge.ts';
import { LogWorld } from './log-world.ts';
import { candidatesIn, rootsOf } from './roots.ts';
import { endOf, sinksOf } from './sinks.ts';
import { slice } from './slice.ts';
import type { Source } from './source.ts';

const READ_OFF = 'From the log alone: nothing was run again. Verdicts are read off its causes and amounts.';

/**
 * Why something happened, as far as a log alone tells: verdicts are read off the causes that its events name
 * and what they weigh.
 *
 * @throws FaultlineError for a target that the log does not have.
 */
export function explainLog(source: Source, asked: WhyTarget): Why {
  checkTarget(asked);
  const target = 'metric' in asked ? metricIn(source, asked as AskedMetric) : findEvent(source, asked);
  const { log } = source.events;
  const sinks = sinksOf(source, target);
  const sliced = slice(log, sinks);
  const inSlice = new Set(sliced);
  const { roots, passedOver } = rootsOf(source, inSlice, log.first, endOf(source, target));
  const world = new LogWorld(source, target, sliced, sinks);
  const found = roots.map((root) => candidateOf(source, root));
  const candidates = autonomous(world, found);
  const judgement = judge(world, candidates, candidatesIn(candidates, inSlice));
  return answerFrom({
    source,
    target,
    sinks,
    sliced,
    world,
    judgement,
    limits: [
      READ_OFF,
      ...(passedOver > 0 ? [`${passedOver} candidates were too many to be looked at.`] : []),
    ],
    prevent: () => null,
    reruns: () => 0,
  });
}

function candidateOf({ events }: Source, { id, kind }: RootEvent): Candidate {
  const event = events.get(id);
  const command = kind === 'command' ? (event.command as number) : null;
  return { ids: [id], kind, t: event.t, command, omission: null };
}

/** A metric whose values stand in the log: events that carry it have a column of its name, as windows do. */
function metricIn({ events, model }: Source, asked: AskedMetric): FoundTarget & { kind: 'metric' } {
  checkMetric(model, asked);
  const { metric, from, to } = asked;
  const { kinds } = events.log;
  const telling = (model.reasons?.carriers?.[metric] ?? []).filter(
    (name) => kinds[name]?.columns[metric]?.type === 'number',
  );
  const at = (time: number): number => {
    let value = Number.NaN;
    for (const event of telling.length > 0 ? events.where({ type: telling, to: time }) : []) {
      if (typeof event[metric] === 'number') value = event[metric];
    }
    return value;
  };
  const before = at(from);
  const after = at(to);
  if (!Number.isNaN(before) && !Number.isNaN(after)) return metricFound(asked, before, after);
  const allowed = 'a metric that events of the log carry at both times; or a run, with its recipe';
  throw new FaultlineError('why: metric', metric, allowed);
}
