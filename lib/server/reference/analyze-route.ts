import { Refusal } from '../refusal.ts';
import { Analyst } from './analyst.ts';
import { analyze, analyzeSchema } from './analyze.ts';
import type { Desk } from './desk.ts';

/** The path of the caching document’s analyst, for a session of any model. */
export function analyzeRoute(desk: Desk): void {
  const { context } = desk;
  const analyst = new Analyst();
  context.app.addHook('onClose', () => analyst.close());

  context.route({
    method: 'POST',
    path: '/ai/analyze',
    tag: 'reference: caching',
    summary: 'Answers a question about a run in plain words',
    right: 'look',
    body: analyzeSchema,
    answers: { 200: { description: 'analysis, by (model or explainer), notice, claims, questions' } },
    handle: async ({ body, identity, reply }) => {
      const { session_id } = body;
      const session =
        session_id === undefined ? desk.latest(identity) : context.sessionOf(identity, session_id);
      if (session === undefined) {
        throw new Refusal(
          'missing',
          'session_id',
          undefined,
          'a session: figures alone say nothing of causes',
        );
      }
      const gone = new AbortController();
      reply.raw.once('close', () => gone.abort());
      return analyze(analyst, session, body, gone.signal);
    },
  });
}
