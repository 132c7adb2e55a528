/** Updates of one display come at most this often, in ms; the last one always comes. */
const INTERVAL = 80;

interface Pending {
  sentAt: number;
  waiting: (() => void) | undefined;
}

/**
 * Paces updates of displays: code may update a chart a thousand times a second, a front end cannot draw it so
 * often. What is skipped is only ever replaced by something newer.
 */
export class PacedUpdates {
  private readonly pending = new Map<string, Pending>();
  private timer: NodeJS.Timeout | undefined;

  /** Sends now, or later unless a newer one for the same display comes first. */
  offer(id: string, send: () => void): void {
    const now = performance.now();
    const entry = this.pending.get(id) ?? { sentAt: Number.NEGATIVE_INFINITY, waiting: undefined };
    this.pending.set(id, entry);
    if (now - entry.sentAt >= INTERVAL) {
      entry.sentAt = now;
      entry.waiting = undefined;
      send();
    } else {
      entry.waiting = send;
      this.timer ??= setTimeout(() => this.flush(), INTERVAL).unref();
    }
  }

  /** Sends all that waits. */
  flush(): void {
    clearTimeout(this.timer);
    this.timer = undefined;
    for (const entry of this.pending.values()) {
      const send = entry.waiting;
      entry.waiting = undefined;
      if (send) entry.sentAt = performance.now();
      send?.();
    }
  }
}
