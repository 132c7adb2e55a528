import type { SessionStatus } from '../../live/session-message.ts';

type Status = SessionStatus['status'];

/** Statuses that are remembered. */
const KEPT = 64;

/**
 * A session tells its status whenever something was asked of it; the documents tell only changes. The
 * statuses told are kept by their numbers, so that it does not matter in which order viewers ask for them.
 */
export class StatusChanges {
  private readonly told: { readonly seq: number; readonly status: Status }[] = [];

  /** A viewer was told this status to begin with. It only counts where nothing is known yet. */
  welcome(seq: number, status: Status): void {
    if (this.told.length === 0) this.told.push({ seq, status });
  }

  /** The status before this one when it was another, undefined when it is not known; null: no change. */
  take(seq: number, status: Status): Status | undefined | null {
    let at = this.told.length;
    while (at > 0 && this.told[at - 1].seq >= seq) at--;
    const before = this.told[at - 1]?.status;
    if (this.told[at]?.seq !== seq) this.told.splice(at, 0, { seq, status });
    if (this.told.length > KEPT) this.told.shift();
    return before === status ? null : before;
  }
}
