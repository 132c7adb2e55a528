import { signal } from '@preact/signals';
import type { WhyNotAnswer } from '../../core/reasons.ts';
import type { LiveSnapshot } from '../../live/live-run.ts';
import type { SessionMessage, SessionStatus } from '../../live/session-message.ts';
import type { SessionRequest } from '../../live/session-request.ts';
import type { Why, WhyTarget } from '../../why/answer.ts';
import type { Question } from '../../why/questions.ts';
import type { Asked, FromWorker, Opened, StartRun, ToWorker } from '../worker/start-run.ts';
import type { NewRun, OpenedSession, SessionHome } from './open-session.ts';
import type { Connection, ForkOptions, LinkMessage, SessionLink } from './session-link.ts';

/** A worker, as far as the page knows it. */
export interface WorkerPort {
  readonly postMessage: (message: ToWorker) => void;
  onmessage: ((event: { readonly data: FromWorker }) => void) | null;
  onerror: ((event: { readonly message: string }) => void) | null;
  readonly terminate: () => void;
}

/** Makes a worker that runs worker/model-worker.ts. */
export type Spawn = () => WorkerPort;

/** Sessions in workers of the browser: the page needs no server. */
export function workerHome(spawn: Spawn): SessionHome {
  return {
    open: async ({ asks = false, at, pace, recipe }: NewRun) =>
      WorkerLink.open(spawn, {
        at: { recipe, turnCount: at?.turnCount ?? 0, landedCount: at?.landedCount ?? 0 },
        pace,
        status: at === undefined ? 'running' : 'paused',
        asks,
      }),
    find: async () => null,
  };
}

/** A session in a worker. */
class WorkerLink implements SessionLink {
  readonly connection = signal<Connection>('live');
  readonly reason = signal('');
  readonly isOwn = true;
  private readonly spawn: Spawn;
  private readonly worker: WorkerPort;
  private readonly asks: boolean;
  private readonly waiting = new Map<
    number,
    { readonly resolve: (result: unknown) => void; readonly reject: (error: Error) => void }
  >();
  private readonly listeners = new Set<(message: LinkMessage) => void>();
  private lastId = 0;
  private seq = 0;

  private constructor(spawn: Spawn, worker: WorkerPort, asks: boolean) {
    this.spawn = spawn;
    this.worker = worker;
    this.asks = asks;
    worker.onmessage = ({ data }) => this.take(data);
    worker.onerror = ({ message }) => this.fail(message);
  }

  /** @throws Error when the run cannot be set up. */
  static async open(spawn: Spawn, start: StartRun): Promise<OpenedSession> {
    const worker = spawn();
    const { opened } = await firstOf<Opened>(worker, { start });
    return { link: new WorkerLink(spawn, worker, start.asks), ...opened };
  }

  request = (request: SessionRequest): Promise<unknown> => {
    if (this.connection.value === 'offline') return Promise.reject(new Error(this.reason.value));
    const id = ++this.lastId;
    return new Promise((resolve, reject) => {
      this.waiting.set(id, { resolve, reject });
      this.worker.postMessage({ id, request });
    });
  };

  onMessage = (listen: (message: LinkMessage) => void): (() => void) => {
    this.listeners.add(listen);
    return () => this.listeners.delete(listen);
  };

  why = (target: WhyTarget, abort?: AbortSignal): Promise<Why> =>
    this.ask({ ask: 'why', target }, abort) as Promise<Why>;

  whyNot = (target: Readonly<Record<string, unknown>>, abort?: AbortSignal): Promise<WhyNotAnswer> =>
    this.ask({ ask: 'whyNot', target }, abort) as Promise<WhyNotAnswer>;

  questions = (abort?: AbortSignal): Promise<readonly Question[]> =>
    this.ask({ ask: 'questions' }, abort) as Promise<readonly Question[]>;

  fork = async ({ command, pace }: ForkOptions = {}): Promise<SessionLink> => {
    const at = (await this.request({ do: 'snapshot' })) as LiveSnapshot;
    const status = (await this.request({ do: 'status' })) as SessionStatus;
    const start: StartRun = { at, pace: pace ?? status.pace, status: 'paused', asks: this.asks };
    const { link } = await WorkerLink.open(this.spawn, start);
    try {
      if (command !== undefined) await link.request({ do: 'command', command });
    } catch (error) {
      link.close();
      throw error;
    }
    return link;
  };

  close = (): void => {
    this.fail('the session was closed');
  };

  discard = async (): Promise<void> => this.close();

  isAlone = async (): Promise<boolean> => true;

  private async ask(asked: Asked, abort: AbortSignal | undefined): Promise<unknown> {
    const at = (await this.request({ do: 'snapshot' })) as LiveSnapshot;
    abort?.throwIfAborted();
    const worker = this.spawn();
    const stopped = new Promise<never>((_, reject) =>
      abort?.addEventListener('abort', () => reject(abort.reason as Error), { once: true }),
    );
    try {
      const told = firstOf<{ readonly answer: unknown }>(worker, { ...asked, at });
      return (await Promise.race([told, stopped])).answer;
    } finally {
      worker.terminate();
    }
  }

  private take(from: FromWorker): void {
    if ('messages' in from) {
      for (const message of from.messages) this.tell(message);
    } else if ('id' in from) {
      const asked = this.waiting.get(from.id);
      this.waiting.delete(from.id);
      if ('error' in from) asked?.reject(new Error(from.error.message));
      else asked?.resolve(from.result);
    } else if ('failed' in from) this.fail(from.failed.message);
  }

  private tell({ body, type }: SessionMessage): void {
    const message = { seq: ++this.seq, type, data: JSON.parse(body) } as LinkMessage;
    for (const listen of this.listeners) listen(message);
  }

  private fail(reason: string): void {
    this.reason.value = reason;
    this.connection.value = 'offline';
    this.worker.terminate();
    for (const { reject } of this.waiting.values()) reject(new Error(reason));
    this.waiting.clear();
  }
}

/** A worker's answer to its first message. @throws Error of what it could not do. */
function firstOf<Answer>(worker: WorkerPort, first: ToWorker): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const fail = (message: string): void => {
      worker.terminate();
      reject(new Error(message));
    };
    worker.onmessage = ({ data }) => {
      if ('failed' in data) fail(data.failed.message);
      else resolve(data as Answer);
    };
    worker.onerror = ({ message }) => fail(message);
    worker.postMessage(first);
  });
}
