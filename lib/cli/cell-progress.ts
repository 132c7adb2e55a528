import type { CellStart } from '../notebook/runner/run-notebook.ts';
import { type Output, stderr } from './terminal.ts';
import { columnsOf, PAGE_WIDTH } from './wrap.ts';

const REDRAW = 200;
const START_OF_LINE = '\r\u001b[K';

/** A line on stderr that shows which cell runs, and for how long; nothing where stderr is no terminal. */
export class CellProgress {
  private readonly output: Output;
  private timer: NodeJS.Timeout | null = null;
  private cell: CellStart | null = null;
  private began = 0;

  constructor(output: Output = stderr) {
    this.output = output;
  }

  show(cell: CellStart): void {
    if (!this.output.isTerminal) return;
    this.cell = cell;
    this.began = performance.now();
    this.timer ??= setInterval(() => this.draw(), REDRAW).unref();
    this.draw();
  }

  /** Takes the line away. */
  clear(): void {
    if (this.timer === null) return;
    clearInterval(this.timer);
    this.timer = null;
    void this.output.write(START_OF_LINE);
  }

  private draw(): void {
    if (this.cell !== null) void this.output.write(START_OF_LINE + this.line(this.cell));
  }

  private line({ index, count, source }: CellStart): string {
    const { cyan, dim } = this.output.colors;
    const seconds = `${((performance.now() - this.began) / 1e3).toFixed(1)} s`;
    const place = `  cell ${index} of ${count}`;
    const room = PAGE_WIDTH - columnsOf(place) - seconds.length - 5;
    const first = [...(source.split('\n').find((line) => line.trim() !== '') ?? '').trim()];
    const code = first.length > room ? `${first.slice(0, room - 1).join('')}…` : first.join('');
    return `${cyan(place)}  ${code}  ${dim(seconds)}`;
  }
}
