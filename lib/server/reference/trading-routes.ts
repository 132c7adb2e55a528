import { Readable } from 'node:stream';
import { z } from 'zod';
import { trading } from '../../models/trading/trading.ts';
import { Refusal } from '../refusal.ts';
import { dashboardOf } from './dashboard.ts';
import { afterField, afterOf, type Desk } from './desk.ts';
import { diagnosticsText } from './diagnostics-text.ts';

const TAG = 'reference: trading';

/** A plus sign in a query means a space. */
const encoding = z
  .enum(['plain', 'gzip+base64', 'gzip base64'])
  .default('plain')
  .meta({ help: 'of node_events and trade_update: plain JSON, or gzip+base64' });

const span = z.strictObject({
  from: z.int().min(0).default(0).meta({ help: 'the first event’s id' }),
  count: z.int().min(1).optional().meta({ help: 'events of the log that are looked at; left out: all' }),
});

/** The paths of the document of node events and trades. */
export function tradingRoutes(desk: Desk): void {
  const { context } = desk;

  context.route({
    method: 'GET',
    path: '/api/live-trading/stream/:session_id',
    tag: TAG,
    summary: 'Node events, trades and ticks of a trading session',
    right: 'look',
    isStream: true,
    query: z.strictObject({ encoding, after: afterField }),
    answers: {
      200: {
        description: 'initial_state, node_events, trade_update, tick_update, session_complete',
        type: 'text/event-stream',
      },
    },
    handle: async ({ identity, params, query, reply, request }) => {
      const { session_id } = params;
      const session = context.sessionOf(identity, session_id);
      if (session.model !== trading) {
        const allowed = `a session of trading; this is one of ${session.model.name}`;
        throw new Refusal('missing', 'session_id', session_id, allowed);
      }
      const dialect = query.encoding === 'plain' ? 'trading' : 'trading packed';
      await desk.watch({ identity, reply }, session, dialect, afterOf(request.headers, query.after));
      return reply;
    },
  });

  context.route({
    method: 'GET',
    path: '/api/live-trading/dashboard/:user_id',
    tag: TAG,
    summary: 'The trading sessions of a user, with positions and trades, without events',
    right: 'look',
    answers: { 200: { description: 'total_sessions, active_sessions, sessions by id' } },
    handle: ({ identity, params }) => {
      const { user_id } = params;
      if (user_id !== identity.owner && !identity.isAdmin) {
        throw new Refusal('missing', 'user_id', user_id, `yourself: ${identity.owner}`);
      }
      const seen = context.sessionsOf(identity).filter(({ model, owner }) => {
        return model === trading && owner === user_id;
      });
      return dashboardOf(seen);
    },
  });

  context.route({
    method: 'GET',
    path: '/api/session/:session_id/diagnostics',
    tag: TAG,
    summary: 'Every node event of a session by its name, and the latest of each node',
    right: 'look',
    query: span,
    answers: { 200: { description: 'events_history, current_state, next' } },
    handle: async ({ identity, params, query, reply }) => {
      const session = context.sessionOf(identity, params.session_id);
      const facts = await desk.dialects.factsOf(session);
      const text = diagnosticsText(session, facts, { from: query.from, count: query.count ?? null });
      return reply.type('application/json; charset=utf-8').send(Readable.from(text, { objectMode: false }));
    },
  });
}
