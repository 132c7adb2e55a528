/** First bytes of frames that are whole messages: FIN and the opcode (RFC 6455, 5.2). */
const TEXT = 0x81;
/** The same with RSV1: compressed (RFC 7692, 6). */
const TEXT_DEFLATED = 0xc1;

/** An empty ping. */
export const PING: Buffer = Buffer.from([0x89, 0]);

/** Texts as unmasked frames, one each, end to end. */
export function textFrames(texts: readonly string[]): Buffer {
  const lengths = texts.map((text) => Buffer.byteLength(text));
  const frames = Buffer.allocUnsafe(lengths.reduce((sum, length) => sum + headLength(length) + length, 0));
  let at = 0;
  for (let i = 0; i < texts.length; i++) {
    at = writeHead(frames, at, TEXT, lengths[i]);
    at += frames.write(texts[i], at);
  }
  return frames;
}

/** One text as an unmasked frame. */
export function textFrame(text: string): Buffer {
  return textFrames([text]);
}

/** A text that was deflated, as an unmasked frame. */
export function deflatedFrame(payload: Uint8Array): Buffer {
  const frame = Buffer.allocUnsafe(headLength(payload.length) + payload.length);
  frame.set(payload, writeHead(frame, 0, TEXT_DEFLATED, payload.length));
  return frame;
}

function headLength(length: number): number {
  if (length < 126) return 2;
  return length < 65_536 ? 4 : 10;
}

/** Writes the head of a frame; returns where its payload begins. */
function writeHead(frame: Buffer, at: number, first: number, length: number): number {
  frame[at] = first;
  if (length < 126) {
    frame[at + 1] = length;
    return at + 2;
  }
  if (length < 65_536) {
    frame[at + 1] = 126;
    return frame.writeUInt16BE(length, at + 2);
  }
  frame[at + 1] = 127;
  frame.writeUInt32BE(Math.floor(length / 2 ** 32), at + 2);
  return frame.writeUInt32BE(length % 2 ** 32, at + 6);
}
