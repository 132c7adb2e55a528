import type { WhyNotAnswer } from '../core/reasons.ts';
import type { CommandOf, Recipe } from '../core/recipe.ts';
import type { Vocabulary } from '../core/vocabulary.ts';
import type { Pace } from '../live/pace.ts';
import type { PendingDecision, SessionState, SessionStatus } from '../live/session-message.ts';
import type { SessionRequest } from '../live/session-request.ts';
import type { Api, Call, Query } from './api.ts';
import { type OpenStream, openStream, type WatchOptions } from './open-stream.ts';
import { requestRoute } from './request-route.ts';
import type { SessionInfo } from './session-info.ts';
import type { SessionStream } from './session-stream.ts';

/** Events to be found: of a type or several, between times (both included), with values of fields. */
export interface EventQuery {
  readonly type?: string | readonly string[];
  readonly from?: number;
  readonly to?: number;
  /** Only events with a larger id. */
  readonly after?: number;
  readonly limit?: number;
  /** The last of them, not the first. */
  readonly last?: boolean;
  readonly [field: string]: string | number | boolean | readonly string[] | undefined;
}

/** What a fork differs in. */
export interface ForkOptions<Words extends Vocabulary = Vocabulary> {
  readonly name?: string;
  readonly pace?: Pace;
  /** Done before the fork goes on. */
  readonly command?: Words['command'];
  /** Whether it runs; as the other does when left out. */
  readonly start?: boolean;
}

/** Breaks a call off. */
export type Signal = Pick<Call, 'signal'>;

/**
 * A session on a server. Every method asks the server and throws a `ClientError` when it refuses or cannot
 * be reached. `Words` are those of the session's model, such as `BanksVocabulary`.
 */
export class RemoteSession<Words extends Vocabulary = Vocabulary> {
  readonly id: string;
  private readonly api: Api;
  private readonly streams: OpenStream;
  private readonly path: string;

  constructor(id: string, api: Api, streams: OpenStream) {
    this.id = id;
    this.api = api;
    this.streams = streams;
    this.path = `/sessions/${encodeURIComponent(id)}`;
  }

  info(): Promise<SessionInfo> {
    return this.api.json('GET', this.path);
  }

  status(): Promise<SessionStatus> {
    return this.ask({ do: 'status' });
  }

  state(): Promise<SessionState<Words['view']>> {
    return this.ask({ do: 'state' });
  }

  /** What a person is asked, null where nothing is. */
  decision(): Promise<PendingDecision | null> {
    return this.ask({ do: 'decision' });
  }

  /** All that fixes the run so far. */
  recipe(): Promise<Recipe<Words>> {
    return this.ask({ do: 'recipe' });
  }

  /** Before the next turn. */
  pause(): Promise<SessionStatus> {
    return this.ask({ do: 'pause' });
  }

  resume(): Promise<SessionStatus> {
    return this.ask({ do: 'resume' });
  }

  /** Goes so many turns, one when left out, or to before the first turn of a time; then it is paused. */
  step(by: { readonly turns?: number; readonly to?: number } = {}): Promise<SessionStatus> {
    return this.ask({ do: 'step', ...by });
  }

  pace(pace: Pace): Promise<SessionStatus> {
    return this.ask({ do: 'pace', pace });
  }

  /** Does something to the world, before the next turn. Gives the command as the recipe has it. */
  command(command: Words['command']): Promise<CommandOf<Words>> {
    return this.ask({ do: 'command', command });
  }

  /** Goes back to before the first turn of a time, and is paused there. */
  rewind(to: number): Promise<SessionStatus> {
    return this.ask({ do: 'rewind', to });
  }

  /** Answers the decision that a person is asked for, by its key. */
  answer(decision: string, choice: 'recommended' | 'alternative'): Promise<PendingDecision> {
    return this.ask({ do: 'answer', decision, choice });
  }

  /** Ends the run where it stands, for good. It stays there to be looked at. */
  stop(): Promise<SessionStatus> {
    return this.ask({ do: 'stop' });
  }

  /** Takes it from the server. */
  async delete(): Promise<void> {
    await this.api.json('DELETE', this.path);
  }

  /** A session that stands where this one does, and goes its own way. */
  async fork(options: ForkOptions<Words> = {}): Promise<RemoteSession<Words>> {
    const { id } = await this.api.json<SessionInfo>('POST', `${this.path}/fork`, { body: options });
    return new RemoteSession(id, this.api, this.streams);
  }

  /** Events that match, in order, and how many there are `more` beyond the limit. */
  events(
    query: EventQuery = {},
  ): Promise<{ readonly events: readonly Words['event'][]; readonly more: number }> {
    return this.api.json('GET', `${this.path}/events`, { query: query as Query });
  }

  /** Every event of the log, as it comes. */
  async *log({ signal }: Signal = {}): AsyncGenerator<Words['event'], undefined> {
    const { body } = await this.api.fetch('GET', `${this.path}/log`, { signal });
    if (body === null) return undefined;
    const decoder = new TextDecoder();
    let rest = '';
    for await (const chunk of chunksOf(body)) {
      const lines = (rest + decoder.decode(chunk, { stream: true })).split('\n');
      rest = lines.pop() ?? '';
      for (const line of lines) if (line !== '') yield JSON.parse(line) as Words['event'];
    }
    if (rest !== '') yield JSON.parse(rest) as Words['event'];
    return undefined;
  }

  /** What is worth asking about the run so far. */
  questions<Question = unknown>({ signal }: Signal = {}): Promise<readonly Question[]> {
    return this.api.json('GET', `${this.path}/questions`, { signal });
  }

  /**
   * Why something happened: `{ event: 812 }`, `{ type: 'default', bank: 7 }` or `{ metric, from, to }`. The
   * run goes on meanwhile. `Why` of the library is the type of the answer.
   */
  why<Answer = unknown>(target: Readonly<Record<string, unknown>>, { signal }: Signal = {}): Promise<Answer> {
    return this.api.json('POST', `${this.path}/why`, { body: { target }, signal });
  }

  /** Why something did not happen: `{ type: 'default', bank: 7 }`. */
  whyNot(target: Readonly<Record<string, unknown>>, { signal }: Signal = {}): Promise<WhyNotAnswer> {
    return this.api.json('POST', `${this.path}/why-not`, { body: { target }, signal });
  }

  /** The run with its events, as a file of diagnostics holds it. */
  diagnostics<Diagnostics = unknown>({ signal }: Signal = {}): Promise<Diagnostics> {
    return this.api.json('GET', `${this.path}/diagnostics`, { signal });
  }

  /** Asks what a session can be asked, as one plain object. */
  request(request: SessionRequest): Promise<unknown> {
    return this.ask(request);
  }

  /** What it tells, as it comes. The stream ends by `close`, and not with the run: that may be rewound. */
  watch(options: WatchOptions = {}): SessionStream<Words> {
    return openStream<Words>(this.path, options, this.streams, (request) => this.ask(request));
  }

  private async ask<T>(request: SessionRequest): Promise<T> {
    const { body, method, path, query } = requestRoute(request);
    return this.api.json(method, `${this.path}${path}`, { body, query });
  }
}

/** Not every browser can loop over a body. */
async function* chunksOf(body: ReadableStream<Uint8Array>): AsyncGenerator<Uint8Array> {
  const reader = body.getReader();
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      yield value;
    }
  } finally {
    await reader.cancel();
  }
}
