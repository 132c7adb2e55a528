import type { LoggedEvent } from '../../core/event-kind.ts';

const EVENTS_MAX = 4096;

/**
 * When the motion of an event may start: not before those of its causes have arrived, so that what happened
 * in one turn is seen in its order. It never waits long, or the drawing would fall behind the run.
 */
export class CauseClock {
  private readonly arrivals = new Map<number, number>();
  private readonly delayMax: number;

  constructor(delayMax = 2500) {
    this.delayMax = delayMax;
  }

  startOf({ causes }: LoggedEvent, now: number): number {
    let start = now;
    for (const cause of causes) start = Math.max(start, this.arrivals.get(cause) ?? 0);
    return Math.min(start, now + this.delayMax);
  }

  /** What an event did is there from then on. */
  arrives(event: LoggedEvent, at: number): void {
    this.arrivals.set(event.id, at);
    if (this.arrivals.size <= EVENTS_MAX) return;
    let left = EVENTS_MAX / 4;
    for (const id of this.arrivals.keys()) {
      if (left-- <= 0) break;
      this.arrivals.delete(id);
    }
  }

  clear(): void {
    this.arrivals.clear();
  }
}
