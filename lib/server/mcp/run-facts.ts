import { z } from 'zod';
import type { Run } from '../../core/run.ts';
import { questions } from '../../node/why.ts';
import { metricsField } from './fields.ts';
import type { KeptRun } from './kept-runs.ts';
import { plainLine, valueLine } from './plain-line.ts';

/** What is said of a run or of a log that was kept. */
export const runFacts = z.object({
  run: z.string(),
  model: z.string(),
  seed: z.union([z.number(), z.string()]).optional(),
  metrics: metricsField.optional(),
  event_count: z.int(),
  events: z.record(z.string(), z.int()).describe('Counts by type'),
  digest: z.string(),
  questions: z.array(z.looseObject({ text: z.string(), target: z.looseObject({}), surprise: z.number() })),
  forgotten: z.array(z.string()).describe('Ids of runs that were forgotten for this one'),
});

export type RunFacts = z.output<typeof runFacts>;

/** Gathers what is said of a kept run. */
export function factsOf({ id, model, explained }: KeptRun, forgotten: readonly string[]): RunFacts {
  const { events } = explained;
  const run = 'recipe' in explained ? (explained as Run) : null;
  return {
    run: id,
    model: model.name,
    ...(run !== null && { seed: run.recipe.seed, metrics: { ...run.metrics } }),
    event_count: events.count - events.log.first,
    events: Object.fromEntries(
      events.log.byKind.filter(({ rows }) => rows.count > 0).map(({ name, rows }) => [name, rows.count]),
    ),
    digest: run?.digest ?? events.digest(),
    questions: questions(explained) as unknown as RunFacts['questions'],
    forgotten: [...forgotten],
  };
}

/** The same as lines. */
export function factsText(facts: RunFacts): string {
  const { run, model, seed, metrics, event_count, events, digest, forgotten } = facts;
  const lines = [
    `${run}: ${model}${seed === undefined ? ', a log' : `, seed ${valueLine(seed)}`}, ${event_count} events`,
    ...(metrics === undefined ? [] : [`metrics ${valueLine(metrics)}`]),
    `events ${valueLine(events)}`,
    `digest ${digest}`,
    ...questionLines(facts.questions),
  ];
  if (forgotten.length > 0) lines.push(`forgotten, to make room: ${forgotten.join(', ')}`);
  return lines.join('\n');
}

/** Questions, each with its target for `why`. */
export function questionLines(asked: RunFacts['questions']): string[] {
  if (asked.length === 0) return ['nothing in this run is out of the ordinary'];
  return [
    'worth asking with why, most surprising first:',
    ...asked.map(({ text, target }) => `- ${plainLine(text)} target ${valueLine(target)}`),
  ];
}
