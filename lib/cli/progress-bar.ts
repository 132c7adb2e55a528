import { fixed } from '../figures/fixed.ts';
import { counted } from '../figures/quantity.ts';
import { duration } from './duration.ts';
import { type Output, stderr } from './terminal.ts';

const BAR_WIDTH = 24;
const REDRAW_SECONDS = 0.1;
const START_OF_LINE = '\r\u001b[K';

/** How far a sweep is. */
export interface Progress {
  readonly done: number;
  /** From 0 to 1. */
  readonly share: number;
  readonly secondsLeft: number;
}

/** A line on stderr that shows how far a sweep is, with its rate; nothing where stderr is no terminal. */
export class ProgressBar {
  private readonly output: Output;
  private readonly started = performance.now();
  private drawn = 0;

  constructor(output: Output = stderr) {
    this.output = output;
  }

  /** Seconds since the start. */
  get seconds(): number {
    return (performance.now() - this.started) / 1e3;
  }

  show(progress: Progress): void {
    if (!this.output.isTerminal || this.seconds - this.drawn < REDRAW_SECONDS) return;
    this.drawn = this.seconds;
    void this.output.write(START_OF_LINE + this.line(progress));
  }

  /** Takes the line away. */
  clear(): void {
    if (this.drawn > 0) void this.output.write(START_OF_LINE);
    this.drawn = 0;
  }

  private line({ done, share, secondsLeft }: Progress): string {
    const { cyan, dim } = this.output.colors;
    const full = Math.round(BAR_WIDTH * Math.min(1, share));
    const bar = cyan('━'.repeat(full)) + dim('─'.repeat(BAR_WIDTH - full));
    const rate = done / this.seconds;
    const pace = rate >= 10 ? fixed(rate, 0) : rate.toPrecision(2);
    const left = Number.isFinite(secondsLeft) ? `${duration(secondsLeft)} left` : '';
    return `  ${bar} ${dim(`${counted(done, 'run')}  ${pace}/s  ${left}`)}`;
  }
}

/** Progress towards a number of runs. */
export function progressOf(done: number, runs: number, seconds: number): Progress {
  return { done, share: done / runs, secondsLeft: ((runs - done) / done) * seconds };
}
