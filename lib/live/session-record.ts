import type { GivenCommand } from '../core/recipe.ts';
import type { LiveSnapshot } from './live-run.ts';
import type { Pace } from './pace.ts';

/** What has changed in a session, for who keeps it: all of them, applied in order, are the session. */
export interface SessionRecord {
  readonly turnCount: number;
  readonly landedCount: number;
  /** Of the commands so far the first `keep` stay, and these follow. */
  readonly commands?: { readonly keep: number; readonly add: readonly GivenCommand[] };
  readonly status?: 'running' | 'paused' | 'stopped';
  readonly pace?: Pace;
  /** A decision that was taken, and is not asked for again. */
  readonly decided?: Decided;
  /** The run has gone back to before this time, and with it what was decided since. */
  readonly rewound?: number;
}

/** A decision that was taken. */
export interface Decided {
  readonly key: string;
  /** The time of the turn that came next, as a command's `at` has it. */
  readonly at: number;
}

/** What is left of decisions when the run goes back to before a time: as of commands, what came before. */
export function stillDecided(decided: readonly Decided[], to: number): readonly Decided[] {
  return decided.filter(({ at }) => at < to);
}

/** A session that can be continued. */
export interface KeptSession {
  readonly run: LiveSnapshot;
  readonly status: 'running' | 'paused' | 'stopped';
  readonly pace: Pace;
  readonly decided: readonly Decided[];
}

/** The session after what a record says. */
export function withRecord(kept: KeptSession, record: SessionRecord): KeptSession {
  const { commands, decided, landedCount, pace, rewound, status, turnCount } = record;
  const { recipe } = kept.run;
  const before = rewound === undefined ? kept.decided : stillDecided(kept.decided, rewound);
  return {
    run: {
      ...kept.run,
      turnCount,
      landedCount,
      recipe:
        commands === undefined
          ? recipe
          : { ...recipe, commands: [...recipe.commands.slice(0, commands.keep), ...commands.add] },
    },
    status: status ?? kept.status,
    pace: pace ?? kept.pace,
    decided: decided === undefined ? before : [...before, decided],
  };
}

/** How one list of commands becomes another. */
export function changedCommands(
  before: readonly GivenCommand[],
  after: readonly GivenCommand[],
): { keep: number; add: readonly GivenCommand[] } {
  const changed = before.findIndex((old, i) => JSON.stringify(old) !== JSON.stringify(after[i]));
  const keep = changed < 0 ? before.length : changed;
  return { keep, add: after.slice(keep) };
}
