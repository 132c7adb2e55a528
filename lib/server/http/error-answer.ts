import { FaultlineError } from '../../core/faultline-error.ts';
import type { PortError } from '../../live/serve-session.ts';
import { ThreadFault } from '../session/threaded-session.ts';
import { HttpError } from './http-error.ts';

/** An error as its client gets it. */
export interface ErrorAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly error: Pick<PortError, 'message' | 'where' | 'allowed'>;
}

const STATUS = { conflict: 409, missing: 404, limit: 503, storage: 507 } as const;

/** What is said of errors of Fastify, whose own words are about its inside. */
const FASTIFY: Readonly<Record<string, string>> = {
  FST_ERR_CTP_BODY_TOO_LARGE: 'the body is too large',
  FST_ERR_CTP_INVALID_CONTENT_LENGTH: 'the body is not as long as its Content-Length says',
  FST_ERR_CTP_INVALID_MEDIA_TYPE: 'the body must be JSON, with Content-Type: application/json',
  FST_ERR_CTP_INVALID_JSON_BODY: 'the body is not JSON',
  FST_ERR_BAD_URL: 'the path is not well-formed',
  FST_ERR_MAX_PARAM_LENGTH: 'a part of the path is too long',
};

/** The answer to an error: what was wrong and what is allowed, and never anything of our inside. */
export function errorAnswer(error: unknown): ErrorAnswer {
  if (error instanceof HttpError) {
    return { status: error.status, headers: error.headers, error: worded(error.message, error.error) };
  }
  if (error instanceof ThreadFault) return answerOf(error.fault);
  if (error instanceof FaultlineError) return answerOf(error as FaultlineError & Pick<PortError, 'code'>);
  const { code = '', statusCode = 500 } = error as { readonly code?: string; readonly statusCode?: number };
  if (statusCode < 400 || statusCode >= 500) return inside('a fault within the server; its log says more');
  return { status: statusCode, headers: {}, error: { message: FASTIFY[code] ?? 'the request is malformed' } };
}

function answerOf(fault: PortError): ErrorAnswer {
  const { code, message, where } = fault;
  // Of a run that broke off: its reason, one line.
  if (code === undefined && where === undefined) return inside(message);
  const status = code === undefined ? 400 : STATUS[code];
  const headers: Record<string, string> = status === 503 ? { 'retry-after': '5' } : {};
  return { status, headers, error: worded(message, fault) };
}

function inside(message: string): ErrorAnswer {
  return { status: 500, headers: {}, error: { message } };
}

function worded(message: string, { allowed, where }: Pick<PortError, 'where' | 'allowed'>) {
  return { message, ...(where !== undefined && { where }), ...(allowed !== undefined && { allowed }) };
}
