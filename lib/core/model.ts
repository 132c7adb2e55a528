import type { z } from 'zod';
import type { Chance } from './chance.ts';
import type { Decision } from './decision.ts';
import type { Entities, EventKinds } from './event-kind.ts';
import type { EventLog } from './event-log.ts';
import type { Experiment } from './experiment.ts';
import type { Load } from './load.ts';
import type { Reasons } from './reasons.ts';
import type { MutableTurnKey } from './turn.ts';
import type { Vocabulary } from './vocabulary.ts';

/** What every state has; the rest is the model's own. All of it is plain data and typed arrays. */
export interface ModelState {
  /** The time of the latest turn or, if that is later, command. */
  time: number;
  /** No turn is left. */
  done: boolean;
}

/** What a model is given besides its state. */
export interface Context<Config, Prepared> {
  /** The config in force: the recipe's, as `set` commands have changed it. */
  config: Config;
  /** What `prepare` made of that config. */
  prepared: Prepared;
  readonly chance: Chance;
  /** Null when nobody will ask: then nothing is recorded. */
  readonly log: EventLog | null;
}

/** A command of a model: what a person may do to a running world. */
export interface CommandKind<Config, Prepared, State> {
  readonly help: string;
  /** Its fields, beside `name` and `at`. */
  readonly fields: z.ZodObject;
  /** Checks what the schema cannot, such as that a bank exists. @throws FaultlineError */
  readonly check?: (command: never, prepared: Prepared, where: string) => void;
  /** Does it. `cause` is the id of the command's own event, -1 with the log off. */
  readonly apply: (command: never, state: State, context: Context<Config, Prepared>, cause: number) => void;
}

export interface Metric {
  readonly help: string;
  readonly unit: string;
  /** Larger is better: then it is no loss, and has no value at risk. */
  readonly isGain?: true;
}

/** A config in words. */
export interface Description {
  readonly units: Readonly<Record<string, string>>;
  readonly horizon: string;
}

/** How a metric of a run splits over the entities of a kind and the channels by which it came. */
export interface Attribution<Config, Prepared, State, Channel extends string = string> {
  readonly metric: string;
  /** A kind of `entities`. */
  readonly entity: string;
  readonly channels: readonly Channel[];
  /** Writes each channel's part entity by entity; over all they add up to the metric. */
  readonly measure: (state: State, context: Context<Config, Prepared>, out: Float64Array) => void;
}

/** What can be switched off in a model, so that a loss can be split by switching it on again. */
export interface Decomposable<Channel extends string = string> {
  /** The metric that is split unless another is asked for. */
  readonly metric: string;
  /** What leaves out the shock: config fields, and commands by name. */
  readonly calm: {
    readonly config: Readonly<Record<string, unknown>>;
    readonly commands: readonly string[];
  };
  /** By channel, in the usual order: the config fields with which it is off. */
  readonly channels: Readonly<Record<Channel, Readonly<Record<string, unknown>>>>;
}

/** Modules that a config or command names by path, as the host loaded them, in the order named. */
export type Modules = ReadonlyMap<string, unknown>;

/** A module that a config or command names, and where it does. */
export interface ModulePath {
  readonly path: string;
  readonly where: string;
}

/**
 * A model: the one interface that runs, sweeps, live sessions and figures know.
 *
 * A run is a sequence of turns, each with a key (turn.ts). The model says what the next turn's key is
 * and runs turns; it never knows who steps it. What it may not do: read a clock, draw chance other
 * than keyed, keep anything outside `State`, or let the log change what happens.
 *
 * `Words` is what its users write and read, for their editors alone.
 */
export interface Model<Config, Prepared, State extends ModelState, Words extends Vocabulary = Vocabulary> {
  readonly name: string;
  /** Raised whenever the same recipe gives other events. */
  readonly version: number;
  readonly help: string;

  /** Defaults, ranges, units (`meta.unit`), help and whether a field may change in a run (`meta.live`). */
  readonly config: z.ZodObject;
  /** Named sets of defaults, chosen by the config field `preset`. */
  readonly presets?: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  /** A config as given, its preset under it, in fields of the schema: for what may be said shorter. */
  readonly readGiven?: (given: Readonly<Record<string, unknown>>) => Readonly<Record<string, unknown>>;
  /** Config fields that may be given as a file's path, or shipped data's name, and how its text is read. */
  readonly files?: Readonly<Record<Words['file'], (text: string, path: string) => unknown>>;
  /** The modules that a config and commands name, each once. */
  readonly modulePaths?: (
    config: Config,
    commands: readonly Readonly<Record<string, unknown>>[],
  ) => ModulePath[];

  readonly events: EventKinds;
  readonly commands: Readonly<Record<string, CommandKind<Config, Prepared, State>>>;
  readonly metrics: Readonly<Record<Words['metric'], Metric>>;
  /** The metric that is the loss; larger is worse. */
  readonly loss: Words['metric'];
  /** Names of the phases of a time, in their order. */
  readonly phases: readonly string[];
  readonly streams: readonly string[];

  readonly attribution?: Attribution<Config, Prepared, State, Words['attributed']>;
  readonly decomposable?: Decomposable<Words['channel']>;
  /** How the load is found at which the loss exceeds its limit: what `knee` asks. */
  readonly load?: Load<Config>;
  /** Questions that a few configs answer, by name. */
  readonly experiments?: Readonly<Record<string, Experiment>>;

  /** What the words of its units stand for, such as `currency` for EUR million; and the horizon in words. */
  readonly describe: (config: Config) => Description;
  /** All that does not depend on the seed; done once for a sweep. @throws FaultlineError */
  readonly prepare: (config: Config, modules: Modules) => Prepared;
  readonly entities: (prepared: Prepared) => Entities;
  /** Room for one run; the same state serves many runs one after the other. */
  readonly create: (prepared: Prepared) => State;
  /** Joins what a copy may have taken apart: typed arrays that share memory get a copy each on some ways. */
  readonly rejoin?: (state: State) => void;
  /** Sets the state to the start of a run, whatever it held, and records `init`. */
  readonly start: (state: State, context: Context<Config, Prepared>) => void;
  /** Refuses a change by `set` that the schema allows and a running world does not. @throws FaultlineError */
  readonly checkChange?: (from: Config, to: Config, where: string) => void;
  /** Brings the state in line with a config that `set` has changed. */
  readonly adjust?: (state: State, context: Context<Config, Prepared>, before: Config) => void;
  /** The key of the next turn. Only called while `state.done` is false. */
  readonly nextTurn: (state: State, context: Context<Config, Prepared>, key: MutableTurnKey) => void;
  /** Runs turns while their time is before `before` (excluded), at most `turnsMax`. Returns how many. */
  readonly advance: (
    state: State,
    context: Context<Config, Prepared>,
    turnsMax: number,
    before: number,
  ) => number;
  /** Writes the metrics into `out` in their declared order. */
  readonly measure: (state: State, context: Context<Config, Prepared>, out: Float64Array) => void;
  /**
   * Runs the next turn as if the parts of it had not come about: no shock, no request, a decision to hold.
   * What goes on by itself, such as the clock of arrivals, goes on. A turn that is no root is run as it is.
   */
  readonly omit?: (state: State, context: Context<Config, Prepared>, parts: readonly number[]) => void;
  readonly reasons?: Reasons;
  /** What a person who watches the run might decide now. Changes nothing; sweeps and `run` never ask. */
  readonly decide?: (state: State, context: Context<Config, Prepared>) => readonly Decision[];
  /** A picture of the state as JSON, for people. */
  readonly view: (state: State, context: Context<Config, Prepared>) => Words['view'];
  /** Counts every invariant again from scratch. @throws Error that names the first broken one. */
  readonly check: (state: State, context: Context<Config, Prepared>) => void;
  /** Never set: it carries the types to those who are given the model. */
  readonly words?: Words;
}

/** A model of which only the contract and the words are known. */
// biome-ignore lint/suspicious/noExplicitAny: users of a model do not see what is the model's alone
export type ModelOf<Words extends Vocabulary> = Model<any, any, any, Words>;

/** Any model, for those who know only the contract. */
export type AnyModel = ModelOf<Vocabulary>;
