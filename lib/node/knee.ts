import { availableParallelism } from 'node:os';
import { setImmediate as nextTick } from 'node:timers/promises';
import { FaultlineError } from '../core/faultline-error.ts';
import type { AnyModel, ModelOf } from '../core/model.ts';
import { checkOptions, DEFAULT_SEED, makeRecipe, type RunOptions } from '../core/recipe.ts';
import type { Seed } from '../core/seed.ts';
import type { Vocabulary } from '../core/vocabulary.ts';
import { models } from '../models/models.ts';
import { type KneeGap, type KneeSummary, summarizeGap, summarizeKnee } from '../study/knee.ts';
import { type KneePlan, type KneesOfRun, type KneeTask, kneesOfRun } from '../study/knee-of-run.ts';
import { cellSignal } from './cell-signal.ts';
import { nodeHost } from './node-host.ts';
import { RunThread } from './run-thread.ts';
import { WORKERS_MAX } from './sweep.ts';

/** Of what the knee is looked for, and where. */
export interface KneeOptions<Words extends Vocabulary = Vocabulary>
  extends Pick<RunOptions<Words>, 'config' | 'seed'> {
  /** The path of a field of the config that is a load of the model, such as 'arrivals.rate'. */
  readonly param: string;
  /** The lowest and the highest load that is tried; where left out, found from the config's own. */
  readonly from?: number | undefined;
  readonly to?: number | undefined;
  /** How long a run lasts, in the model's time; the model's own when left out. */
  readonly span?: number | undefined;
  /** How many runs, each with its own two knees; 100 when left out. */
  readonly runs?: number | undefined;
  /** Threads; the result is the same for any number. One a core, at most 6, when left out. */
  readonly workers?: number | undefined;
  /** Told how many runs are done. */
  readonly onProgress?: ((done: number, runs: number) => void) | undefined;
  /** Aborted: the search ends at once. */
  readonly signal?: AbortSignal | undefined;
}

/** Where a system breaks and where it recovers: see `knee`. */
export interface Knee {
  readonly model: string;
  readonly param: string;
  /** That of the param. */
  readonly unit: string;
  /** The objective holds while the model's loss is at most this. */
  readonly limit: number;
  /** How long a run lasted. */
  readonly span: number;
  readonly seed: Seed;
  /** How many runs. */
  readonly seeds: number;
  /** The largest load that holds undisturbed. */
  readonly break: KneeSummary;
  /** The largest load at which a run that was pushed over holds again. */
  readonly recover: KneeSummary;
  /** break less recover, run by run. */
  readonly gap: KneeGap;
}

const OPTIONS = ['config', 'seed', 'param', 'from', 'to', 'span', 'runs', 'workers', 'onProgress', 'signal'];
export const KNEE_RUNS = 100;
export const KNEE_RUNS_MAX = 1_000_000;
const SPAN_MAX = 1e9;
/** Where to begin when the config has the load at 0. */
const START_SHARE = 0.1;

/**
 * The load at which the objective of a system breaks, and the one at which it recovers. Each run has two:
 * the largest load that holds from a calm start; and the largest at which it holds again after it was
 * pushed over by something that is gone. Where retries and cold caches keep an overload up, the second is
 * far below the first (Bronson et al. 2021, Metastable failures in distributed systems). All loads of a run
 * see the same noise; run i has the seed `runSeed(seed, i)`.
 *
 * @throws FaultlineError for a model without a load, an unknown param, and bad options; RunFailure, with its
 * recipe, when a run fails.
 */
export async function knee<Words extends Vocabulary>(
  model: ModelOf<Words>,
  options: KneeOptions<Words>,
): Promise<Knee> {
  checkOptions('knee', model, options, OPTIONS);
  const {
    param,
    seed = DEFAULT_SEED,
    runs = KNEE_RUNS,
    workers = Math.min(6, availableParallelism()),
  } = options;
  checkCount('runs', runs, KNEE_RUNS_MAX);
  checkCount('workers', workers, WORKERS_MAX);
  const plan = planOf(model, options);
  const { load } = model;
  const { signal = cellSignal(), onProgress } = options;
  const found: KneesOfRun[] = [];
  const inThreads = models.includes(model);
  const threads = Array.from(
    { length: inThreads ? Math.min(workers, runs) : 0 },
    () => new RunThread<KneeTask, KneesOfRun>('knee-worker', plan),
  );
  const stop = (): void => {
    for (const thread of threads) thread.stop();
  };
  let done = 0;
  const find = async (index: number, thread: (typeof threads)[number] | undefined): Promise<void> => {
    signal?.throwIfAborted();
    const task = { index, near: found[0] ?? null };
    if (thread === undefined) await nextTick();
    found[index] = thread === undefined ? kneesOfRun(model, plan, task, nodeHost) : await thread.ask(task);
    onProgress?.(++done, runs);
  };
  signal?.addEventListener('abort', stop, { once: true });
  try {
    // The others are looked for near those of the first run, whoever finds them.
    await find(0, threads[0]);
    let next = 1;
    const searchers = inThreads ? threads : [undefined];
    await Promise.all(
      searchers.map(async (thread) => {
        while (next < runs) await find(next++, thread);
      }),
    );
  } catch (error) {
    signal?.throwIfAborted();
    throw error;
  } finally {
    signal?.removeEventListener('abort', stop);
    stop();
  }
  const breaks = found.map((knees) => knees.break);
  const recovers = found.map((knees) => knees.recover);
  return {
    model: model.name,
    param,
    unit: load!.params[param].unit,
    limit: load!.limit,
    span: plan.span,
    seed,
    seeds: runs,
    break: summarizeKnee(breaks),
    recover: summarizeKnee(recovers),
    gap: summarizeGap(breaks, recovers),
  };
}

/** What threads are to look for, checked. */
function planOf(model: AnyModel, options: KneeOptions): KneePlan {
  const { param, from = null, to = null } = options;
  const { load } = model;
  if (load === undefined) throw new FaultlineError('model', model.name, 'a model that has a load');
  if (typeof param !== 'string' || !Object.hasOwn(load.params, param)) {
    throw new FaultlineError('param', param, `one of ${Object.keys(load.params).join(', ')}`);
  }
  const { max = Number.POSITIVE_INFINITY } = load.params[param];
  const { span = load.span } = options;
  if (!(typeof span === 'number' && span > 0 && span <= SPAN_MAX)) {
    throw new FaultlineError('span', span, `a time above 0 and up to ${SPAN_MAX}`);
  }
  checkLoad('from', from, max);
  checkLoad('to', to, max);
  if (from !== null && to !== null && from >= to) {
    throw new FaultlineError('from', from, `a load below to, which is ${to}`);
  }
  const recipe = makeRecipe(model, { config: options.config, seed: options.seed }, nodeHost);
  const own = ownLoad(recipe.config, param);
  const start = own > 0 ? own : Math.min(1, max) * START_SHARE;
  // What is wrong with the config is said before threads are started.
  for (const value of [from ?? start, to ?? start])
    model.prepare(load.calm(recipe.config, param, value, span), new Map());
  return { recipe, param, bounds: { start, from, to }, span };
}

function checkLoad(where: string, given: number | null, max: number): void {
  if (given === null || (typeof given === 'number' && given >= 0 && given <= max && given < Infinity)) return;
  throw new FaultlineError(where, given, `a load from 0${max < Infinity ? ` to ${max}` : ''}`);
}

function checkCount(where: string, given: number, max: number): void {
  if (Number.isInteger(given) && given >= 1 && given <= max) return;
  throw new FaultlineError(where, given, `an integer from 1 to ${max}`);
}

/** The load that the config has; 0 where it has none. */
function ownLoad(config: Readonly<Record<string, unknown>>, param: string): number {
  let value: unknown = config;
  for (const step of param.split('.')) {
    value =
      typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[step] : undefined;
  }
  return typeof value === 'number' ? value : 0;
}
