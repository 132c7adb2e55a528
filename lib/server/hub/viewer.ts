import type { Duplex } from 'node:stream';
import type { Channel } from './channel.ts';
import type { Encoded } from './form.ts';
import type { Subscription } from './subscription.ts';

/** Closes of WebSockets, by code (RFC 6455, 7.4; 4000 and up are ours). */
export const closeCodes = {
  /** The server is going. */
  going: 1001,
  fault: 1011,
  tooSlow: 1013,
  deleted: 4410,
} as const;

/** What a viewer asks of the hub that has it. */
export interface ViewerHub {
  readonly resume: (viewer: Viewer, after: number | null) => void;
  readonly subscribe: (viewer: Viewer, subscription: Subscription) => void;
  readonly left: (viewer: Viewer) => void;
  readonly drained: (viewer: Viewer) => void;
}

/** Why a viewer is to get a reset next. */
export type ResetReason = 'welcome' | 'behind' | 'unknown position';

/** One who watches a session: a cursor into its messages, and a socket. */
export abstract class Viewer {
  channel: Channel<Viewer>;
  /** The number of the message to send next. */
  next = 0;
  /** Set: it gets a reset before anything else, as soon as there is a state. */
  needs: ResetReason | null = null;
  /** Resets since it last had all there was. */
  resetCount = 0;
  /** It has not yet said from where it begins. */
  isHeld = false;
  /** When its socket was found too full; null: it takes more. On the hub's clock. */
  fullSince: number | null = null;
  /** Null until it may be written to. */
  protected socket: Duplex | null = null;
  private hasLeft = false;
  private readonly hub: ViewerHub;
  private readonly onDrain = () => this.hub.drained(this);

  constructor(hub: ViewerHub, channel: Channel<Viewer>) {
    this.hub = hub;
    this.channel = channel;
  }

  /** It is gone, or going. */
  get isClosed(): boolean {
    return this.hasLeft;
  }

  /** Goes on after the message of that number; null: from a reset. */
  resume(after: number | null): void {
    if (!this.hasLeft) this.hub.resume(this, after);
  }

  /** Changes what follows. */
  subscribe(subscription: Subscription): void {
    if (!this.hasLeft) this.hub.subscribe(this, subscription);
  }

  /** Ends it in order. @param code of a WebSocket's close. */
  close(reason: string, code: number = closeCodes.going): void {
    if (this.hasLeft) return;
    this.leave();
    this.end(reason, code);
  }

  /** Ends it because it is too slow. */
  abstract drop(reason: string): void;

  /** Bytes that its socket has not taken yet. */
  get waiting(): number {
    return this.socket?.writableLength ?? 0;
  }

  /** Whether more bytes wait, and it will say when they are gone: of few it is silent. */
  isFull(waitingMax: number): boolean {
    return this.waiting > waitingMax && this.socket?.writableNeedDrain === true;
  }

  abstract write(encoded: Encoded): void;

  /** Says that it is here, and looks whether the other side is. */
  abstract beat(): void;

  protected abstract end(reason: string, code: number): void;

  /** It is gone: the hub forgets it. */
  protected leave(): void {
    if (this.hasLeft) return;
    this.hasLeft = true;
    this.socket?.off('drain', this.onDrain);
    this.hub.left(this);
  }

  protected follow(socket: Duplex): void {
    this.socket = socket;
    socket.on('drain', this.onDrain);
  }
}
