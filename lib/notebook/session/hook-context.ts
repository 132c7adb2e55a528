import { promisify } from 'node:util';
import { promiseHooks } from 'node:v8';
import type { AsyncContext } from './async-context.ts';

/** For Node 20: follows `await`, promises and timers by hooks of its own, which may be cut off anywhere. */
export class HookContext<T extends object> implements AsyncContext<T> {
  current: T | undefined;
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

  follow(): void {
    const { stamp, outer } = this;
    promiseHooks.createHook({
      init: (promise) => {
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
