import { availableParallelism } from 'node:os';
import { type SweepOptions, sweep } from '../node/sweep.ts';
import type { Sweep } from '../study/sweep-result.ts';
import { ProgressBar, progressOf } from './progress-bar.ts';
import type { Plan } from './run-options.ts';

/** What a command adds to a plan to make a sweep of it. */
export type SweepFlags = Pick<SweepOptions, 'workers' | 'levels' | 'measure'> & {
  readonly runs: number;
  readonly signal: AbortSignal;
};

/** A sweep with a progress bar that Ctrl-C aborts. @throws FaultlineError, RunFailure, Interrupted */
export async function sweepWithBar({ model, options }: Plan, flags: SweepFlags): Promise<Sweep> {
  const bar = new ProgressBar();
  try {
    return await sweep(model, {
      ...options,
      ...flags,
      chunk: chunkOf(flags.runs, flags.workers),
      onProgress: (done, runs) => bar.show(progressOf(done, runs, bar.seconds)),
    });
  } finally {
    bar.clear();
  }
}

const CHUNK_MAX = 50;

/**
 * Small chunks, so that the bar moves and Ctrl-C is heard. One worker is this thread itself, which
 * hears only between two chunks.
 */
export function chunkOf(runs: number, workers: number = availableParallelism()): number {
  if (workers === 1) return 1;
  return Math.max(1, Math.min(CHUNK_MAX, Math.floor(runs / (workers * 8))));
}
