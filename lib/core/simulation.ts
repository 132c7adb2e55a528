import { Chance } from './chance.ts';
import { type Command, inOrder, kindsOf, parseCommand, SET } from './command.ts';
import { parseConfig, withPath } from './config.ts';
import type { Decision } from './decision.ts';
import type { Entities } from './event-kind.ts';
import { EventLog } from './event-log.ts';
import { Events } from './events.ts';
import { FaultlineError } from './faultline-error.ts';
import type { Host } from './host.ts';
import type { Intervention } from './intervention.ts';
import { justAfter } from './just-after.ts';
import type { AnyModel, Context, ModelState, Modules } from './model.ts';
import { loadModules, modulesNamed } from './modules.ts';
import { inTurn, type Omission, omissionsOf } from './occasion.ts';
import type { GivenCommand, Recipe } from './recipe.ts';
import { recordCommand, recordSet } from './record-command.ts';
import type { Seed } from './seed.ts';
import type { Snapshot } from './snapshot.ts';
import { atOf, compareTurns, type MutableTurnKey, type TurnKey } from './turn.ts';

/**
 * One run of a recipe, stepped from outside by turns. Commands land between turns, each before the
 * first turn whose key is not less than its own.
 */
export class Simulation {
  readonly model: AnyModel;
  readonly recipe: Recipe;
  modules: Modules;
  /** Turns so far. */
  turnCount = 0;
  state: ModelState;
  private readonly context: Context<unknown, unknown>;
  readonly host: Host;
  private basePrepared: unknown;
  private commands: Command[];
  private commandCursor = 0;
  private readonly ownCommands: readonly Command[];
  private readonly ownOmissions: readonly Omission[];
  private omissions: readonly Omission[];
  private omissionCursor = 0;
  private dropped: ReadonlySet<number> = new Set();
  private readonly before: number;

  /**
   * @param host lends the modules that the recipe and later commands name.
   * @param log false: nothing is recorded, and recording costs nothing.
   */
  constructor(model: AnyModel, recipe: Recipe, host: Host, log: boolean) {
    this.model = model;
    this.recipe = recipe;
    this.host = host;
    this.modules = loadModules(modulesNamed(model, recipe.config, recipe.commands), host);
    const { modules } = this;
    this.basePrepared = model.prepare(recipe.config, modules);
    this.before = recipe.until === null ? Number.POSITIVE_INFINITY : justAfter(recipe.until);
    this.commands = inOrder(
      recipe.commands.map((given, i) =>
        parseCommand(model, recipe.config, this.basePrepared, modules, given, i),
      ),
    );
    this.ownCommands = this.commands;
    this.ownOmissions = omissionsOf(model, recipe.without ?? []);
    this.omissions = this.ownOmissions;
    this.context = {
      config: recipe.config,
      prepared: this.basePrepared,
      chance: new Chance(model.streams),
      log: log ? new EventLog(kindsOf(model), model.entities(this.basePrepared)) : null,
    };
    this.state = model.create(this.basePrepared);
    this.restart(recipe.seed);
  }

  /** Back to the start, with another seed. An `events` of the run so far is of the new run from here on. */
  restart(seed: Seed): void {
    this.context.log?.clear();
    this.context.chance.reseed(seed);
    this.context.config = this.recipe.config;
    this.context.prepared = this.basePrepared;
    this.commandCursor = 0;
    this.omissionCursor = 0;
    this.turnCount = 0;
    this.model.start(this.state, this.context);
  }

  get events(): Events {
    if (this.context.log === null) throw new Error('events: this run was made with the log off');
    return new Events(this.context.log);
  }

  /** Events so far; 0 with the log off. */
  get eventCount(): number {
    return this.context.log?.count ?? 0;
  }

  /** The config in force, as `set` commands have changed it. */
  get config(): unknown {
    return this.context.config;
  }

  /** The key of the next turn; null when the run is over. */
  nextTurn(): TurnKey | null {
    if (this.state.done) return null;
    const key: MutableTurnKey = { time: 0, phase: 0, round: 0, entity: 0, ordinal: 0 };
    this.model.nextTurn(this.state, this.context, key);
    return key.time < this.before ? key : null;
  }

  /**
   * Runs at most `turnsMax` turns whose time is before `before` (excluded). Returns how many ran:
   * fewer only when the run or that time was reached.
   */
  advance(turnsMax = Number.POSITIVE_INFINITY, before = Number.POSITIVE_INFINITY): number {
    const end = Math.min(before, this.before);
    let turns = 0;
    while (turns < turnsMax && !this.state.done) {
      const left = turnsMax - turns;
      const due = Math.min(this.commands[this.commandCursor]?.turn.time ?? end, this.nextOmission());
      let ran: number;
      if (due >= end) {
        ran = this.model.advance(this.state, this.context, left, end);
        if (ran === 0) break;
      } else {
        const next = this.nextTurn();
        if (next === null) break;
        if (this.landsBefore(next, end)) {
          this.landDue(end);
          continue;
        }
        if (next.time >= end) break;
        ran =
          next.time < due
            ? this.model.advance(this.state, this.context, left, due)
            : this.advanceOne(next, end);
      }
      turns += ran;
      this.turnCount += ran;
    }
    return turns;
  }

  /** The time of the next turn that is passed over. */
  private nextOmission(): number {
    return this.omissions[this.omissionCursor]?.turn.time ?? Number.POSITIVE_INFINITY;
  }

  private landsBefore(next: TurnKey, before: number): boolean {
    const command = this.commands[this.commandCursor];
    return command !== undefined && command.turn.time < before && compareTurns(command.turn, next) <= 0;
  }

  /** Runs the next turn, or passes it over. */
  private advanceOne(next: TurnKey, end: number): number {
    let omission = this.omissions[this.omissionCursor];
    while (omission !== undefined && compareTurns(omission.turn, next) < 0) {
      omission = this.omissions[++this.omissionCursor];
    }
    if (omission === undefined || compareTurns(omission.turn, next) > 0) {
      return this.model.advance(this.state, this.context, 1, end);
    }
    this.omissionCursor++;
    this.model.omit?.(this.state, this.context, omission.parts);
    return 1;
  }

  /** Runs the next turn, and the commands that land before it. Returns its key; null when there is none. */
  step(): TurnKey | null {
    this.landDue();
    const next = this.nextTurn();
    if (next !== null) this.advance(1);
    return next;
  }

  /** Commands that have landed. */
  get landedCount(): number {
    return this.commandCursor;
  }

  /** Runs until so many turns have run and so many commands have landed. */
  advanceTo(turnCount: number, landedCount: number): void {
    this.advance(turnCount - this.turnCount);
    if (this.commandCursor < landedCount) this.landDue();
  }

  /** The indexes of the commands that have not landed. */
  commandsToCome(): number[] {
    const left = this.commands.slice(this.commandCursor);
    return left.map(({ index }) => index).filter((index) => !this.dropped.has(index));
  }

  /** Runs to the end. @throws FaultlineError when a command was for a time that never came. */
  finish(): void {
    this.advance();
    const [late] = this.commandsToCome();
    if (late !== undefined) {
      const { at } = this.recipe.commands[late];
      const allowed = `a time that comes: the run ended at ${this.state.time}`;
      throw new FaultlineError(`commands[${late}].at`, at, allowed);
    }
  }

  /**
   * Lands a command now, before the next turn and after those already due there. `index` is its place
   * in the recipe. Returns it as the recipe is to hold it.
   *
   * @throws FaultlineError when the run is over or the command is bad; then nothing has changed.
   */
  command(given: Omit<GivenCommand, 'at'>, index: number): GivenCommand {
    if (typeof given !== 'object' || given === null) {
      throw new FaultlineError('command', given, 'an object with name and the fields of the command');
    }
    if ('at' in given) throw new FaultlineError('command: at', given.at, 'no time: a live command lands now');
    if (this.nextTurn() === null) throw new FaultlineError('command', given.name, 'a run that still goes on');
    // What can go wrong does so on copies, before those already due land: a bad command changes nothing.
    const modules = this.modulesWith(given);
    const prepared = modules === this.modules ? null : this.model.prepare(this.context.config, modules);
    const parse = (timed: GivenCommand): Command =>
      parseCommand(this.model, this.context.config, prepared ?? this.context.prepared, modules, timed, index);
    parse({ ...given, at: 0 } as GivenCommand);
    if (prepared !== null) this.adopt(modules);
    this.landDue();
    const next = this.nextTurn();
    if (next === null) throw new FaultlineError('command', given.name, 'a run that still goes on');
    const timed = { ...structuredClone(given), at: atOf(next, this.model.phases) } as GivenCommand;
    const command = parse(timed);
    this.commands.splice(this.commandCursor++, 0, command);
    this.land(command);
    return timed;
  }

  /** The modules at hand and those that a command brings along. */
  private modulesWith(given: Omit<GivenCommand, 'at'>): Modules {
    const named = modulesNamed(this.model, this.recipe.config, [given]);
    const missing = named.filter(({ path }) => !this.modules.has(path));
    return missing.length === 0
      ? this.modules
      : new Map([...this.modules, ...loadModules(missing, this.host)]);
  }

  /** Takes modules over, as if the recipe had named them from the start. */
  private adopt(modules: Modules): void {
    const { model, context } = this;
    this.modules = modules;
    this.basePrepared = model.prepare(this.recipe.config, modules);
    context.prepared = model.prepare(context.config, modules);
    if (context.log !== null) context.log.entities = model.entities(context.prepared);
  }

  /** Lands the commands that come before the next turn, and before time `before`. */
  private landDue(before = Number.POSITIVE_INFINITY): void {
    for (;;) {
      const command = this.commands[this.commandCursor];
      if (command === undefined || command.turn.time >= before) return;
      const next = this.nextTurn();
      if (next === null || compareTurns(command.turn, next) > 0) return;
      this.commandCursor++;
      this.land(command);
    }
  }

  /** The metrics as the state stands. @throws Error when one is no finite number. */
  measure(out: Float64Array): void {
    this.model.measure(this.state, this.context, out);
    const bad = out.findIndex((value) => !Number.isFinite(value));
    if (bad >= 0) throw new Error(`metric ${Object.keys(this.model.metrics)[bad]} is ${out[bad]}`);
  }

  /** The names of the entities of a kind. */
  entitiesOf(kind: string): Entities[string] {
    return this.model.entities(this.context.prepared)[kind];
  }

  /** The model's attribution as the state stands, entity by entity, into `out`. */
  attribute(out: Float64Array): void {
    this.model.attribution?.measure(this.state, this.context, out);
  }

  /** The metrics by name. */
  metrics(): Record<string, number> {
    const names = Object.keys(this.model.metrics);
    const out = new Float64Array(names.length);
    this.measure(out);
    return Object.fromEntries(names.map((name, i) => [name, out[i]]));
  }

  /** What the model would ask a person now. */
  decisions(): readonly Decision[] {
    return this.model.decide?.(this.state, this.context) ?? [];
  }

  view(): unknown {
    return this.model.view(this.state, this.context);
  }

  check(): void {
    this.model.check(this.state, this.context);
  }

  /** All that changes while a run goes on, as plain data that survives `structuredClone`. */
  snapshot(): Snapshot {
    return {
      state: structuredClone(this.state),
      config: this.context.config,
      commandCursor: this.commandCursor,
      turnCount: this.turnCount,
      eventCount: this.eventCount,
    };
  }

  /** Another simulation of the same recipe that stands at `snapshot`; its log begins there. */
  static restore(of: Simulation, recipe: Recipe, snapshot: Snapshot, log: EventLog | null): Simulation {
    const copy = new Simulation(of.model, recipe, of.host, false);
    copy.state = structuredClone(snapshot.state);
    of.model.rejoin?.(copy.state);
    Object.assign(copy.context, {
      config: snapshot.config,
      prepared:
        snapshot.config === recipe.config ? copy.basePrepared : of.model.prepare(snapshot.config, of.modules),
      log,
    });
    copy.commandCursor = snapshot.commandCursor;
    copy.turnCount = snapshot.turnCount;
    return copy;
  }

  /** A copy that goes on by itself, with the log so far. */
  fork(recipe: Recipe = this.recipe): Simulation {
    return Simulation.restore(this, recipe, this.snapshot(), this.context.log?.clone() ?? null);
  }

  /**
   * From the next `restart` or `rewind` on the run differs from its recipe.
   *
   * @throws FaultlineError for a bad command.
   */
  intervene({ commands, omissions, added }: Intervention): void {
    const { model, recipe, modules } = this;
    this.dropped = commands;
    this.omissions =
      omissions.length === 0 ? this.ownOmissions : inTurn([...this.ownOmissions, ...omissions]);
    if (added.length === 0) {
      this.commands = this.ownCommands as Command[];
      return;
    }
    const parsed = added.map((given, i) =>
      parseCommand(model, recipe.config, this.basePrepared, modules, given, recipe.commands.length + i),
    );
    this.commands = inOrder([...this.ownCommands, ...parsed]);
  }

  /** Back, or on, to a snapshot of this simulation; its log begins there. */
  rewind(snapshot: Snapshot): void {
    const { context, model } = this;
    this.state = structuredClone(snapshot.state);
    model.rejoin?.(this.state);
    if (context.config !== snapshot.config) {
      context.config = snapshot.config;
      context.prepared =
        snapshot.config === this.recipe.config
          ? this.basePrepared
          : model.prepare(snapshot.config, this.modules);
    }
    this.commandCursor = snapshot.commandCursor;
    this.omissionCursor = 0;
    this.turnCount = snapshot.turnCount;
    context.log?.clear(snapshot.eventCount);
  }

  private land(command: Command): void {
    if (this.dropped.has(command.index)) return;
    const { context, model, state } = this;
    const { time } = command.turn;
    state.time = time;
    const cause = context.log === null ? -1 : recordCommand(context.log, model, command);
    if (command.name === SET) this.set(command, cause);
    else model.commands[command.name].apply(command.fields as never, state, context, cause);
  }

  private set(command: Command, cause: number): void {
    const { context, model } = this;
    const { path, value } = command.fields as { path: string; value: unknown };
    const where = `commands[${command.index}]`;
    const changed = withPath(context.config as Record<string, unknown>, path, value, `${where}.path`);
    const config = parseConfig(model, changed, where);
    const before = context.config;
    context.prepared = model.prepare(config, this.modules);
    context.config = config;
    if (context.log !== null) recordSet(context.log, model, command, cause);
    model.adjust?.(this.state, context, before);
  }
}
