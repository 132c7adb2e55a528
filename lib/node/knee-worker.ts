import { workerData } from 'node:worker_threads';
import { type KneePlan, type KneeTask, kneesOfRun } from '../study/knee-of-run.ts';
import { answerTasks, modelNamed } from './answer-tasks.ts';
import { nodeHost } from './node-host.ts';

/*
 * The entry of a thread of `knee`: given a plan once, then numbers of runs, it answers with their knees.
 */
const plan = workerData as KneePlan;
const model = modelNamed(plan.recipe.model);

answerTasks((task: KneeTask) => kneesOfRun(model, plan, task, nodeHost));
