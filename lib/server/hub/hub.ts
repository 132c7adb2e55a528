import type { ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';
import type { WebSocket } from 'ws';
import type { SessionMessage } from '../../live/session-message.ts';
import { Channel, type Sharing, sharingKey } from './channel.ts';
import type { Encoded, Form } from './form.ts';
import { HubCounts, type HubStats } from './hub-counts.ts';
import { type HubLimits, hubLimits } from './hub-limits.ts';
import { MessageRing } from './message-ring.ts';
import { SocketViewer, webSocketFormOf } from './socket-viewer.ts';
import { SseViewer, sseFormOf } from './sse-viewer.ts';
import { Standing } from './standing.ts';
import type { Subscription } from './subscription.ts';
import { closeCodes, type ResetReason, type Viewer } from './viewer.ts';
import type { ViewerOptions } from './viewer-options.ts';

export type { HubLimits } from './hub-limits.ts';

export interface HubOptions extends Partial<HubLimits> {
  /** The number of the first message; 1 when left out. */
  readonly firstSeq?: number;
  /** Whether anybody watches: true when the first viewer comes, false a while after the last has left. */
  readonly onWatched?: (isWatched: boolean) => void;
  /** A dialect failed; the viewers that it failed for have been closed. */
  readonly onFault?: (error: unknown) => void;
}

/**
 * What stands between a session and its viewers. It numbers what the session tells, keeps the latest of it,
 * and writes to each viewer what that has not had yet: once a turn of the event loop, in bytes that are made
 * once for all who stand at the same place. Nobody waits for a viewer that is slow.
 */
export class Hub {
  private readonly limits: HubLimits;
  private readonly ring: MessageRing;
  private readonly standing = new Standing();
  private readonly counts = new HubCounts();
  private readonly channels = new Map<string, Channel<Viewer>>();
  private readonly options: HubOptions;
  /** Who has had no message of this number or a later one must begin with a reset: events went untold. */
  private watchedFrom: number;
  private isWatched = false;
  private hasEnded = false;
  private isScheduled = false;
  /** Messages since viewers were last written to, and their bytes. */
  private unsent = 0;
  private unsentBytes = 0;
  private lingerTimer: NodeJS.Timeout | undefined;
  private lookTimer: NodeJS.Timeout | undefined;
  private beatAt = 0;

  constructor(options: HubOptions = {}) {
    const { firstSeq = 1 } = options;
    this.options = options;
    this.limits = hubLimits(options);
    this.ring = new MessageRing(firstSeq, this.limits.bufferMessages, this.limits.bufferBytes);
    this.watchedFrom = firstSeq;
  }

  /** The number of the latest message. */
  get latest(): number {
    return this.ring.next - 1;
  }

  /** Milliseconds between two signs of life to a viewer. */
  get heartbeat(): number {
    return this.limits.heartbeat;
  }

  get isClosed(): boolean {
    return this.hasEnded;
  }

  get viewerCount(): number {
    return this.counts.viewerCount;
  }

  get stats(): HubStats {
    let lag = 0;
    for (const { viewers } of this.channels.values()) {
      for (const { isHeld, needs, next } of viewers) {
        if (needs === null && !isHeld) lag = Math.max(lag, this.ring.next - next);
      }
    }
    return this.counts.stats(lag);
  }

  /** Numbers messages, and sends them to whom they concern when the event loop turns. */
  publish(messages: readonly SessionMessage[]): void {
    if (this.hasEnded) return;
    const { bufferBytes, bufferMessages } = this.limits;
    for (const message of messages) {
      const kept = this.ring.push(message);
      this.standing.take(kept);
      this.unsent++;
      this.unsentBytes += kept.bytes;
      // More than the ring holds may be told at once, and a viewer that keeps up must lose nothing of it.
      if (this.unsent * 4 > bufferMessages || this.unsentBytes * 4 > bufferBytes) this.flush();
    }
    this.counts.messages += messages.length;
    if (!this.isWatched) this.forget();
    else this.schedule();
  }

  /** Answers a request with a stream that goes on; nothing of the answer may have been sent. */
  addSse(response: ServerResponse, options: ViewerOptions = {}): Viewer {
    const form = sseFormOf(response, options.compress === true);
    const channel = this.channelOf(this.sharingOf(form, options));
    const viewer = new SseViewer(this, channel, form, response);
    this.add(viewer);
    this.place(viewer, options.after ?? null);
    viewer.begin(() => this.release(viewer));
    return viewer;
  }

  /** @param socket what came with the upgrade, under `ws`. */
  addSocket(ws: WebSocket, socket: Duplex, options: ViewerOptions = {}): SocketViewer {
    const form = webSocketFormOf(ws, options);
    const channel = this.channelOf(this.sharingOf(form, options));
    const viewer = new SocketViewer(this, channel, form, ws, socket);
    this.add(viewer);
    this.place(viewer, options.after ?? null);
    viewer.begin();
    if (options.after === undefined) {
      viewer.isHeld = true;
      setTimeout(() => this.release(viewer), this.limits.firstMessage).unref();
    } else this.schedule();
    return viewer;
  }

  /** Ends all streams, in order, and takes no more messages. @param code of the WebSockets' close. */
  close(reason: string, code: number = closeCodes.going): void {
    if (this.hasEnded) return;
    this.hasEnded = true;
    this.flush();
    for (const { viewers } of [...this.channels.values()]) {
      for (const viewer of [...viewers]) viewer.close(reason, code);
    }
    clearTimeout(this.lingerTimer);
    clearInterval(this.lookTimer);
    this.ring.clear();
  }

  /** For viewers. */
  resume(viewer: Viewer, after: number | null): void {
    viewer.isHeld = false;
    this.place(viewer, after);
    this.schedule();
  }

  /** For viewers. What was told before is still heard by the former subscription. */
  subscribe(viewer: Viewer, subscription: Subscription): void {
    if (!viewer.isHeld) this.serveSafely(viewer);
    if (viewer.isClosed) return;
    this.leaveChannel(viewer);
    viewer.channel = this.channelOf({ ...viewer.channel.sharing, subscription });
    viewer.channel.viewers.add(viewer);
    this.schedule();
  }

  /** For viewers. */
  left(viewer: Viewer): void {
    this.leaveChannel(viewer);
    this.counts.remove(viewer.channel.sharing.form.name);
    if (this.viewerCount > 0 || this.hasEnded) return;
    clearInterval(this.lookTimer);
    this.lookTimer = undefined;
    this.lingerTimer = setTimeout(() => this.unwatch(), this.limits.linger).unref();
  }

  /** For viewers. */
  drained(viewer: Viewer): void {
    if (viewer.fullSince === null) return;
    viewer.fullSince = null;
    this.schedule();
  }

  private sharingOf(form: Form, { dialect, subscription, window = 0 }: ViewerOptions): Sharing {
    return { form, subscription, dialect: dialect ?? null, window };
  }

  private channelOf(sharing: Sharing): Channel<Viewer> {
    const key = sharingKey(sharing);
    let channel = this.channels.get(key);
    if (channel === undefined) {
      channel = new Channel<Viewer>(key, sharing);
      this.channels.set(key, channel);
    }
    return channel;
  }

  private leaveChannel(viewer: Viewer): void {
    const { channel } = viewer;
    channel.viewers.delete(viewer);
    if (channel.viewers.size === 0 && this.channels.get(channel.key) === channel) {
      this.channels.delete(channel.key);
    }
  }

  private add(viewer: Viewer): void {
    viewer.channel.viewers.add(viewer);
    this.counts.add(viewer.channel.sharing.form.name);
    clearTimeout(this.lingerTimer);
    if (this.lookTimer === undefined) {
      this.beatAt = performance.now() + this.limits.heartbeat;
      const period = Math.min(this.limits.heartbeat, this.limits.stall) / 3;
      this.lookTimer = setInterval(() => this.look(), period).unref();
    }
    if (this.isWatched) return;
    this.isWatched = true;
    this.forget();
    this.options.onWatched?.(true);
  }

  private unwatch(): void {
    this.isWatched = false;
    this.forget();
    this.options.onWatched?.(false);
  }

  /** What was told so far is no part of what will be told: a stretch between may go untold. */
  private forget(): void {
    this.ring.clear();
    this.standing.forgetState();
    this.watchedFrom = this.ring.next;
  }

  /** Puts a viewer behind the message `after`, or says what reset it needs. */
  private place(viewer: Viewer, after: number | null): void {
    viewer.needs = this.needOf(after);
    viewer.next = viewer.needs === null ? (after as number) + 1 : this.ring.next;
    viewer.resetCount = 0;
  }

  private needOf(after: number | null): ResetReason | null {
    if (after === null) return 'welcome';
    if (!Number.isSafeInteger(after) || after >= this.ring.next) return 'unknown position';
    return after + 1 < this.ring.first || after < this.watchedFrom ? 'behind' : null;
  }

  private release(viewer: Viewer): void {
    if (!viewer.isHeld || viewer.isClosed) return;
    viewer.isHeld = false;
    this.schedule();
  }

  /** Writes to viewers after what goes on now: those without a window at the end of the turn. */
  private schedule(): void {
    if (this.isScheduled || this.hasEnded) return;
    this.isScheduled = true;
    setImmediate(() => {
      this.isScheduled = false;
      this.flush();
    });
  }

  private flush(): void {
    this.unsent = 0;
    this.unsentBytes = 0;
    for (const channel of this.channels.values()) {
      const { window } = channel.sharing;
      if (window === 0 || this.hasEnded) this.serveAll(channel);
      else if (!channel.isGathering) this.gather(channel, window);
    }
  }

  /** Opens the channel's window: what is told until its end goes out together. */
  private gather(channel: Channel<Viewer>, window: number): void {
    channel.isGathering = true;
    setTimeout(() => {
      channel.isGathering = false;
      this.serveAll(channel);
    }, window).unref();
  }

  private serveAll(channel: Channel<Viewer>): void {
    for (const viewer of channel.viewers) if (!viewer.isHeld) this.serveSafely(viewer);
    channel.forget();
  }

  /** What a dialect does wrong is the end of its viewers, and of nobody else. */
  private serveSafely(viewer: Viewer): void {
    try {
      this.serve(viewer);
    } catch (error) {
      viewer.close('an error of the server', closeCodes.fault);
      this.options.onFault?.(error);
    }
  }

  /** Writes what a viewer has not had, as far as its socket takes it. */
  private serve(viewer: Viewer): void {
    const { channel } = viewer;
    while (viewer.fullSince === null && !viewer.isClosed) {
      if (viewer.needs === null && viewer.next === this.ring.next) {
        viewer.resetCount = 0;
        return;
      }
      if (viewer.needs === null && viewer.next < this.ring.first) viewer.needs = 'behind';
      if (viewer.needs === null) {
        const piece = channel.piece(this.ring, viewer.next);
        viewer.next = piece.next;
        this.write(viewer, piece.encoded);
        continue;
      }
      const reset = this.standing.reset(viewer.needs);
      // What followed the state must be there: else it waits for the next one.
      if (reset === null || reset.seq + 1 < this.ring.first) return;
      if (viewer.resetCount++ === this.limits.resetsMax) {
        this.drop(viewer, 'too slow: it fell behind again and again');
        return;
      }
      this.counts.resets++;
      viewer.needs = null;
      viewer.next = reset.seq + 1;
      this.write(viewer, channel.resetPiece(reset));
    }
  }

  private write(viewer: Viewer, encoded: Encoded | null): void {
    if (encoded === null) return;
    viewer.write(encoded);
    this.counts.writes++;
    this.counts.bytes += encoded.bytes.length;
    if (viewer.isFull(this.limits.waitingMax)) viewer.fullSince = performance.now();
  }

  private drop(viewer: Viewer, reason: string): void {
    this.counts.drops++;
    viewer.drop(reason);
  }

  /** Looks after viewers: says that it is here, and lets go of who takes nothing any more. */
  private look(): void {
    const now = performance.now();
    const isBeat = now >= this.beatAt;
    if (isBeat) this.beatAt = now + this.limits.heartbeat;
    for (const { viewers } of [...this.channels.values()]) {
      for (const viewer of [...viewers]) {
        const { fullSince } = viewer;
        if (fullSince === null) {
          if (isBeat) viewer.beat();
        } else if (now - fullSince >= this.limits.stall) this.drop(viewer, 'too slow: it takes nothing');
      }
    }
  }
}
