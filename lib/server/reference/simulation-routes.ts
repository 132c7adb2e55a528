import { z } from 'zod';
import type { PendingDecision } from '../../live/session-message.ts';
import type { ServedSession } from '../session/served-session.ts';
import { afterField, type Desk, requireChange } from './desk.ts';
import { SocketCall } from './socket-call.ts';
import { TEST_PAGE, TEST_SCRIPT } from './test-page.ts';

const TAG = 'reference: streaming';

const decisionSchema = z.strictObject({
  type: z.literal('decision'),
  decision_id: z.string(),
  choice: z.enum(['recommended', 'alternative']),
});

const POLICY =
  "default-src 'none'; script-src 'self'; style-src 'unsafe-inline'; connect-src 'self'; " +
  "form-action 'none'; base-uri 'none'; frame-ancestors 'none'";

/** The WebSocket of the streaming document, for a session of any model, and its test page. */
export function simulationRoutes(desk: Desk): void {
  const { context } = desk;

  context.socket({
    path: '/api/v1/ws/simulation/:id',
    tag: TAG,
    summary: 'Steps, defaults, shocks and decisions of a session',
    description:
      'To the client: simulation_step, entity_default, shock_applied, pending_decision, … as ' +
      '{type, timestamp, seq, data}. From it: {type: ping}, {type: resume, after}, ' +
      '{type: decision, decision_id, choice}.',
    query: z.strictObject({ after: afterField }),
    open: async ({ identity, params, query }) => {
      const session = context.sessionOf(identity, params.id);
      const dialect = await desk.dialects.get(session, 'simulation');
      return (open) => {
        const call = new SocketCall(open);
        call.on('decision', decisionSchema, ({ choice, decision_id }) => {
          requireChange(identity);
          return answer(session, call, decision_id, choice);
        });
        call.watch(session, { after: query.after, dialect });
      };
    },
  });

  for (const { path, text, type } of [
    { path: '/api/v1/ws/test', text: TEST_PAGE, type: 'text/html' },
    { path: '/api/v1/ws/test.js', text: TEST_SCRIPT, type: 'text/javascript' },
  ]) {
    context.route({
      method: 'GET',
      path,
      tag: TAG,
      summary: 'A page to try the WebSocket by hand, or its script',
      right: 'none',
      answers: { 200: { description: 'shows nothing of anybody by itself', type } },
      handle: ({ reply }) =>
        reply
          .header('content-security-policy', POLICY)
          .header('x-content-type-options', 'nosniff')
          .type(`${type}; charset=utf-8`)
          .send(text),
    });
  }
}

async function answer(
  session: ServedSession,
  call: SocketCall,
  decision: string,
  choice: 'recommended' | 'alternative',
): Promise<void> {
  const { by, taken } = (await session.request({ do: 'answer', decision, choice })) as PendingDecision;
  call.tell({ type: 'decision_result', data: { decision_id: decision, taken, by } });
}
