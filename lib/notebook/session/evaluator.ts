import { Session } from 'node:inspector';

/** How an evaluation ended. */
export type Evaluation =
  | { readonly status: 'ok' }
  | { readonly status: 'thrown'; readonly thrown: unknown }
  | { readonly status: 'terminated' };

interface RemoteObject {
  readonly objectId?: string;
  readonly value?: unknown;
  readonly unserializableValue?: string;
  readonly description?: string;
}

interface EvaluateReply {
  readonly exceptionDetails?: { readonly text: string; readonly exception?: RemoteObject };
}

const GROUP = 'cell';

/**
 * Evaluates scripts in V8's REPL mode: top-level `let` and `class` may be declared again, a name has one
 * binding that every closure sees, and `await` stands at the top level. Such code runs as fast as any other.
 */
export class Evaluator {
  private readonly session = new Session();

  constructor() {
    this.session.connect();
  }

  /** Starts at once; `done` is called once, unless the code is terminated after an `await`: then never. */
  evaluate(code: string, name: string, done: (evaluation: Evaluation) => void): void {
    const expression = `${code}\n//# sourceURL=${name}`;
    const options = { expression, replMode: true, awaitPromise: true, objectGroup: GROUP };
    this.session.post('Runtime.evaluate', options, (error, reply) => {
      const details = error ? undefined : (reply as EvaluateReply).exceptionDetails;
      const evaluation: Evaluation = error
        ? { status: 'terminated' }
        : details
          ? { status: 'thrown', thrown: this.valueOf(details.exception, details.text) }
          : { status: 'ok' };
      this.session.post('Runtime.releaseObjectGroup', { objectGroup: GROUP });
      done(evaluation);
    });
  }

  /** The value itself behind the inspector's description of it. */
  private valueOf(remote: RemoteObject | undefined, text: string): unknown {
    if (remote === undefined) return new Error(text);
    const { objectId, unserializableValue } = remote;
    if (objectId !== undefined) return this.local(objectId);
    if (unserializableValue === undefined) return remote.value;
    if (unserializableValue.endsWith('n')) return BigInt(unserializableValue.slice(0, -1));
    return Number(unserializableValue);
  }

  private local(objectId: string): unknown {
    let value: unknown;
    const table = globalThis as { [received]?: (given: unknown) => void };
    table[received] = (given) => {
      value = given;
    };
    const functionDeclaration = `function () { 'use strict'; globalThis['${received}'](this) }`;
    this.session.post('Runtime.callFunctionOn', { objectId, functionDeclaration, silent: true });
    delete table[received];
    return value;
  }
}

const received = 'faultline.evaluator.received';
