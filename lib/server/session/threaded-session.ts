import { Worker } from 'node:worker_threads';
import { FaultlineError } from '../../core/faultline-error.ts';
import type { PortError, ToSession } from '../../live/serve-session.ts';
import type { SessionMessage } from '../../live/session-message.ts';
import type { SessionRequest } from '../../live/session-request.ts';
import { builtFile, threadArguments } from '../../node/built-file.ts';
import { Refusal } from '../refusal.ts';
import type { FromThread, ThreadStart } from './thread-start.ts';

/** A session has so many milliseconds to be set up, and to say goodbye. */
const SETUP_MAX = 30_000;
const GOODBYE_MAX = 5_000;
/** Megabytes of JavaScript objects that a session may hold; its log is beside them. */
const HEAP = 1_024;

/** An error of a thread, as its caller throws it. */
export class ThreadFault extends Error {
  readonly fault: PortError;

  constructor(fault: PortError) {
    super(fault.message);
    this.name = 'ThreadFault';
    this.fault = fault;
  }
}

export interface ThreadEvents {
  readonly onMessages: (messages: readonly SessionMessage[]) => void;
  /** The place of the session is not kept any more (why), or is again (null). */
  readonly onUnkept: (reason: string | null) => void;
  /** The thread has ended by itself: out of memory, or a fault. */
  readonly onDeath: (reason: string) => void;
}

/** A session in a thread of its own. */
export class ThreadedSession {
  private readonly worker: Worker;
  private readonly events: ThreadEvents;
  private readonly waiting = new Map<
    number,
    { resolve: (result: unknown) => void; reject: (error: Error) => void }
  >();
  private asked = 0;
  private isEnding = false;
  private onReady: ((error: Error | null) => void) | null = null;
  private onClosed: (() => void) | null = null;

  private constructor(start: ThreadStart, events: ThreadEvents) {
    this.events = events;
    this.worker = new Worker(builtFile('server/session/session-thread.js'), {
      workerData: start,
      execArgv: threadArguments(),
      resourceLimits: { maxOldGenerationSizeMb: HEAP },
    });
    this.worker.on('message', (message: FromThread) => this.take(message));
    this.worker.on('error', (error) => this.die(reasonOf(error)));
    this.worker.on('exit', () => this.die('its thread has ended'));
  }

  /**
   * A session that is ready.
   *
   * @throws ThreadFault for a bad config, recipe or command.
   * @throws Refusal when it takes too long to set up.
   */
  static async start(start: ThreadStart, events: ThreadEvents): Promise<ThreadedSession> {
    const thread = new ThreadedSession(start, events);
    let timer: NodeJS.Timeout | undefined;
    try {
      await new Promise<void>((resolve, reject) => {
        thread.onReady = (error) => (error === null ? resolve() : reject(error));
        const late = new Refusal(
          'limit',
          'session',
          `a config that takes more than ${SETUP_MAX / 1000} s to set up`,
          'a smaller one',
        );
        timer = setTimeout(() => reject(late), SETUP_MAX);
      });
    } catch (error) {
      await thread.kill();
      throw error;
    } finally {
      clearTimeout(timer);
      thread.onReady = null;
    }
    return thread;
  }

  /** @throws ThreadFault with what the session answered. */
  request(request: SessionRequest): Promise<unknown> {
    return new Promise((resolve, reject) => {
      if (this.isEnding)
        return reject(new ThreadFault({ message: 'the session has ended', code: 'missing' }));
      const id = this.asked++;
      this.waiting.set(id, { resolve, reject });
      this.post({ id, request });
    });
  }

  watch(isWatched: boolean): void {
    if (!this.isEnding) this.post({ watch: isWatched });
  }

  /** It keeps where it stands, and ends. */
  async close(): Promise<void> {
    if (this.isEnding) return;
    this.isEnding = true;
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, GOODBYE_MAX);
      this.onClosed = () => {
        clearTimeout(timer);
        resolve();
      };
      this.post({ close: true });
    });
    await this.kill();
  }

  /** Ends it, wherever it is. */
  async kill(): Promise<void> {
    this.isEnding = true;
    await this.worker.terminate();
  }

  private post(message: ToSession): void {
    this.worker.postMessage(message);
  }

  private take(message: FromThread): void {
    if ('messages' in message) this.events.onMessages(message.messages);
    else if ('id' in message) {
      const asker = this.waiting.get(message.id);
      this.waiting.delete(message.id);
      if ('error' in message) asker?.reject(new ThreadFault(message.error));
      else asker?.resolve(message.result);
    } else if ('unkept' in message) this.events.onUnkept(message.unkept);
    else if ('ready' in message) this.onReady?.(null);
    else if ('failed' in message) this.onReady?.(new ThreadFault(message.failed));
    else this.onClosed?.();
  }

  private die(reason: string): void {
    const fault = new ThreadFault({ message: `the session has ended: ${reason}`, code: 'missing' });
    for (const { reject } of this.waiting.values()) reject(fault);
    this.waiting.clear();
    this.onReady?.(fault);
    this.onClosed?.();
    if (!this.isEnding) this.events.onDeath(reason);
    this.isEnding = true;
  }
}

function reasonOf(error: unknown): string {
  const { code, message } = error as NodeJS.ErrnoException;
  if (code === 'ERR_WORKER_OUT_OF_MEMORY') return `it needs more than ${HEAP} MB of memory`;
  return error instanceof FaultlineError ? error.message : String(message ?? error).split('\n')[0];
}
