import type { Column, Entities } from './event-kind.ts';
import type { EventRows } from './event-rows.ts';
import { FaultlineError } from './faultline-error.ts';

const INT_MAX = 2 ** 31 - 1;

/**
 * Writes one row of columns, given as an event prints them, at place `at` of the open chunk. Entities are
 * given by index or by name. Of columns that may be null, a missing value is null.
 *
 * @throws FaultlineError for a value of the wrong kind, one that is missing, and one that nothing reads.
 */
export function writeRow(
  rows: EventRows,
  at: number,
  given: Readonly<Record<string, unknown>>,
  entities: Entities,
  where: string,
  known: readonly string[] = [],
): void {
  const unknown = Object.keys(given).find(
    (name) => !known.includes(name) && !rows.places.some((place) => place.name === name),
  );
  if (unknown !== undefined) {
    const names = [...known, ...rows.places.map(({ name }) => name)];
    throw new FaultlineError(`${where}.${unknown}`, given[unknown], `no such field: ${names.join(', ')}`);
  }
  for (const { name, column, double, first } of rows.places) {
    const field = `${where}.${name}`;
    if (column.type === 'numbersBy') {
      const values = numbersBy(given[name], entities[column.entity].names, field);
      for (const [i, value] of values.entries()) rows.numbers[first + i][at] = value;
    } else {
      const value = storedValue(given[name], column, entities, field);
      (double ? rows.numbers : rows.integers)[first][at] = value;
    }
  }
}

function storedValue(
  given: unknown,
  column: Exclude<Column, { type: 'numbersBy' }>,
  entities: Entities,
  where: string,
): number {
  const isNull = given === null || given === undefined;
  if (isNull && 'orNull' in column && column.orNull) return column.type === 'number' ? Number.NaN : -1;
  switch (column.type) {
    case 'number':
      if (Number.isFinite(given)) return given as number;
      throw new FaultlineError(where, given, 'a finite number');
    case 'integer':
      if (Number.isInteger(given) && Math.abs(given as number) <= INT_MAX) return given as number;
      throw new FaultlineError(where, given, `an integer of at most ${INT_MAX} in size`);
    case 'flag':
      if (typeof given === 'boolean') return given ? 1 : 0;
      throw new FaultlineError(where, given, 'true or false');
    case 'label': {
      const label = column.labels.indexOf(given as string);
      if (label >= 0) return label;
      throw new FaultlineError(where, given, `one of ${column.labels.join(', ')}`);
    }
    case 'entity':
      return entityOf(given, column.entity, entities[column.entity].names, where);
  }
}

function entityOf(given: unknown, kind: string, names: readonly string[], where: string): number {
  if (typeof given === 'string') {
    const index = names.indexOf(given);
    if (index >= 0) return index;
  } else if (Number.isInteger(given) && (given as number) >= 0 && (given as number) < names.length) {
    return given as number;
  }
  const last = names.length - 1;
  throw new FaultlineError(
    where,
    given,
    last < 0 ? `no ${kind} is known` : `a ${kind}: 0 to ${last}, or its name`,
  );
}

function numbersBy(given: unknown, names: readonly string[], where: string): number[] {
  if (typeof given !== 'object' || given === null || Array.isArray(given)) {
    throw new FaultlineError(where, given, `an object of numbers by ${names.join(', ')}`);
  }
  const by = given as Readonly<Record<string, unknown>>;
  const unknown = Object.keys(by).find((name) => !names.includes(name));
  if (unknown !== undefined) throw new FaultlineError(where, unknown, `numbers by ${names.join(', ')}`);
  return names.map((name) => {
    const value = by[name];
    if (value === null) return Number.NaN;
    if (Number.isFinite(value)) return value as number;
    throw new FaultlineError(`${where}.${name}`, value, 'a finite number, or null');
  });
}
