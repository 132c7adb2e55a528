import { parentPort, workerData } from 'node:worker_threads';
import { models } from '../models/models.ts';
import { type KneePlan, kneesOfRun } from '../study/knee-of-run.ts';
import type { RunFailure } from '../study/run-chunk.ts';
import type { KneeAnswer } from './knee-worker-handle.ts';
import { nodeHost } from './node-host.ts';

/*
 * The entry of a thread of `knee`: given a plan once, then numbers of runs, it answers with their knees.
 */
const { plan } = workerData as { plan: KneePlan };
const model = models.find((candidate) => candidate.name === plan.recipe.model);
if (parentPort === null || model === undefined) throw new Error(`knee-worker: no model ${plan.recipe.model}`);
const port = parentPort;

port.on('message', (index: number) => {
  try {
    port.postMessage({ knees: kneesOfRun(model, plan, index, nodeHost) } satisfies KneeAnswer);
  } catch (error) {
    const { index, recipe, reason, isBadInput } = error as RunFailure;
    port.postMessage({ failure: { index, recipe, reason, isBadInput } } satisfies KneeAnswer);
  }
});
