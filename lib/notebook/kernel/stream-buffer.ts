/** Text that comes within this time goes out as one message, in ms. */
const WINDOW = 25;

/**
 * Joins what streams write in quick succession, since front ends refuse floods of small messages. The first
 * text goes out at once; order is kept, also with what is not text: `flush` before it.
 */
export class StreamBuffer {
  private readonly send: (execution: number, name: string, text: string) => void;
  private waiting: { execution: number; name: string; parts: string[] } | undefined;
  private timer: NodeJS.Timeout | undefined;

  constructor(send: (execution: number, name: string, text: string) => void) {
    this.send = send;
  }

  write(execution: number, name: string, text: string): void {
    const { waiting } = this;
    if (waiting && (waiting.execution !== execution || waiting.name !== name)) this.flush();
    if (this.waiting) {
      this.waiting.parts.push(text);
    } else if (this.timer) {
      this.waiting = { execution, name, parts: [text] };
    } else {
      this.send(execution, name, text);
      this.timer = setTimeout(() => this.tick(), WINDOW);
    }
  }

  flush(): void {
    const { waiting } = this;
    this.waiting = undefined;
    if (waiting) this.send(waiting.execution, waiting.name, waiting.parts.join(''));
  }

  private tick(): void {
    this.timer = undefined;
    if (!this.waiting) return;
    this.flush();
    this.timer = setTimeout(() => this.tick(), WINDOW);
  }
}
