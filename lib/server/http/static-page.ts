import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fastifyStatic from '@fastify/static';
import { z } from 'zod';
import type { AppContext } from './app-context.ts';

const POLICY =
  "default-src 'self'; worker-src 'self' blob:; style-src 'self' 'unsafe-inline'; img-src 'self' data:; " +
  "connect-src 'self'; object-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
const MARK = '<meta name="faultline-server" content="/api/v1">';
const UNBUILT = 'Faultline serves here, without its page: npm run build makes it. See /openapi.json\n';

/** The page, for everybody: it holds nothing of a session. */
export async function addStaticPage({ app, route }: AppContext, folder: string): Promise<void> {
  const index = join(folder, 'index.html');
  const html = existsSync(index) ? readFileSync(index, 'utf8').replace('</head>', `${MARK}</head>`) : null;
  route({
    method: 'GET',
    path: '/',
    tag: 'service',
    summary: 'The page; its files are below it',
    right: 'none',
    // Read by the page itself, such as the session that it shows.
    query: z.looseObject({}),
    answers: { 200: { description: 'The page.', type: 'text/html' } },
    handle({ reply }) {
      if (html === null) return reply.type('text/plain; charset=utf-8').send(UNBUILT);
      reply.header('content-security-policy', POLICY).header('cache-control', 'no-cache');
      return reply.type('text/html; charset=utf-8').send(html);
    },
  });
  if (html === null) return;
  await app.register(fastifyStatic, { root: folder, serve: false, index: false, dotfiles: 'ignore' });
  app.get('/*', { config: { right: 'none' }, schema: { hide: true } }, (request, reply) => {
    const { '*': file } = request.params as { readonly '*': string };
    if (file === 'index.html') return reply.redirect('/');
    reply.header('content-security-policy', POLICY);
    return reply.sendFile(file, { maxAge: 3_600_000 });
  });
}
