import type { Frame } from './frame.ts';

const LINE_ENDS = /\r\n|\r|\n/;
const CRLF = Buffer.from('\r\n');

/** The text of an event, by the HTML standard, "Server-sent events". */
export function sseText({ data, event, id }: Frame): string {
  const isPlain = !data.includes('\n') && !data.includes('\r');
  const lines = isPlain ? data : data.split(LINE_ENDS).join('\ndata: ');
  const head = event === '' ? '' : `event: ${event}\n`;
  return id === null ? `${head}data: ${lines}\n\n` : `id: ${id}\n${head}data: ${lines}\n\n`;
}

/** A comment line, which readers pass over. */
export function sseComment(text: string): string {
  return `: ${text}\n\n`;
}

/** Bytes as one chunk of an HTTP/1.1 body of chunks; no bytes would end the body. */
export function httpChunk(bytes: Uint8Array): Buffer {
  return Buffer.concat([Buffer.from(`${bytes.length.toString(16)}\r\n`), bytes, CRLF]);
}

/** Text as one chunk. */
export function httpTextChunk(text: string): Buffer {
  const length = Buffer.byteLength(text);
  const head = `${length.toString(16)}\r\n`;
  const chunk = Buffer.allocUnsafe(head.length + length + 2);
  chunk.write(head, 0, 'latin1');
  chunk.write(text, head.length);
  chunk.write('\r\n', head.length + length, 'latin1');
  return chunk;
}
