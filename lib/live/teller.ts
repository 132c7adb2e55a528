import type { Clock } from './clock.ts';
import type { LiveRun } from './live-run.ts';
import type { SessionMessage, SessionState } from './session-message.ts';
import { toldEvents } from './told-events.ts';

/** Events told one by one in a second, at most, unless told otherwise. */
const TOLD_PER_SECOND = 20_000;
/** Events wait at most so many milliseconds to be told or to be counted as not told. */
const PATIENCE = 100;
/** Milliseconds between two states; more where a state is dear to make. */
const STATE_EVERY = 100;
const STATE_SHARE = 0.04;
/** Bytes of states in a second, at most. */
const STATE_BYTES = 1_000_000;

/** What a session tells its viewers of its run: each new event as far as the rate allows, and states. */
export class Teller {
  private readonly clock: Clock;
  private readonly post: (messages: readonly SessionMessage[]) => void;
  private readonly live: () => LiveRun;
  private readonly perSecond: number;
  private isWatched = true;
  /** Events before this id were told, or counted as not told. */
  private next: number;
  private allowance: number;
  private refilledAt: number;
  private flushedAt: number;
  private stateDue: number;
  /** The turn of the state told last. */
  private stateTurn = -1;

  constructor(
    clock: Clock,
    post: (messages: readonly SessionMessage[]) => void,
    live: () => LiveRun,
    perSecond = TOLD_PER_SECOND,
  ) {
    this.clock = clock;
    this.post = post;
    this.live = live;
    this.perSecond = perSecond;
    this.allowance = perSecond * (PATIENCE / 1000);
    this.next = live().events.count;
    this.refilledAt = clock.now();
    this.flushedAt = this.refilledAt;
    this.stateDue = this.refilledAt;
  }

  /** Who begins to watch is told the state at once. */
  watch(isWatched: boolean): void {
    this.isWatched = isWatched;
    this.next = this.live().events.count;
    this.stateTurn = -1;
    if (isWatched) this.tellState(this.clock.now());
  }

  /** The run stands elsewhere: what came before is not told. */
  restart(): void {
    this.next = this.live().events.count;
    this.stateTurn = this.live().turnCount;
  }

  /** Tells what may be told now. */
  tell(): void {
    if (!this.isWatched) return;
    const now = this.clock.now();
    this.refill(now);
    const waiting = this.live().events.count - this.next;
    if (waiting > 0 && (waiting <= this.allowance || now - this.flushedAt >= PATIENCE)) this.tellEvents(now);
    if (now >= this.stateDue) this.tellState(now);
  }

  /** Tells all that there is, and the state. */
  flush(): void {
    if (!this.isWatched) return;
    const now = this.clock.now();
    this.refill(now);
    this.tellEvents(now);
    this.tellState(now);
  }

  stateNow(): SessionState {
    const live = this.live();
    const { time, turnCount, events, done, metrics } = live;
    return { time, turn: turnCount, events: events.count, done, metrics, view: live.view() };
  }

  private refill(now: number): void {
    const most = this.perSecond * (PATIENCE / 1000);
    const more = ((now - this.refilledAt) / 1000) * this.perSecond;
    this.allowance = Math.min(most, this.allowance + more);
    this.refilledAt = now;
  }

  private tellEvents(now: number): void {
    this.flushedAt = now;
    const { events } = this.live();
    if (events.count === this.next) return;
    const { messages, skipped } = toldEvents(events, this.next, Math.floor(this.allowance));
    this.allowance -= messages.length;
    this.next = events.count;
    this.post(
      skipped === null ? messages : [...messages, { type: 'skipped', body: JSON.stringify(skipped) }],
    );
  }

  private tellState(now: number): void {
    const { turnCount } = this.live();
    if (turnCount === this.stateTurn) return;
    this.stateTurn = turnCount;
    const body = JSON.stringify(this.stateNow());
    this.post([{ type: 'state', body }]);
    const cost = this.clock.now() - now;
    const pause = Math.max(STATE_EVERY, cost / STATE_SHARE, (body.length / STATE_BYTES) * 1000);
    this.stateDue = now + pause;
  }
}
