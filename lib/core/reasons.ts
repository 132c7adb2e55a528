import type { Entities, EventSource, LoggedEvent } from './event-kind.ts';
import type { Events } from './events.ts';
import type { At } from './turn.ts';

/** A kind of event with which something begins that can be left out. */
export interface Root {
  readonly kind: 'shock' | 'decision' | 'arrival';
  /**
   * Which part of its turn an event is; null for an event of the kind that is none to leave out. Without it
   * an event is the whole of its turn, unless it has causes.
   */
  readonly partOf?: (event: LoggedEvent, entities: Entities) => number | null;
  /** The turn that is left out, where it is not the one that wrote the event. */
  readonly turnOf?: (event: LoggedEvent) => At | null;
}

/** A command that may keep something from happening, and how much of it may be tried. */
export interface Remedy {
  /** Without `at`, and without the field that is tried. */
  readonly command: Readonly<Record<string, unknown>>;
  readonly at: At;
  /** The field whose least value is looked for, between two values; absent: the command is as it is. */
  readonly amount?: {
    readonly field: string;
    readonly from: number;
    readonly to: number;
    /** A word of the model’s units, such as `currency`. */
    readonly unit?: string;
  };
  /** What it does, for people; `{amount}` stands for the amount. */
  readonly sentence: string;
}

/** What held something back: at that time its value stood against a threshold. */
export interface Guard {
  readonly t: number;
  /** The event that tells it; null where none does. */
  readonly id: number | null;
  readonly guard: string;
  readonly value: number | null;
  readonly threshold: number | null;
  readonly sentence: string;
}

/** Why something did not happen. */
export interface WhyNotAnswer {
  /** What held it back, the closest to giving way first. */
  readonly guards: readonly Guard[];
  /** Events by which it did happen. */
  readonly acted: readonly LoggedEvent[];
  readonly text: string;
  readonly [more: string]: unknown;
}

/** A run in which something did not happen. */
export interface Withheld {
  readonly events: Events;
  /** Null where there is only a log. */
  readonly config: unknown;
  /** The events of the same recipe with another config: to record what the run did not. */
  readonly rerun: (changes: Readonly<Record<string, unknown>>) => Events;
}

/** How much each of an event’s causes weighs, in their order, and how much of it the event needs. */
export interface Weighed {
  readonly weights: readonly number[];
  readonly needed: number;
}

/** How a model tells what brought something about. */
export interface Reasons {
  /** By kind of event. What a command brings is the command’s, and needs no entry. */
  readonly roots: Readonly<Record<string, Root>>;
  /**
   * Kinds of events that are the same whenever they come, by the fields that tell which: a bank’s default.
   * Others are the same only at their time.
   */
  readonly fates: Readonly<Record<string, readonly string[]>>;
  /** What might have kept an event, or a change by a time, from coming: `chain` led to it. */
  /**
   * By kind of event with several causes: how much each weighs, for answers from the log alone. Null, and
   * kinds that are not named: all are needed.
   */
  readonly weigh?: Readonly<
    Record<string, (event: LoggedEvent, causes: readonly LoggedEvent[], events: Events) => Weighed | null>
  >;
  /** By metric: the kinds of events in which its change shows; all fates where it is not named. */
  readonly carriers?: Readonly<Record<string, readonly string[]>>;
  /**
   * By metric, for answers from the log alone: ids of the events after `from`, by `to`, that make up its
   * change, or of some of them evenly apart. What is left of the change is the share of them that still come.
   * Where a metric is not named, or there are none: the share of its carriers.
   */
  readonly tallies?: Readonly<
    Record<string, (events: Events, from: number, to: number) => readonly number[]>
  >;
  /** Why something did not happen; null for what the model cannot tell. */
  readonly whyNot?: (target: Readonly<Record<string, unknown>>, world: Withheld) => WhyNotAnswer | null;
  readonly remedies?: (chain: readonly LoggedEvent[], events: EventSource) => readonly Remedy[];
}
