import type { FastifyInstance, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { parseWith } from '../../core/schema-error.ts';
import type { Right, Route } from './app-context.ts';
import { documentation } from './documentation.ts';
import { type Identity, NOBODY } from './identity.ts';
import { queryReader } from './query-values.ts';

declare module 'fastify' {
  interface FastifyContextConfig {
    /** What is needed; `look` when left out. */
    right?: Right;
    /** Its token may stand in the query. */
    isStream?: boolean;
  }
}

const nothing = z.strictObject({});

/** Adds a route whose query and body are checked by its schemas, and that is described by them. */
export function addRoute<Query extends z.ZodType, Body extends z.ZodType>(
  app: FastifyInstance,
  identityOf: (request: FastifyRequest) => Identity | null,
  route: Route<Query, Body>,
): void {
  const { answers, handle, isStream = false, method, path, right } = route;
  const query = (route.query ?? nothing) as Query;
  const readQuery = queryReader(query);
  const [status = 200] = Object.keys(answers).map(Number);
  const { type = 'application/json' } = answers[status] ?? {};
  app.route({
    method,
    url: path,
    exposeHeadRoute: method === 'GET' && !isStream,
    config: { right, isStream },
    schema: documentation(route),
    async handler(request, reply) {
      const { access_token: _, ...given } = request.query as Record<string, string>;
      const result = await handle({
        params: request.params as Record<string, string>,
        query: parseWith(query, readQuery(isStream ? given : (request.query as object)), 'query'),
        body: parseWith((route.body ?? nothing) as Body, request.body ?? {}, 'body'),
        identity: identityOf(request) ?? NOBODY,
        request,
        reply,
      });
      if (result === reply || reply.sent) return reply;
      reply.code(status);
      if (result === undefined) return reply.send();
      reply.type(type === 'application/json' ? 'application/json; charset=utf-8' : (type ?? 'text/plain'));
      return reply.send(typeof result === 'string' && type !== 'application/json' ? result : asJson(result));
    },
  });
}

function asJson(result: unknown): string {
  return JSON.stringify(result);
}
