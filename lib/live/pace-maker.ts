import type { Clock } from './clock.ts';
import type { Pace } from './pace.ts';

/** Turns are made at most this often, in milliseconds, and those that are due together. */
const FRAME = 16;
/** A session that sleeps looks at the clock at least this often. */
const SLEEP_MAX = 1_000;

/** What is due: at most so many turns, of times before one. */
export interface Due {
  readonly turns: number;
  readonly before: number;
}

/** Which turns are due, by a pace and the clock. What a slow machine could not make in time is not owed. */
export class PaceMaker {
  private readonly clock: Clock;
  private pace: Pace = 'max';
  /** When it was last counted from, on the clock and in the model's time. */
  private since = 0;
  private from = 0;
  private made = 0;

  constructor(clock: Clock) {
    this.clock = clock;
  }

  /** Counts from now, and from a time of the model. */
  start(pace: Pace, time: number): void {
    this.pace = pace;
    this.since = this.clock.now();
    this.from = time;
    this.made = 0;
  }

  due(): Due {
    const { from, made, pace } = this;
    if (pace === 'max') return { turns: Number.POSITIVE_INFINITY, before: Number.POSITIVE_INFINITY };
    const seconds = (this.clock.now() - this.since) / 1000;
    if ('time' in pace) return { turns: Number.POSITIVE_INFINITY, before: from + seconds * pace.time };
    return { turns: Math.floor(seconds * pace.turns) - made, before: Number.POSITIVE_INFINITY };
  }

  /** So many of the turns that were due have been made. */
  count(turns: number): void {
    this.made += turns;
  }

  /** Milliseconds until something may be due. `next` is the time of the next turn. */
  untilNext(next: number): number {
    const { from, made, pace, since } = this;
    if (pace === 'max') return 0;
    const seconds = 'time' in pace ? (next - from) / pace.time : (made + 1) / pace.turns;
    const left = since + seconds * 1000 - this.clock.now();
    return Math.min(Math.max(left, FRAME), SLEEP_MAX);
  }
}
