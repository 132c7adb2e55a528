/** What is seen of an event: something that travels, or a ring around a place. */
export interface Motion {
  /** An index into the places of the scene. */
  readonly from: number;
  /** Another place: it travels there. The same: a ring spreads around it. */
  readonly to: number;
  /** A key of the scene's colours. */
  readonly style: number;
  /** Radius of what travels, or how far the ring spreads, in pixels. */
  readonly size: number;
  readonly start: number;
  readonly duration: number;
  /** Its event, so that a chain can stand out; -1: none. */
  readonly event: number;
  /** Like ones within a moment become one; and it may be left out when there is more than can be seen. */
  readonly isMinor: boolean;
}

/** How near in time like motions become one, in milliseconds. */
const MERGE = 90;
/** New motions of the minor sort in a second, at most: more cannot be told apart. */
const MINOR_PER_SECOND = 160;
/** What travels gets no larger than this many times its size by merging. */
const GROWTH_MAX = 2.5;

/** Motions in hand, a fixed number at most: when there are more, the oldest goes. */
export class Motions {
  readonly max: number;
  private readonly ring: (Motion & { grown: number })[] = [];
  private next = 0;
  private allowance = MINOR_PER_SECOND / 4;
  private refilledAt = 0;
  private readonly latest = new Map<number, Motion & { grown: number }>();
  /** When the last one ends. */
  private endsAt = Number.NEGATIVE_INFINITY;

  constructor(max = 400) {
    this.max = max;
  }

  /** @param now when it is told; it may start later. Returns when it ends. */
  add(motion: Motion, now: number): number {
    const end = motion.start + motion.duration;
    const key = (motion.from * 4096 + motion.to) * 64 + motion.style;
    const like = this.latest.get(key);
    if (motion.isMinor) {
      if (like !== undefined && motion.start - like.start < MERGE && motion.start >= like.start) {
        like.grown = Math.min(GROWTH_MAX, Math.sqrt(like.grown * like.grown + 0.5));
        return like.start + like.duration;
      }
      if (!this.admit(now)) return end;
    }
    const kept = { ...motion, grown: 1 };
    this.latest.set(key, kept);
    if (this.latest.size > 4 * this.max) this.latest.clear();
    this.ring[this.next] = kept;
    this.next = (this.next + 1) % this.max;
    this.endsAt = Math.max(this.endsAt, end);
    return end;
  }

  /** Those that have started and not ended, with how far they are (0 to 1) and how much they have grown. */
  each(now: number, show: (motion: Motion, share: number, grown: number) => void): void {
    for (const motion of this.ring) {
      const share = (now - motion.start) / motion.duration;
      if (share >= 0 && share < 1) show(motion, share, motion.grown);
    }
  }

  isMoving(now: number): boolean {
    return now < this.endsAt;
  }

  clear(): void {
    this.ring.length = 0;
    this.next = 0;
    this.latest.clear();
    this.endsAt = Number.NEGATIVE_INFINITY;
  }

  /** Whether another of the minor sort can be told apart; if so, it counts. */
  admit(now: number): boolean {
    const more = ((now - this.refilledAt) / 1000) * MINOR_PER_SECOND;
    this.allowance = Math.min(MINOR_PER_SECOND / 4, this.allowance + Math.max(0, more));
    this.refilledAt = now;
    if (this.allowance < 1) return false;
    this.allowance--;
    return true;
  }
}
