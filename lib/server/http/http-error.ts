import type { PortError } from '../../live/serve-session.ts';

/** An error with the status of its answer. */
export class HttpError extends Error {
  readonly status: number;
  readonly error: Pick<PortError, 'where' | 'allowed'>;
  readonly headers: Readonly<Record<string, string>>;

  constructor(
    status: number,
    message: string,
    error: Pick<PortError, 'where' | 'allowed'> = {},
    headers: Readonly<Record<string, string>> = {},
  ) {
    super(message);
    this.name = 'HttpError';
    this.status = status;
    this.error = error;
    this.headers = headers;
  }
}
