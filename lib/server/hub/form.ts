import type { Frame } from './frame.ts';
import { deflated, deflatedPayload, type PieceSum, sumOf } from './shared-deflate.ts';
import { httpChunk, httpTextChunk, sseComment, sseText } from './sse-frame.ts';
import { deflatedFrame, PING, textFrame, textFrames } from './ws-frame.ts';

/** Bytes for a socket as they are, the same for every viewer who is to get them. */
export interface Encoded {
  readonly bytes: Buffer;
  /** Of a piece of a gzip stream. */
  readonly sum: PieceSum | null;
}

export type FormName = 'sse' | 'sse-deflate' | 'ws' | 'ws-batch' | 'ws-deflate';

export const formNames: readonly FormName[] = ['sse', 'sse-deflate', 'ws', 'ws-batch', 'ws-deflate'];

/** How frames are put on a wire. */
export interface Form {
  /** For people, and for counting. */
  readonly name: FormName;
  /** Another for each form. */
  readonly key: string;
  /** At least one frame. */
  readonly encode: (frames: readonly Frame[]) => Encoded;
  readonly heartbeat: Encoded;
}

export interface SseForm extends Form {
  /** Bytes as the body has them: as a chunk under HTTP/1.1; as they are under 1.0, which knows no chunks. */
  readonly wrap: (bytes: Buffer) => Buffer;
}

export const webSocketForms = {
  plain: webSocketForm('ws', (frames) => textFrames(frames.map(({ data }) => data))),
  batch: webSocketForm('ws-batch', (frames) => textFrame(batchOf(frames))),
  deflate: webSocketForm('ws-deflate', (frames) => deflatedFrame(deflatedPayload(batchOf(frames)))),
};

export const sseForms = {
  chunked: sseForm('sse', httpChunk, (text) => plain(httpTextChunk(text))),
  bare: sseForm('sse', asIs, (text) => plain(Buffer.from(text))),
  chunkedDeflate: sseForm('sse-deflate', httpChunk, (text) => gzipPiece(text, httpChunk)),
  bareDeflate: sseForm('sse-deflate', asIs, (text) => gzipPiece(text, asIs)),
};

function webSocketForm(name: FormName, encode: (frames: readonly Frame[]) => Buffer): Form {
  return { name, key: name, encode: (frames) => plain(encode(frames)), heartbeat: plain(PING) };
}

function sseForm(name: FormName, wrap: SseForm['wrap'], encodeText: (text: string) => Encoded): SseForm {
  const encode = (frames: readonly Frame[]) =>
    encodeText(frames.length === 1 ? sseText(frames[0]) : frames.map(sseText).join(''));
  const key = wrap === asIs ? `${name}, bare` : name;
  return { name, key, encode, wrap, heartbeat: encodeText(sseComment('heartbeat')) };
}

function plain(bytes: Buffer): Encoded {
  return { bytes, sum: null };
}

function gzipPiece(text: string, wrap: SseForm['wrap']): Encoded {
  const bytes = Buffer.from(text);
  return { bytes: wrap(deflated(bytes)), sum: sumOf(bytes) };
}

function asIs(bytes: Buffer): Buffer {
  return bytes;
}

function batchOf(frames: readonly Frame[]): string {
  return `[${frames.map(({ data }) => data).join(',')}]`;
}
