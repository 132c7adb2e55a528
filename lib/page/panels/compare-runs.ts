import type { SessionState, SessionStatus } from '../../live/session-message.ts';
import type { ForkOptions, SessionLink } from '../link/session-link.ts';
import { runTo } from './run-to.ts';

/** Points of a comparison. */
const SLICES = 48;

/** Two runs from one moment on, at the same times. */
export interface Compared {
  readonly held: readonly SessionState[];
  readonly changed: readonly SessionState[];
  /** Decisions that were taken on the way, in both, as recommended. */
  readonly decisions: number;
}

interface CompareOptions {
  readonly fork: (options?: ForkOptions) => Promise<SessionLink>;
  /** The one thing that is done otherwise. */
  readonly command: { readonly name: string; readonly [field: string]: unknown };
  /** For how long both go on. */
  readonly span: number;
  /** Is told after each slice. */
  readonly onSlice: (compared: Compared) => void;
  readonly signal: AbortSignal;
}

/**
 * Forks a run where it stands, and the fork again, does one thing in one of them, and runs both to the same
 * time. Both draw their chance by the same keys: what differs at the end is what the change did. The forks
 * are let go of at the end, whatever comes.
 *
 * @throws Error with one line for people, such as of a command that is refused; or what broke it off.
 */
export async function compareRuns(options: CompareOptions): Promise<Compared> {
  const { command, fork, onSlice, signal, span } = options;
  const links: SessionLink[] = [];
  let compared: Compared = { held: [], changed: [], decisions: 0 };
  try {
    // The second is forked from the first, which stands still: the run itself may go on meanwhile.
    const first = await fork({ name: 'held', pace: 'max' });
    links.push(first);
    signal.throwIfAborted();
    const { time: from } = (await first.request({ do: 'status' })) as SessionStatus;
    const to = from + span;
    links.push(await first.fork({ name: 'changed', pace: 'max', command }));
    signal.throwIfAborted();
    for (let slice = 0; slice <= SLICES; slice++) {
      const time = slice === SLICES ? to : from + ((to - from) * slice) / SLICES;
      const states: SessionState[] = [];
      for (const { request } of links) {
        const { decisions } = slice === 0 ? { decisions: 0 } : await runTo(request, time);
        compared = { ...compared, decisions: compared.decisions + decisions };
        states.push({ ...((await request({ do: 'state' })) as SessionState), time });
        signal.throwIfAborted();
      }
      const [held, changed] = states;
      compared = { ...compared, held: [...compared.held, held], changed: [...compared.changed, changed] };
      onSlice(compared);
    }
    return compared;
  } finally {
    await Promise.all(links.map((link) => link.discard().catch(() => undefined)));
  }
}
