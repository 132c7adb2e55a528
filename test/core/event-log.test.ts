import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { EventKinds, LoggedEvent } from '../../lib/core/event-kind.ts';
import { EventLog } from '../../lib/core/event-log.ts';
import { Events } from '../../lib/core/events.ts';
import { draws } from '../support/draws.ts';

const entities = {
  cat: { names: ['Tom', 'Kit', 'Ada'], printed: 'index' },
  dog: { names: ['Rex', 'Bo'], printed: 'name' },
} as const;

const KINDS: EventKinds = {
  purr: {
    help: 'a number and a cat',
    columns: { volume: { type: 'number' }, cat: { type: 'entity', entity: 'cat' } },
    sentence: '{cat} purrs at {volume} in {t}.',
    entries: ({ volume }) => [
      { account: 0, item: 'cash', amount: volume as number, counterparty: null, market: null },
    ],
  },
  bark: {
    help: 'a dog, a word, a flag and an integer',
    columns: {
      dog: { type: 'entity', entity: 'dog' },
      word: { type: 'label', labels: ['woof', 'wuff'] },
      loud: { type: 'flag' },
      times: { type: 'integer' },
    },
    sentence: '{dog} says {word}, {times} times (loud: {loud}).',
  },
  meet: {
    help: 'a table',
    columns: { place: { type: 'number' } },
    tables: { pairs: { cat: { type: 'entity', entity: 'cat' }, love: { type: 'numbersBy', entity: 'dog' } } },
    sentence: 'They meet.',
  },
};

const [PURR, BARK, MEET] = [0, 1, 2];

/** What is appended, by any of the log's ways of appending. */
type Move =
  | { kind: 'purr'; causes: number; rows: number; by: 'append' | 'commit'; value: number }
  | { kind: 'bark'; causes: number; rows: number; by: 'append' | 'commit'; value: number }
  | { kind: 'meet'; causes: number; rows: number; by: 'append'; value: number }
  | { kind: 'pairs'; causes: number; rows: number; by: 'commit'; value: number };

const someMove = fc.record({
  kind: fc.constantFrom('purr', 'bark', 'meet', 'pairs'),
  causes: fc.nat(3),
  rows: fc.nat(4),
  by: fc.constantFrom('append', 'commit'),
  value: fc.integer({ min: -1, max: 3 }),
  later: fc.boolean(),
}) as fc.Arbitrary<Move & { later: boolean }>;

type Reference = Record<string, unknown>[];

/** A log and, beside it, the same events as plain objects. */
class Pair {
  readonly reference: Reference;
  readonly log: EventLog;
  time = 0;

  constructor(log = new EventLog(KINDS, entities), reference: Reference = [], time = 0) {
    this.log = log;
    this.reference = reference;
    this.time = time;
  }

  add(move: Move & { later: boolean }): void {
    if (move.later) this.time += 0.5;
    const causes = this.causesOf(move.causes);
    if (move.kind === 'meet') this.meet(move, causes);
    else if (move.kind === 'pairs') this.pairs(move, causes[0] ?? -1);
    else if (move.by === 'commit') this.commit(move.kind === 'purr' ? PURR : BARK, move, causes[0] ?? -1);
    else this.append(move.kind === 'purr' ? PURR : BARK, move, causes);
  }

  /** Up to `count` earlier events, all different. */
  private causesOf(count: number): number[] {
    const last = this.reference.length - 1;
    return [...new Set([last, last >> 1, 0].filter((id) => id >= 0))].slice(0, count);
  }

  private append(kind: number, { value }: Move, causes: number[]): void {
    const row = this.log.appendWithCauses(kind, this.time, Int32Array.from(causes), causes.length);
    this.write(kind, row, value);
    this.note(kind, causes, value);
  }

  private commit(kind: number, { rows, value }: Move, cause: number): void {
    const { used } = this.log.reserve(kind, rows);
    for (let i = 0; i < rows; i++) this.write(kind, used + i, value + i);
    this.log.commit(kind, this.time, cause, rows);
    for (let i = 0; i < rows; i++) this.note(kind, cause < 0 ? [] : [cause], value + i);
  }

  private pairs({ rows, value }: Move, cause: number): void {
    const first = this.log.reserve(PURR!, rows).used;
    const second = this.log.reserve(BARK!, rows).used;
    for (let i = 0; i < rows; i++) {
      this.write(PURR!, first + i, value + i);
      this.write(BARK!, second + i, value - i);
    }
    this.log.commitPairs(PURR!, BARK!, this.time, cause, rows);
    for (let i = 0; i < rows; i++) {
      this.note(PURR!, cause < 0 ? [] : [cause], value + i);
      this.note(BARK!, cause < 0 ? [] : [cause], value - i);
    }
  }

  private meet({ rows, value }: Move, causes: number[]): void {
    const row = this.log.appendWithCauses(MEET!, this.time, Int32Array.from(causes), causes.length);
    this.log.rowsOf(MEET!).numbers[0]![row] = value;
    const table = this.log.appendTable(MEET!, 0, rows);
    for (let i = 0; i < rows; i++) {
      const at = table.used - rows + i;
      table.integers[0]![at] = i % 3;
      table.numbers[0]![at] = value + i;
      table.numbers[1]![at] = -value;
    }
    const pairs = Array.from({ length: rows }, (_, i) => ({
      cat: i % 3,
      love: { Rex: value + i, Bo: -value },
    }));
    this.push('meet', causes, { place: value, pairs });
  }

  private write(kind: number, row: number, value: number): void {
    const { numbers, integers } = this.log.rowsOf(kind);
    if (kind === PURR) {
      numbers[0]![row] = value / 7;
      integers[0]![row] = value < 0 ? -1 : value % 3;
    } else {
      integers[0]![row] = value < 0 ? -1 : value % 2;
      integers[1]![row] = value < 0 ? -1 : value % 2;
      integers[2]![row] = value % 2 === 0 ? 1 : 0;
      integers[3]![row] = value;
    }
  }

  private note(kind: number, causes: number[], value: number): void {
    if (kind === PURR) this.push('purr', causes, { volume: value / 7, cat: value < 0 ? null : value % 3 });
    else {
      const of = (words: string[]) => (value < 0 ? null : words[value % 2]);
      this.push('bark', causes, {
        dog: of(['Rex', 'Bo']),
        word: of(['woof', 'wuff']),
        loud: value % 2 === 0,
        times: value,
      });
    }
  }

  private push(type: string, causes: number[], fields: Record<string, unknown>): void {
    this.reference.push({ id: this.reference.length, t: this.time, type, causes: [...causes], ...fields });
  }
}

const someMoves = fc.array(someMove, { maxLength: 60, size: 'max' });

function made(moves: readonly (Move & { later: boolean })[], pair = new Pair()): Pair {
  for (const move of moves) pair.add(move);
  return pair;
}

/** Without `entries`, which the reference has not. */
const plain = ({ entries: _, ...event }: LoggedEvent) => event;

function compare({ log, reference }: Pair): void {
  expect(new Events(log).toArray().map(plain)).toEqual(reference);
  expect(log.count).toBe(reference.length);
}

test('lawful: a log is the list of its events, however they were appended', () => {
  fc.assert(
    fc.property(someMoves, fc.nat(200), fc.nat(200), (moves, first, span) => {
      const pair = made(moves);
      compare(pair);
      const { log, reference } = pair;
      const events = new Events(log);
      expect(events.count).toBe(reference.length);
      for (const expected of reference) expect(plain(events.get(expected.id as number))).toEqual(expected);
      const part = reference.slice(first, first + span);
      expect([...events.range(first, first + span)].map(plain)).toEqual(part);
      for (const [query, matches] of [
        [{ type: 'bark' }, ({ type }: LoggedEvent) => type === 'bark'],
        [{ type: ['meet', 'purr'], from: 1 }, ({ type, t }: LoggedEvent) => type !== 'bark' && t >= 1],
        [{ from: 0.5, to: 2 }, ({ t }: LoggedEvent) => t >= 0.5 && t <= 2],
        [{ type: 'purr', cat: 1 }, ({ cat }: LoggedEvent) => cat === 1],
        [{ dog: null }, ({ dog }: LoggedEvent) => dog === null],
        [{ type: 'purr', cat: -5 }, () => false],
      ] as const) {
        const expected = (reference as unknown as LoggedEvent[]).filter(matches);
        expect([...events.where(query)].map(plain)).toEqual(expected);
      }
    }),
    draws(300),
  );
});

test('lawful: a clone and its origin go on by themselves, and a cleared log is a new one', () => {
  fc.assert(
    fc.property(someMoves, someMoves, someMoves, (before, one, other) => {
      const origin = made(before);
      const clone = new Pair(origin.log.clone(), [...origin.reference], origin.time);
      const digest = new Events(origin.log).digest();
      expect(new Events(clone.log).digest()).toBe(digest);
      made(one, clone);
      compare(origin);
      expect(new Events(origin.log).digest()).toBe(digest);
      made(other, origin);
      compare(origin);
      compare(clone);
      expect(new Events(made([...before, ...one]).log).digest()).toBe(new Events(clone.log).digest());
      clone.log.clear();
      const again = made(other, new Pair(clone.log));
      compare(again);
      expect(new Events(again.log).digest()).toBe(new Events(made(other).log).digest());
    }),
    draws(150),
  );
});

test('lawful: the digest is the same exactly when the events are', () => {
  fc.assert(
    fc.property(someMoves, fc.nat(), fc.nat(), (moves, at, field) => {
      const digest = (all: readonly (Move & { later: boolean })[]) => new Events(made(all).log).digest();
      const base = digest(moves);
      expect(digest(moves)).toBe(base);
      if (moves.length === 0) return;
      const index = at % moves.length;
      const move = moves[index]!;
      const changed = [
        { ...move, value: move.value + 1 },
        { ...move, later: !move.later },
        { ...move, rows: move.rows + 1 },
        { ...move, causes: (move.causes + 1) % 4 },
      ][field % 4] as Move & { later: boolean };
      const others = moves.map((other, i) => (i === index ? changed : other));
      const same = JSON.stringify(made(others).reference) === JSON.stringify(made(moves).reference);
      expect(digest(others) === base).toBe(same);
    }),
    draws(300),
  );
});

test('events of one number each way: by one, by blocks, in pairs, past every capacity', () => {
  const pair = new Pair();
  for (let i = 0; i < 700; i++) {
    pair.add({ kind: 'pairs', causes: i % 2, rows: 3, by: 'commit', value: i % 5, later: i % 7 === 0 });
    pair.add({ kind: 'bark', causes: 2 + (i % 2), rows: 1, by: 'append', value: i % 4, later: false });
    pair.add({ kind: 'meet', causes: 0, rows: 2, by: 'append', value: i, later: false });
  }
  compare(pair);
  expect(pair.log.clone().count).toBe(pair.reference.length);
});

test('sentences name entities; ids that there are none of are errors', () => {
  const pair = new Pair();
  for (const kind of ['purr', 'bark'] as const) {
    pair.add({ kind, causes: 0, rows: 1, by: 'append', value: 1, later: true } as Move & { later: boolean });
  }
  const events = new Events(pair.log);
  expect(events.toArray().map((event) => events.sentence(event))).toEqual([
    'Kit purrs at 0.142857 in 0.5.',
    'Bo says wuff, 1 times (loud: false).',
  ]);
  for (const id of [-1, 2, 0.5, Number.NaN]) {
    expect(() => events.get(id)).toThrow(`events: given id ${id}; an integer from 0 to 1`);
  }
  expect(events.get(0).entries).toEqual([
    { account: 0, item: 'cash', amount: 1 / 7, counterparty: null, market: null },
  ]);
  expect(JSON.parse(JSON.stringify(events))).toEqual(events.toArray());
});

test('names of entities are part of the digest', () => {
  const named = (names: string[]) => {
    const log = new EventLog(KINDS, { ...entities, dog: { names, printed: 'name' } });
    const row = log.append(BARK!, 0, -1);
    for (const column of log.rowsOf(BARK!).integers) column[row] = 0;
    return new Events(log).digest();
  };
  expect(named(['Rex', 'Bo'])).not.toBe(named(['Max', 'Bo']));
});
