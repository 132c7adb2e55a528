import { ClientError } from './client-error.ts';
import { SseParser } from './sse-parser.ts';
import { type Ending, isFinalStatus, messagesOf, UNREADABLE, type Wire, type WireHandlers } from './wire.ts';

export interface SseWireOptions {
  /** Asks for the stream. @throws ClientError for an answer that is none. */
  readonly open: (signal: AbortSignal) => Promise<Response>;
  /** Milliseconds of silence after which the connection counts as lost; heartbeats break it. */
  readonly silence: number;
}

/** Looks for silence so many times in its length: a timer that a browser slows down does not end it. */
const LOOKS = 3;

/** A connection over server-sent events, read with `fetch`: what came after, and a token, go with it. */
export class SseWire implements Wire {
  readonly canSend = false;
  private readonly options: SseWireOptions;
  private readonly handlers: WireHandlers;
  private readonly abort = new AbortController();
  private isOver = false;
  private silentLooks = 0;
  /** Why the server said that it would end the stream. */
  private parting = 'the server ended the stream';
  private readonly timer: ReturnType<typeof setInterval>;

  constructor(options: SseWireOptions, handlers: WireHandlers) {
    this.options = options;
    this.handlers = handlers;
    this.timer = setInterval(() => this.look(), options.silence / LOOKS);
    void this.read();
  }

  send(): void {
    throw new ClientError('nothing can be sent over server-sent events');
  }

  close(): void {
    if (this.isOver) return;
    this.isOver = true;
    clearInterval(this.timer);
    this.abort.abort();
  }

  private look(): void {
    if (this.silentLooks++ < LOOKS) return;
    this.end({ reason: 'the server is silent', isFinal: false });
  }

  private async read(): Promise<void> {
    try {
      const { body, headers } = await this.options.open(this.abort.signal);
      if (this.isOver) return;
      if (body === null || !headers.get('content-type')?.startsWith('text/event-stream')) {
        this.end({ reason: 'the answer is no event stream', isFinal: true });
        return;
      }
      this.handlers.live();
      await this.readBody(body);
      this.end({ reason: this.parting, isFinal: false });
    } catch (error) {
      this.end(endingOf(error));
    }
  }

  private async readBody(body: ReadableStream<Uint8Array>): Promise<void> {
    const reader = body.getReader();
    const decoder = new TextDecoder();
    const parser = new SseParser();
    for (;;) {
      const { done, value } = await reader.read();
      if (done || this.isOver) return;
      this.silentLooks = 0;
      for (const text of parser.push(decoder.decode(value, { stream: true }))) {
        if (this.isOver) return;
        this.take(text);
      }
    }
  }

  private take(text: string): void {
    const messages = messagesOf(text);
    if (messages === null) this.end(UNREADABLE);
    else
      for (const message of messages) {
        if (message.type === 'closing') this.parting = String(message.reason);
        else if (!this.isOver) this.handlers.message(message);
      }
  }

  private end(ending: Ending): void {
    if (this.isOver) return;
    this.close();
    this.handlers.end(ending);
  }
}

/** A refusal for good ends the stream; of anything else the next try may know better. */
function endingOf(error: unknown): Ending {
  if (!(error instanceof ClientError) || error.status === null) {
    return { reason: error instanceof Error ? error.message : String(error), isFinal: false };
  }
  return { reason: error.message, isFinal: isFinalStatus(error.status), status: error.status };
}
