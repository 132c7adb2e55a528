import type { Duplex } from 'node:stream';
import type { WebSocket } from 'ws';
import type { Channel } from './channel.ts';
import { type Encoded, type Form, webSocketForms } from './form.ts';
import { DEFLATE_WINDOW_BITS } from './shared-deflate.ts';
import { closeCodes, Viewer, type ViewerHub } from './viewer.ts';
import type { ViewerOptions } from './viewer-options.ts';
import { textFrame } from './ws-frame.ts';

/** Milliseconds that a close may take. */
const CLOSE_TIME = 2_000;
/** Bytes of a close's reason, at most (RFC 6455, 5.5). */
const REASON_BYTES = 123;
/** Pings in a row that may go unanswered. */
const UNANSWERED_MAX = 2;
const OPEN = 1;

/**
 * How `ws` is to negotiate permessage-deflate, so that compressed frames can be shared and nothing is kept
 * for each connection: for `new WebSocketServer({ perMessageDeflate })`.
 */
export const sharedDeflateOptions = {
  serverNoContextTakeover: true,
  clientNoContextTakeover: true,
  threshold: 4096,
} as const;

/** The form of a connection, as far as it was negotiated. */
export function webSocketFormOf(ws: WebSocket, { batch, compress, dialect }: ViewerOptions): Form {
  if (dialect !== undefined) return webSocketForms.plain;
  const windowBits = Number(/server_max_window_bits=(\d+)/.exec(ws.extensions)?.[1] ?? 15);
  // A smaller window than ours could not hold what our frames refer to.
  const canInflate = ws.extensions.includes('permessage-deflate') && windowBits >= DEFLATE_WINDOW_BITS;
  if (compress === true) return canInflate ? webSocketForms.deflate : webSocketForms.batch;
  return batch === true ? webSocketForms.batch : webSocketForms.plain;
}

/**
 * A viewer under WebSocket. `ws` takes what comes in and closes; frames go past it, to the socket, as other
 * viewers get them. Both write whole frames, so that they may alternate.
 */
export class SocketViewer extends Viewer {
  private readonly ws: WebSocket;
  private readonly form: Form;
  private unanswered = 0;

  constructor(hub: ViewerHub, channel: Channel<Viewer>, form: Form, ws: WebSocket, socket: Duplex) {
    super(hub, channel);
    this.form = form;
    this.ws = ws;
    ws.on('close', () => this.leave());
    ws.on('error', () => undefined);
    ws.on('pong', () => {
      this.unanswered = 0;
    });
    this.follow(socket);
  }

  /** Whether there is somebody. */
  begin(): void {
    if (this.ws.readyState !== OPEN) this.leave();
  }

  write({ bytes }: Encoded): void {
    if (this.ws.readyState === OPEN) this.socket?.write(bytes);
  }

  /** Sends a message of the connection's own, as JSON: in batches a batch of one. */
  tell(json: string): void {
    const text = this.form.name === 'ws' ? json : `[${json}]`;
    if (this.ws.readyState === OPEN) this.socket?.write(textFrame(text));
  }

  beat(): void {
    if (this.unanswered++ < UNANSWERED_MAX) this.write(this.form.heartbeat);
    else {
      this.leave();
      this.ws.terminate();
    }
  }

  drop(reason: string): void {
    this.close(reason, closeCodes.tooSlow);
  }

  protected end(reason: string, code: number): void {
    if (this.channel.sharing.dialect === null) this.tell(JSON.stringify({ type: 'closing', reason }));
    this.ws.close(code, shortened(reason));
    setTimeout(() => this.ws.terminate(), CLOSE_TIME).unref();
  }
}

/** As much of a text as fits into a close, by whole characters. */
function shortened(text: string): string {
  const bytes = new TextEncoder().encodeInto(text, new Uint8Array(REASON_BYTES));
  return text.slice(0, bytes.read);
}
