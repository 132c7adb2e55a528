import { z } from 'zod';
import { paceSchema } from '../../live/pace.ts';
import { closeCodes } from '../hub/viewer.ts';
import { newSessionSchema } from '../session/new-session.ts';
import type { AppContext } from './app-context.ts';
import { HttpError } from './http-error.ts';
import type { Identity } from './identity.ts';
import { infoSchema } from './info-schema.ts';
import type { Metrics } from './metrics.ts';

const forkSchema = z.strictObject({
  name: z.string().min(1).max(100).optional(),
  pace: paceSchema.optional().meta({ help: 'as the other goes when left out' }),
  command: z
    .looseObject({ name: z.string() })
    .optional()
    .meta({ help: 'done before the fork goes on: the one thing in which the two differ' }),
  start: z.boolean().optional().meta({ help: 'whether it runs; as the other does when left out' }),
});

/** Sessions: begun, listed, forked, deleted. */
export function addSessionRoutes(context: AppContext, metrics: Metrics): void {
  const { sessions } = context;

  context.route({
    method: 'POST',
    path: '/api/v1/sessions',
    tag: 'sessions',
    summary: 'Begin a session',
    description: 'Of a model and what is to differ from its defaults, or of a whole recipe.',
    right: 'change',
    body: newSessionSchema,
    answers: { 201: { description: 'It is there, and runs unless start is false.', schema: infoSchema } },
    async handle({ body, identity, reply }) {
      requireAll(identity);
      const session = await sessions.create(body, identity.owner);
      reply.header('location', `/api/v1/sessions/${session.id}`);
      return session.info();
    },
  });

  context.route({
    method: 'GET',
    path: '/api/v1/sessions',
    tag: 'sessions',
    summary: 'Your sessions, in the order in which they were begun; of an admin, all',
    right: 'look',
    answers: { 200: { description: 'The sessions.', schema: z.array(infoSchema) } },
    handle: ({ identity }) => Promise.all(context.sessionsOf(identity).map((session) => session.info())),
  });

  context.route({
    method: 'GET',
    path: '/api/v1/sessions/:id',
    tag: 'sessions',
    summary: 'A session: what it is, and how it stands',
    right: 'look',
    answers: { 200: { description: 'The session.', schema: infoSchema } },
    handle: ({ identity, params }) => context.sessionOf(identity, params.id).info(),
  });

  context.route({
    method: 'DELETE',
    path: '/api/v1/sessions/:id',
    tag: 'sessions',
    summary: 'Delete a session for good, on disk too',
    right: 'change',
    answers: { 204: { description: 'It is gone.', type: null } },
    async handle({ identity, params }) {
      const session = context.sessionOf(identity, params.id);
      metrics.note(session);
      session.hub.close('the session was deleted', closeCodes.deleted);
      await sessions.delete(session);
    },
  });

  context.route({
    method: 'POST',
    path: '/api/v1/sessions/:id/fork',
    tag: 'sessions',
    summary: 'A session that stands where this one does, and goes its own way on the same noise',
    right: 'change',
    body: forkSchema,
    answers: { 201: { description: 'The fork.', schema: infoSchema } },
    async handle({ body, identity, params, reply }) {
      requireAll(identity);
      const session = context.sessionOf(identity, params.id);
      const fork = await sessions.fork(session, body, session.owner);
      reply.header('location', `/api/v1/sessions/${fork.id}`);
      return fork.info();
    },
  });
}

/** A token for one session would not see another that it begins. */
function requireAll({ only }: Identity): void {
  if (only !== null) throw new HttpError(403, 'this token is for one session only');
}
