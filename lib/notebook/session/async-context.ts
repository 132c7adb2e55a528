/** A value that follows code through everything asynchronous that it starts. */
export interface AsyncContext<T extends object> {
  readonly current: T | undefined;
  run<R>(value: T, body: () => R): R;
  /** Starts to follow. Once a process. */
  follow(): void;
  /** Forgets where it was: the code that was running has been terminated. */
  reset(): void;
}
