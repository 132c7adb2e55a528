import { z } from 'zod';
import { banks } from '../../models/banks/banks.ts';
import type { Identity } from '../http/identity.ts';
import type { Viewer } from '../hub/viewer.ts';
import { Refusal } from '../refusal.ts';
import type { ServedSession } from '../session/served-session.ts';
import { afterField, afterOf, type Desk, requireMaker } from './desk.ts';
import { endWhenOver, isOver } from './end-when-over.ts';
import { control, controlSchema, interactiveStatus } from './interactive-control.ts';
import { INTERACTIVE, interactiveStart, interactiveStartSchema } from './interactive-start.ts';
import { welcomed } from './welcomed.ts';

const TAG = 'reference: interactive';
const session_id = z.string().optional().meta({ help: 'the caller’s latest when left out' });
const events = { description: 'events: init, step_start, transaction, …', type: 'text/event-stream' };

/** The paths of the interactive document. */
export function interactiveRoutes(desk: Desk): void {
  const { context } = desk;
  const { sessions } = context;

  context.route({
    method: 'POST',
    path: '/api/interactive/start',
    tag: TAG,
    summary: 'Begins a run of banks, and streams it',
    right: 'change',
    isStream: true,
    body: interactiveStartSchema,
    answers: { 200: events },
    handle: async ({ body, identity, reply }) => {
      requireMaker(identity);
      const session = await sessions.create(interactiveStart(body), identity.owner);
      let viewer: Viewer | null = null;
      try {
        reply.raw.setHeader('x-session-id', session.id);
        viewer = await desk.watch({ identity, reply }, session, 'interactive', null);
        await welcomed(viewer);
        await session.request({ do: 'resume' });
        endWhenOver(viewer, session);
      } catch (error) {
        await sessions.delete(session);
        if (viewer === null) throw error;
      }
      return reply;
    },
  });

  context.route({
    method: 'GET',
    path: '/api/interactive/stream',
    tag: TAG,
    summary: 'Streams a run of banks again, from where the client was',
    right: 'look',
    isStream: true,
    query: z.strictObject({ session_id, after: afterField }),
    answers: { 200: events, 204: { description: 'the run is over, and all was told', type: null } },
    handle: async ({ identity, query, reply, request }) => {
      const session = sessionOf(desk, identity, query.session_id);
      const after = afterOf(request.headers, query.after);
      // An EventSource comes back for ever unless it is told that there is nothing left.
      if (after !== null && after === session.hub.latest && isOver(session)) {
        return reply.code(204).send();
      }
      reply.raw.setHeader('x-session-id', session.id);
      endWhenOver(await desk.watch({ identity, reply }, session, 'interactive', after), session);
      return reply;
    },
  });

  context.route({
    method: 'POST',
    path: '/api/interactive/control',
    tag: TAG,
    summary: 'pause, resume, stop, delete_bank, add_capital',
    right: 'change',
    body: controlSchema,
    answers: { 200: { description: 'it is done: where the run stands' } },
    handle: ({ body, identity }) => control(sessionOf(desk, identity, body.session_id), body),
  });

  context.route({
    method: 'GET',
    path: '/api/interactive/status',
    tag: TAG,
    summary: 'Where the run stands',
    right: 'look',
    query: z.strictObject({ session_id }),
    answers: { 200: { description: 'session_id is null where there is none' } },
    handle: ({ identity, query }) => {
      const isNone = query.session_id === undefined && desk.latest(identity, INTERACTIVE) === undefined;
      if (isNone) return { session_id: null, is_running: false, is_paused: false };
      return interactiveStatus(sessionOf(desk, identity, query.session_id));
    },
  });
}

function sessionOf(desk: Desk, identity: Identity, id: string | undefined): ServedSession {
  const session =
    id === undefined ? desk.latest(identity, INTERACTIVE) : desk.context.sessionOf(identity, id);
  if (session === undefined) {
    throw new Refusal('missing', 'session_id', undefined, 'you have no interactive session: start one');
  }
  if (session.model === banks) return session;
  const allowed = `a session of ${banks.name}; this is one of ${session.model.name}`;
  throw new Refusal('missing', 'session_id', id, allowed);
}
