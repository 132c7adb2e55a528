import { parentPort, workerData } from 'node:worker_threads';
import { parseRecipe } from '../../core/recipe.ts';
import { LiveRun } from '../../live/live-run.ts';
import { portErrorOf } from '../../live/serve-session.ts';
import { models } from '../../models/models.ts';
import { nodeHost } from '../../node/node-host.ts';
import { questions, why } from '../../node/why.ts';
import { whyNot } from '../../node/why-not.ts';
import { safeHost } from '../safe-host.ts';
import type { Ask } from './answers.ts';

/*
 * The entry of a thread that answers one question about a run, from its recipe.
 */
if (parentPort === null) throw new Error('answer-thread: to be started as a thread');
const { asked, run, allowFiles } = workerData as Ask;
try {
  const [model] = parseRecipe(run.recipe, models);
  const live = LiveRun.restore(model, run, allowFiles ? nodeHost : safeHost);
  const answer = (): unknown => {
    switch (asked.ask) {
      case 'why':
        return why(live, asked.target as Parameters<typeof why>[1], { prevention: asked.prevention });
      case 'why-not':
        return whyNot(live, asked.target as Parameters<typeof whyNot>[1]);
      case 'questions':
        return questions(live);
    }
  };
  parentPort.postMessage({ result: JSON.parse(JSON.stringify(answer())) });
} catch (error) {
  parentPort.postMessage({ error: portErrorOf(error) });
}
