import type { Server } from 'node:http';
import { fileURLToPath } from 'node:url';
import fastify, {
  type FastifyInstance,
  type FastifyReply,
  type FastifyRequest,
  LogController,
} from 'fastify';
import type { z } from 'zod';
import { builtFile } from '../../node/built-file.ts';
import { registerReference } from '../reference/register.ts';
import { Refusal } from '../refusal.ts';
import type { Sessions } from '../session/sessions.ts';
import { addErrorAnswers, sendError } from './add-error-answers.ts';
import { addGate } from './add-gate.ts';
import { addRoute } from './add-route.ts';
import type { AppContext, SocketRoute } from './app-context.ts';
import type { Connections } from './connections.ts';
import { addControlRoutes } from './control-routes.ts';
import { addDataRoutes } from './data-routes.ts';
import { Guard, type GuardOptions } from './guard.ts';
import { HttpError } from './http-error.ts';
import { httpServer } from './http-server.ts';
import { NOBODY } from './identity.ts';
import { limitsSchema, type ServerLimits } from './limits.ts';
import { type LogLevel, type LogStream, logOptions } from './log.ts';
import { Metrics } from './metrics.ts';
import { addModelRoutes } from './model-routes.ts';
import { addDescription } from './open-api.ts';
import { addQuestionRoutes } from './question-routes.ts';
import { addServiceRoutes } from './service-routes.ts';
import { addSessionRoutes } from './session-routes.ts';
import { SocketRoutes } from './socket-routes.ts';
import { addStaticPage } from './static-page.ts';
import { addStreamRoutes } from './stream-routes.ts';
import { Streams } from './streams.ts';
import type { Tokens } from './tokens.ts';

export interface AppOptions extends Partial<Omit<GuardOptions, 'hasTokens'>> {
  readonly sessions: Sessions;
  readonly limits?: Partial<ServerLimits>;
  /** Null: everybody may do everything. */
  readonly tokens?: Tokens | null;
  readonly logLevel?: LogLevel;
  readonly logStream?: LogStream;
  /** Where the built page is. */
  readonly pageFolder?: string;
  /** A server that listens already, with its connections; left out: one of its own. */
  readonly under?: { readonly server: Server; readonly connections: Connections };
}

/**
 * The application over sessions, ready. It listens by the server under it; `close` ends its WebSockets, and
 * leaves the sessions and that server as they are.
 */
export async function app(options: AppOptions): Promise<FastifyInstance> {
  const { sessions, tokens = null, under } = options;
  const limits = limitsSchema.parse(options.limits ?? {});
  const server = under?.server ?? httpServer(limits);
  const made: FastifyInstance = fastify({
    serverFactory: (handler) => {
      server.on('request', handler);
      return server;
    },
    logger: logOptions(options.logLevel ?? 'silent', options.logStream ?? process.stderr),
    logController: new LogController({ disableRequestLogging: true }),
    bodyLimit: limits.bodyBytes,
    routerOptions: { maxParamLength: 200 },
    clientErrorHandler: () => undefined,
    frameworkErrors: sendError,
  });
  made.setValidatorCompiler(() => () => true);
  made.setSerializerCompiler(() => (data) => JSON.stringify(data));
  addErrorAnswers(made);
  await addDescription(made);
  const { gate, identityOf } = await addGate(made, {
    guard: new Guard({
      isLoopback: true,
      hostNames: [],
      origins: [],
      ...options,
      hasTokens: tokens !== null,
    }),
    tokens,
    requestsPerMinute: limits.requestsPerMinute,
  });
  const metrics = new Metrics(sessions, () => under?.connections ?? null);
  const records: Records = { metrics, streamed: new WeakSet() };
  addRecords(made, records);
  const streams = new Streams(limits.streamsPerSession);
  const sockets = new SocketRoutes({
    gate,
    streams,
    messageBytes: limits.messageBytes,
    log: made.log,
    onAnswer: (path, status) => metrics.count(path, 'GET', status, null),
  });
  const context: AppContext = {
    app: made,
    sessions,
    limits,
    route: (route) => addRoute(made, identityOf, route),
    socket: (route) => addSocketRoute(context, sockets, route),
    identityOf: (request) => identityOf(request) ?? NOBODY,
    sessionOf: ({ isAdmin, only, owner }, id) => {
      if (only !== null && only !== id)
        throw new Refusal('missing', 'session', id, 'the id of a session of yours');
      return sessions.get(id, isAdmin ? null : owner);
    },
    sessionsOf: ({ isAdmin, only, owner }) => {
      const all = isAdmin ? sessions.everyone() : sessions.list(owner);
      return only === null ? all : all.filter(({ id }) => id === only);
    },
    watch: (call, session, viewer) => {
      const { reply } = call;
      const added = streams.watch(call, session, viewer);
      records.streamed.add(reply.request);
      reply.raw.once('close', () => record(reply.request, reply, records));
      return added;
    },
  };
  addServiceRoutes(context, metrics);
  addModelRoutes(context);
  addSessionRoutes(context, metrics);
  addControlRoutes(context);
  addDataRoutes(context);
  addQuestionRoutes(context);
  addStreamRoutes(context);
  registerReference(context);
  await addStaticPage(context, options.pageFolder ?? fileURLToPath(builtFile('page/')));
  sockets.attach(server);
  made.addHook('onClose', () => {
    sockets.close();
    metrics.close();
  });
  await made.ready();
  return made;
}

interface Records {
  readonly metrics: Metrics;
  /** Requests that were answered by a stream: those are written down when it ends. */
  readonly streamed: WeakSet<FastifyRequest>;
}

/** Writes down every request: its path without its query, nothing of its heads and its body. */
function addRecords(made: FastifyInstance, records: Records): void {
  made.addHook('onResponse', async (request, reply) => {
    if (!records.streamed.has(request)) record(request, reply, records);
  });
}

function record(request: FastifyRequest, reply: FastifyReply, { metrics, streamed }: Records): void {
  const { is404, method, routeOptions } = request;
  const { statusCode: status } = reply.raw;
  const seconds = reply.elapsedTime / 1000;
  const route = is404 ? null : (routeOptions.url ?? null);
  metrics.count(route, method, status, streamed.has(request) ? null : seconds);
  const path = request.url.split('?', 1)[0];
  request.log.info({ method, path, status, ms: Math.round(seconds * 1000) });
}

/** A path of WebSockets stands among the others, too: for its description, and for who asks no upgrade. */
function addSocketRoute<Query extends z.ZodType>(
  context: AppContext,
  sockets: SocketRoutes,
  route: SocketRoute<Query>,
): void {
  sockets.add(route as unknown as SocketRoute<z.ZodType>);
  const { description, path, query, summary, tag } = route;
  context.route({
    method: 'GET',
    path,
    tag,
    summary: `WebSocket: ${summary}`,
    description,
    right: 'look',
    isStream: true,
    ...(query !== undefined && { query }),
    answers: {
      101: { description: 'The WebSocket is open.', type: null },
      426: { description: 'This path takes WebSockets only.' },
    },
    handle() {
      throw new HttpError(426, 'this path takes WebSockets only', {}, { upgrade: 'websocket' });
    },
  });
}
