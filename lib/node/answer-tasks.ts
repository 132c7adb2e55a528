import { parentPort } from 'node:worker_threads';
import type { AnyModel } from '../core/model.ts';
import { models } from '../models/models.ts';
import type { RunFailure } from '../study/run-chunk.ts';
import type { ThreadAnswer } from './run-thread.ts';

/** The model of a name, in a thread. */
export function modelNamed(name: string): AnyModel {
  const model = models.find((candidate) => candidate.name === name);
  if (model === undefined) throw new Error(`a thread was asked for the model ${name}`);
  return model;
}

/** In a thread: answers each task of a `RunThread` with its result; `moved` are the buffers that go along. */
export function answerTasks<Task, Result>(
  work: (task: Task) => Result,
  moved: (result: Result) => ArrayBuffer[] = () => [],
): void {
  const port = parentPort;
  if (port === null) throw new Error('not a thread');
  const post = (answer: ThreadAnswer<Result>, buffers: ArrayBuffer[]): void =>
    port.postMessage(answer, buffers);
  port.on('message', (task: Task) => {
    try {
      const result = work(task);
      post({ result }, moved(result));
    } catch (error) {
      const { index, recipe, reason, isBadInput } = error as RunFailure;
      post({ failure: { index, recipe, reason, isBadInput } }, []);
    }
  });
}
