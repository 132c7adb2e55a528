import { noHost } from '../../core/host.ts';
import type { Clock } from '../../live/clock.ts';
import { LiveRun } from '../../live/live-run.ts';
import { portErrorOf, serveSession } from '../../live/serve-session.ts';
import { Session } from '../../live/session.ts';
import type { SessionMessage } from '../../live/session-message.ts';
import { answer, modelNamed } from './answer.ts';
import type { FromWorker, StartRun, ToWorker } from './start-run.ts';

/** A log this long leaves a browser little memory: the run is stopped there. */
const EVENTS_MAX = 8_000_000;

/**
 * What a worker of the page does: a session, or the answer to one question. Call it with each `ToWorker`
 * that arrives.
 */
export function serveModel(clock: Clock, post: (message: FromWorker) => void): (to: ToWorker) => void {
  let serve: ((to: ToWorker) => void) | null = null;
  return (to) => {
    try {
      if ('start' in to) serve = begin(to.start, clock, post) as (to: ToWorker) => void;
      else if ('ask' in to) post({ answer: answer(to) });
      else serve?.(to);
    } catch (error) {
      post({ failed: portErrorOf(error) });
    }
  };
}

function begin({ asks, at, pace, status }: StartRun, clock: Clock, post: (message: FromWorker) => void) {
  const model = modelNamed(at.recipe.model);
  const live = LiveRun.restore(model, at, noHost);
  const early: SessionMessage[] = [];
  let tell = (messages: readonly SessionMessage[]): void => void early.push(...messages);
  const session = new Session({
    model,
    live,
    clock,
    pace,
    status,
    decisionWait: asks ? null : undefined,
    eventsMax: EVENTS_MAX,
    post: (messages) => tell(messages),
  });
  const { recipe } = live;
  const opened = {
    recipe,
    status: session.request({ do: 'status' }),
    state: session.request({ do: 'state' }),
  };
  post({ opened } as FromWorker);
  tell = (messages) => post({ messages });
  tell(early);
  return serveSession(session, post);
}
