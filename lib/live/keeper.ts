import type { Clock } from './clock.ts';
import type { LiveRun } from './live-run.ts';
import { changedCommands, type SessionRecord } from './session-record.ts';

/** Milliseconds between two marks of where the session stands. */
const MARK = 1_000;

/** What is kept beside where the session stands. */
export type Change = Omit<SessionRecord, 'turnCount' | 'landedCount'>;

/** Keeps what changes in a session, with where its run stands. */
export class Keeper {
  private readonly live: LiveRun;
  private readonly clock: Clock;
  private readonly record: (record: SessionRecord) => void;
  private markedAt: number;
  private markedTurn: number;

  constructor(live: LiveRun, clock: Clock, record: (record: SessionRecord) => void = () => {}) {
    this.live = live;
    this.clock = clock;
    this.record = record;
    this.markedAt = clock.now();
    this.markedTurn = live.turnCount;
  }

  /** @throws what whoever keeps it throws. */
  keep(change: Change): void {
    const { landedCount, turnCount } = this.live;
    this.record({ turnCount, landedCount, ...change });
    this.markedAt = this.clock.now();
    this.markedTurn = turnCount;
  }

  /** Changes the run, and keeps the change; where it cannot be kept it is taken back. */
  change<T>(change: (live: LiveRun) => T, more: Change = {}): T {
    const { live } = this;
    const before = live.snapshot();
    const result = change(live);
    try {
      this.keep({ commands: changedCommands(before.recipe.commands, live.recipe.commands), ...more });
    } catch (error) {
      live.rewind(before);
      throw error;
    }
    return result;
  }

  /** Keeps where the run stands. If that fails nothing is lost: from an older place it comes here again. */
  keepPlace(): void {
    try {
      this.keep({});
    } catch {
      this.markedAt = this.clock.now();
    }
  }

  /** The same, now and then. */
  mark(): void {
    if (this.live.turnCount === this.markedTurn || this.clock.now() - this.markedAt < MARK) return;
    this.keepPlace();
  }
}
