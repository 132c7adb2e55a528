import { promisify } from 'node:util';
import { promiseHooks } from 'node:v8';

/**
 * A value that follows code through `await`, promises and timers.
 *
 * Node's AsyncLocalStorage keeps a stack of its own before Node 24, and the process dies when code is
 * terminated between its push and its pop; this one may be cut off anywhere, and is then `reset`.
 */
export class AsyncContext<T extends object> {
  current: T | undefined;
  /** Called once, with the next promise that is made. */
  onPromise: ((promise: object) => void) | undefined;
  private readonly stamp = stampClass<T>();
  private readonly outer: (T | undefined)[] = [];

  run<R>(value: T, body: () => R): R {
    const before = this.current;
    this.current = value;
    try {
      return body();
    } finally {
      this.current = before;
    }
  }

  /** Starts to follow promises and timers. Once a process. */
  follow(): void {
    const { stamp, outer } = this;
    promiseHooks.createHook({
      init: (promise) => {
        const take = this.onPromise;
        this.onPromise = undefined;
        take?.(promise);
        if (this.current !== undefined) new stamp(promise, this.current);
      },
      before: (promise) => {
        outer.push(this.current);
        this.current = stamp.of(promise);
      },
      after: () => {
        this.current = outer.pop();
      },
    });
    for (const name of ['setTimeout', 'setInterval', 'setImmediate', 'queueMicrotask'] as const) {
      this.followCallbacksOf(name);
    }
  }

  /** Forgets where it was: the code that was running has been terminated. */
  reset(): void {
    this.outer.length = 0;
    this.current = undefined;
  }

  private followCallbacksOf(name: 'setTimeout' | 'setInterval' | 'setImmediate' | 'queueMicrotask'): void {
    type Callback = (...args: unknown[]) => unknown;
    const table = globalThis as unknown as Record<typeof name, Callback>;
    const original = table[name] as Callback & { [promisify.custom]?: unknown };
    const follow = (callback: unknown, ...rest: unknown[]): unknown => {
      const value = this.current;
      if (typeof callback !== 'function' || value === undefined) return original(callback, ...rest);
      const context = this;
      const followed = function (this: unknown, ...args: unknown[]): unknown {
        return context.run(value, () => callback.apply(this, args));
      };
      return original(followed, ...rest);
    };
    Object.defineProperty(follow, 'name', { value: name });
    if (promisify.custom in original) {
      Object.defineProperty(follow, promisify.custom, { value: original[promisify.custom] });
    }
    table[name] = follow;
  }
}

/** Puts a value on an object where nobody can see it and nothing slows down: in a private field. */
function stampClass<T>(): {
  new (object: object, value: T): object;
  of(object: object): T | undefined;
} {
  class Given {
    constructor(object: object) {
      // biome-ignore lint/correctness/noConstructorReturn: the field goes onto what is returned here
      return object;
    }
  }
  return class Stamp extends Given {
    #value: T;

    constructor(object: object, value: T) {
      super(object);
      this.#value = value;
    }

    static of(object: object): T | undefined {
      return #value in object ? object.#value : undefined;
    }
  };
}
