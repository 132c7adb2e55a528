import type { AppContext } from './app-context.ts';
import { sessionSocket } from './session-socket.ts';
import { lastEventId, socketQuery, streamQuery, viewerOptions } from './stream-query.ts';

/** What a session tells, as it comes. */
export function addStreamRoutes(context: AppContext): void {
  context.route({
    method: 'GET',
    path: '/api/v1/sessions/:id/stream',
    tag: 'streams',
    summary: 'What the session tells, as server-sent events',
    description:
      'Each event has the type of its message as its name, its number as its id, and as data the ' +
      'JSON {"seq", "type", "data"} that a WebSocket gets. The first is a reset with the state, ' +
      'unless the request says what it had last, by Last-Event-ID or after: then everything since ' +
      'follows, or a reset where that is no longer at hand. Comments are signs of life. An event ' +
      'closing says why the server ends the stream.',
    right: 'look',
    isStream: true,
    query: streamQuery,
    answers: { 200: { description: 'A stream that goes on.', type: 'text/event-stream' } },
    handle(call) {
      const session = context.sessionOf(call.identity, call.params.id);
      const options = viewerOptions(call.query, session.model);
      const after = lastEventId(call.request.headers['last-event-id']) ?? options.after ?? null;
      context.watch(call, session, { ...options, after });
      return call.reply;
    },
  });
  context.socket({
    path: '/api/v1/sessions/:id/ws',
    tag: 'streams',
    summary: 'What the session tells, and requests to it, over a WebSocket',
    description:
      'First {"type":"hello"}, then the messages of the stream, a frame each. From the client: ' +
      '{"type":"resume","after"} (within 250 ms, or when it comes back), ' +
      '{"type":"subscribe","types","kinds","about"}, {"type":"ping"}, ' +
      '{"type":"request","id","request"}, answered by {"type":"reply","id","result"} or ' +
      '{"type":"reply","id","error"}. The server closes with 1001 when it goes, 1008 when the ' +
      'token or a limit forbids more, 1009 for a message that is too big, 1013 for a viewer that ' +
      'is too slow, 4404 for a session that is not there, 4410 when it was deleted.',
    query: socketQuery,
    open: (asked) => sessionSocket(context, asked),
  });
}
