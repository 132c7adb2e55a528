import type { Vocabulary } from '../core/vocabulary.ts';
import type { SessionRequest } from '../live/session-request.ts';
import { ClientError, errorOf } from './client-error.ts';
import { MessageQueue } from './message-queue.ts';
import { machineChance, type Retry, waitBefore } from './retry.ts';
import type { Connection, ConnectionState, MessageType, StreamMessage, Told } from './stream-message.ts';
import type { Ending, OpenWire, Wire, WireMessage } from './wire.ts';

/** What of a session is wanted: all three must match, and what is left out or null is not asked for. */
export interface Subscription {
  /** Types of messages; `status`, `decision` and `reset` always come. */
  readonly types?: readonly MessageType[] | null | undefined;
  /** Kinds of events, such as `default`. */
  readonly kinds?: readonly string[] | null | undefined;
  /** Whom events are about, such as `bank:7`: any of them. */
  readonly about?: readonly string[] | null | undefined;
}

/** Where a connection begins, and what it brings. */
export interface Place {
  /** What came up to this number is there already; null: begin with a reset. */
  readonly after: number | null;
  readonly subscription: Subscription;
}

export interface SessionStreamOptions {
  /** Opens a connection at a place. */
  readonly open: (place: Place) => OpenWire;
  /** Asks the session where the connection has no way there. */
  readonly request: (request: SessionRequest) => Promise<unknown>;
  readonly place: Place;
  readonly retry: Retry;
}

/** What is told to listeners of a stream, by the name under which they listen. */
type Listeners<Words extends Vocabulary> = {
  [Type in MessageType]: (data: Told<Words>[Type], seq: number) => void;
} & {
  /** Every message. */
  message: (message: StreamMessage<Words>) => void;
  connection: (state: ConnectionState) => void;
  /** What a listener threw, and what the server has against a message; without a listener, the console's. */
  error: (error: unknown) => void;
};

interface Asked {
  readonly message: { readonly type: 'request'; readonly id: number; readonly request: SessionRequest };
  readonly resolve: (result: unknown) => void;
  readonly reject: (error: ClientError) => void;
  isSent: boolean;
}

/** A loop that falls behind by so many messages lets go of the connection, and takes it up again here. */
const BEHIND_MAX = 10_000;
const BEHIND_MIN = 1_000;

/**
 * What a session tells, as it comes: each message once and in order, over as many connections as it takes.
 * It connects when it is first listened to, looped over or asked something, and ends by `close`.
 */
export class SessionStream<Words extends Vocabulary = Vocabulary>
  implements AsyncIterable<StreamMessage<Words>, undefined>
{
  private readonly options: SessionStreamOptions;
  private readonly listeners = new Map<string, Set<(...told: never[]) => void>>();
  private readonly queues = new Set<MessageQueue<StreamMessage<Words>>>();
  private readonly asked = new Map<number, Asked>();
  private state: ConnectionState = { connection: 'connecting', reason: null, tries: 0 };
  private wire: Wire | null = null;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private isBegun = false;
  /** It has let go of its connection until those who loop over it have caught up. */
  private isParked = false;
  private subscription: Subscription;
  /** Every number comes: one that is missing was lost. */
  private isWhole: boolean;
  private position: number | null;
  /** A gap was found after this number, and asked for again. */
  private askedAgain: number | null = null;
  private requestCount = 0;
  /** Why it is closed, unless by `close`. */
  private fault: ClientError | null = null;

  constructor(options: SessionStreamOptions) {
    this.options = options;
    this.position = options.place.after;
    this.subscription = options.place.subscription;
    this.isWhole = isAll(this.subscription);
  }

  get connection(): Connection {
    return this.state.connection;
  }

  /** Why it is not live; null where that is plain. */
  get reason(): string | null {
    return this.state.reason;
  }

  /** The number of the last message; null before the first. Another stream can go on `after` it. */
  get last(): number | null {
    return this.position;
  }

  /** Calls a function with the data of each message of a type, or every `message`. Returns how to stop. */
  on<Name extends keyof Listeners<Words>>(name: Name, listener: Listeners<Words>[Name]): () => void {
    const those = this.listeners.get(name) ?? new Set();
    this.listeners.set(name, those);
    those.add(listener);
    this.begin();
    return () => this.off(name, listener);
  }

  off<Name extends keyof Listeners<Words>>(name: Name, listener: Listeners<Words>[Name]): void {
    this.listeners.get(name)?.delete(listener);
  }

  /**
   * The messages from now on. Leaving the loop closes the stream, unless somebody else listens to it.
   *
   * @throws ClientError, from the loop, when the stream has ended otherwise than by `close`.
   */
  [Symbol.asyncIterator](): MessageQueue<StreamMessage<Words>> {
    const queue = new MessageQueue<StreamMessage<Words>>(
      () => this.unpark(),
      (left) => this.leave(left),
    );
    if (this.connection === 'closed') queue.end(this.fault);
    else {
      this.queues.add(queue);
      this.begin();
    }
    return queue;
  }

  /** Changes what comes from here on. */
  subscribe(subscription: Subscription): void {
    this.subscription = subscription;
    this.isWhole = false;
    if (this.wire === null) return;
    const { about = null, kinds = null, types = null } = subscription;
    if (this.wire.canSend && this.connection === 'live') {
      this.wire.send({ type: 'subscribe', types, kinds, about });
    } else this.connect();
  }

  /** Asks something of the session, as soon as there is a connection. @throws ClientError */
  request(request: SessionRequest): Promise<unknown> {
    if (this.connection === 'closed') return Promise.reject(new ClientError(`stream: ${this.reason}`));
    return new Promise((resolve, reject) => {
      const id = ++this.requestCount;
      this.asked.set(id, { message: { type: 'request', id, request }, resolve, reject, isSent: false });
      this.begin();
      this.unpark();
      if (this.connection === 'live') this.sendAsked();
    });
  }

  /** Ends it for good. */
  close(): void {
    this.finish('closed', null);
  }

  private begin(): void {
    if (this.isBegun) return;
    this.isBegun = true;
    // Whoever listens in the same turn gets all from the first message on.
    queueMicrotask(() => {
      if (this.connection !== 'closed') this.connect();
    });
  }

  private connect(): void {
    clearTimeout(this.timer);
    this.wire?.close();
    const { position, subscription } = this;
    const current = (run: () => void) => {
      if (this.wire === wire) run();
    };
    const wire = this.options.open({ after: position, subscription })({
      live: () => current(() => this.live()),
      message: (message) => current(() => this.hear(message)),
      end: (ending) => current(() => this.end(ending)),
    });
    this.wire = wire;
  }

  private live(): void {
    this.tell({ connection: 'live', reason: null, tries: 0 });
    if (this.connection === 'live') this.sendAsked();
  }

  private sendAsked(): void {
    for (const asked of this.asked.values()) {
      if (asked.isSent) continue;
      asked.isSent = true;
      if (this.wire?.canSend) this.wire.send(asked.message);
      else void this.askElsewhere(asked);
    }
  }

  private async askElsewhere({ message, reject, resolve }: Asked): Promise<void> {
    this.asked.delete(message.id);
    try {
      resolve(await this.options.request(message.request));
    } catch (error) {
      reject(error as ClientError);
    }
  }

  private hear(message: WireMessage): void {
    if (typeof message.seq === 'number') this.take(message as unknown as StreamMessage<Words>);
    else if (message.type === 'reply') this.answer(message);
    else if (message.type === 'error') this.report(errorOf(message, null, 'the server refuses a message'));
  }

  private answer({ error, id, result }: WireMessage): void {
    const asked = this.asked.get(id as number);
    if (asked === undefined) return;
    this.asked.delete(asked.message.id);
    if (error === undefined) asked.resolve(result);
    else asked.reject(errorOf(error, null, 'the server refuses the request'));
  }

  /** Each message once: what came before is passed over, and what is missing is asked for again. */
  private take(message: StreamMessage<Words>): void {
    const { position } = this;
    if (message.type !== 'reset' && position !== null) {
      if (message.seq <= position) return;
      if (this.isWhole && message.seq !== position + 1) {
        const reason = `messages ${position + 1} to ${message.seq - 1} are missing`;
        const isFinal = this.askedAgain === position;
        this.askedAgain = position;
        this.wire?.close();
        this.end({ reason, isFinal });
        return;
      }
    }
    this.position = message.seq;
    this.call(message.type, message.data, message.seq);
    this.call('message', message);
    for (const queue of this.queues) queue.push(message);
    this.park();
  }

  private end({ isFinal, reason, status }: Ending): void {
    const { retry } = this.options;
    this.wire = null;
    this.failSent('the connection was lost before the answer came; it may have been done');
    const tries = this.state.tries + 1;
    if (isFinal || tries > retry.tries) {
      const gaveUp = retry.tries > 0 && !isFinal;
      const why = gaveUp ? `gave up after ${retry.tries} tries: ${reason}` : reason;
      this.finish(why, new ClientError(`stream: ${why}`, status ?? null));
      return;
    }
    this.timer = setTimeout(() => this.connect(), waitBefore(tries, retry, machineChance));
    this.tell({ connection: 'retrying', reason, tries });
  }

  private finish(reason: string, fault: ClientError | null): void {
    if (this.connection === 'closed') return;
    clearTimeout(this.timer);
    this.wire?.close();
    this.wire = null;
    this.fault = fault;
    this.tell({ ...this.state, connection: 'closed', reason });
    for (const { message } of this.asked.values()) this.fail(message.id, `stream: ${reason}`);
    for (const queue of this.queues) queue.end(fault);
    this.queues.clear();
  }

  private failSent(reason: string): void {
    for (const { isSent, message } of this.asked.values()) if (isSent) this.fail(message.id, reason);
  }

  private fail(id: number, reason: string): void {
    const asked = this.asked.get(id);
    this.asked.delete(id);
    asked?.reject(new ClientError(reason));
  }

  private leave(queue: MessageQueue<StreamMessage<Words>>): void {
    if (!this.queues.delete(queue)) return;
    const isHeard = [...this.listeners].some(
      ([name, those]) => name !== 'connection' && name !== 'error' && those.size > 0,
    );
    if (isHeard || this.queues.size > 0) this.unpark();
    else this.close();
  }

  private park(): void {
    if (this.asked.size > 0 || this.wire === null) return;
    if (![...this.queues].some((queue) => queue.length > BEHIND_MAX)) return;
    this.isParked = true;
    this.wire.close();
    this.wire = null;
    this.tell({ connection: 'retrying', reason: 'the loop over it is behind', tries: 0 });
  }

  private unpark(): void {
    if (!this.isParked) return;
    if (this.asked.size === 0 && [...this.queues].some((queue) => queue.length > BEHIND_MIN)) return;
    this.isParked = false;
    this.connect();
  }

  private tell(state: ConnectionState): void {
    this.state = state;
    this.call('connection', state);
  }

  private call(name: keyof Listeners<Words>, ...told: readonly unknown[]): void {
    for (const listener of this.listeners.get(name) ?? []) {
      try {
        (listener as (...given: readonly unknown[]) => void)(...told);
      } catch (error) {
        this.report(error);
      }
    }
  }

  /** A listener that throws stops neither the stream nor the others. */
  private report(error: unknown): void {
    const listeners = this.listeners.get('error');
    if (listeners === undefined || listeners.size === 0) {
      console.error(error);
      return;
    }
    for (const listener of listeners) {
      try {
        (listener as (error: unknown) => void)(error);
      } catch (another) {
        console.error(another);
      }
    }
  }
}

function isAll({ about, kinds, types }: Subscription): boolean {
  return (about ?? kinds ?? types ?? null) === null;
}
