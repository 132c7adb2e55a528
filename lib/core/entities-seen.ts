import type { Column, Columns, Entities, EventKinds } from './event-kind.ts';

type Row = Readonly<Record<string, unknown>>;

/**
 * The entities that events speak of, where no config says which there are: of each kind as many as the
 * largest index asks for, called `node 0`, `node 1`, …, or as many as have a name, in the order in which
 * they come. What has not the shape of an event is passed over; `readEvents` refuses it.
 */
export function entitiesSeen(kinds: EventKinds, printed: Entities, events: Iterable<unknown>): Entities {
  const seen = new Map<string, { count: number; readonly names: Set<string> }>();
  for (const kind of Object.keys(printed)) seen.set(kind, { count: 0, names: new Set() });
  const note = (kind: string, value: unknown): void => {
    const entity = seen.get(kind);
    if (entity === undefined) return;
    if (typeof value === 'string') entity.names.add(value);
    else if (Number.isInteger(value)) entity.count = Math.max(entity.count, (value as number) + 1);
  };
  for (const event of events) {
    if (!isRow(event)) continue;
    const kind = Object.hasOwn(kinds, String(event.type)) ? kinds[event.type as string] : undefined;
    if (kind === undefined) continue;
    noteRow(kind.columns, event, note);
    for (const [table, columns] of Object.entries(kind.tables ?? {})) {
      const rows = event[table];
      if (!Array.isArray(rows)) continue;
      for (const row of rows) if (isRow(row)) noteRow(columns, row, note);
    }
  }
  return Object.fromEntries(
    [...seen].map(([kind, { count, names }]) => {
      const numbered = Array.from({ length: count }, (_, i) => `${kind} ${i}`);
      return [kind, { names: [...new Set([...numbered, ...names])], printed: printed[kind].printed }];
    }),
  );
}

function noteRow(columns: Columns, row: Row, note: (kind: string, value: unknown) => void): void {
  for (const [name, column] of Object.entries(columns)) {
    const value = row[name];
    if (column.type === 'entity') note(column.entity, value);
    else if (column.type === 'numbersBy' && isRow(value)) noteNames(column, value, note);
  }
}

function noteNames(
  { entity }: Extract<Column, { type: 'numbersBy' }>,
  by: Row,
  note: (kind: string, value: unknown) => void,
): void {
  for (const name of Object.keys(by)) note(entity, name);
}

function isRow(value: unknown): value is Row {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
