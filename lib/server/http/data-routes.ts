import { Readable } from 'node:stream';
import { z } from 'zod';
import { kindsOf } from '../../core/command.ts';
import type { LoggedEvent } from '../../core/event-kind.ts';
import type { AnyModel } from '../../core/model.ts';
import type { Recipe } from '../../core/recipe.ts';
import type { SessionStatus } from '../../live/session-message.ts';
import { diagnosticsText } from '../reference/diagnostics-text.ts';
import { sessionFacts } from '../reference/session-facts.ts';
import type { ServedSession } from '../session/served-session.ts';
import type { AppContext } from './app-context.ts';
import { stateSchema, statusSchema } from './info-schema.ts';

const eventSchema = z.looseObject({
  id: z.int(),
  t: z.number(),
  type: z.string(),
  causes: z.array(z.int()).meta({ help: 'ids of the events that brought it about' }),
});

const eventsQuery = z
  .looseObject({
    type: z.array(z.string()).optional().meta({ help: 'kinds of events' }),
    from: z.number().optional().meta({ help: 'the first time' }),
    to: z.number().optional().meta({ help: 'the last time' }),
    after: z.int().min(-1).default(-1).meta({ help: 'only events with a larger id' }),
    limit: z.int().min(1).max(10_000).default(100),
    last: z.boolean().default(false).meta({ help: 'the last of them, not the first' }),
  })
  .meta({ help: 'besides, values of fields: bank=7' });

/** Events asked for at once, of a log. */
const CHUNK = 1_000;

/** What a session holds. */
export function addDataRoutes(context: AppContext): void {
  const add = (
    what: 'status' | 'state' | 'decision' | 'recipe',
    summary: string,
    schema?: z.ZodType,
  ): void => {
    context.route({
      method: 'GET',
      path: `/api/v1/sessions/:id/${what}`,
      tag: 'data',
      summary,
      right: 'look',
      answers: { 200: { description: summary, ...(schema !== undefined && { schema }) } },
      handle: async ({ identity, params }) =>
        (await context.sessionOf(identity, params.id).request({ do: what })) ?? null,
    });
  };
  add('status', 'Whether it runs, and where it is', statusSchema);
  add('state', 'The state for people, with the metrics so far', stateSchema);
  add('decision', 'The decision that a person is asked for; null when there is none');
  add('recipe', 'The recipe, with all commands so far: it makes the same run again', z.looseObject({}));

  context.route({
    method: 'GET',
    path: '/api/v1/sessions/:id/log',
    tag: 'data',
    summary: 'All events so far, a line of JSON each',
    right: 'look',
    query: z.strictObject({
      from: z.int().min(0).default(0).meta({ help: 'the first id' }),
      count: z.int().min(1).optional().meta({ help: 'so many; all so far when left out' }),
    }),
    answers: {
      200: { description: 'The events, in order.', schema: eventSchema, type: 'application/x-ndjson' },
    },
    async handle({ identity, params, query, reply }) {
      const session = context.sessionOf(identity, params.id);
      const { events } = (await session.request({ do: 'status' })) as SessionStatus;
      const end = query.count === undefined ? events : Math.min(events, query.from + query.count);
      reply.type('application/x-ndjson; charset=utf-8');
      reply.header(
        'content-disposition',
        `attachment; filename="${session.model.name}-${session.id}.ndjson"`,
      );
      return reply.send(Readable.from(linesOf(session, query.from, end)));
    },
  });

  context.route({
    method: 'GET',
    path: '/api/v1/sessions/:id/events',
    tag: 'data',
    summary: 'Events that match: by type, time and fields',
    right: 'look',
    query: eventsQuery,
    answers: {
      200: {
        description: 'Those found, in order, and how many there are beyond the limit.',
        schema: z.object({ events: z.array(eventSchema), more: z.int() }),
      },
    },
    handle({ identity, params, query }) {
      const session = context.sessionOf(identity, params.id);
      const { after, from, last, limit, to, type, ...fields } = query;
      const times = { ...(from !== undefined && { from }), ...(to !== undefined && { to }) };
      const wanted = { ...(type !== undefined && { type }), ...times, ...fieldValues(fields, session.model) };
      return session.request({ do: 'events', query: wanted, after, limit, last });
    },
  });
  addDiagnostics(context);
}

/** Of a session of trading the messages of its nodes, by their names; of another its events, by their ids. */
function addDiagnostics(context: AppContext): void {
  context.route({
    method: 'GET',
    path: '/api/v1/sessions/:id/diagnostics',
    tag: 'data',
    summary: 'Every event by its name, and the latest of each node: events_history and current_state',
    right: 'look',
    query: z.strictObject({
      from: z.int().min(0).default(0).meta({ help: 'the first id' }),
      count: z.int().min(1).optional().meta({ help: 'events of the log that are looked at; left out: all' }),
    }),
    answers: { 200: { description: 'events_history, current_state, and next: the id from which to go on.' } },
    async handle({ identity, params, query, reply }) {
      const session = context.sessionOf(identity, params.id);
      const facts = sessionFacts((await session.request({ do: 'recipe' })) as Recipe);
      const { count = null, from } = query;
      reply.type('application/json; charset=utf-8');
      return reply.send(Readable.from(diagnosticsText(session, facts, { from, count })));
    },
  });
}

/** The log from an id on, as its reader takes it; it ends early when the run is rewound meanwhile. */
async function* linesOf(session: ServedSession, first: number, end: number): AsyncGenerator<string> {
  for (let from = first; from < end; ) {
    const count = Math.min(CHUNK, end - from);
    const events = (await session.request({ do: 'log', from, count })) as readonly LoggedEvent[];
    if (events.length === 0) return;
    yield events.map((event) => `${JSON.stringify(event)}\n`).join('');
    from += events.length;
  }
}

/** The texts of a query as values of fields: words where a column of that name has words. */
function fieldValues(fields: Readonly<Record<string, unknown>>, model: AnyModel): Record<string, unknown> {
  const columns = Object.values(kindsOf(model)).flatMap((kind) => Object.entries(kind.columns));
  const fieldValue = (name: string, given: unknown): unknown => {
    const isWord = columns.some(([column, { type }]) => column === name && type === 'label');
    if (isWord || typeof given !== 'string') return given;
    if (given === 'true' || given === 'false') return given === 'true';
    if (given === 'null') return null;
    return given.trim() === '' || Number.isNaN(Number(given)) ? given : Number(given);
  };
  return Object.fromEntries(Object.entries(fields).map(([name, given]) => [name, fieldValue(name, given)]));
}
