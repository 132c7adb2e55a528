import { promiseHooks } from 'node:v8';

/** Runs `body`, and gives the first promise that it makes to `take`. */
export function withFirstPromise(body: () => void, take: (promise: object) => void): void {
  let isFirst = true;
  const stop = promiseHooks.onInit((promise) => {
    if (isFirst) take(promise);
    isFirst = false;
  }) as () => void;
  try {
    body();
  } finally {
    stop();
  }
}
