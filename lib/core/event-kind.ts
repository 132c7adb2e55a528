/**
 * A column of an event kind: how its values are kept in the log and how they are printed. `orNull` says that
 * there are events without a value; one that is not so marked always has one.
 */
export type Column =
  /** A double; NaN is printed as null. */
  | { readonly type: 'number'; readonly unit?: string; readonly orNull?: true }
  /** A 32-bit integer. */
  | { readonly type: 'integer' }
  /** Printed as true or false. */
  | { readonly type: 'flag' }
  /** The index of an entity; -1 is printed as null. */
  | { readonly type: 'entity'; readonly entity: string; readonly orNull?: true }
  /** One of a fixed list of words; -1 is printed as null. */
  | { readonly type: 'label'; readonly labels: readonly string[]; readonly orNull?: true }
  /** One double for each entity of a kind, printed as an object by entity name. */
  | { readonly type: 'numbersBy'; readonly entity: string };

export type Columns = Readonly<Record<string, Column>>;

/** One side of a movement of value, for readers who keep books. */
export interface Entry {
  readonly account: number | string;
  readonly item: string;
  /** Positive: the item grows on this account. */
  readonly amount: number;
  readonly counterparty: number | string | null;
  readonly market: string | null;
}

/** An event as people and programs read it. */
export interface LoggedEvent {
  /** 0-based position in the log. */
  readonly id: number;
  readonly t: number;
  readonly type: string;
  /** Ids of the events that brought this one about; all smaller than `id`. */
  readonly causes: readonly number[];
  readonly [field: string]: unknown;
}

/** Where an event is found by its id. */
export interface EventSource {
  readonly get: (id: number) => LoggedEvent;
  /** What computed fields keep of events, by id, so as to make it once; forgotten with the events. */
  readonly memo: Map<number, unknown>;
}

/** A field that is made of others, and of the events that they name, whenever it is read. */
export interface ComputedField {
  /** A text, maybe null, or a type that a file of the model's folder exports. */
  readonly type: 'text' | 'textOrNull' | { readonly name: string; readonly file: string };
  readonly make: (event: LoggedEvent, events: EventSource) => unknown;
}

/** What a model says about one kind of its events. */
export interface EventKind {
  readonly help: string;
  readonly columns: Columns;
  /** Lists of rows that belong to one event, such as every bank's book at the end of a step. */
  readonly tables?: Readonly<Record<string, Columns>>;
  /** The kind that follows each event of this one, at the same time and with the same cause, if one does. */
  readonly pair?: string;
  /** One sentence for people; `{field}` stands for a column's value, entities by name. */
  readonly sentence: string;
  /** The movement of value that the event is, from its own fields alone. */
  readonly entries?: (event: LoggedEvent) => Entry[];
  /** Fields that nothing is kept for. */
  readonly computed?: Readonly<Record<string, ComputedField>>;
}

export type EventKinds = Readonly<Record<string, EventKind>>;

/** The kinds of things that events speak of, with their names in order of index. */
export type Entities = Readonly<
  Record<string, { readonly names: readonly string[]; readonly printed: 'index' | 'name' }>
>;

/** The position of each kind in its list, under which the log keeps it. */
export function kindIndexes<Kinds extends EventKinds>(
  kinds: Kinds,
): { readonly [Name in keyof Kinds]: number } {
  // Not filled key by key, which would leave a hash table: hot loops read from it.
  const indexes = Object.fromEntries(Object.keys(kinds).map((name, index) => [name, index]));
  return indexes as { [Name in keyof Kinds]: number };
}
