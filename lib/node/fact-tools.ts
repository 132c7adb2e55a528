import { setImmediate as nextTurn } from 'node:timers/promises';
import { z } from 'zod';
import type { FactTool } from '../analyst/facts.ts';
import type { LoggedEvent } from '../core/event-kind.ts';
import { FaultlineError } from '../core/faultline-error.ts';
import { justAfter } from '../core/just-after.ts';
import type { Recipe } from '../core/recipe.ts';
import { Simulation } from '../core/simulation.ts';
import { checkFields } from '../why/find-target.ts';
import { numberText } from '../why/number-text.ts';
import { recipeWithout } from '../why/recipe-without.ts';
import { slice } from '../why/slice.ts';
import type { Source } from '../why/source.ts';
import { whyNotOf } from '../why/why-not.ts';
import { eventLine, plainText } from './fact-lines.ts';

const LINES_MAX = 30;
/** Of a long slice, so many of the first lines, where it began. */
const FIRST_LINES = 8;
const GUARDS_MAX = 10;
const TURNS = 4096;

const id = z.int().min(0);
const time = z.number().min(0);
const fields = z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()]));

type RunSource = Source & { readonly recipe: Recipe };

/**
 * What may be asked of a run beside its explanation. Of a log alone there are no re-runs.
 *
 * @param figures gets a figure for each number that a re-run gives, so that it can be cited.
 */
export function factTools(
  source: Source,
  metrics: Readonly<Record<string, number>> | null,
  figures: Record<string, number>,
): FactTool[] {
  const tools: FactTool[] = [sliceTool(source), eventsTool(source), whyNotTool(source)];
  if (source.recipe === null) return tools;
  const run = source as RunSource;
  return [...tools, metricTool(run, figures), withoutTool(run, metrics ?? {}, figures)];
}

/** A tool whose arguments have the types of its schema. */
function tool<Schema extends z.ZodObject>(given: {
  readonly name: string;
  readonly description: string;
  readonly schema: Schema;
  readonly call: (args: z.output<Schema>, signal: AbortSignal) => Promise<string> | string;
}): FactTool {
  return given as unknown as FactTool;
}

function sliceTool({ events }: Source): FactTool {
  return tool({
    name: 'slice',
    description: `The events that led to an event, back to where it began; at most ${LINES_MAX} lines.`,
    schema: z.object({ event: id.describe('Id of an event') }),
    call: ({ event }) => {
      if (event < events.log.first || event >= events.count) {
        throw new FaultlineError(
          'slice: event',
          event,
          `an id from ${events.log.first} to ${events.count - 1}`,
        );
      }
      const ids = slice(events.log, [event]);
      const cut = ids.length - LINES_MAX;
      const lineAt = (each: number) => eventLine(events, events.get(each));
      if (cut <= 0) return ids.map(lineAt).join('\n');
      return [
        ...ids.slice(0, FIRST_LINES).map(lineAt),
        `(${cut} more between)`,
        ...ids.slice(FIRST_LINES + cut).map(lineAt),
      ].join('\n');
    },
  });
}

function eventsTool(source: Source): FactTool {
  const { events } = source;
  const types = events.log.byKind.filter(({ rows }) => rows.count > 0).map(({ name }) => name);
  return tool({
    name: 'events',
    description: `Events by type, fields and time; at most ${LINES_MAX}. Types: ${types.join(', ')}.`,
    schema: z.object({
      type: z.string().optional(),
      fields: fields.optional().describe('Fields of the type: {"bank": 7}'),
      from: time.optional(),
      to: time.optional(),
      after: id.optional().describe('Only events with a larger id'),
    }),
    call: ({ type, fields = {}, from, to, after = -1 }) => {
      if (type !== undefined) checkFields(source, type, fields);
      else if (Object.keys(fields).length > 0) {
        throw new FaultlineError('events: fields', fields, 'fields with a type beside them');
      }
      const query = {
        ...(type !== undefined && { type }),
        ...(from !== undefined && { from }),
        ...(to !== undefined && { to }),
      };
      const found: LoggedEvent[] = [];
      for (const event of events.where(query)) {
        if (event.id <= after) continue;
        if (Object.entries(fields).some(([field, value]) => event[field] !== value)) continue;
        found.push(event);
        if (found.length > LINES_MAX) break;
      }
      if (found.length === 0) return 'There is no such event.';
      const lines = found.slice(0, LINES_MAX).map((event) => eventLine(events, event));
      if (found.length > LINES_MAX) lines.push(`(more after #${found[LINES_MAX - 1].id})`);
      return lines.join('\n');
    },
  });
}

function whyNotTool(source: Source): FactTool {
  return tool({
    name: 'why_not',
    description: 'What held back an event that did not come: guards with their value and threshold.',
    schema: z.object({ type: z.string(), fields: fields.optional().describe('{"bank": 7}') }),
    call: ({ type, fields = {} }) => {
      const { text, guards, acted } = whyNotOf(source, { ...fields, type });
      return [
        text,
        ...guards.slice(0, GUARDS_MAX).map(({ t, id, guard, value, threshold }) => {
          const event = id === null ? '' : ` #${id}`;
          return `t=${numberText(t)}${event} ${guard}: ${value} against ${threshold}`;
        }),
        ...acted.slice(0, GUARDS_MAX).map((event) => eventLine(source.events, event)),
      ]
        .map(plainText)
        .join('\n');
    },
  });
}

function metricTool({ model, recipe, host }: RunSource, figures: Record<string, number>): FactTool {
  return tool({
    name: 'metric',
    description: 'A metric after all that happened up to a time; it can be cited as the figure named.',
    schema: z.object({ metric: z.enum(Object.keys(model.metrics) as [string]), at: time }),
    call: async ({ metric, at }, signal) => {
      const simulation = new Simulation(model, recipe, host, false);
      await advanceTo(simulation, justAfter(at), signal);
      const name = `metric:${metric}@${at}`;
      figures[name] = simulation.metrics()[metric];
      return `figure ${name} = ${figures[name]}`;
    },
  });
}

function withoutTool(
  source: RunSource,
  metrics: Readonly<Record<string, number>>,
  figures: Record<string, number>,
): FactTool {
  const { model, host } = source;
  return tool({
    name: 'without',
    description:
      'Runs again on the same noise without some root causes: metrics at the end, beside the real ones.',
    schema: z.object({
      events: z.array(id).max(50).default([]).describe('Ids of events with which something begins'),
      commands: z.array(id).max(50).default([]).describe('Indexes of commands in the recipe'),
    }),
    call: async ({ events, commands }, signal) => {
      if (events.length + commands.length === 0) {
        throw new FaultlineError('without: events', events, 'one or more events or commands');
      }
      const recipe = recipeWithout(source, events, commands);
      const simulation = new Simulation(model, recipe, host, false);
      await advanceTo(simulation, Number.POSITIVE_INFINITY, signal);
      const left = [...events.map((each) => `#${each}`), ...commands.map((each) => `command ${each}`)];
      const lines = Object.entries(simulation.metrics()).map(([metric, value]) => {
        const name = `metric:${metric} without ${left.join(', ')}`;
        const change = `change of ${metric} without ${left.join(', ')}`;
        figures[name] = value;
        const real = metrics[metric];
        if (real === undefined) return `figure ${name} = ${value}`;
        if (real === value) return `figure ${name} = ${value}, as it was`;
        figures[change] = value - real;
        return `figure ${name} = ${value}; it was ${real}; figure ${change} = ${value - real}`;
      });
      return lines.join('\n');
    },
  });
}

/** Runs up to a time, and lets others, such as who ends it, have their turns. @throws the signal’s reason */
async function advanceTo(simulation: Simulation, before: number, signal: AbortSignal): Promise<void> {
  while (simulation.advance(TURNS, before) === TURNS) {
    await nextTurn();
    signal.throwIfAborted();
  }
}
