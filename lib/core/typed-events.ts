// biome-ignore-all lint/suspicious/noTsIgnore: a user's compiler that finds no error must not fail for it
import type { LoggedEvent } from './event-kind.ts';
import type { Events } from './events.ts';

/** Those events of a union that have one of the types; any event, where types are not known. */
export type EventOf<Event extends LoggedEvent, Type extends string> = string extends Event['type']
  ? Event
  : Extract<Event, { readonly type: Type }>;

type FieldOf<Event> = Event extends unknown ? keyof Event : never;
type ValueOf<Event, Field> = Event extends unknown
  ? Field extends keyof Event
    ? Event[Field]
    : never
  : never;

/**
 * An event whose type is one of a union's: what only others of them have may be asked for, and is undefined.
 */
export type AnyOf<Event, Field extends PropertyKey = FieldOf<Event>> = Event extends unknown
  ? Event & { readonly [Missing in Exclude<Field, keyof Event>]?: undefined }
  : never;

/** Values of fields that some of the events have. */
type FieldValues<Event> = { readonly [Field in Exclude<FieldOf<Event>, 'type'>]?: ValueOf<Event, Field> };

/** A type and values of its fields; without a type, values of fields that some event has. */
export type EventPattern<Event extends LoggedEvent> =
  | (Event extends unknown ? { readonly type: Event['type'] } & FieldValues<Event> : never)
  | ({ readonly type?: undefined } & FieldValues<Event>);

/** What `where` looks for: a type, a span of time (both ends included), values of the fields of that type. */
export type TypedQuery<Event extends LoggedEvent, Type extends string> = {
  readonly type?: Type | readonly Type[];
  readonly from?: number;
  readonly to?: number;
} & FieldValues<EventOf<Event, Type>>;

/**
 * `Events` of a model whose events are a union of types. `out` spares the compiler a comparison of all that
 * can be asked of them, which it would make again for every cell of a notebook.
 *
 * The compiler's directive is in here since declarations keep doc comments alone, and on the last line since
 * the compiler reads no other.
 * @ts-ignore: queries are narrower for narrower events, which no reader of events gets hurt by */
export interface TypedEvents<out Event extends LoggedEvent> extends Events {
  get(id: number): AnyOf<Event>;
  [Symbol.iterator](): Generator<AnyOf<Event>>;
  range(first: number, end?: number): Generator<AnyOf<Event>>;
  /**
   * Events that match, in order, one at a time: a type, a span of time, values of the type's fields.
   *
   * @throws FaultlineError for a type that the model does not have.
   */
  where<Type extends Event['type'] = Event['type']>(
    query: TypedQuery<Event, Type>,
  ): Generator<AnyOf<EventOf<Event, Type>>>;
  /** All events of a type, as a list. */
  ofType<Type extends Event['type']>(type: Type): EventOf<Event, Type>[];
  toArray(): AnyOf<Event>[];
  toJSON(): AnyOf<Event>[];
}
