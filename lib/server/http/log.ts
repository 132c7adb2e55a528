import type { FastifyServerOptions } from 'fastify';

export const logLevels = ['silent', 'fatal', 'error', 'warn', 'info', 'debug', 'trace'] as const;

export type LogLevel = (typeof logLevels)[number];

export interface LogStream {
  readonly write: (line: string) => void;
}

/**
 * The log: lines of JSON. Of a request the method, the path without its query, status and time: nothing of
 * its heads and its body, so that no token and no input of a user gets in.
 */
export function logOptions(level: LogLevel, stream: LogStream): NonNullable<FastifyServerOptions['logger']> {
  return {
    level,
    stream,
    base: null,
    serializers: {
      req: () => undefined as never,
      res: () => undefined as never,
      err: (error: Error) => ({ type: error.name, message: error.message, stack: error.stack ?? '' }),
    },
  };
}
