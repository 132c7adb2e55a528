import type { Clock } from './clock.ts';
import type { LiveRun } from './live-run.ts';
import type { SessionMessage, SessionState } from './session-message.ts';
import { toldEvents } from './told-events.ts';

/** Events told one by one in a second, at most, unless told otherwise; larger ones count for more. */
const TOLD_PER_SECOND = 10_000;
/** Characters of an event that counts as one. */
const EVENT_SIZE = 216;
/** The share of the time that telling events may take; where it takes longer all count for more, up to: */
const TELL_SHARE = 0.05;
const DEARNESS_MAX = 20;
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
  /** The size of an event, by kind: that of the latest that was told. */
  private readonly sizes: number[];
  /** How much longer telling takes than it may. */
  private dearness = 1;
  private refilledAt: number;
  private flushedAt: number;
  private stateDue: number;
  /** The turn and the command after which the state was told last. */
  private stateTurn = -1;
  private stateLanded = -1;

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
    this.sizes = live().events.log.byKind.map(() => 1);
    this.next = live().events.count;
    this.refilledAt = clock.now();
    this.flushedAt = this.refilledAt;
    this.stateDue = this.refilledAt;
  }

  /** Who begins to watch is told the state at once; who watches already misses nothing by that. */
  watch(isWatched: boolean): void {
    if (!(this.isWatched && isWatched)) this.next = this.live().events.count;
    this.isWatched = isWatched;
    this.stateTurn = -1;
    this.flush();
  }

  /** The run stands elsewhere: what came before is not told. */
  restart(): void {
    this.next = this.live().events.count;
    this.stateTurn = this.live().turnCount;
    this.stateLanded = this.live().landedCount;
  }

  /** Tells what may be told now. */
  tell(): void {
    if (!this.isWatched) return;
    const now = this.clock.now();
    this.refill(now);
    const waiting = this.live().events.count - this.next;
    if (waiting > 0 && (waiting <= this.allowance || now - this.flushedAt >= PATIENCE)) this.tellEvents(now);
    if (now >= this.stateDue) this.tellState(this.clock.now());
  }

  /** Tells all that there is, and the state unless there is none. */
  flush(hasState = true): void {
    if (!this.isWatched) return;
    const now = this.clock.now();
    this.refill(now);
    this.tellEvents(now);
    if (hasState) this.tellState(this.clock.now());
  }

  stateNow(): SessionState {
    const live = this.live();
    const { time, turnCount, events, done, metrics } = live;
    return { time, turn: turnCount, events: events.count, done, metrics, view: live.view() };
  }

  private refill(now: number): void {
    const more = ((now - this.refilledAt) / 1000) * this.perSecond;
    this.allowance = Math.min(this.perSecond, this.allowance + more);
    this.refilledAt = now;
  }

  private tellEvents(now: number): void {
    this.flushedAt = now;
    const { events } = this.live();
    if (events.count === this.next) return;
    const { dearness, sizes } = this;
    const { messages, skipped } = toldEvents(events, this.next, this.allowance / dearness, sizes);
    let told = 0;
    for (const { body, kind } of messages) {
      const size = Math.max(1, body.length / EVENT_SIZE);
      sizes[events.log.kindNamed(kind as string)] = size;
      told += size;
    }
    this.allowance -= told * dearness;
    const seconds = (this.clock.now() - now) / 1000;
    const latest = told === 0 ? 1 : (seconds * this.perSecond) / (TELL_SHARE * told);
    this.dearness = Math.min(Math.max(1, (dearness + latest) / 2), DEARNESS_MAX);
    this.next = events.count;
    this.post(
      skipped === null ? messages : [...messages, { type: 'skipped', body: JSON.stringify(skipped) }],
    );
  }

  private tellState(now: number): void {
    const { landedCount, turnCount } = this.live();
    if (turnCount === this.stateTurn && landedCount === this.stateLanded) return;
    this.stateTurn = turnCount;
    this.stateLanded = landedCount;
    const body = JSON.stringify(this.stateNow());
    this.post([{ type: 'state', body }]);
    const cost = this.clock.now() - now;
    const pause = Math.max(STATE_EVERY, cost / STATE_SHARE, (body.length / STATE_BYTES) * 1000);
    this.stateDue = now + pause;
  }
}
