/** What went wrong between a client and its server, in one line. */
export class ClientError extends Error {
  /** The status of the HTTP answer; null where there was none: over a socket, or nobody answered. */
  readonly status: number | null;
  /** Of bad input: where it is. */
  readonly where: string | null;
  /** Of bad input: what is allowed. */
  readonly allowed: string | null;

  constructor(
    message: string,
    status: number | null = null,
    { where, allowed }: { readonly where?: string | undefined; readonly allowed?: string | undefined } = {},
  ) {
    super(message);
    this.name = 'ClientError';
    this.status = status;
    this.where = where ?? null;
    this.allowed = allowed ?? null;
  }
}

/** The error that a server tells of as `{ message, where?, allowed? }`; of anything else, `otherwise`. */
export function errorOf(told: unknown, status: number | null, otherwise: string): ClientError {
  const { allowed, message, where } = (told ?? {}) as Readonly<Record<string, unknown>>;
  if (typeof message !== 'string') return new ClientError(otherwise, status);
  return new ClientError(message, status, { where: textOf(where), allowed: textOf(allowed) });
}

function textOf(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}
