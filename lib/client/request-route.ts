import type { SessionRequest } from '../live/session-request.ts';
import type { Query } from './api.ts';
import { ClientError } from './client-error.ts';

/** How something is asked over HTTP. */
export interface RequestRoute {
  readonly method: 'GET' | 'POST' | 'PUT';
  /** Below the session's own path. */
  readonly path: string;
  readonly query?: Query;
  readonly body?: unknown;
}

/** The route of a request. @throws ClientError for what goes only over a socket. */
export function requestRoute(request: SessionRequest): RequestRoute {
  switch (request.do) {
    case 'pause':
    case 'resume':
    case 'stop':
      return { method: 'POST', path: `/${request.do}` };
    case 'step': {
      const { turns, to } = request;
      return { method: 'POST', path: '/step', body: { turns, to } };
    }
    case 'rewind':
      return { method: 'POST', path: '/rewind', body: { to: request.to } };
    case 'pace':
      return { method: 'PUT', path: '/pace', body: { pace: request.pace } };
    case 'command':
      return { method: 'POST', path: '/commands', body: request.command };
    case 'answer': {
      const { choice, decision } = request;
      return { method: 'POST', path: `/decisions/${encodeURIComponent(decision)}`, body: { choice } };
    }
    case 'status':
    case 'state':
    case 'decision':
    case 'recipe':
      return { method: 'GET', path: `/${request.do}` };
    case 'events': {
      const { after, last, limit, query } = request;
      return { method: 'GET', path: '/events', query: { ...(query as Query), after, last, limit } };
    }
    default:
      throw new ClientError(`${request.do}: goes over a WebSocket only`);
  }
}
