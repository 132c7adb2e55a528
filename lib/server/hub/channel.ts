import type { Dialect } from './dialect.ts';
import type { Encoded, Form } from './form.ts';
import type { Frame } from './frame.ts';
import { framesOf, type KeptMessage } from './kept-message.ts';
import type { MessageRing } from './message-ring.ts';
import { type Subscription, subscriptionKey, subscriptionTest } from './subscription.ts';

/** A piece is complete when its messages have this many characters. */
const PIECE_LENGTH = 65_536;

/** Messages in one form: for every viewer of a channel that is to go on from the same one. */
export interface Piece {
  /** Null: there was nothing for these viewers among the messages. */
  readonly encoded: Encoded | null;
  /** Goes on from here. */
  readonly next: number;
}

/** What viewers have in common whose frames are the same. */
export interface Sharing {
  readonly form: Form;
  readonly subscription: Subscription | undefined;
  readonly dialect: Dialect | null;
  /** Milliseconds. */
  readonly window: number;
}

/** Members with the same form, subscription, dialect and window; what they get is made once. */
export class Channel<Member> {
  readonly key: string;
  readonly sharing: Sharing;
  readonly viewers = new Set<Member>();
  /** Whether its window is open: what was told waits for its end. */
  isGathering = false;
  private readonly hears: ReturnType<typeof subscriptionTest>;
  private readonly pieces = new Map<number, Piece>();
  private reset: { readonly kept: KeptMessage; readonly encoded: Encoded | null } | null = null;

  constructor(key: string, sharing: Sharing) {
    this.key = key;
    this.sharing = sharing;
    this.hears = subscriptionTest(sharing.subscription);
  }

  /** The messages from `from` on, up to the length of a piece. */
  piece(ring: MessageRing, from: number): Piece {
    let piece = this.pieces.get(from);
    if (piece === undefined) {
      piece = this.made(ring, from);
      this.pieces.set(from, piece);
    }
    return piece;
  }

  /** A reset that comes in place of messages. */
  resetPiece(kept: KeptMessage): Encoded | null {
    if (this.reset?.kept !== kept)
      this.reset = { kept, encoded: this.encoded(framesOf(kept, this.sharing.dialect)) };
    return this.reset.encoded;
  }

  /** Lets go of what was made for a round of writes. */
  forget(): void {
    this.pieces.clear();
  }

  private made(ring: MessageRing, from: number): Piece {
    const { dialect } = this.sharing;
    const frames: Frame[] = [];
    let length = 0;
    let next = from;
    while (next < ring.next && length < PIECE_LENGTH) {
      const kept = ring.get(next++);
      if (this.hears !== null && !this.hears(kept)) continue;
      for (const frame of framesOf(kept, dialect)) {
        frames.push(frame);
        length += frame.data.length;
      }
    }
    return { encoded: this.encoded(frames), next };
  }

  private encoded(frames: readonly Frame[]): Encoded | null {
    return frames.length === 0 ? null : this.sharing.form.encode(frames);
  }
}

/** The same for the same sharing. */
export function sharingKey({ dialect, form, subscription, window }: Sharing): string {
  return JSON.stringify([form.key, dialect?.name ?? null, window, subscriptionKey(subscription)]);
}
