import { kindsOf } from './command.ts';
import { entitiesSeen } from './entities-seen.ts';
import type { Entities, EventKinds } from './event-kind.ts';
import { EventLog } from './event-log.ts';
import type { EventRows } from './event-rows.ts';
import { Events } from './events.ts';
import { FaultlineError } from './faultline-error.ts';
import { type Host, noHost } from './host.ts';
import type { ModelOf } from './model.ts';
import { makeRecipe } from './recipe.ts';
import type { Vocabulary } from './vocabulary.ts';
import { writeRow } from './write-row.ts';

/** What is known of the system that wrote a log. */
export interface ReadEventsOptions<Words extends Vocabulary = Vocabulary> {
  /**
   * Its config, which says how many nodes (banks, …) there are; without it the largest index seen says so.
   */
  readonly config?: Words['given'] | undefined;
}

/** An event as it was given, its head checked. */
interface Given {
  readonly kind: number;
  readonly t: number;
  readonly causes: Int32Array;
  readonly fields: Readonly<Record<string, unknown>>;
  readonly where: string;
}

const HEAD = ['id', 't', 'type', 'causes'];

/**
 * Reads a log that has the shape of a model's events, be it of a real system: what a run's `events` can
 * answer, these can. Each line is the JSON of one event, as `faultline run … --events ndjson` prints it, or
 * the parsed event; lines with nothing on them are passed over. `id` may be left out, as may `causes` where
 * there are none. The log of a run, read with its config, has the run's digest.
 *
 * @param where opens error messages: the file's name. They name the line, counted from 1.
 * @throws FaultlineError for a line that is no JSON, a type that the model does not have, a field that is
 * missing, unknown or of another kind, an id out of order, a cause that does not come earlier, and a time
 * before the last one.
 */
export function readEvents<Words extends Vocabulary>(
  model: ModelOf<Words>,
  lines: Iterable<unknown>,
  where = 'events',
  { config }: ReadEventsOptions<Words> = {},
  host: Host = noHost,
): Words['events'] {
  const kinds = kindsOf(model);
  const entitiesOf = (given: Words['given']): Entities => {
    const recipe = makeRecipe(model, { config: given }, host);
    const paths = model.modulePaths?.(recipe.config, []) ?? [];
    const modules = new Map(paths.map(({ path, where }) => [path, host.loadModule(path, where)]));
    return model.entities(model.prepare(recipe.config, modules));
  };
  let events = parsed(lines, where);
  let entities: Entities;
  if (config === undefined) {
    const all = [...events];
    entities = entitiesSeen(
      kinds,
      entitiesOf({}),
      all.map(([event]) => event),
    );
    events = all;
  } else entities = entitiesOf(config);
  const log = new EventLog(kinds, entities);
  writeAll(log, events);
  return new Events(log) as Words['events'];
}

/** Each line parsed, with the words that open a message about it. */
function* parsed(lines: Iterable<unknown>, where: string): Iterable<readonly [unknown, string]> {
  let number = 0;
  for (const line of lines) {
    number++;
    if (typeof line !== 'string') yield [line, `${where}: event ${number}`];
    else if (line.trim() !== '') {
      const at = `${where}: line ${number}`;
      yield [jsonOf(line, at), at];
    }
  }
}

function jsonOf(line: string, where: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    throw new FaultlineError(where, line, 'an event as JSON');
  }
}

function writeAll(log: EventLog, events: Iterable<readonly [unknown, string]>): void {
  const pairs = log.byKind.map(({ name }) => log.kindNamed(log.kinds[name].pair ?? ''));
  let last = Number.NEGATIVE_INFINITY;
  let id = 0;
  // The first of a pair waits for the second: the log keeps both at once.
  let first: Given | null = null;
  for (const [event, where] of events) {
    const given = checkHead(event, id++, last, log, where);
    last = given.t;
    if (first !== null && pairs[first.kind] === given.kind && isAlike(first, given)) {
      writePair(log, first, given);
      first = null;
      continue;
    }
    if (first !== null) writeOne(log, first);
    first = pairs[given.kind] >= 0 ? given : null;
    if (first === null) writeOne(log, given);
  }
  if (first !== null) writeOne(log, first);
}

function checkHead(event: unknown, id: number, last: number, log: EventLog, where: string): Given {
  if (typeof event !== 'object' || event === null || Array.isArray(event)) {
    throw new FaultlineError(where, event, 'an event: an object with t, type and its fields');
  }
  const fields = event as Readonly<Record<string, unknown>>;
  const kind = typeof fields.type === 'string' ? log.kindNamed(fields.type) : -1;
  if (kind < 0) {
    throw new FaultlineError(`${where}: type`, fields.type, `one of ${Object.keys(log.kinds).join(', ')}`);
  }
  if (fields.id !== undefined && fields.id !== id) {
    throw new FaultlineError(`${where}: id`, fields.id, `${id}, its place in the log, or none`);
  }
  const { t } = fields;
  if (!Number.isFinite(t) || (t as number) < last) {
    const least =
      last === Number.NEGATIVE_INFINITY ? '' : ` of at least ${last}, when the event before it was`;
    throw new FaultlineError(`${where}: t`, t, `a time${least}`);
  }
  return { kind, t: t as number, causes: causesOf(fields.causes, id, where), fields, where };
}

function causesOf(given: unknown, id: number, where: string): Int32Array {
  if (given === undefined) return new Int32Array(0);
  if (!Array.isArray(given)) throw new FaultlineError(`${where}: causes`, given, 'a list of ids');
  for (const [i, cause] of given.entries()) {
    const isEarlier = Number.isInteger(cause) && cause >= 0 && cause < id;
    if (isEarlier && given.indexOf(cause) === i) continue;
    throw new FaultlineError(
      `${where}: causes[${i}]`,
      cause,
      `the id of an earlier event, below ${id}, once`,
    );
  }
  return Int32Array.from(given);
}

/** Whether two events may stand in one segment of the log. */
function isAlike(a: Given, b: Given): boolean {
  const [cause] = a.causes;
  return a.t === b.t && a.causes.length < 2 && a.causes.length === b.causes.length && cause === b.causes[0];
}

function writeOne(log: EventLog, given: Given): void {
  const { kind, t, causes } = given;
  const row = log.appendWithCauses(kind, t, causes, causes.length);
  writeFields(log, log.rowsOf(kind), row, given);
}

function writePair(log: EventLog, first: Given, second: Given): void {
  for (const given of [first, second]) {
    const rows = log.reserve(given.kind, 1);
    writeFields(log, rows, rows.used, given);
  }
  log.commitPairs(first.kind, second.kind, first.t, first.causes[0] ?? -1, 1);
}

function writeFields(log: EventLog, rows: EventRows, row: number, { kind, fields, where }: Given): void {
  const { name, tables } = log.byKind[kind];
  const more = tableNames(log.kinds, name);
  writeRow(rows, row, fields, log.entities, `${where}: ${name}`, more);
  for (const [number, table] of tables.entries()) {
    const given = fields[table.name];
    const at = `${where}: ${name}.${table.name}`;
    if (!Array.isArray(given)) throw new FaultlineError(at, given, 'a list of rows');
    const to = log.appendTable(kind, number, given.length);
    for (const [i, each] of given.entries()) {
      if (typeof each !== 'object' || each === null || Array.isArray(each)) {
        throw new FaultlineError(`${at}[${i}]`, each, 'an object of fields');
      }
      writeRow(to, to.used - given.length + i, each, log.entities, `${at}[${i}]`);
    }
  }
}

/** What an event of a kind prints beside its columns. What is made of its fields is not read. */
function tableNames(kinds: EventKinds, name: string): string[] {
  const { tables = {}, entries, computed = {} } = kinds[name];
  const made = [...(entries === undefined ? [] : ['entries']), ...Object.keys(computed)];
  return [...HEAD, ...Object.keys(tables), ...made];
}
