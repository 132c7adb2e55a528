import type { AnyModel } from '../../../lib/core/model.ts';
import type { Recipe } from '../../../lib/core/recipe.ts';
import { parseWith } from '../../../lib/core/schema-error.ts';
import type { LiveRun } from '../../../lib/live/live-run.ts';
import { Session } from '../../../lib/live/session.ts';
import type { Reset, SessionMessage } from '../../../lib/live/session-message.ts';
import { type SessionRequest, sessionRequestSchema } from '../../../lib/live/session-request.ts';
import { open } from '../../../lib/node/open.ts';
import type { Dialect, DialectFrame } from '../../../lib/server/hub/dialect.ts';
import { type SessionFacts, sessionFacts } from '../../../lib/server/reference/session-facts.ts';

/** A message as JSON; each test knows what is in it. */
// biome-ignore lint/suspicious/noExplicitAny: the messages have no schema.
export type Told = Record<string, any>;

/** A real session whose clock only goes when it is told to, and what a dialect makes of its messages. */
export class ToldBy {
  readonly frames: (DialectFrame & { readonly seq: number })[] = [];
  readonly messages: (SessionMessage & { readonly seq: number })[] = [];
  readonly live: LiveRun;
  readonly session: Session;
  private readonly dialect: Dialect;
  private readonly due: (() => void)[] = [];

  constructor(
    model: AnyModel,
    options: { config?: object | undefined; seed?: number; until?: number; isAsking?: boolean },
    dialect: (facts: SessionFacts) => Dialect,
  ) {
    const { isAsking = false, ...given } = options;
    const live = open(model, given as object);
    this.live = live;
    this.dialect = dialect(sessionFacts(live.recipe as Recipe));
    this.session = new Session({
      model,
      live,
      clock: { now: () => 0, after: (_, call) => this.due.push(call) },
      post: (messages) => {
        for (const message of messages) this.take(message);
      },
      toldPerSecond: 1e9,
      decisionWait: isAsking ? null : undefined,
    });
    this.session.watch(false);
    this.frames.length = 0;
    this.welcome();
    this.session.watch(true);
  }

  /** What comes to who begins to watch now. */
  welcome(reason = 'welcome'): DialectFrame[] {
    const status = this.ask({ do: 'status' }) as Reset['status'];
    const state = this.ask({ do: 'state' }) as Reset['state'];
    const decision = this.ask({ do: 'decision' }) as Reset['decision'];
    const body = JSON.stringify({ reason, status, state, decision } satisfies Reset);
    const seq = this.messages.length;
    const frames = this.dialect.translate({ type: 'reset', body, seq });
    this.frames.push(...frames.map((frame) => ({ ...frame, seq })));
    return [...frames];
  }

  ask(request: SessionRequest): unknown {
    return this.session.request(parseWith(sessionRequestSchema, request, 'request'));
  }

  /** Goes on until nothing is due. */
  run(request: SessionRequest = { do: 'resume' }): this {
    void this.ask(request);
    while (this.due.length > 0) this.due.shift()?.();
    return this;
  }

  /** The frames as JSON, with the name of an event under SSE as `event`. */
  get told(): Told[] {
    return this.frames.map(({ data, event }) => ({
      ...(event !== undefined && { event }),
      ...JSON.parse(data),
    }));
  }

  /** The frames of a type, in order. */
  of(type: string): Told[] {
    return this.told.filter((frame) => (frame.event ?? frame.type) === type);
  }

  private take(message: SessionMessage): void {
    const numbered = { ...message, seq: this.messages.length + 1 };
    this.messages.push(numbered);
    this.frames.push(...this.dialect.translate(numbered).map((frame) => ({ ...frame, seq: numbered.seq })));
  }
}
