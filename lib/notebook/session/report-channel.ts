import { writeSync } from 'node:fs';
import { StringDecoder } from 'node:string_decoder';
import type { SessionReport } from './session-message.ts';

/** The pipe to the kernel. It blocks, so that what was written is never lost, whatever happens next. */
export const REPORTS = 3;
/** The pipe from the kernel, read by the interrupt thread. */
export const REQUESTS = 4;

/** Reports one thing to the kernel, as one line of JSON, before it returns. */
export function report(message: SessionReport): void {
  const bytes = Buffer.from(`${JSON.stringify(message)}\n`);
  for (let written = 0; written < bytes.length; ) {
    written += writeSync(REPORTS, bytes, written);
  }
}

/** Sends what a stream is given to `write` instead, as text. */
export function captureStream(
  stream: NodeJS.WriteStream,
  write: (text: string) => void,
): (text: string) => void {
  const decoder = new StringDecoder('utf8');
  stream.write = ((chunk: unknown, encoding?: unknown, callback?: unknown): boolean => {
    const done = typeof encoding === 'function' ? encoding : callback;
    const isPlain = typeof encoding !== 'string' || /^utf-?8$/i.test(encoding);
    const text =
      typeof chunk === 'string'
        ? isPlain
          ? chunk
          : decoder.write(Buffer.from(chunk, encoding as BufferEncoding))
        : ArrayBuffer.isView(chunk)
          ? decoder.write(bytesOf(chunk))
          : undefined;
    if (text === undefined) throw new TypeError(`write: a string or bytes are needed, not ${typeof chunk}`);
    if (text !== '') write(text);
    if (typeof done === 'function') process.nextTick(done);
    return true;
  }) as typeof stream.write;
  return write;
}

function bytesOf(view: ArrayBufferView): Buffer {
  return Buffer.from(view.buffer, view.byteOffset, view.byteLength);
}
