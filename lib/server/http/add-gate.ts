import rateLimit from '@fastify/rate-limit';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { addressKey } from './connections.ts';
import { Gate } from './gate.ts';
import type { Guard } from './guard.ts';
import { HttpError } from './http-error.ts';
import type { Identity } from './identity.ts';
import type { Tokens } from './tokens.ts';

export interface GateParts {
  readonly guard: Guard;
  readonly tokens: Tokens | null;
  readonly requestsPerMinute: number;
}

const PREFLIGHT = {
  'access-control-allow-methods': 'GET, POST, PUT, DELETE',
  'access-control-allow-headers': 'authorization, content-type, last-event-id',
  'access-control-max-age': '600',
};
const HEADS = {
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cross-origin-resource-policy': 'same-origin',
  'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
  'cache-control': 'no-store',
};

export interface AddedGate {
  readonly gate: Gate;
  readonly identityOf: (request: FastifyRequest) => Identity | null;
}

/** Lets requests in by their origin, their number and their token, before anything is read of them. */
export async function addGate(app: FastifyInstance, parts: GateParts): Promise<AddedGate> {
  const { guard, requestsPerMinute, tokens } = parts;
  await app.register(rateLimit, { global: false, max: requestsPerMinute, timeWindow: 60_000 });
  const limiter = app.createRateLimit({ keyGenerator: ({ ip }) => ip });
  const count = async (address: string): Promise<void> => {
    // All that it looks at of a request.
    const counted = await limiter({ ip: address, routeOptions: { config: {} } } as FastifyRequest);
    if (counted.isAllowed || !counted.isExceeded) return;
    const after = String(Math.max(1, counted.ttlInSeconds));
    throw new HttpError(429, `more than ${counted.max} requests in a minute`, {}, { 'retry-after': after });
  };
  const gate = new Gate({ guard, tokens, count });
  const identities = new WeakMap<FastifyRequest, Identity>();

  app.addHook('onRequest', async (request, reply) => {
    reply.headers(HEADS);
    const origin = gate.checkOrigin(request.headers);
    if (origin !== null) {
      reply.header('access-control-allow-origin', origin).header('vary', 'origin');
      reply.header('access-control-expose-headers', 'location, retry-after');
      reply.header('cross-origin-resource-policy', 'cross-origin');
    }
    await gate.count(addressKey(request.socket.remoteAddress));
    const isPreflight = request.headers['access-control-request-method'] !== undefined;
    if (origin !== null && request.method === 'OPTIONS' && isPreflight) {
      return reply.headers(PREFLIGHT).code(204).send();
    }
    const { isStream = false, right = 'look' } = request.routeOptions.config;
    const { access_token: token } = request.query as { readonly access_token?: unknown };
    const inQuery = isStream && typeof token === 'string' ? token : null;
    const identity = await gate.identify(request.is404 ? 'none' : right, request.headers, inQuery);
    if (identity !== null) identities.set(request, identity);
  });

  return { gate, identityOf: (request) => identities.get(request) ?? null };
}
