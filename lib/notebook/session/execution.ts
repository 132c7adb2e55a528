import { LibraryShipping } from './library-shipping.ts';
import type { Outcome } from './session-message.ts';

/** Thrown into a cell that was interrupted, at the `await` where it stands. */
export class Interrupted extends Error {
  constructor() {
    super('The cell was interrupted');
    this.name = 'Interrupted';
  }
}

/** After an interrupt, what a cell awaits may still settle if the cell has asked for the signal, in ms. */
export const GRACE = 100;

/** One execution of a cell, from its start to its outcome and, for what it left running, beyond. */
export class Execution {
  readonly id: number;
  /** The value of the cell's last expression. */
  result: unknown;
  /** The cell has ended, or was made to. */
  outcome: Outcome | undefined;
  /** Of the figures that it shows. */
  readonly libraries = new LibraryShipping();
  private readonly controller = new AbortController();
  private signalAsked = false;
  private rejectAwait: ((reason: Error) => void) | undefined;

  constructor(id: number) {
    this.id = id;
  }

  get signal(): AbortSignal {
    this.signalAsked = true;
    return this.controller.signal;
  }

  get interrupted(): boolean {
    return this.controller.signal.aborted;
  }

  /** Nothing that this execution left running may show anything more. */
  get silenced(): boolean {
    return this.interrupted && this.outcome !== undefined;
  }

  /** What a top-level `await` awaits: the value, or the interrupt if that comes first. */
  await(value: unknown): unknown {
    if (this.interrupted) throw new Interrupted();
    if (!isThenable(value)) return value;
    return new Promise((resolve, reject) => {
      this.rejectAwait = reject;
      value.then(resolve, reject);
    });
  }

  /** Interrupts it where it awaits. Code that is running is stopped from another thread. */
  interrupt(): void {
    this.controller.abort(new Interrupted());
    setTimeout(() => this.rejectAwait?.(new Interrupted()), this.signalAsked ? GRACE : 0);
  }
}

function isThenable(value: unknown): value is PromiseLike<unknown> {
  return (
    value !== null &&
    (typeof value === 'object' || typeof value === 'function') &&
    typeof (value as { then?: unknown }).then === 'function'
  );
}
