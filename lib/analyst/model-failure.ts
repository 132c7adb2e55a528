/** What went wrong with a model, in words without its key, and what may be done. */
export interface ModelFailure {
  readonly words: string;
  /** Sent again it may work. */
  readonly mayPass: boolean;
  /** The server’s `retry-after` in milliseconds; null when it gave none that can be read. */
  readonly waitMs: number | null;
}

const WORDS_MAX = 200;

/** Reads an error of the client. `now` is in milliseconds since 1970. */
export function modelFailure(
  error: unknown,
  redact: (text: string) => string,
  now: () => number,
): ModelFailure {
  const { status, headers, message } = (error ?? {}) as {
    status?: unknown;
    headers?: unknown;
    message?: unknown;
  };
  // What LangChain adds to a message begins a new line.
  const said = typeof message === 'string' ? plain(redact(message.split('\n')[0])) : '';
  if (typeof status === 'number') {
    const words = said.startsWith(String(status)) ? said : `${status} ${said}`.trim();
    return {
      words: `The server answered ${words}`,
      mayPass: status === 429 || status >= 500,
      waitMs: retryAfter(headers, now),
    };
  }
  if (isBroken(error)) {
    return { words: `The connection broke (${said || 'no reason given'})`, mayPass: true, waitMs: null };
  }
  return { words: `The model’s reply could not be read (${said})`, mayPass: false, waitMs: null };
}

/** Whether the reply broke, and not what we make of it: `fetch` and its streams throw TypeErrors. */
function isBroken(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const names = [error.name, error.constructor.name];
  return (
    // Without a status: the server told of it in the middle of a stream.
    names.includes('APIError') ||
    names.includes('APIConnectionError') ||
    names.includes('APIConnectionTimeoutError') ||
    (names.includes('TypeError') && /terminated|fetch|network|socket/i.test(error.message)) ||
    /^(connection error|premature close|request timed out)/i.test(error.message)
  );
}

function retryAfter(headers: unknown, now: () => number): number | null {
  const given = headers instanceof Headers ? headers.get('retry-after')?.trim() : undefined;
  if (!given) return null;
  if (/^\d+(\.\d+)?$/.test(given)) return Number(given) * 1000;
  const date = Date.parse(given);
  return Number.isNaN(date) ? null : Math.max(0, date - now());
}

/** On one line, without what could move a terminal’s cursor. */
function plain(text: string): string {
  const line = text.replace(/[\p{Cc}\p{Cf}\s]+/gu, ' ').trim();
  return line.length > WORDS_MAX ? `${line.slice(0, WORDS_MAX - 1)}…` : line;
}
