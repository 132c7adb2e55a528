import { Worker } from 'node:worker_threads';
import type { LiveSnapshot } from '../../live/live-run.ts';
import type { PortError } from '../../live/serve-session.ts';
import type { RunAnalysis } from '../../node/ask.ts';
import { builtFile, threadArguments } from '../../node/built-file.ts';
import type { Question } from '../../why/questions.ts';
import { Refusal } from '../refusal.ts';
import { ThreadFault } from '../session/threaded-session.ts';

/** Questions that are worked on at once; who comes then is told to come back. */
const AT_ONCE = 2;
/** Seconds for the language model, and for all of it. */
const MODEL_SECONDS = 60;
const SECONDS = 120;

/** What the thread is given. */
export interface AnalystTask {
  readonly run: LiveSnapshot;
  readonly question: string;
  readonly timeoutMs: number;
}

/** An answer, and questions worth asking where the question had no sure reading. */
export interface AnalystAnswer extends RunAnalysis {
  readonly questions: readonly Question[];
}

/**
 * Answers questions in a person’s words, each in a thread of its own. Where no language model is configured
 * the explainer’s text is the answer.
 */
export class Analyst {
  private readonly threads = new Set<Worker>();

  /**
   * @throws ThreadFault when it cannot be answered.
   * @throws Refusal when too many ask, and when it takes too long.
   */
  async ask(run: LiveSnapshot, question: string, signal: AbortSignal): Promise<AnalystAnswer> {
    if (this.threads.size >= AT_ONCE) {
      throw new Refusal('limit', 'question', `${AT_ONCE} that are worked on`, 'try again later');
    }
    const task: AnalystTask = { run, question, timeoutMs: MODEL_SECONDS * 1000 };
    const worker = new Worker(builtFile('server/reference/analyst-thread.js'), {
      workerData: task,
      execArgv: threadArguments(),
    });
    this.threads.add(worker);
    try {
      return await answerOf(worker, signal);
    } finally {
      await worker.terminate();
      this.threads.delete(worker);
    }
  }

  async close(): Promise<void> {
    await Promise.all([...this.threads].map((thread) => thread.terminate()));
  }
}

function answerOf(worker: Worker, signal: AbortSignal): Promise<AnalystAnswer> {
  return new Promise((resolve, reject) => {
    const fail = (message: string): void => reject(new ThreadFault({ message: `the analyst: ${message}` }));
    const late = new Refusal('limit', 'question', `more than ${SECONDS} s`, 'a smaller question, or run');
    const timer = setTimeout(() => reject(late), SECONDS * 1000);
    signal.addEventListener('abort', () => fail('whoever asked has gone'), { once: true });
    worker.on('message', (message: { result: AnalystAnswer } | { error: PortError }) => {
      if ('error' in message) reject(new ThreadFault(message.error));
      else resolve(message.result);
    });
    worker.on('error', (error) => fail(error.message.split('\n')[0]));
    worker.on('exit', () => {
      clearTimeout(timer);
      fail('its thread has ended');
    });
  });
}
