import type { Clock } from '../../lib/live/clock.ts';

interface Call {
  readonly at: number;
  readonly order: number;
  readonly call: () => void;
}

/** A clock that a test moves: calls come at their time, those of one time as they were asked for. */
export class HandClock implements Clock {
  /** Milliseconds. */
  time = 0;
  /** So many pass whenever somebody looks: as if what is done in between took time. */
  perLook = 0;
  private calls: Call[] = [];
  private order = 0;

  readonly now = (): number => {
    const now = this.time;
    this.time += this.perLook;
    return now;
  };

  readonly after = (milliseconds: number, call: () => void): void => {
    this.calls.push({ at: this.time + milliseconds, order: this.order++, call });
  };

  /** Lets so many milliseconds pass. */
  run(milliseconds: number): void {
    const end = this.time + milliseconds;
    for (let next = this.next(end); next !== undefined; next = this.next(end)) {
      this.calls = this.calls.filter((call) => call !== next);
      this.time = Math.max(this.time, next.at);
      next.call();
    }
    this.time = Math.max(this.time, end);
  }

  private next(end: number): Call | undefined {
    const due = this.calls.filter(({ at }) => at <= end);
    return due.sort((a, b) => a.at - b.at || a.order - b.order)[0];
  }
}
