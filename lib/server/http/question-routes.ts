import type { FastifyReply } from 'fastify';
import { z } from 'zod';
import type { AppContext } from './app-context.ts';

const target = z
  .looseObject({})
  .meta({ help: '{"event": id}, {"type", …fields}, or for why {"metric", "from", "to"}' });

/** Questions about a run: each is worked on in a thread of its own, and the run goes on. */
export function addQuestionRoutes(context: AppContext): void {
  context.route({
    method: 'POST',
    path: '/api/v1/sessions/:id/why',
    tag: 'questions',
    summary: 'Why something happened: causes found by running the recipe without them',
    right: 'look',
    body: z.strictObject({
      target,
      prevention: z
        .boolean()
        .default(true)
        .meta({ help: 'whether to look for what would have prevented it' }),
    }),
    answers: { 200: { description: 'The explanation.' } },
    handle: ({ body, identity, params, reply }) =>
      context
        .sessionOf(identity, params.id)
        .ask({ ask: 'why', target: body.target, prevention: body.prevention }, goneSignal(reply)),
  });
  context.route({
    method: 'POST',
    path: '/api/v1/sessions/:id/why-not',
    tag: 'questions',
    summary: 'Why something did not happen',
    right: 'look',
    body: z.strictObject({ target }),
    answers: { 200: { description: 'The explanation.' } },
    handle: ({ body, identity, params, reply }) =>
      context.sessionOf(identity, params.id).ask({ ask: 'why-not', target: body.target }, goneSignal(reply)),
  });
  context.route({
    method: 'GET',
    path: '/api/v1/sessions/:id/questions',
    tag: 'questions',
    summary: 'What is worth asking about the run so far',
    right: 'look',
    answers: { 200: { description: 'Questions, each with its target.' } },
    handle: ({ identity, params, reply }) =>
      context.sessionOf(identity, params.id).ask({ ask: 'questions' }, goneSignal(reply)),
  });
}

/** Aborted when whoever asked has gone before the answer. */
function goneSignal(reply: FastifyReply): AbortSignal {
  const controller = new AbortController();
  reply.raw.once('close', () => {
    if (!reply.raw.writableFinished) controller.abort();
  });
  return controller.signal;
}
