import { createHmac, randomUUID, timingSafeEqual } from 'node:crypto';

/** Who sent a message, when, and of what type. */
export interface Header {
  readonly msg_id: string;
  readonly msg_type: string;
  readonly username: string;
  /** One for each process that takes part. */
  readonly session: string;
  /** ISO 8601, UTC. */
  readonly date: string;
  /** Version of the protocol: `5.4` from us, other kernels may be older. */
  readonly version: string;
}

/** A message of the Jupyter protocol, as all five sockets but the heartbeat's carry it. */
export interface Message {
  /** Frames before the delimiter: where an answer goes, or the topic of what is published. */
  readonly identities: Buffer[];
  readonly header: Header;
  /** The header of the message that this one answers or comes from; `{}` for one that has no cause. */
  readonly parent: Header | Record<string, never>;
  readonly metadata: Record<string, unknown>;
  readonly content: Record<string, unknown>;
  /** Raw bytes after the signed part. */
  readonly buffers: Buffer[];
}

/** A message that cannot be read: not signed by the key, cut short, or no JSON. Drop it and go on. */
export class MessageError extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'MessageError';
  }
}

/** The version of the protocol that our messages carry. */
export const PROTOCOL_VERSION = '5.4';

const DELIMITER = Buffer.from('<IDS|MSG>');

/** A header for a new message. */
export function newHeader(type: string, session: string): Header {
  return {
    msg_id: randomUUID(),
    msg_type: type,
    username: 'faultline',
    session,
    date: new Date().toISOString(),
    version: PROTOCOL_VERSION,
  };
}

/**
 * The frames of a message, signed with HMAC-SHA256.
 *
 * @param key the key of the connection file; empty: not signed.
 */
export function encode(message: Message, key: string): Buffer[] {
  const { identities, header, parent, metadata, content, buffers } = message;
  const parts = [header, parent, metadata, content].map((part) => Buffer.from(JSON.stringify(part)));
  return [...identities, DELIMITER, Buffer.from(signatureOf(parts, key)), ...parts, ...buffers];
}

/**
 * The message in these frames. Whether its signature was seen before is for the caller to know:
 * `signatureIn`.
 *
 * @throws MessageError for a wrong signature, too few frames, and parts that are no JSON objects.
 */
export function decode(frames: readonly Buffer[], key: string): Message {
  const at = delimiterIn(frames);
  const parts = frames.slice(at + 2, at + 6);
  if (at < 0) throw new MessageError('message without the delimiter <IDS|MSG>');
  if (parts.length < 4) throw new MessageError(`message with ${parts.length} of 4 parts`);
  if (!isSignature(frames[at + 1]!, signatureOf(parts, key))) throw new MessageError('wrong signature');
  const [header, parent, metadata, content] = parts.map(objectIn) as [Fields, Fields, Fields, Fields];
  checkHeader(header);
  return {
    identities: frames.slice(0, at),
    header: header as unknown as Header,
    parent: parent as unknown as Message['parent'],
    metadata,
    content,
    buffers: frames.slice(at + 6),
  };
}

/** The signature that frames carry, to refuse a message sent twice; empty when there is none. */
export function signatureIn(frames: readonly Buffer[]): string {
  const at = delimiterIn(frames);
  return at < 0 ? '' : (frames[at + 1]?.toString('latin1') ?? '');
}

type Fields = Record<string, unknown>;

function delimiterIn(frames: readonly Buffer[]): number {
  return frames.findIndex((frame) => frame.equals(DELIMITER));
}

function signatureOf(parts: readonly Buffer[], key: string): string {
  if (key === '') return '';
  const hmac = createHmac('sha256', key);
  for (const part of parts) hmac.update(part);
  return hmac.digest('hex');
}

/** Compares in a time that does not tell how much of a signature is right. */
function isSignature(given: Buffer, right: string): boolean {
  if (right === '') return true;
  const wanted = Buffer.from(right);
  return given.length === wanted.length && timingSafeEqual(given, wanted);
}

function objectIn(frame: Buffer): Fields {
  let value: unknown;
  try {
    value = JSON.parse(frame.toString('utf8'));
  } catch {
    throw new MessageError('part of a message is not JSON');
  }
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Fields;
  throw new MessageError('part of a message is not a JSON object');
}

function checkHeader(header: Fields): void {
  for (const name of ['msg_id', 'msg_type', 'session']) {
    if (typeof header[name] !== 'string') throw new MessageError(`header without the text ${name}`);
  }
}
