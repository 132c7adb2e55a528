/** A message of JSON-RPC, as language servers speak it. */
export interface Message {
  readonly id?: number | string;
  readonly method?: string;
  readonly params?: unknown;
  readonly result?: unknown;
  readonly error?: { readonly code: number; readonly message: string };
}

/** The bytes of a message, with the header that gives their count. */
export function encodeMessage(message: Message): Buffer {
  const body = Buffer.from(JSON.stringify({ jsonrpc: '2.0', ...message }));
  return Buffer.concat([Buffer.from(`Content-Length: ${body.length}\r\n\r\n`), body]);
}

/** Cuts a stream of bytes into messages. */
export class MessageStream {
  private chunks: Buffer[] = [];
  private length = 0;
  /** Bytes that the next message needs; 0 while its header is incomplete. */
  private needed = 0;

  /**
   * The messages that these bytes complete.
   *
   * @throws Error for a header without a length, or a body that is not JSON
   */
  push(chunk: Buffer): Message[] {
    this.chunks.push(chunk);
    this.length += chunk.length;
    const messages: Message[] = [];
    // Large bodies arrive in many chunks, which are joined once, when all are there.
    while (this.length >= this.needed && this.length > 0) {
      const bytes = this.chunks.length === 1 ? this.chunks[0]! : Buffer.concat(this.chunks);
      const header = bytes.indexOf('\r\n\r\n');
      if (header < 0) {
        this.hold(bytes, 0);
        break;
      }
      const body = header + 4;
      const length = /content-length: *(\d+)/i.exec(bytes.toString('latin1', 0, header))?.[1];
      if (length === undefined) throw new Error('a message of the language server has no Content-Length');
      const end = body + Number(length);
      if (bytes.length < end) {
        this.hold(bytes, end);
        break;
      }
      messages.push(JSON.parse(bytes.toString('utf8', body, end)) as Message);
      this.hold(bytes.subarray(end), 0);
    }
    return messages;
  }

  private hold(bytes: Buffer, needed: number): void {
    this.chunks = bytes.length > 0 ? [bytes] : [];
    this.length = bytes.length;
    this.needed = needed;
  }
}
