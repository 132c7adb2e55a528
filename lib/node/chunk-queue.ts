/** Who is asked before a chunk is handed out, and told when one is finished. */
interface QueueOptions {
  readonly keepGoing?: ((handedOut: number) => boolean) | undefined;
  readonly onProgress?: ((done: number, runs: number) => void) | undefined;
  readonly signal?: AbortSignal | undefined;
  readonly onAbort?: 'reject' | 'keep' | undefined;
}

/** Runs from number `first` on. */
export interface Chunk {
  readonly first: number;
  readonly count: number;
}

/** Hands out runs in order, so that whatever was handed out is a beginning of the whole. */
export class ChunkQueue {
  /** Runs from the first on that are finished, without a gap. */
  beginning = 0;
  private handedOut = 0;
  private done = 0;
  /** Finished chunks behind a gap: where they end, by their first run. */
  private readonly waiting = new Map<number, number>();
  private readonly runs: number;
  private readonly chunk: number;
  private readonly options: QueueOptions;

  constructor(runs: number, chunk: number, options: QueueOptions) {
    this.runs = runs;
    this.chunk = chunk;
    this.options = options;
  }

  /** The next chunk; null when there is none left. */
  next(): Chunk | null {
    const { keepGoing, signal } = this.options;
    if (this.isKept) return null;
    signal?.throwIfAborted();
    if (this.handedOut >= this.runs) return null;
    if (this.handedOut > 0 && keepGoing?.(this.handedOut) === false) return null;
    const first = this.handedOut;
    const count = Math.min(this.chunk, this.runs - first);
    this.handedOut += count;
    return { first, count };
  }

  finish({ first, count }: Chunk): void {
    this.done += count;
    this.waiting.set(first, first + count);
    for (let end = this.waiting.get(this.beginning); end !== undefined; end = this.waiting.get(end)) {
      this.waiting.delete(this.beginning);
      this.beginning = end;
    }
    this.options.onProgress?.(this.done, this.runs);
  }

  get signal(): AbortSignal | undefined {
    return this.options.signal;
  }

  /** Aborted, and what is there is wanted. */
  get isKept(): boolean {
    return this.options.onAbort === 'keep' && this.options.signal?.aborted === true;
  }
}
