import { Worker } from 'node:worker_threads';
import { z } from 'zod';
import type { LiveSnapshot } from '../../live/live-run.ts';
import type { PortError } from '../../live/serve-session.ts';
import { builtFile, threadArguments } from '../../node/built-file.ts';
import { Refusal } from '../refusal.ts';
import { ThreadFault } from './threaded-session.ts';

const target = z.looseObject({}).meta({ help: '{event: id}, {type, …fields} or {metric, from, to}' });

/** What can be asked about a run. */
export const questionSchema = z.discriminatedUnion('ask', [
  z.strictObject({ ask: z.literal('why'), target, prevention: z.boolean().default(true) }),
  z.strictObject({ ask: z.literal('why-not'), target }),
  z.strictObject({ ask: z.literal('questions') }),
]);

export type Question = z.output<typeof questionSchema>;

/** A question about a run, as the thread that answers it is given it. */
export interface Ask {
  readonly asked: Question;
  readonly run: LiveSnapshot;
  readonly allowFiles: boolean;
}

const AWAY = 'whoever asked has gone';
const GONE = `the question was not answered: ${AWAY}`;

export interface AnswersLimits {
  /** Questions that are worked on at once. */
  readonly atOnce: number;
  /** Questions that wait. */
  readonly queued: number;
  /** Seconds of one. */
  readonly seconds: number;
}

/** Answers questions about runs, each in a thread of its own: no run waits for an answer. */
export class Answers {
  private readonly limits: AnswersLimits;
  private readonly queue: (() => void)[] = [];
  private readonly threads = new Set<Worker>();
  private isClosed = false;

  constructor(limits: AnswersLimits) {
    this.limits = limits;
  }

  /**
   * @throws ThreadFault for a target that the run does not have.
   * @throws Refusal when too many wait, and when it takes too long.
   */
  async answer(ask: Ask, signal?: AbortSignal): Promise<unknown> {
    const { atOnce, queued } = this.limits;
    if (this.threads.size >= atOnce) {
      if (this.queue.length >= queued) {
        throw new Refusal('limit', 'question', `${queued} that wait already`, 'try again later');
      }
      await new Promise<void>((resolve) => this.queue.push(resolve));
    }
    let worker: Worker | null = null;
    try {
      // It may have waited for long.
      if (this.isClosed) throw new Refusal('limit', 'question', 'a server that is going', 'try again later');
      if (signal?.aborted) throw new ThreadFault({ message: GONE });
      worker = new Worker(builtFile('server/session/answer-thread.js'), {
        workerData: ask,
        execArgv: threadArguments(),
      });
      this.threads.add(worker);
      return await this.wait(worker, signal);
    } finally {
      await worker?.terminate();
      if (worker !== null) this.threads.delete(worker);
      this.queue.shift()?.();
    }
  }

  async close(): Promise<void> {
    this.isClosed = true;
    await Promise.all([...this.threads].map((thread) => thread.terminate()));
  }

  private wait(worker: Worker, signal: AbortSignal | undefined): Promise<unknown> {
    const { seconds } = this.limits;
    return new Promise((resolve, reject) => {
      const late = new Refusal('limit', 'question', `more than ${seconds} s`, 'a smaller question, or run');
      const timer = setTimeout(() => reject(late), seconds * 1000);
      const gone = (reason: string) => (): void => {
        clearTimeout(timer);
        reject(new ThreadFault({ message: `the question was not answered: ${reason}` }));
      };
      signal?.addEventListener('abort', gone(AWAY), { once: true });
      worker.on('message', (answer: { result: unknown } | { error: PortError }) => {
        clearTimeout(timer);
        if ('error' in answer) reject(new ThreadFault(answer.error));
        else resolve(answer.result);
      });
      worker.on('error', (error) => gone(error.message.split('\n')[0])());
      worker.on('exit', gone('its thread has ended'));
    });
  }
}
