import type { AnyModel } from '../../lib/core/model.ts';
import { banks, open } from '../../lib/index.ts';
import { LiveRun } from '../../lib/live/live-run.ts';
import { Session } from '../../lib/live/session.ts';
import type { SessionMessage, SessionStatus } from '../../lib/live/session-message.ts';
import type { SessionOptions } from '../../lib/live/session-options.ts';
import { type KeptSession, type SessionRecord, withRecord } from '../../lib/live/session-record.ts';
import { type SessionRequest, sessionRequestSchema } from '../../lib/live/session-request.ts';
import { nodeHost } from '../../lib/node/node-host.ts';
import { HandClock } from './hand-clock.ts';

/** Banks that go on for some thousand turns. */
export const CONFIG = { banks: 8, steps: 40, density: 0.5, noise: 0.2, shocks: 'none' } as const;

interface Opening extends Partial<Omit<SessionOptions, 'model' | 'live' | 'clock' | 'post' | 'record'>> {
  readonly model?: AnyModel;
  readonly config?: Readonly<Record<string, unknown>>;
  readonly seed?: number;
  readonly clock?: HandClock;
  readonly live?: LiveRun;
}

/** A session by a hand-made clock, what it has told, and what it has given to be kept. */
export class OpenedSession {
  readonly clock: HandClock;
  readonly live: LiveRun;
  readonly session: Session;
  readonly told: SessionMessage[] = [];
  readonly records: SessionRecord[] = [];
  /** Thrown when a record matches. */
  full: ((record: SessionRecord) => boolean) | null = null;
  private readonly model: AnyModel;
  private readonly first: KeptSession;

  constructor({
    model = banks as AnyModel,
    config = CONFIG,
    seed = 2,
    clock = new HandClock(),
    live = open(model, { config, seed }) as LiveRun,
    ...options
  }: Opening = {}) {
    this.clock = clock;
    this.live = live;
    this.model = model;
    const { pace = 'max', status = 'paused', decided = [] } = options;
    this.first = { run: live.snapshot(), pace, status, decided };
    this.session = new Session({
      ...options,
      model,
      live,
      clock,
      post: (messages) => this.told.push(...messages),
      record: (record) => {
        if (this.full?.(record)) throw new Error('ENOSPC: no space left on device');
        this.records.push(JSON.parse(JSON.stringify(record)));
      },
    });
  }

  /** Asks for something, as a port would. */
  ask(request: SessionRequest): unknown {
    return this.session.request(sessionRequestSchema.parse(request));
  }

  get status(): SessionStatus {
    return this.ask({ do: 'status' }) as SessionStatus;
  }

  /** The bodies of what was told, of a type. */
  bodies<Body>(type: SessionMessage['type']): Body[] {
    return this.told.filter((message) => message.type === type).map(({ body }) => JSON.parse(body) as Body);
  }

  /** The session as who keeps it would find it. */
  get kept(): KeptSession {
    return this.records.reduce(withRecord, this.first);
  }

  /** The session that goes on from what was kept, on a machine that knows nothing else. */
  restarted(options: Opening = {}): OpenedSession {
    const { decided, pace, run, status } = JSON.parse(JSON.stringify(this.kept)) as KeptSession;
    const live = LiveRun.restore(this.model, run, nodeHost);
    return new OpenedSession({ model: this.model, live, decided, pace, status, ...options });
  }
}
