import type { PendingDecision, Reset } from '../../live/session-message.ts';
import { bodyOf, type KeptMessage, keptMessage } from './kept-message.ts';

/** Where a session stands, as JSON. */
interface Stand {
  readonly seq: number;
  readonly state: string;
  /** As it was told before the state; null: it came later. */
  readonly status: string | null;
}

/** The latest state, status and pending decision that were told, of which resets are made. */
export class Standing {
  private status: string | null = null;
  /** As JSON; `null` when nothing is pending. */
  private decision = 'null';
  private stand: Stand | null = null;
  private readonly resets = new Map<string, KeptMessage>();

  take(kept: KeptMessage): void {
    const { type } = kept;
    if (type === 'state') this.stand = { seq: kept.seq, state: bodyOf(kept), status: this.status };
    else if (type === 'status') this.status = bodyOf(kept);
    else if (type === 'decision') this.decision = pendingOf(bodyOf(kept));
    else if (type === 'reset') this.stand = this.standOf(kept);
    else return;
    this.resets.clear();
  }

  /** The state is not up to date any more. The status is: every one is told. */
  forgetState(): void {
    this.stand = null;
    this.resets.clear();
  }

  /** A reset to the latest state, numbered as that; null while there is none. */
  reset(reason: string): KeptMessage | null {
    const { stand } = this;
    const status = stand?.status ?? this.status;
    if (stand === null || status === null) return null;
    let reset = this.resets.get(reason);
    if (reset === undefined) {
      const parts = { reason: JSON.stringify(reason), status, state: stand.state, decision: this.decision };
      const fields = Object.entries(parts).map(([name, json]) => `"${name}":${json}`);
      const body = `{${fields.join()}}`;
      reset = keptMessage(stand.seq, { type: 'reset', body });
      this.resets.set(reason, reset);
    }
    return reset;
  }

  private standOf(kept: KeptMessage): Stand {
    const { state, status } = JSON.parse(bodyOf(kept)) as Reset;
    this.status = JSON.stringify(status);
    this.decision = 'null';
    return { seq: kept.seq, state: JSON.stringify(state), status: this.status };
  }
}

function pendingOf(body: string): string {
  const { by } = JSON.parse(body) as PendingDecision;
  return by === undefined ? body : 'null';
}
