import type { SessionInfo } from '../../client/session-info.ts';
import type { AnyModel } from '../../core/model.ts';
import type { LiveSnapshot } from '../../live/live-run.ts';
import type { SessionMessage, SessionState, SessionStatus } from '../../live/session-message.ts';
import type { SessionRequest } from '../../live/session-request.ts';
import { Hub, type HubLimits } from '../hub/hub.ts';
import { closeCodes } from '../hub/viewer.ts';
import type { Answers, Question } from './answers.ts';
import type { SessionFacts } from './journal.ts';
import type { ThreadStart } from './thread-start.ts';
import { ThreadedSession } from './threaded-session.ts';

/** Each opening of a session numbers its messages from here on, so that no number comes twice. */
const GENERATION = 2 ** 36;

export interface ServedOptions {
  readonly start: ThreadStart;
  readonly model: AnyModel;
  readonly answers: Answers;
  readonly hub: Partial<HubLimits>;
  readonly recovered: string | null;
}

/** A session as the server has it: its thread, its hub, and what was last told of it. */
export class ServedSession {
  readonly facts: SessionFacts;
  readonly model: AnyModel;
  readonly hub: Hub;
  readonly recovered: string | null;
  /** As it was last told. */
  status: SessionStatus;
  state: SessionState | null = null;
  private readonly answers: Answers;
  private readonly allowFiles: boolean;
  private unkept: string | null = null;
  private thread: ThreadedSession | null = null;

  private constructor({ answers, hub, model, recovered, start }: ServedOptions) {
    this.facts = start.facts;
    this.model = model;
    this.answers = answers;
    this.allowFiles = start.allowFiles;
    this.recovered = recovered;
    this.status = {
      status: 'paused',
      pace: 'max',
      time: 0,
      turn: 0,
      events: 0,
      next: null,
      commands: 0,
    };
    this.hub = new Hub({
      ...hub,
      firstSeq: start.generation * GENERATION + 1,
      onWatched: (isWatched) => this.thread?.watch(isWatched),
    });
  }

  /** A session that is ready. @throws ThreadFault for bad input. @throws Refusal when it takes too long. */
  static async start(options: ServedOptions): Promise<ServedSession> {
    const session = new ServedSession(options);
    session.thread = await ThreadedSession.start(options.start, {
      onMessages: (messages) => session.take(messages),
      onUnkept: (reason) => {
        session.unkept = reason;
      },
      onDeath: (reason) => session.die(reason),
    });
    return session;
  }

  get id(): string {
    return this.facts.id;
  }

  get name(): string {
    return this.facts.name;
  }

  get owner(): string {
    return this.facts.owner;
  }

  get created(): string {
    return this.facts.created;
  }

  /** @throws ThreadFault with what the session answered. */
  request(request: SessionRequest): Promise<unknown> {
    if (this.thread === null) throw new Error('session: not started');
    return this.thread.request(request);
  }

  /** What is known of it now. */
  async info(): Promise<SessionInfo> {
    const status = this.hub.isClosed
      ? this.status
      : ((await this.request({ do: 'status' })) as SessionStatus);
    const { created, id, model, name, owner, recovered, unkept } = this;
    const viewers = this.hub.viewerCount;
    return { id, name, model: model.name, owner, created, recovered, unkept, viewers, ...status };
  }

  /** Answers a question about the run so far. @throws ThreadFault, Refusal */
  async ask(asked: Question, signal?: AbortSignal): Promise<unknown> {
    const run = (await this.request({ do: 'snapshot' })) as LiveSnapshot;
    return this.answers.answer({ asked, run, allowFiles: this.allowFiles }, signal);
  }

  /** It keeps where it stands, and ends. */
  async close(reason: string): Promise<void> {
    await this.thread?.close();
    this.hub.close(reason);
  }

  /** Ends it at once. */
  async kill(reason: string): Promise<void> {
    this.hub.close(reason, closeCodes.deleted);
    await this.thread?.kill();
  }

  private take(messages: readonly SessionMessage[]): void {
    for (const { body, type } of messages) {
      if (type === 'status') this.status = JSON.parse(body) as SessionStatus;
    }
    this.hub.publish(messages);
  }

  private die(reason: string): void {
    this.status = { ...this.status, status: 'failed', reason };
    this.hub.publish([{ type: 'status', body: JSON.stringify(this.status) }]);
    this.hub.close(`the session has ended: ${reason}`, closeCodes.fault);
  }
}
