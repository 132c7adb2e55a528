import { workerData } from 'node:worker_threads';
import type { Recipe } from '../core/recipe.ts';
import { Simulation } from '../core/simulation.ts';
import { runChunk } from '../study/run-chunk.ts';
import { answerTasks, modelNamed } from './answer-tasks.ts';
import type { Chunk } from './chunk-queue.ts';
import { nodeHost } from './node-host.ts';

/*
 * The entry of a sweep's thread: given a recipe once, then runs to make, it answers with their metrics.
 */
const recipe = workerData as Recipe;
const simulation = new Simulation(modelNamed(recipe.model), recipe, nodeHost, false);

answerTasks(
  ({ first, count }: Chunk) => runChunk(simulation, recipe.seed, first, count),
  (rows) => [rows.buffer as ArrayBuffer],
);
