import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { Dealer, Request, Subscriber } from 'zeromq';
import { addressOf, type ConnectionInfo } from './connection-info.ts';
import { decode, encode, type Message, newHeader } from './message.ts';

/** What a request waits for on its socket. */
type RequestSocket = 'shell' | 'control';

export interface ExecuteOptions {
  /** Called with each message that the cell publishes, in order, as it comes. */
  readonly onOutput?: (message: Message) => void;
  /** Answers when the cell asks for a line; left out: the kernel is told that nobody can answer. */
  readonly onInput?: (prompt: string, isPassword: boolean) => string | Promise<string>;
  readonly silent?: boolean;
  readonly storeHistory?: boolean;
  readonly stopOnError?: boolean;
  readonly userExpressions?: Readonly<Record<string, string>>;
}

export interface Execution {
  readonly reply: Message;
  /** Everything that the cell published, the two statuses too, in order. */
  readonly outputs: readonly Message[];
}

interface Waiting {
  readonly resolve: (message: Message) => void;
  readonly reject: (error: Error) => void;
}

const PROBE_PAUSE = 60;

/** The client's side of a kernel: asks, waits for answers, hears what is published. */
export class KernelClient {
  readonly info: ConnectionInfo;
  readonly session: string = randomUUID();
  private readonly shell: Dealer;
  private readonly control: Dealer;
  private readonly stdin: Dealer;
  private readonly iopub: Subscriber;
  private readonly sending = new Map<Dealer, Promise<void>>();
  private readonly replies = new Map<string, Waiting>();
  private readonly ends = new Map<string, Waiting>();
  private readonly listeners = new Set<(message: Message) => void>();
  private readonly inputs = new Map<string, NonNullable<ExecuteOptions['onInput']>>();
  private failure: Error | null = null;

  /** Connects its sockets; a kernel that is not there yet is waited for. `start` says when it answers. */
  constructor(info: ConnectionInfo) {
    this.info = info;
    // The kernel asks for input on the route that the request came from.
    const options = { routingId: randomUUID(), linger: 0, sendHighWaterMark: 0, receiveHighWaterMark: 0 };
    const quick = { reconnectInterval: 20, reconnectMaxInterval: 500 };
    this.shell = new Dealer({ ...options, ...quick });
    this.control = new Dealer({ ...options, ...quick });
    this.stdin = new Dealer({ ...options, ...quick });
    // A kernel that prints faster than we read must not lose lines here.
    this.iopub = new Subscriber({ linger: 0, receiveHighWaterMark: 0, ...quick });
    this.iopub.subscribe();
    for (const socket of ['shell', 'control', 'stdin', 'iopub'] as const) {
      this[socket].connect(addressOf(info, socket));
    }
    this.listen(this.shell, (message) => this.settleReply(message));
    this.listen(this.control, (message) => this.settleReply(message));
    this.listen(this.stdin, (message) => this.answer(message));
    this.listen(this.iopub, (message) => this.publish(message));
  }

  /**
   * Waits until the kernel answers and what it publishes arrives here: a subscription takes a moment, and
   * what is published before is lost.
   *
   * @returns the answer to `kernel_info_request`.
   * @throws the signal's reason, or what `fail` was given.
   */
  async start(signal?: AbortSignal): Promise<Message> {
    let info: Message | null = null;
    let isHeard = false;
    const asked = new Set<string>();
    const stop = this.onPublished(({ parent }) => {
      isHeard ||= asked.has(parent.msg_id ?? '');
    });
    try {
      while (info === null || !isHeard) {
        signal?.throwIfAborted();
        if (this.failure !== null) throw this.failure;
        const { id, reply } = this.ask('shell', 'kernel_info_request', {});
        asked.add(id);
        reply.then(
          (message) => {
            info ??= message;
          },
          () => {},
        );
        await Promise.race([reply.catch(() => {}), pause(PROBE_PAUSE)]);
        if (info !== null && !isHeard) await pause(PROBE_PAUSE / 4);
      }
      return info;
    } finally {
      stop();
    }
  }

  /** Sends a request and waits for its answer. @throws what `fail` was given; waits for ever otherwise */
  async request(socket: RequestSocket, type: string, content: Record<string, unknown>): Promise<Message> {
    return this.ask(socket, type, content).reply;
  }

  /** Runs a cell: resolves when its answer and its last output are here. @throws what `fail` was given */
  async execute(code: string, options: ExecuteOptions = {}): Promise<Execution> {
    const { onOutput, onInput, silent = false, storeHistory = !silent, stopOnError = true } = options;
    const content = {
      code,
      silent,
      store_history: storeHistory,
      user_expressions: options.userExpressions ?? {},
      allow_stdin: onInput !== undefined,
      stop_on_error: stopOnError,
    };
    const outputs: Message[] = [];
    const { id, reply } = this.ask('shell', 'execute_request', content);
    if (onInput !== undefined) this.inputs.set(id, onInput);
    const stop = this.onPublished((message) => {
      if (message.parent.msg_id !== id) return;
      outputs.push(message);
      onOutput?.(message);
    });
    const end = new Promise<Message>((resolve, reject) => {
      this.ends.set(id, { resolve, reject });
    });
    try {
      const [answer] = await Promise.all([reply, end]);
      return { reply: answer, outputs };
    } finally {
      stop();
      this.ends.delete(id);
      this.inputs.delete(id);
    }
  }

  /** Calls `listener` with everything that the kernel publishes, whoever asked. @returns a way to stop */
  onPublished(listener: (message: Message) => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  /** Does the heartbeat answer within so many milliseconds? */
  async beats(milliseconds: number): Promise<boolean> {
    // A new socket each time: one that was not answered cannot ask again.
    const socket = new Request({ linger: 0, receiveTimeout: milliseconds, sendTimeout: milliseconds });
    try {
      socket.connect(addressOf(this.info, 'hb'));
      await socket.send('ping');
      return (await socket.receive())[0]!.toString() === 'ping';
    } catch {
      return false;
    } finally {
      socket.close();
    }
  }

  /** Ends all that waits, now and later, with this error: the kernel is gone. */
  fail(error: Error): void {
    this.failure ??= error;
    const waiting = [...this.replies.values(), ...this.ends.values()];
    this.replies.clear();
    this.ends.clear();
    for (const { reject } of waiting) reject(this.failure);
  }

  /** Closes the sockets; what still waits is rejected. */
  close(): void {
    this.fail(new Error('the connection to the kernel was closed'));
    for (const socket of [this.shell, this.control, this.stdin, this.iopub]) socket.close();
  }

  private ask(
    socket: RequestSocket,
    type: string,
    content: Record<string, unknown>,
  ): { readonly id: string; readonly reply: Promise<Message> } {
    const message = this.messageOf(type, content);
    const id = message.header.msg_id;
    const reply = new Promise<Message>((resolve, reject) => {
      if (this.failure !== null) reject(this.failure);
      else this.replies.set(id, { resolve, reject });
    });
    this.send(this[socket], message);
    return { id, reply };
  }

  private messageOf(type: string, content: Record<string, unknown>, parent?: Message): Message {
    return {
      identities: [],
      header: newHeader(type, this.session),
      parent: parent?.header ?? {},
      metadata: {},
      content,
      buffers: [],
    };
  }

  /** A socket takes one message at a time. */
  private send(socket: Dealer, message: Message): void {
    if (this.failure !== null) return;
    const frames = encode(message, this.info.key);
    const before = this.sending.get(socket) ?? Promise.resolve();
    const sent = before.then(() => socket.send(frames)).catch((error: Error) => this.fail(error));
    this.sending.set(socket, sent);
  }

  private async listen(socket: Dealer | Subscriber, take: (message: Message) => void): Promise<void> {
    for (;;) {
      let frames: Buffer[];
      try {
        frames = await socket.receive();
      } catch {
        return;
      }
      let message: Message;
      try {
        message = decode(frames, this.info.key);
      } catch {
        continue;
      }
      take(message);
    }
  }

  private settleReply(message: Message): void {
    const id = message.parent.msg_id ?? '';
    const waiting = this.replies.get(id);
    this.replies.delete(id);
    waiting?.resolve(message);
  }

  private publish(message: Message): void {
    for (const listener of this.listeners) listener(message);
    const { header, content, parent } = message;
    if (header.msg_type !== 'status' || content.execution_state !== 'idle') return;
    this.ends.get(parent.msg_id ?? '')?.resolve(message);
  }

  private async answer(message: Message): Promise<void> {
    const answerOf = this.inputs.get(message.parent.msg_id ?? '');
    if (message.header.msg_type !== 'input_request' || answerOf === undefined) return;
    const { prompt, password } = message.content;
    const value = await answerOf(String(prompt ?? ''), password === true);
    this.send(this.stdin, this.messageOf('input_reply', { status: 'ok', value }, message));
  }
}
