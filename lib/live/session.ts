import { FaultlineError } from '../core/faultline-error.ts';
import type { Clock } from './clock.ts';
import { DecisionDesk } from './decision-desk.ts';
import { eventsFrom, foundEvents } from './found-events.ts';
import { Keeper } from './keeper.ts';
import type { LiveRun } from './live-run.ts';
import type { Pace } from './pace.ts';
import { PaceMaker } from './pace-maker.ts';
import type { PendingDecision, Reset, SessionStatus } from './session-message.ts';
import type { SessionOptions } from './session-options.ts';
import type { KeptSession } from './session-record.ts';
import type { ParsedRequest } from './session-request.ts';
import { StateError } from './state-error.ts';
import { Teller } from './teller.ts';

/** Milliseconds of turns before others have their turn. */
const SLICE = 8;
/** Turns at once at first; as many as fit well into a slice later. */
const CHUNK_FIRST = 64;
/**
 * A live run that goes by itself, at its pace, and does what it is asked between two turns. It tells its
 * viewers what happens, and whoever keeps it what has changed. It owns no clock, thread or socket: the same
 * class runs in a thread of a server and in a worker of a browser.
 */
export class Session {
  private readonly live: LiveRun;
  private readonly options: SessionOptions;
  private readonly clock: Clock;
  private readonly teller: Teller;
  private readonly desk: DecisionDesk;
  private readonly maker: PaceMaker;
  private readonly keeper: Keeper;
  private pace: Pace;
  private status: SessionStatus['status'];
  /** What it does when no step is in hand and no decision pending; so it was kept. */
  private isGoing: boolean;
  private reason: string | undefined;
  private digest: string | undefined;
  /** A step in hand: where it ends, and who waits for it. */
  private step: { turns: number; readonly to: number; readonly end: () => void } | null = null;
  private chunk = CHUNK_FIRST;
  /** A tick of an older number is no longer meant. */
  private ticks = 0;

  constructor(options: SessionOptions) {
    const { clock, decided, live, pace = 'max', post, status = 'paused', toldPerSecond } = options;
    this.options = options;
    this.live = live;
    this.clock = clock;
    this.pace = pace;
    this.status = status;
    this.isGoing = status === 'running';
    this.desk = new DecisionDesk({
      model: options.model,
      clock,
      wait: options.decisionWait,
      decided,
      tell: (decision) => this.tellDecision(decision),
      onTime: (decision) => this.takeInTime(decision),
    });
    this.maker = new PaceMaker(clock);
    this.keeper = new Keeper(live, clock, options.record);
    this.teller = new Teller(clock, post, () => this.live, toldPerSecond);
    if (status !== 'stopped' && live.done) this.finish();
    this.tellStatus();
    if (this.status === 'running') this.go();
  }

  /** Where nobody watches, no event and no state is told. */
  watch(isWatched: boolean): void {
    this.teller.watch(isWatched);
    if (isWatched) this.tellStatus();
  }

  /**
   * Does what was asked, between two turns.
   *
   * @throws FaultlineError when it cannot be done; then nothing has changed.
   */
  request(request: ParsedRequest): unknown {
    const { live, teller } = this;
    switch (request.do) {
      case 'pause':
        return this.setRunning(false);
      case 'resume':
        return this.setRunning(true);
      case 'stop':
        return this.stop();
      case 'step':
        return this.takeStep(request.turns, request.to);
      case 'pace':
        return this.setPace(request.pace);
      case 'command':
        return this.command(request.command);
      case 'rewind':
        return this.rewind(request.to);
      case 'answer':
        return this.answer(request.decision, request.choice, 'person');
      case 'status':
        return this.statusNow();
      case 'state':
        return teller.stateNow();
      case 'decision':
        return this.desk.pending;
      case 'recipe':
        return live.recipe;
      case 'snapshot':
        return live.snapshot();
      case 'kept':
        return this.kept();
      case 'events':
        return foundEvents(live.events, request);
      case 'log':
        return eventsFrom(live.events, request.from, request.count);
    }
  }

  /** Ends its ticks and keeps where it stands, before whoever owns the session lets it go. */
  close(): void {
    this.ticks++;
    this.desk.close();
    this.teller.flush();
    this.keeper.keepPlace();
  }

  /** All that it takes to continue it elsewhere. */
  private kept(): KeptSession {
    const status = this.status === 'running' || this.status === 'stopped' ? this.status : 'paused';
    return { run: this.live.snapshot(), status, pace: this.pace, decided: this.desk.decided };
  }

  private statusNow(): SessionStatus {
    const { digest, live, pace, reason, status } = this;
    return {
      status,
      ...(reason !== undefined && { reason }),
      pace,
      time: live.time,
      turn: live.turnCount,
      events: live.events.count,
      next: live.nextTurn,
      commands: live.recipe.commands.length,
      ...(digest !== undefined && { digest }),
    };
  }

  private setRunning(isRunning: boolean): SessionStatus {
    const where = isRunning ? 'resume' : 'pause';
    this.requireGoing(where);
    if (isRunning) this.desk.requireNone(where);
    const status = isRunning ? 'running' : 'paused';
    this.keeper.keep({ status });
    this.isGoing = isRunning;
    this.status = this.desk.pending === null ? status : 'waiting';
    this.endStep();
    if (isRunning) this.go();
    else this.ticks++;
    this.teller.flush();
    return this.tellStatus();
  }

  private stop(): SessionStatus {
    if (this.status === 'stopped') return this.statusNow();
    this.requireGoing('stop');
    this.keeper.keep({ status: 'stopped' });
    this.desk.drop();
    this.end('stopped');
    return this.tellStatus();
  }

  private takeStep(turns: number | undefined, to: number | undefined): Promise<SessionStatus> {
    this.requireGoing('step');
    this.desk.requireNone('step');
    if (to !== undefined && to <= this.live.time) {
      throw new FaultlineError('step: to', to, `a time after ${this.live.time}; to go back, rewind`);
    }
    this.keeper.keep({ status: 'paused' });
    this.isGoing = false;
    this.endStep();
    return new Promise((resolve) => {
      this.step = {
        turns: turns ?? (to === undefined ? 1 : Number.POSITIVE_INFINITY),
        to: to ?? Number.POSITIVE_INFINITY,
        end: () => resolve(this.statusNow()),
      };
      this.status = 'running';
      this.go();
    });
  }

  private setPace(pace: Pace): SessionStatus {
    this.requireGoing('pace');
    this.keeper.keep({ pace });
    this.pace = pace;
    if (this.status === 'running') this.go();
    return this.tellStatus();
  }

  private command(given: { readonly name: string }): unknown {
    this.requireGoing('command');
    const command = this.keeper.change((live) => live.command(given));
    if (this.status === 'waiting' && !this.desk.renew(this.live)) this.goOn();
    this.teller.flush();
    this.tellStatus();
    return command;
  }

  private rewind(to: number): SessionStatus {
    if (this.status === 'stopped' || this.status === 'failed') this.requireGoing('rewind');
    this.keeper.change((live) => live.rewind(to), { status: 'paused', rewound: to });
    this.ticks++;
    this.isGoing = false;
    this.desk.rewind(to);
    this.status = 'paused';
    this.reason = undefined;
    this.digest = undefined;
    this.endStep();
    this.teller.restart();
    const status = this.statusNow();
    const state = this.teller.stateNow();
    const reset: Reset = { reason: `rewound to ${to}`, status, state, decision: this.desk.pending };
    this.options.post([{ type: 'reset', body: JSON.stringify(reset) }]);
    return status;
  }

  private answer(
    decision: string,
    choice: 'recommended' | 'alternative',
    by: 'person' | 'time',
  ): PendingDecision {
    const { command } = this.desk.require(decision)[choice];
    const decided = { key: decision, at: this.nextTime };
    if (command === null) this.keeper.keep({ decided });
    else this.keeper.change((live) => live.command(command), { decided });
    const taken = this.desk.settle(decided, choice, by);
    this.goOn();
    this.teller.flush();
    this.tellStatus();
    return taken;
  }

  /** What cannot be taken in time, such as for want of disk, waits for a person. */
  private takeInTime({ decision }: PendingDecision): void {
    try {
      this.answer(decision, 'recommended', 'time');
    } catch (error) {
      this.reason = `the decision ${decision} could not be taken in time: ${reasonOf(error)}`;
      this.tellStatus();
    }
  }

  /** Nothing is pending any more. */
  private goOn(): void {
    this.reason = undefined;
    this.status = this.isGoing ? 'running' : 'paused';
    if (this.isGoing) this.go();
  }

  /** Begins to tick, or goes on to tick by another pace. */
  private go(): void {
    const tick = ++this.ticks;
    this.maker.start(this.goingPace, this.live.time);
    this.clock.after(0, () => this.tick(tick));
  }

  private tick(tick: number): void {
    if (tick !== this.ticks) return;
    try {
      this.slice();
      if (tick !== this.ticks) return;
      this.teller.tell();
    } catch (error) {
      this.end('failed', reasonOf(error));
      this.tellStatus();
      return;
    }
    this.keeper.mark();
    this.clock.after(this.maker.untilNext(this.nextTime), () => this.tick(tick));
  }

  /** Makes the turns that are due, for as long as a slice lasts. */
  private slice(): void {
    const { clock, live, maker, step } = this;
    const end = clock.now() + SLICE;
    const due = maker.due();
    this.afterTurns();
    const before = Math.min(due.before, step?.to ?? Number.POSITIVE_INFINITY);
    let left = Math.min(due.turns, step?.turns ?? Number.POSITIVE_INFINITY);
    for (let now = clock.now(); left > 0 && this.status === 'running'; ) {
      const most = Math.min(left, this.desk.isAsking ? this.desk.untilAsked(live) : this.chunk);
      const ran = live.advance(most, before);
      left -= ran;
      maker.count(ran);
      if (step !== null) step.turns -= ran;
      this.afterTurns();
      if (ran < most) break;
      const began = now;
      now = clock.now();
      if (now - began > SLICE / 4) this.chunk = Math.max(1, this.chunk >> 1);
      else if (most === this.chunk) this.chunk *= 2;
      if (now < end) continue;
      maker.start(this.goingPace, live.time);
      break;
    }
    if (step !== null) this.checkStep(step);
  }

  /** Whether the run is over, too long, or has something to ask. */
  private afterTurns(): void {
    const { eventsMax = Number.POSITIVE_INFINITY } = this.options;
    if (this.live.done) {
      this.finish();
      this.tellStatus();
    } else if (this.live.events.count > eventsMax) {
      this.end('stopped', `the log has more than ${eventsMax} events, the limit of this server`);
      this.tellStatus();
    } else if (this.desk.isAsking && this.desk.ask(this.live)) this.wait();
  }

  /** A step that has come to its end pauses the session. */
  private checkStep(step: { readonly turns: number; readonly to: number }): void {
    if (this.status !== 'running' || (step.turns > 0 && this.nextTime < step.to)) return;
    this.status = 'paused';
    this.ticks++;
    this.teller.flush();
    this.tellStatus();
    this.endStep();
  }

  private endStep(): void {
    this.step?.end();
    this.step = null;
  }

  private get goingPace(): Pace {
    return this.step === null ? this.pace : 'max';
  }

  private get nextTime(): number {
    const { nextTurn } = this.live;
    if (nextTurn === null) return Number.POSITIVE_INFINITY;
    return typeof nextTurn === 'number' ? nextTurn : nextTurn.time;
  }

  /** A person has been asked. */
  private wait(): void {
    this.status = 'waiting';
    this.ticks++;
    this.keeper.keepPlace();
    this.teller.flush();
    this.tellStatus();
    this.endStep();
  }

  private finish(): void {
    let late: string | undefined;
    try {
      this.live.finish();
    } catch (error) {
      late = reasonOf(error);
    }
    this.digest = this.live.digest;
    this.end('finished', late);
  }

  private end(status: 'finished' | 'stopped' | 'failed', reason?: string): void {
    this.status = status;
    this.reason = reason;
    this.ticks++;
    // Of a run that has broken off in the middle of a turn there is no state to be told.
    this.teller.flush(status !== 'failed');
    this.endStep();
  }

  private requireGoing(where: string): void {
    const { status } = this;
    if (status !== 'finished' && status !== 'stopped' && status !== 'failed') return;
    const back = status === 'finished' ? '; this one is over: rewind it, or fork it' : '';
    throw new StateError(where, `a ${status} session`, `a session that still goes on${back}`);
  }

  private tellStatus(): SessionStatus {
    const status = this.statusNow();
    this.options.post([{ type: 'status', body: JSON.stringify(status) }]);
    return status;
  }

  private tellDecision(decision: PendingDecision): void {
    this.options.post([{ type: 'decision', about: [decision.entity], body: JSON.stringify(decision) }]);
  }
}

function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message.split('\n')[0] : String(error);
}
