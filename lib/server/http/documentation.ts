import type { FastifySchema } from 'fastify';
import type { z } from 'zod';
import type { Answer, Route } from './app-context.ts';
import { type JsonSchema, jsonSchemaOf } from './json-schema.ts';

/** The name under which the form of errors stands in the description. */
export const ERROR = 'Error';

export const errorSchema = {
  $id: ERROR,
  type: 'object',
  required: ['error'],
  properties: {
    error: {
      type: 'object',
      required: ['message'],
      properties: {
        message: { type: 'string', description: 'in one line: what was given, and what is allowed' },
        where: { type: 'string', description: 'of bad input: where in it' },
        allowed: { type: 'string', description: 'of bad input: what is allowed there' },
      },
    },
  },
};

const WORDS: Readonly<Record<number, string>> = {
  400: 'Bad input.',
  401: 'Without a token, or with one that does not hold.',
  403: 'The token may not do this, or the page or name may not.',
  404: 'There is no such thing, or it is another’s.',
  409: 'Not now: the run is over, or waits for an answer.',
  413: 'The body is too large.',
  429: 'Too many requests.',
  503: 'The server has all that it takes.',
  507: 'It could not be kept on disk: nothing was changed.',
};

type Described = Omit<Route<z.ZodType, z.ZodType>, 'handle'>;

/** What @fastify/swagger makes the description of a route of. */
export function documentation(route: Described): FastifySchema & Record<string, unknown> {
  const { answers, body, description, isStream, method, path, query, right, summary, tag } = route;
  const names = [...path.matchAll(/:(\w+)/g)].map(([, name]) => name);
  const params = Object.fromEntries(names.map((name) => [name, { type: 'string' }]));
  const bearer = { bearer: [] };
  const querystring = query && withNoExplode(jsonSchemaOf(query));
  return {
    operationId: [method.toLowerCase(), ...path.split(/\W+/)].filter((word) => word !== '').join('_'),
    summary,
    ...(description !== undefined && { description }),
    tags: [tag],
    ...(names.length > 0 && { params: { type: 'object', properties: params, required: names } }),
    ...(querystring?.properties !== undefined && { querystring }),
    ...(body !== undefined && { body: jsonSchemaOf(body) }),
    response: {
      ...Object.fromEntries(Object.entries(answers).map(([status, answer]) => [status, answerOf(answer)])),
      ...Object.fromEntries(errorsOf(route).map((status) => [status, errorOf(WORDS[status])])),
    },
    security: right === 'none' ? [] : isStream ? [bearer, { accessToken: [] }] : [bearer],
  };
}

function errorsOf({ answers, body, path, right }: Described): number[] {
  return [
    400,
    ...(right === 'none' ? [] : [401]),
    403,
    ...(path.includes(':') ? [404] : []),
    ...(right === 'change' ? [409, 503, 507] : []),
    ...(body === undefined ? [] : [413]),
    429,
  ].filter((status) => answers[status] === undefined);
}

function answerOf({ description, schema, type = 'application/json' }: Answer): object {
  if (type === null) return { description, type: 'null' };
  const of = schema === undefined ? {} : jsonSchemaOf(schema);
  return { description, content: { [type]: { schema: of } } };
}

function errorOf(description: string): object {
  return { description, content: { 'application/json': { schema: { $ref: `${ERROR}#` } } } };
}

/** Lists stand in one parameter, with commas. */
function withNoExplode(schema: JsonSchema): JsonSchema {
  return { ...schema, style: 'form', explode: false };
}
