import { z } from 'zod';
import type { AppContext } from './app-context.ts';
import type { Metrics } from './metrics.ts';

/** What is asked of the server itself. */
export function addServiceRoutes(context: AppContext, metrics: Metrics): void {
  const { app } = context;

  context.route({
    method: 'GET',
    path: '/healthz',
    tag: 'service',
    summary: 'Whether the server is up',
    right: 'none',
    answers: { 200: { description: 'It is.', schema: z.object({ status: z.literal('ok') }) } },
    handle: () => ({ status: 'ok' }),
  });

  context.route({
    method: 'GET',
    path: '/metrics',
    tag: 'service',
    summary: 'Figures for Prometheus',
    right: 'admin',
    answers: { 200: { description: 'The figures, in its text format.', type: 'text/plain' } },
    async handle({ reply }) {
      const text = await metrics.text();
      return reply.type(metrics.registry.contentType).send(text);
    },
  });

  context.route({
    method: 'GET',
    path: '/openapi.json',
    tag: 'service',
    summary: 'This description, as OpenAPI 3.1',
    right: 'none',
    answers: { 200: { description: 'The description.' } },
    handle: () => app.swagger(),
  });
}
