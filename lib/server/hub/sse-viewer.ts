import type { ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';
import type { Channel } from './channel.ts';
import { type Encoded, type SseForm, sseForms } from './form.ts';
import { GZIP_HEAD, GzipSum } from './shared-deflate.ts';
import { Viewer, type ViewerHub } from './viewer.ts';

/** The form of an answer to a request. */
export function sseFormOf(response: ServerResponse, compress: boolean): SseForm {
  const isChunked = response.req.httpVersionMajor === 1 && response.req.httpVersionMinor > 0;
  if (compress) return isChunked ? sseForms.chunkedDeflate : sseForms.bareDeflate;
  return isChunked ? sseForms.chunked : sseForms.bare;
}

/**
 * A viewer under SSE. Its head goes out by the response; events go past it, to the socket, as chunks that
 * other viewers get too.
 */
export class SseViewer extends Viewer {
  private readonly response: ServerResponse;
  private readonly form: SseForm;
  private readonly sum: GzipSum | null;

  constructor(hub: ViewerHub, channel: Channel<Viewer>, form: SseForm, response: ServerResponse) {
    super(hub, channel);
    this.form = form;
    this.response = response;
    this.sum = form.name === 'sse-deflate' ? new GzipSum() : null;
    this.isHeld = true;
    response.on('close', () => this.leave());
    response.on('error', () => this.leave());
  }

  /** Sends the head; calls back when events may follow. */
  begin(onReady: () => void): void {
    const { response } = this;
    if (response.destroyed || response.closed) {
      this.leave();
      return;
    }
    response.writeHead(200, {
      'content-type': 'text/event-stream; charset=utf-8',
      'cache-control': 'no-cache, no-transform',
      'x-accel-buffering': 'no',
      ...(this.sum !== null && { 'content-encoding': 'gzip' }),
      ...(response.req.httpVersionMinor > 0 && { 'transfer-encoding': 'chunked' }),
    });
    response.flushHeaders();
    const ready = (socket: Duplex) => {
      this.follow(socket);
      if (this.sum !== null) socket.write(this.form.wrap(GZIP_HEAD));
      onReady();
    };
    // Under pipelining the answers before it go first, and it has no socket until then.
    if (response.socket !== null) ready(response.socket);
    else response.once('socket', () => ready(response.socket as Duplex));
  }

  write({ bytes, sum }: Encoded): void {
    const { socket } = this;
    if (socket === null || !socket.writable) return;
    if (sum !== null) this.sum?.add(sum);
    socket.write(bytes);
  }

  beat(): void {
    this.write(this.form.heartbeat);
  }

  /** Without a word: its socket takes none. */
  drop(): void {
    this.leave();
    (this.socket ?? this.response).destroy();
  }

  protected end(reason: string): void {
    const { form, response, socket, sum } = this;
    if (this.channel.sharing.dialect === null) {
      const data = JSON.stringify({ type: 'closing', reason });
      this.write(form.encode([{ id: null, event: 'closing', data }]));
    }
    if (sum !== null && socket?.writable) socket.write(form.wrap(sum.trailer()));
    response.end();
  }
}
