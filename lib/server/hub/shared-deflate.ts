import { constants, crc32, deflateRawSync } from 'node:zlib';
import { crcShift, shifted } from './crc-shift.ts';

/** A piece seldom holds more than a few kilobytes: a small window is begun several times faster. */
export const DEFLATE_WINDOW_BITS = 12;

const OPTIONS = {
  finishFlush: constants.Z_SYNC_FLUSH,
  level: 3,
  windowBits: DEFLATE_WINDOW_BITS,
  memLevel: 5,
} as const;
/** What ends every flush, and what permessage-deflate leaves out (RFC 7692, 7.2.1). */
const FLUSH_TAIL = 4;
/** The last block, empty. */
const END = Buffer.from([3, 0]);

/** Begins a gzip stream (RFC 1952): deflate, no name, no time, of an unknown system. */
export const GZIP_HEAD: Buffer = Buffer.from([0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 0xff]);

/** What a stream's trailer must know of a piece of it. */
export interface PieceSum {
  readonly crc: number;
  readonly length: number;
  /** What the CRC of all before is multiplied by. */
  readonly shift: number;
}

/**
 * A text deflated without reference to anything before it, up to a byte boundary: a piece of any deflate
 * stream, whatever came before it in that stream. So one piece serves all who read the text.
 */
export function deflated(bytes: Uint8Array): Buffer {
  // Room for most of what comes out, no more: it lives as long as the piece.
  return deflateRawSync(bytes, { ...OPTIONS, chunkSize: Math.max(1024, bytes.length >> 2) });
}

/** A text deflated as the payload of a WebSocket message. */
export function deflatedPayload(text: string): Buffer {
  const bytes = deflated(Buffer.from(text));
  return bytes.subarray(0, bytes.length - FLUSH_TAIL);
}

export function sumOf(bytes: Uint8Array): PieceSum {
  return { crc: crc32(bytes), length: bytes.length, shift: crcShift(bytes.length) };
}

/** The running sum of one reader's gzip stream, made of pieces that others read too. */
export class GzipSum {
  private crc = 0;
  private length = 0;

  add(piece: PieceSum): void {
    this.crc = (shifted(this.crc, piece.shift) ^ piece.crc) >>> 0;
    this.length = (this.length + piece.length) % 2 ** 32;
  }

  /** Ends the stream: the last block, the CRC and the length. */
  trailer(): Buffer {
    const trailer = Buffer.alloc(END.length + 8);
    trailer.set(END);
    trailer.writeUInt32LE(this.crc, END.length);
    trailer.writeUInt32LE(this.length, END.length + 4);
    return trailer;
  }
}
