import { parentPort, workerData } from 'node:worker_threads';
import type { Recipe } from '../core/recipe.ts';
import { Simulation } from '../core/simulation.ts';
import { models } from '../models/models.ts';
import { type RunFailure, runChunk } from '../study/run-chunk.ts';
import { nodeHost } from './node-host.ts';
import type { Answer } from './sweep-worker-handle.ts';

/*
 * The entry of a sweep's thread: given a recipe once, then runs to make, it answers with their metrics.
 */
const { model: name, recipe } = workerData as { model: string; recipe: Recipe };
const model = models.find((candidate) => candidate.name === name);
if (parentPort === null || model === undefined) throw new Error(`sweep-worker: no model ${name}`);
const port = parentPort;
const simulation = new Simulation(model, recipe, nodeHost, false);

port.on('message', ({ first, count }: { first: number; count: number }) => {
  try {
    const rows = runChunk(simulation, recipe.seed, first, count);
    port.postMessage({ rows } satisfies Answer, [rows.buffer as ArrayBuffer]);
  } catch (error) {
    const { index, recipe, reason, isBadInput } = error as RunFailure;
    port.postMessage({ failure: { index, recipe, reason, isBadInput } } satisfies Answer);
  }
});
