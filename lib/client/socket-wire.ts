import {
  type Ending,
  messagesOf,
  UNREADABLE,
  type Wire,
  type WireHandlers,
  type WireMessage,
} from './wire.ts';

/** A WebSocket as browsers have it, and the package `ws`. */
export interface Socket {
  onmessage: ((event: never) => unknown) | null;
  onclose: ((event: never) => unknown) | null;
  onerror: ((event: never) => unknown) | null;
  send(text: string): void;
  close(code?: number): void;
  /** Of `ws`: at once, without a word. */
  terminate?(): void;
}

export type SocketClass = new (url: string) => Socket;

export interface SocketWireOptions {
  readonly url: string;
  readonly socketClass: () => Promise<SocketClass>;
  /** What is said first, when the server has said hello; null: nothing. */
  readonly greeting: unknown;
  /** Milliseconds until the server has to have said hello. */
  readonly openWait: number;
  /** Asks in another way why there is no connection, since a WebSocket does not say. Null: no reason. */
  readonly whyNot: () => Promise<Ending | null>;
}

/** Milliseconds that a server has to answer a close. */
const CLOSE_WAIT = 1000;

/** What close codes say where no reason comes with them. */
const WORDS: Readonly<Record<number, string>> = {
  1001: 'the server is going',
  1008: 'the server refuses the connection',
  1009: 'a message was too big',
  1013: 'the viewer was too slow',
  4404: 'there is no such session',
  4410: 'the session was deleted',
};
/** Codes after which another try would end like this one. */
const FINAL = [1008, 4404, 4410];

/** A connection that was lost, or never came about. */
const ABNORMAL = 1006;
/** Milliseconds in which a close follows an error. */
const CLOSE_LATE = 50;

/**
 * A connection over a WebSocket. It is live once the server has said hello, and over when the server has
 * been silent for two heartbeats and a question.
 */
export class SocketWire implements Wire {
  readonly canSend = true;
  private readonly options: SocketWireOptions;
  private readonly handlers: WireHandlers;
  private socket: Socket | null = null;
  private isLive = false;
  private isOver = false;
  private hasHeard = true;
  private isAsked = false;
  /** Why the server said that it would close. */
  private parting: string | null = null;
  private timer: ReturnType<typeof setTimeout> | undefined;

  constructor(options: SocketWireOptions, handlers: WireHandlers) {
    this.options = options;
    this.handlers = handlers;
    const late: Ending = { reason: 'the server does not answer', isFinal: false };
    this.timer = setTimeout(() => this.end(late), options.openWait);
    void this.open();
  }

  send(message: unknown): void {
    this.socket?.send(JSON.stringify(message));
  }

  close(): void {
    if (this.isOver) return;
    this.isOver = true;
    clearTimeout(this.timer);
    if (this.socket !== null) leave(this.socket);
  }

  private async open(): Promise<void> {
    let socket: Socket;
    try {
      const Class = await this.options.socketClass();
      if (this.isOver) return;
      socket = new Class(this.options.url);
    } catch (error) {
      this.end({ reason: error instanceof Error ? error.message : String(error), isFinal: true });
      return;
    }
    this.socket = socket;
    socket.onmessage = (event: { readonly data: unknown }) => this.take(event.data);
    socket.onclose = (event: { readonly code: number; readonly reason: string }) => {
      void this.closed(event.code, event.reason);
    };
    // Without a listener `ws` throws. A close follows, but in Node 22 where none was open yet.
    socket.onerror = () => {
      if (!this.isLive) setTimeout(() => void this.closed(ABNORMAL, ''), CLOSE_LATE);
    };
  }

  private take(text: unknown): void {
    if (this.isOver) return;
    this.hasHeard = true;
    const messages = typeof text === 'string' ? messagesOf(text) : null;
    if (messages === null) {
      this.end(UNREADABLE);
      return;
    }
    for (const message of messages) {
      if (this.isOver) return;
      this.hear(message);
    }
  }

  private hear(message: WireMessage): void {
    if (message.type === 'hello') this.hello(message.heartbeat);
    else if (message.type === 'closing') this.parting = String(message.reason);
    else if (message.type !== 'pong') this.handlers.message(message);
  }

  private hello(heartbeat: unknown): void {
    if (this.isLive) return;
    this.isLive = true;
    clearTimeout(this.timer);
    this.beat(typeof heartbeat === 'number' && heartbeat > 0 ? heartbeat : this.options.openWait);
    if (this.options.greeting !== null) this.send(this.options.greeting);
    this.handlers.live();
  }

  /** A browser does not show the server's pings, so silence is asked about. */
  private beat(every: number): void {
    this.timer = setTimeout(() => {
      if (!this.hasHeard && this.isAsked) {
        this.end({ reason: 'the server is silent', isFinal: false });
        return;
      }
      this.isAsked = !this.hasHeard;
      if (this.isAsked) this.send({ type: 'ping' });
      this.hasHeard = false;
      this.beat(every);
    }, every);
  }

  private async closed(code: number, told: string): Promise<void> {
    if (this.isOver || this.socket === null) return;
    this.socket = null;
    const reason = told || this.parting || WORDS[code] || 'the connection was lost';
    const ending = { reason: `${reason} (${code})`, isFinal: FINAL.includes(code) };
    const why = this.isLive || ending.isFinal ? null : await this.options.whyNot();
    this.end(why ?? ending);
  }

  private end(ending: Ending): void {
    if (this.isOver) return;
    this.close();
    this.handlers.end(ending);
  }
}

/** Closes as the protocol asks, and where that is not answered, at once. */
function leave(socket: Socket): void {
  const late = socket.terminate && setTimeout(() => socket.terminate?.(), CLOSE_WAIT);
  socket.onclose = () => clearTimeout(late);
  socket.close(1000);
}
