import type { SessionMessage } from '../../live/session-message.ts';
import type { Dialect, NumberedMessage } from './dialect.ts';
import type { Frame } from './frame.ts';

/** Bytes of a kept message besides its text, about. */
const OVERHEAD = 200;

/** A message as it is kept: its text on the wire, which holds the body. */
export interface KeptMessage {
  readonly seq: number;
  readonly type: SessionMessage['type'];
  readonly kind: string | undefined;
  readonly about: readonly string[] | undefined;
  /** `{"seq":…,"type":…,"data":…}` */
  readonly text: string;
  /** Where the body lies in the text. */
  readonly bodyAt: number;
  readonly bytes: number;
  /** Its frames by the name of the dialect. */
  translated: Map<string, readonly Frame[]> | null;
}

export function keptMessage(seq: number, { about, body, kind, type }: SessionMessage): KeptMessage {
  const head = `{"seq":${seq},"type":"${type}","data":`;
  const text = `${head}${body}}`;
  const bytes = text.length + OVERHEAD;
  return { seq, type, kind, about, text, bodyAt: head.length, bytes, translated: null };
}

export function bodyOf({ bodyAt, text }: KeptMessage): string {
  return text.slice(bodyAt, -1);
}

/** The frames of a message for all viewers of a dialect; null: the native wording. */
export function framesOf(kept: KeptMessage, dialect: Dialect | null): readonly Frame[] {
  if (dialect === null) return [{ id: kept.seq, event: kept.type, data: kept.text }];
  kept.translated ??= new Map();
  let frames = kept.translated.get(dialect.name);
  if (frames === undefined) {
    frames = translated(kept, dialect);
    kept.translated.set(dialect.name, frames);
  }
  return frames;
}

function translated(kept: KeptMessage, dialect: Dialect): Frame[] {
  const { about, kind, seq, type } = kept;
  const message: NumberedMessage = {
    ...{ seq, type, body: bodyOf(kept) },
    ...(kind !== undefined && { kind }),
    ...(about !== undefined && { about }),
  };
  const told = dialect.translate(message);
  const last = told.length - 1;
  return told.map(({ data, event = '' }, index) => ({ id: index === last ? seq : null, event, data }));
}
