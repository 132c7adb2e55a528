import type { Ask } from '../../../lib/page/panels/ask.ts';
import { OpenedSession } from '../../live/opened-session.ts';

/** How to ask a session; whatever takes time has it. */
export function askOf(opened: OpenedSession): Ask {
  return async (request) => {
    const result = opened.ask(request);
    if (result instanceof Promise) opened.clock.run(100);
    return result;
  };
}

/** A session that stands paused before the first turn of a time. */
export async function standingAt(
  time: number,
  options: ConstructorParameters<typeof OpenedSession>[0] = {},
): Promise<{ readonly opened: OpenedSession; readonly ask: Ask }> {
  const opened = new OpenedSession(options);
  const ask = askOf(opened);
  await ask({ do: 'step', to: time });
  return { opened, ask };
}
