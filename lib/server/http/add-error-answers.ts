import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { jsonFault } from '../../cli/json-fault.ts';
import { isTooDeep } from '../json-depth.ts';
import { type ErrorAnswer, errorAnswer } from './error-answer.ts';
import { faultOf } from './fault-of.ts';
import { HttpError } from './http-error.ts';
import { PathPattern } from './path-pattern.ts';

/** Words every error in the protocol’s form, and reads bodies so that their faults can be named. */
export function addErrorAnswers(app: FastifyInstance): void {
  app.setErrorHandler((error, request, reply) => sendError(error, request, reply));
  addMissing(app);
  app.removeAllContentTypeParsers();
  const parse = app.getDefaultJsonParser('error', 'error');
  app.addContentTypeParser('application/json', { parseAs: 'string' }, (request, body, done) => {
    const text = String(body);
    if (text.trim() === '') return done(null, undefined);
    return parse(request, text, (error, value) => {
      if (error) return done(bodyError(text));
      done(isTooDeep(value) ? new HttpError(400, 'the body is too deep', { where: 'body' }) : null, value);
    });
  });
}

export function sendError(error: unknown, request: FastifyRequest, reply: FastifyReply): void {
  const answer = errorAnswer(error);
  if (answer.status >= 500 && answer.status !== 503) request.log.error({ fault: faultOf(error) });
  if (reply.raw.headersSent) {
    reply.raw.destroy();
    return;
  }
  send(reply, answer);
}

function send(reply: FastifyReply, { error, headers, status }: ErrorAnswer): void {
  reply.code(status).headers(headers).type('application/json; charset=utf-8');
  reply.send(JSON.stringify({ error }));
}

function bodyError(text: string): HttpError {
  const at = jsonFault(text);
  if (at === null) return new HttpError(400, 'the body has fields named __proto__ or constructor.prototype');
  const found = at >= text.length ? 'it ends too early' : `${JSON.stringify(text.slice(at, at + 20))}`;
  return new HttpError(400, `the body is not JSON: at character ${at + 1}: ${found}`, { where: 'body' });
}

/** Of a path that there is with other methods, which; of any other, what there is. */
function addMissing(app: FastifyInstance): void {
  const places: {
    readonly pattern: PathPattern;
    readonly methods: readonly string[];
    readonly path: string;
  }[] = [];
  app.addHook('onRoute', ({ method, url }) => {
    places.push({ pattern: new PathPattern(url), methods: [method].flat(), path: url });
  });
  app.setNotFoundHandler((request, reply) => {
    const path = request.url.split('?', 1)[0];
    const found = places.filter((place) => place.path !== '/*' && place.pattern.match(path) !== null);
    const methods = [...new Set(found.flatMap((place) => place.methods))].sort();
    if (methods.length > 0 && !methods.includes(request.method)) {
      const allow = methods.join(', ');
      const message = `no ${request.method} for this path`;
      return sendError(
        new HttpError(405, message, { where: 'method', allowed: allow }, { allow }),
        request,
        reply,
      );
    }
    const paths = [...new Set(places.map((place) => place.path))].filter((known) => known !== '/*');
    const near = paths.filter((known) => known.startsWith(path.split('/', 4).slice(0, 4).join('/')));
    const allowed = `${(near.length > 0 ? near : paths).join(', ')}; /openapi.json describes them`;
    const error = new HttpError(404, `there is nothing at ${path.slice(0, 200)}`, { where: 'path', allowed });
    return sendError(error, request, reply);
  });
}
