/** How a model is asked. Without `apiKey` and `baseUrl` none is. */
export interface AskOptions {
  /** Its name, as the server knows it. Default: `gpt-4o-mini`. */
  readonly model?: string;
  /** Absent: the server’s own. */
  readonly temperature?: number;
  /** Of an OpenAI-compatible server, such as `http://localhost:11434/v1`. Default: OpenAI’s. */
  readonly baseUrl?: string;
  readonly apiKey?: string;
  /** Ends it; `analyse` throws the signal’s reason. */
  readonly signal?: AbortSignal;
  /** Milliseconds for all of it: requests, bodies however slow, tools, waits. Default: 60,000. */
  readonly timeoutMs?: number;
  /**
   * Tokens of all requests and replies together, as the server counts them, else a quarter of the characters.
   * Default: 60,000.
   */
  readonly tokensMax?: number;
  /** Calls of tools, all together. Default: 12. */
  readonly toolCallsMax?: number;
  /** How often one request is sent again after 429, 5xx or a broken connection. Default: 3. */
  readonly retries?: number;
  /** Milliseconds before the first retry; each later one waits twice as long. Default: 500. */
  readonly backoffMs?: number;
  /**
   * Gets the answer piece by piece: a claim as soon as it stands. The pieces make up the answer. If the model
   * breaks off after a claim was given, the explainer’s text follows it, and is the answer.
   */
  readonly onText?: (chunk: string) => void;
  /** With fewer that stand, the explainer answers. Default: 1. */
  readonly minimumClaims?: number;
  /** Milliseconds since 1970, for a `retry-after` that is a date. Default: the clock. */
  readonly now?: () => number;
}
