type Steps = Iterator<unknown> | AsyncIterator<unknown>;

/**
 * What `for await` iterates in place of an iterable, so that each of its promises passes through `wait`.
 *
 * @param wait gives what is awaited in place of a value; when that rejects, the loop ends with its reason
 * @throws TypeError when the value is not iterable
 */
export function eachAwaited(iterable: unknown, wait: (value: unknown) => unknown): AsyncIterable<unknown> {
  const source = iterable as Partial<AsyncIterable<unknown> & Iterable<unknown>> | null | undefined;
  const start = source?.[Symbol.asyncIterator] ?? source?.[Symbol.iterator];
  if (typeof start !== 'function') throw new TypeError(`${String(iterable)} is not async iterable`);
  const isSync = source?.[Symbol.asyncIterator] == null;
  const steps: Steps = (start as () => Steps).call(iterable);
  const settle = async (step: unknown): Promise<IteratorResult<unknown>> => {
    const result = (await wait(step)) as IteratorResult<unknown>;
    // Iterators that are not async may give promises as values, and `for await` gives what they become.
    return isSync ? { done: result.done ?? false, value: await wait(result.value) } : result;
  };
  return {
    [Symbol.asyncIterator]: () => ({
      next: async () => settle(steps.next()),
      // A loop left early lets its iterator clean up.
      return: async () => (steps.return ? settle(steps.return()) : { done: true, value: undefined }),
    }),
  };
}
