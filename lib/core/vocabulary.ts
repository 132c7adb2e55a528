import type { LoggedEvent } from './event-kind.ts';
import type { TypedEvents } from './typed-events.ts';

/**
 * The names that users of a model write and read, as types: what an editor lists, and what is wrong before
 * anything runs. At run time there is nothing of it. This one is that of a model known only by the contract:
 * any name goes, and the run finds out.
 *
 * What is made of a model's words is a field here and not worked out where it is used: only then is what
 * belongs to a model, such as its `Run`, also one of a model known by the contract.
 */
export interface Vocabulary {
  /** A config as it may be given: any of the fields. */
  readonly given: Readonly<Record<string, unknown>>;
  /** A whole config, as a recipe holds it. */
  readonly config: Readonly<Record<string, unknown>>;
  /** A field of the config that may be given as the path of a file. */
  readonly file: string;
  /** A command without the turn at which it lands. */
  readonly command: { readonly name: string; readonly [field: string]: unknown };
  /** The name of a metric. */
  readonly metric: string;
  /** The metrics of a run. */
  readonly metrics: Readonly<Record<string, number>>;
  /** A value of each metric for every run of a sweep. */
  readonly metricsByRun: Readonly<Record<string, Float64Array>>;
  readonly event: LoggedEvent;
  readonly events: TypedEvents<LoggedEvent>;
  /** Values of fields that tell an event from others. */
  readonly pattern: Readonly<Record<string, unknown>>;
  /** What the model shows of its state. */
  readonly view: unknown;
  /** A channel that `decompose` switches on and off. */
  readonly channel: string;
  /** A channel by which `attributeTail` splits a loss. */
  readonly attributed: string;
}

/**
 * Any text, beside words that an editor lists. What stands in a variable of its own is of type `string`, as
 * in `const config = { network: 'sampled' }`: it is taken, and the run refuses what it does not know.
 */
export type Text = string & Record<never, never>;

/** What every event has, whatever its type. */
export type EventHead<Type extends string> = {
  /** 0-based position in the log. */
  readonly id: number;
  readonly t: number;
  readonly type: Type;
  /** Ids of the events that brought this one about; all smaller than `id`. */
  readonly causes: readonly number[];
};
