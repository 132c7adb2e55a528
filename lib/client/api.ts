import { ClientError, errorOf } from './client-error.ts';

export interface ApiOptions {
  readonly token: string | null;
}

/** Values of a query; what is null or undefined is left out, of an array all go, separated by commas. */
export type Query = Readonly<
  Record<string, string | number | boolean | readonly string[] | null | undefined>
>;

export interface Call {
  readonly query?: Query | undefined;
  /** Goes as JSON. */
  readonly body?: unknown;
  readonly signal?: AbortSignal | undefined;
}

/** The server's HTTP interface: paths below its prefix, JSON there and back. */
export class Api {
  /** Without a slash at its end. */
  readonly base: string;
  private readonly token: string | null;

  /** A server's address, or a path on the page's own: without a path of its own, `/api/v1` is meant. */
  constructor(address: string, options: ApiOptions) {
    const url = new URL(address, globalThis.location?.href);
    const path = url.pathname.replace(/\/+$/, '');
    this.base = `${url.origin}${path === '' ? '/api/v1' : path}`;
    this.token = options.token;
  }

  /** @throws ClientError */
  async json<T>(method: string, path: string, call: Call = {}): Promise<T> {
    const response = await this.fetch(method, path, call);
    const text = await response.text().catch((error: unknown) => {
      throw this.lost(error, call.signal);
    });
    return (text === '' ? undefined : JSON.parse(text)) as T;
  }

  /** The answer, when it is a good one. @throws ClientError otherwise. */
  async fetch(method: string, path: string, { body, query, signal }: Call = {}): Promise<Response> {
    const headers: Record<string, string> = {};
    if (this.token !== null) headers.authorization = `Bearer ${this.token}`;
    if (body !== undefined) headers['content-type'] = 'application/json';
    let response: Response;
    try {
      response = await fetch(`${this.base}${path}${queryText(query)}`, {
        method,
        headers,
        ...(body !== undefined && { body: JSON.stringify(body) }),
        ...(signal !== undefined && { signal }),
      });
    } catch (error) {
      throw this.lost(error, signal);
    }
    if (response.ok) return response;
    throw await this.refused(response);
  }

  /** The address of a WebSocket: it takes its token in the query, since a browser sends no header. */
  socketUrl(path: string, query: Query): string {
    const all = { ...query, access_token: this.token };
    return `${this.base.replace(/^http/, 'ws')}${path}${queryText(all)}`;
  }

  private async refused(response: Response): Promise<ClientError> {
    const { status, statusText } = response;
    const otherwise = `the server answers ${status} ${statusText}`.trimEnd();
    try {
      const { error } = (await response.json()) as { readonly error?: unknown };
      return errorOf(error, status, otherwise);
    } catch {
      return new ClientError(otherwise, status);
    }
  }

  private lost(error: unknown, signal: AbortSignal | undefined): unknown {
    if (signal?.aborted) return error;
    const { cause } = error as { readonly cause?: { readonly code?: string; readonly message?: string } };
    const why = cause?.code ?? cause?.message ?? (error instanceof Error ? error.message : String(error));
    return new ClientError(`${this.base} cannot be reached (${why})`);
  }
}

function queryText(query: Query = {}): string {
  const given = Object.entries(query).flatMap(([name, value]) =>
    value === null || value === undefined ? [] : [[name, String(value)]],
  );
  return given.length === 0 ? '' : `?${new URLSearchParams(given)}`;
}
