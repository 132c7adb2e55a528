import type { Decision } from '../core/decision.ts';
import type { LoggedEvent } from '../core/event-kind.ts';
import { FaultlineError } from '../core/faultline-error.ts';
import { type Host, noHost } from '../core/host.ts';
import type { ModelOf } from '../core/model.ts';
import type { CommandOf, GivenCommand, Recipe } from '../core/recipe.ts';
import { Simulation } from '../core/simulation.ts';
import { type At, atOf } from '../core/turn.ts';
import type { Vocabulary } from '../core/vocabulary.ts';

/** A point of a run as plain data: on any machine, `LiveRun.restore` comes back to it. */
export interface LiveSnapshot<Words extends Vocabulary = Vocabulary> {
  readonly recipe: Recipe<Words>;
  readonly turnCount: number;
  /** Commands that have landed; the next turn may not have come yet. */
  readonly landedCount: number;
  /** Commands of the opening recipe, which a rewind keeps; all when left out. */
  readonly scheduledCount?: number;
}

/** Where `runUntil` stops: a time, the fields of an event, or a test of one. */
export type Target<Words extends Vocabulary = Vocabulary> =
  | number
  | Words['pattern']
  | EventTest<Words['event']>['matches'];

/** Written as a method, whose parameter is no obstacle to a live run of a model passing for one of any. */
interface EventTest<Event> {
  matches(event: Event): boolean;
}

/**
 * A run that goes on when somebody steps it: by turns, to a time or an event, or by `for await` over
 * its events. At any pace and with any commands, its recipe replays to the same log.
 */
export class LiveRun<Words extends Vocabulary = Vocabulary> implements AsyncIterable<Words['event']> {
  private simulation: Simulation;
  private commands: GivenCommand[];
  /** Commands of the opening recipe, which a rewind keeps. */
  private readonly scheduledCount: number;
  private readonly pace: () => Promise<void> | undefined;
  private isPaused = false;
  private wake: (() => void)[] = [];

  /** @param pace awaited before each turn that `for await` makes; undefined: go on at once. */
  constructor(
    simulation: Simulation,
    scheduledCount: number,
    pace: () => Promise<void> | undefined = () => undefined,
  ) {
    this.simulation = simulation;
    this.commands = [...simulation.recipe.commands];
    this.scheduledCount = scheduledCount;
    this.pace = pace;
  }

  /** The run that stands where `snapshot` was taken, replayed from its recipe. */
  static restore<Words extends Vocabulary>(
    model: ModelOf<Words>,
    snapshot: LiveSnapshot<Words>,
    host: Host = noHost,
  ): LiveRun<Words> {
    const simulation = new Simulation(model, snapshot.recipe, host, true);
    simulation.advanceTo(snapshot.turnCount, snapshot.landedCount);
    return new LiveRun(simulation, snapshot.scheduledCount ?? snapshot.recipe.commands.length);
  }

  /** The time of the latest turn. */
  get time(): number {
    return this.simulation.state.time;
  }

  /** When the next turn comes, as a command's `at`; null when the run is over. */
  get nextTurn(): At | null {
    const next = this.simulation.nextTurn();
    return next === null ? null : atOf(next, this.simulation.model.phases);
  }

  get done(): boolean {
    return this.simulation.nextTurn() === null;
  }

  get turnCount(): number {
    return this.simulation.turnCount;
  }

  /** Commands that have landed. */
  get landedCount(): number {
    return this.simulation.landedCount;
  }

  get events(): Words['events'] {
    return this.simulation.events as Words['events'];
  }

  /** The recipe so far, with every command that was given. */
  get recipe(): Recipe<Words> {
    return { ...this.simulation.recipe, commands: [...this.commands] } as Recipe as Recipe<Words>;
  }

  get metrics(): Words['metrics'] {
    return this.simulation.metrics();
  }

  /** SHA-256 of the log so far. */
  get digest(): string {
    return this.simulation.events.digest();
  }

  /** The state as JSON, for people. */
  view(): Words['view'] {
    return this.simulation.view() as Words['view'];
  }

  /** Counts every invariant again. @throws Error that names the first broken one. */
  check(): void {
    this.simulation.check();
  }

  /** What the model would ask a person now. */
  get decisions(): readonly Decision[] {
    return this.simulation.decisions();
  }

  /** Runs at most `turns` turns, of times before `before`. Returns how many ran. */
  advance(turns: number, before = Number.POSITIVE_INFINITY): number {
    return this.simulation.advance(turns, before);
  }

  /** Runs at most `turns` turns; returns the events that they made. */
  step(turns = 1): Words['event'][] {
    const first = this.simulation.eventCount;
    this.simulation.advance(turns);
    return [...this.simulation.events.range(first)];
  }

  /**
   * Runs until a time begins (no turn of it has run), or through the turn of the first new event that
   * matches. True when that was reached, false when the run ended first.
   */
  runUntil(target: Target<Words>): boolean {
    if (typeof target === 'number') {
      this.simulation.advance(Number.POSITIVE_INFINITY, target);
      return !this.done;
    }
    const { type } = target as Readonly<Record<string, unknown>>;
    if (typeof target === 'object' && typeof type === 'string') this.simulation.events.requireType(type);
    const matches = typeof target === 'function' ? target : matcherOf(target);
    while (!this.done) if (this.step().some(matches)) return true;
    return false;
  }

  /** Runs to the end. */
  finish(): this {
    this.simulation.finish();
    return this;
  }

  /** `for await` stops before the next turn until `resume`. Steps by hand go on. */
  pause(): void {
    this.isPaused = true;
  }

  resume(): void {
    this.isPaused = false;
    for (const wake of this.wake.splice(0)) wake();
  }

  get paused(): boolean {
    return this.isPaused;
  }

  /**
   * Does something to the world, before the next turn; it becomes part of the recipe.
   *
   * @throws FaultlineError for a bad command, or when the run is over; then nothing has changed.
   */
  command(command: Words['command']): CommandOf<Words> {
    const given = this.simulation.command(command, this.commands.length);
    this.commands.push(given);
    return given as CommandOf<Words>;
  }

  snapshot(): LiveSnapshot<Words> {
    const { turnCount, landedCount } = this.simulation;
    const { scheduledCount } = this;
    return { recipe: structuredClone(this.recipe), turnCount, landedCount, scheduledCount };
  }

  /** Another live run that stands where this one does; from here both go on by themselves. */
  fork(): LiveRun<Words> {
    return new LiveRun(this.simulation.fork(this.recipe), this.scheduledCount, this.pace);
  }

  /**
   * Goes back to before the first turn of a time, or to a snapshot of this run. Commands that were
   * given later are dropped; those of the opening recipe stay.
   *
   * @throws FaultlineError for a time that is not behind.
   */
  rewind(to: number | LiveSnapshot<Words>): void {
    if (typeof to === 'number' && !(to >= 0 && to <= this.time)) {
      throw new FaultlineError('rewind', to, `a time from 0 to ${this.time}`);
    }
    const kept = (command: GivenCommand, index: number): boolean =>
      index < this.scheduledCount || (typeof to === 'number' && timeOf(command.at) < to);
    const commands = typeof to === 'number' ? this.commands.filter(kept) : [...to.recipe.commands];
    const { model, host, recipe } = this.simulation;
    const simulation = new Simulation(model, { ...recipe, commands }, host, true);
    if (typeof to === 'number') simulation.advance(Number.POSITIVE_INFINITY, to);
    else simulation.advanceTo(to.turnCount, to.landedCount);
    this.simulation = simulation;
    this.commands = commands;
  }

  /** Every event from the first, making turns as they are asked for; ends with the run. */
  async *[Symbol.asyncIterator](): AsyncGenerator<Words['event']> {
    for (let id = 0; ; ) {
      if (id < this.simulation.eventCount) {
        yield this.simulation.events.get(id++);
        continue;
      }
      if (this.isPaused) await new Promise<void>((wake) => this.wake.push(wake));
      else if (this.done) return;
      else {
        await this.pace();
        if (!this.isPaused) this.simulation.advance(1);
      }
    }
  }
}

function matcherOf(fields: Readonly<Record<string, unknown>>): (event: LoggedEvent) => boolean {
  const wanted = Object.entries(fields);
  return (event) => wanted.every(([field, value]) => event[field] === value);
}

function timeOf(at: At): number {
  return typeof at === 'number' ? at : at.time;
}
