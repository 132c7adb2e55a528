import { parentPort, workerData } from 'node:worker_threads';
import { FaultlineError } from '../../core/faultline-error.ts';
import { makeRecipe, parseRecipe } from '../../core/recipe.ts';
import { Simulation } from '../../core/simulation.ts';
import type { Clock } from '../../live/clock.ts';
import { LiveRun } from '../../live/live-run.ts';
import { portErrorOf, serveSession } from '../../live/serve-session.ts';
import { Session } from '../../live/session.ts';
import type { KeptSession, SessionRecord } from '../../live/session-record.ts';
import { models } from '../../models/models.ts';
import { nodeHost } from '../../node/node-host.ts';
import { unkept } from '../refusal.ts';
import { safeHost } from '../safe-host.ts';
import { Journal } from './journal.ts';
import type { ParsedNewSession } from './new-session.ts';
import type { FromThread, ThreadStart } from './thread-start.ts';

/*
 * The entry of a session's thread: the session, and the journal that it is kept in.
 */
if (parentPort === null) throw new Error('session-thread: to be started as a thread');
const port = parentPort;
const start = workerData as ThreadStart;
const post = (message: FromThread): void => port.postMessage(message);
const host = start.allowFiles ? nodeHost : safeHost;

const clock: Clock = {
  now: () => performance.now(),
  after: (milliseconds, call) =>
    void (milliseconds <= 0 ? setImmediate(call) : setTimeout(call, milliseconds)),
};

try {
  begin();
} catch (error) {
  post({ failed: portErrorOf(error) });
}

function begin(): void {
  const kept = 'kept' in start.from ? start.from.kept : newlyKept(start.from.given);
  const [model] = parseRecipe(kept.run.recipe, models);
  const live = LiveRun.restore(model, kept.run, host);
  const journal = start.journal === null ? null : begun(start.journal, kept);
  const session = new Session({
    model,
    live,
    clock,
    post: (messages) => post({ messages }),
    record: recordIn(journal),
    pace: kept.pace,
    status: kept.status,
    decisionWait: start.facts.decisionWait,
    decided: kept.decided,
    eventsMax: start.eventsMax,
    toldPerSecond: start.toldPerSecond,
  });
  session.watch(false);
  port.on(
    'message',
    serveSession(session, post, () => journal?.close()),
  );
  post({ ready: true, model: model.name });
}

function newlyKept(given: ParsedNewSession): KeptSession {
  const { pace = 'max' } = given;
  const recipe = recipeOf(given);
  // Checks the commands, too.
  const [model] = parseRecipe(recipe, models);
  new Simulation(model, recipe, host, false);
  const run = { recipe, turnCount: 0, landedCount: 0, scheduledCount: recipe.commands.length };
  return { run, status: given.start ? 'running' : 'paused', pace, decided: [] };
}

function recipeOf(given: ParsedNewSession) {
  const { model: name, recipe, config, seed, commands, until } = given;
  if (recipe !== undefined) {
    const others = { model: name, config, seed, commands, until };
    const other = Object.entries(others).find(([, value]) => value !== undefined);
    if (other !== undefined) {
      throw new FaultlineError(other[0], other[1], 'nothing beside a recipe: it has its own');
    }
    return parseRecipe(recipe, models)[1];
  }
  const model = models.find((each) => each.name === name);
  if (model === undefined) {
    throw new FaultlineError('model', name, `one of ${models.map((each) => each.name).join(', ')}`);
  }
  return makeRecipe(model, { config, seed, commands, until } as object, host);
}

function begun(path: string, kept: KeptSession): Journal {
  try {
    return Journal.begin(path, start.facts, kept, start.generation);
  } catch (error) {
    throw unkept('session', start.facts.id, error);
  }
}

/** Keeps changes in a journal. Where only the place in the run changed, a full disk does not stop it. */
function recordIn(journal: Journal | null): (record: SessionRecord) => void {
  let isUnkept = false;
  return (record) => {
    const isPlace = Object.keys(record).length === 2;
    try {
      journal?.append(record);
      if (isUnkept) post({ unkept: null });
      isUnkept = false;
    } catch (error) {
      const refusal = unkept('session', start.facts.id, error);
      if (!isPlace) throw refusal;
      if (!isUnkept) post({ unkept: refusal.message });
      isUnkept = true;
    }
  };
}
