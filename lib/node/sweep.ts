import { availableParallelism } from 'node:os';
import { setImmediate as nextTick } from 'node:timers/promises';
import { checkFraction } from '../core/check-fraction.ts';
import { FaultlineError } from '../core/faultline-error.ts';
import type { AnyModel, ModelOf } from '../core/model.ts';
import {
  checkOptions,
  DEFAULT_SEED,
  makeRecipe,
  type Recipe,
  RUN_OPTIONS,
  type RunOptions,
} from '../core/recipe.ts';
import { Simulation } from '../core/simulation.ts';
import type { Vocabulary } from '../core/vocabulary.ts';
import { models } from '../models/models.ts';
import { RunFailure, runChunk } from '../study/run-chunk.ts';
import { type MeasureOptions, measureOf, type Sweep, summarize } from '../study/sweep-result.ts';
import { SweepTable } from '../study/sweep-table.ts';
import { cellSignal } from './cell-signal.ts';
import { type Chunk, ChunkQueue } from './chunk-queue.ts';
import { nodeHost } from './node-host.ts';
import { RunThread } from './run-thread.ts';

/** What to run, how often, and who is told. */
export interface SweepOptions<Words extends Vocabulary = Vocabulary>
  extends RunOptions<Words>,
    MeasureOptions<Words> {
  /** How many runs; with `keepGoing`, the most. */
  readonly runs?: number | undefined;
  /**
   * Threads; the result is the same for any number. One a core, at most 6, when left out. A
   * model that is not in the list cannot be loaded by a thread: it runs in this one. */
  readonly workers?: number | undefined;
  /** Runs handed to a thread at a time; the result is the same for any number. */
  readonly chunk?: number | undefined;
  /**
   * Told how many runs are done, now and then. `soFar()` is the sweep of the runs from the first up to
   * where one is missing yet (`runs` of it are fewer than `done` while a thread is behind); null before the
   * first chunk is there. It costs a sort of the losses when called, and nothing otherwise.
   */
  readonly onProgress?: ((done: number, runs: number, soFar: () => Sweep<Words> | null) => void) | undefined;
  /** Asked before each chunk is handed out; false ends the sweep with the runs handed out so far. */
  readonly keepGoing?: ((handedOut: number) => boolean) | undefined;
  /** Aborted: the sweep ends at once, as `onAbort` says, and its threads are gone. */
  readonly signal?: AbortSignal | undefined;
  /**
   * `'reject'` when left out: with the signal's reason. `'keep'`: the promise resolves to the sweep of the
   * runs so far, as `soFar` gives it, and rejects only where there are none.
   */
  readonly onAbort?: 'reject' | 'keep' | undefined;
}

const SWEEP_OPTIONS = [
  ...RUN_OPTIONS,
  ...['runs', 'workers', 'chunk', 'measure', 'levels', 'onProgress', 'keepGoing', 'signal', 'onAbort'],
];

/** One a core; no more than keep a sweep under 300 MB. */
const DEFAULT_WORKERS = Math.min(6, availableParallelism());

export const DEFAULT_RUNS = 1000;
export const RUNS_MAX = 100_000_000;
export const WORKERS_MAX = 256;

/**
 * Many runs of one config. Run i has the seed `runSeed(seed, i)`; its metrics depend on nothing else.
 *
 * @throws FaultlineError for bad options; RunFailure, with its recipe, when a run fails.
 */
export async function sweep<Words extends Vocabulary>(
  model: ModelOf<Words>,
  options: SweepOptions<Words> = {},
): Promise<Sweep<Words>> {
  checkOptions('sweep', model, options, SWEEP_OPTIONS);
  const { seed = DEFAULT_SEED, runs = DEFAULT_RUNS, workers = DEFAULT_WORKERS } = options;
  checkCount('runs', runs, RUNS_MAX);
  checkCount('workers', workers, WORKERS_MAX);
  const chunk = options.chunk ?? Math.max(1, Math.min(500, Math.ceil(runs / (workers * 8))));
  checkCount('chunk', chunk, RUNS_MAX);
  measureOf(model, options.measure);
  const { levels = [], onAbort = 'reject' } = options;
  if (!Array.isArray(levels)) throw new FaultlineError('levels', levels, 'a list of levels in (0, 1)');
  for (const level of levels) checkFraction('levels', level);
  if (onAbort !== 'reject' && onAbort !== 'keep') {
    throw new FaultlineError('onAbort', onAbort, "'reject' or 'keep'");
  }
  const recipe = makeRecipe(model, { ...options, seed }, nodeHost);
  const started = clock();
  const table = new SweepTable(Object.keys(model.metrics), Math.min(runs, 1_000_000));
  const soFar = (): Sweep<Words> | null =>
    todo.beginning === 0
      ? null
      : summarize(model, recipe, seed, table.take(todo.beginning), options, since(started));
  const { keepGoing, signal = cellSignal(), onProgress } = options;
  const todo = new ChunkQueue(runs, chunk, {
    ...{ keepGoing, signal, onAbort },
    onProgress: (done, runs) => onProgress?.(done, runs, soFar),
  });
  // A thread even for one worker: this one stays free to hear an interrupt.
  if (!models.includes(model)) await runHere(model, recipe, todo, table);
  else await runInThreads(model, recipe, Math.min(workers, Math.ceil(runs / chunk)), todo, table);
  const result = soFar();
  if (result !== null) return result;
  throw signal?.reason ?? new Error('sweep: no run was made');
}

function checkCount(where: string, given: number, max: number): void {
  if (Number.isInteger(given) && given >= 1 && given <= max) return;
  throw new FaultlineError(where, given, `an integer from 1 to ${max}`);
}

async function runHere(model: AnyModel, recipe: Recipe, todo: ChunkQueue, table: SweepTable): Promise<void> {
  const simulation = new Simulation(model, recipe, nodeHost, false);
  for (let chunk = todo.next(); chunk !== null; chunk = todo.next()) {
    table.put(chunk.first, runChunk(simulation, recipe.seed, chunk.first, chunk.count));
    todo.finish(chunk);
    await nextTick();
  }
}

async function runInThreads(
  model: AnyModel,
  recipe: Recipe,
  count: number,
  todo: ChunkQueue,
  table: SweepTable,
): Promise<void> {
  new Simulation(model, recipe, nodeHost, false);
  const threads = Array.from(
    { length: count },
    () => new RunThread<Chunk, Float64Array>('sweep-worker', recipe),
  );
  const stop = (): void => {
    for (const thread of threads) thread.stop();
  };
  todo.signal?.addEventListener('abort', stop, { once: true });
  try {
    await Promise.all(
      threads.map(async (thread) => {
        for (let chunk = todo.next(); chunk !== null; chunk = todo.next()) {
          const rows = await thread.ask(chunk).catch((error: unknown) => {
            // The thread was stopped over this chunk.
            if (todo.isKept && !(error instanceof RunFailure)) return null;
            throw error;
          });
          if (rows === null) return;
          table.put(chunk.first, rows);
          todo.finish(chunk);
        }
      }),
    );
  } catch (error) {
    if (!todo.isKept) todo.signal?.throwIfAborted();
    throw error;
  } finally {
    todo.signal?.removeEventListener('abort', stop);
    stop();
  }
}

function clock(): { wall: number; cpu: number } {
  const { user, system } = process.cpuUsage();
  return { wall: performance.now() / 1e3, cpu: (user + system) / 1e6 };
}

function since(start: { wall: number; cpu: number }): { wall: number; cpu: number } {
  const now = clock();
  return { wall: now.wall - start.wall, cpu: now.cpu - start.cpu };
}
