import type { ModelFailure } from './model-failure.ts';

/** A stream that ended before the model was done. */
export class BrokenOff extends Error {
  override readonly name = 'BrokenOff';
}

/** A failure that is final, in words without the key. */
export class ModelFailed extends Error {
  override readonly name = 'ModelFailed';
}

/** Something that broke while a reply was read, and is not the model’s doing: its `cause` is thrown. */
export class NotTheModel extends Error {
  override readonly name = 'NotTheModel';
}

/** Milliseconds that a `retry-after` is obeyed for, and that no wait exceeds. */
const WAIT_MAX = 30_000;
/** A reply that broke off is asked for once more. */
const AGAIN_AFTER_BREAK = 1;

/**
 * Does `attempt` until it succeeds: again after 429, 5xx and broken connections, at most `retries` times, and
 * once after a stream that had begun and broke off. The wait doubles from `backoffMs`; `retry-after` takes
 * its place. No jitter: one user’s questions do not make a crowd.
 * @throws ModelFailed; the signal’s reason; what `NotTheModel` carries
 */
export async function withRetries<T>(given: {
  /** `hasBegun` is to be called when the reply begins to come. */
  readonly attempt: (hasBegun: () => void) => Promise<T>;
  readonly failureOf: (error: unknown) => ModelFailure;
  readonly retries: number;
  readonly backoffMs: number;
  readonly signal: AbortSignal;
  readonly onRetry: () => void;
}): Promise<T> {
  let breaks = 0;
  for (let tried = 0; ; tried++) {
    let begun = false;
    try {
      return await given.attempt(() => {
        begun = true;
      });
    } catch (error) {
      if (error instanceof NotTheModel) throw error.cause;
      given.signal.throwIfAborted();
      if (error instanceof ModelFailed) throw error;
      const failure =
        error instanceof BrokenOff
          ? { words: error.message, mayPass: true, waitMs: null }
          : given.failureOf(error);
      if (begun) breaks++;
      const words = begun ? `The model’s reply broke off half way. ${failure.words}` : failure.words;
      if (!failure.mayPass || breaks > AGAIN_AFTER_BREAK || tried >= given.retries) {
        throw new ModelFailed(tried > 0 ? `${words}, after ${tried + 1} attempts` : words);
      }
      given.onRetry();
      const wait = failure.waitMs ?? given.backoffMs * 2 ** Math.min(tried, 20);
      await sleep(Math.min(wait, WAIT_MAX), given.signal);
    }
  }
}

/** Waits; the signal ends it by throwing its reason. */
export function sleep(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const end = () => {
      clearTimeout(timer);
      reject(signal.reason);
    };
    const timer = setTimeout(() => {
      signal.removeEventListener('abort', end);
      resolve();
    }, ms);
    if (signal.aborted) end();
    else signal.addEventListener('abort', end, { once: true });
  });
}
