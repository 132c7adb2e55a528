import { parentPort, workerData } from 'node:worker_threads';
import { parseRecipe } from '../../core/recipe.ts';
import { LiveRun } from '../../live/live-run.ts';
import { portErrorOf } from '../../live/serve-session.ts';
import { models } from '../../models/models.ts';
import { ask } from '../../node/ask.ts';
import { questions } from '../../node/why.ts';
import { safeHost } from '../safe-host.ts';
import type { AnalystTask } from './analyst.ts';

/*
 * The entry of a thread that answers one question in a person’s words, about a run that it makes again.
 */
if (parentPort === null) throw new Error('analyst-thread: to be started as a thread');
const { question, run, timeoutMs } = workerData as AnalystTask;
try {
  const [model] = parseRecipe(run.recipe, models);
  const live = LiveRun.restore(model, run, safeHost);
  const answer = await ask(live, question, { timeoutMs });
  const isUnread = answer.target === null && answer.whyNot === null;
  const worthAsking = isUnread ? questions(live).slice(0, 8) : [];
  parentPort.postMessage({ result: JSON.parse(JSON.stringify({ ...answer, questions: worthAsking })) });
} catch (error) {
  parentPort.postMessage({ error: portErrorOf(error) });
}
