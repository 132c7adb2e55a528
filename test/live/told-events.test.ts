import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { LoggedEvent } from '../../lib/core/event-kind.ts';
import { banks, cache, type Events, run, trading } from '../../lib/index.ts';
import { toldEvents } from '../../lib/live/told-events.ts';
import { draws } from '../support/draws.ts';

const logs: readonly Events[] = [
  run(banks, {
    config: { banks: 8, steps: 12, density: 0.5, shocks: [{ kind: 'bank_failure', at: 3, bank: 1 }] },
    seed: 3,
  }).events,
  run(cache, { config: { requests: 300, nodes: 3, keys: 50, chaos: [{ kind: 'kill', at: 5, node: 1 }] } })
    .events,
  run(trading, { config: { preset: 'opening-range' } }).events,
] as unknown as readonly Events[];

/** The same by going through every event: lightest kinds first, of equal ones the kind declared first. */
function byHand(events: Events, first: number, most: number, weightOf = (_: string) => 1) {
  const list = [...events.range(first)];
  const counts = new Map<string, number>();
  const loads = new Map<string, number>();
  for (const { type } of list) {
    counts.set(type, (counts.get(type) ?? 0) + 1);
    loads.set(type, (loads.get(type) ?? 0) + weightOf(type));
  }
  const names = Object.keys(events.log.kinds);
  const lightest = [...loads.keys()].sort(
    (a, b) => loads.get(a)! - loads.get(b)! || names.indexOf(a) - names.indexOf(b),
  );
  const told = new Set<string>();
  let left = most;
  for (const type of lightest) {
    if (loads.get(type)! > left) break;
    left -= loads.get(type)!;
    told.add(type);
  }
  const untold = Object.fromEntries([...counts].filter(([type]) => !told.has(type)));
  return { events: list.filter(({ type }) => told.has(type)), untold };
}

const bodiesOf = (told: ReturnType<typeof toldEvents>): LoggedEvent[] =>
  told.messages.map(({ body }) => JSON.parse(body) as LoggedEvent);
const plain = <Value>(value: Value): Value => JSON.parse(JSON.stringify(value));

test('nothing is left out where there is room, and nothing is told where nothing is new', () => {
  for (const events of logs) {
    for (const first of [0, 1, 17, events.count - 1]) {
      const told = toldEvents(events, first, events.count - first);
      expect(told.skipped).toBe(null);
      expect(bodiesOf(told)).toEqual(plain([...events.range(first)]));
      expect(toldEvents(events, first, events.count - first - 1).skipped).not.toBe(null);
    }
    expect(toldEvents(events, events.count, 10)).toEqual({ messages: [], skipped: null });
  }
});

test('from anywhere and at any limit: the rarest kinds whole, and exact counts of the others', () => {
  const someCase = fc.record({
    events: fc.constantFrom(...logs),
    start: fc.double({ min: 0, max: 1, noNaN: true }),
    limit: fc.double({ min: 0, max: 1, noNaN: true }),
  });
  const property = fc.property(someCase, ({ events, start, limit }) => {
    const first = Math.floor(start * (events.count - 1));
    const most = Math.floor(limit * limit * (events.count - first - 1));
    const told = toldEvents(events, first, most);
    const expected = byHand(events, first, most);
    expect(bodiesOf(told)).toEqual(plain(expected.events));
    expect(told.messages.length).toBeLessThanOrEqual(most);
    expect(told.skipped).toEqual({ from: first, to: events.count - 1, counts: expected.untold });
  });
  fc.assert(property, draws(60));
});

test('large events count for more: a few long ones give way to many short ones', () => {
  const [events] = logs as [Events];
  const names = Object.keys(events.log.kinds);
  const weightOf = (type: string): number => (type === 'step_end' ? 64 : 1);
  const weights = names.map(weightOf);
  for (const most of [0, 50, 300, 700, events.count]) {
    const told = toldEvents(events, 0, most, weights);
    const expected = byHand(events, 0, most, weightOf);
    expect(bodiesOf(told)).toEqual(plain(expected.events));
    expect(told.skipped?.counts).toEqual(expected.untold);
  }
  const ends = events.ofType('step_end').length;
  expect(toldEvents(events, 0, 63 * ends, weights).skipped!.counts).toHaveProperty('step_end', ends);
});

test('counts are exact from every event on, also in the middle of a loan’s interest and repayment', () => {
  const [events] = logs as [Events];
  for (let first = 0; first < Math.min(events.count, 400); first++) {
    expect(toldEvents(events, first, 0).skipped!.counts, `from ${first}`).toEqual(
      byHand(events, first, 0).untold,
    );
  }
});

test('a default is told among payments', () => {
  const [events] = logs as [Events];
  const rare = events.ofType('default').length;
  expect(rare).toBeGreaterThan(0);
  const told = toldEvents(events, 0, Math.ceil(events.count / 4));
  expect(told.messages.filter(({ kind }) => kind === 'default').length).toBe(rare);
  expect(told.skipped!.counts).not.toHaveProperty('default');
});

describe('whom an event is about', () => {
  test('is every entity in its columns, as it is printed, once for each column, and no other', () => {
    for (const events of logs) {
      for (const { about, body, kind, type } of toldEvents(events, 0, events.count).messages) {
        const event = JSON.parse(body) as LoggedEvent;
        expect([type, kind]).toEqual(['event', event.type]);
        const expected = Object.entries(events.log.kinds[event.type]!.columns).flatMap(([field, column]) =>
          column.type === 'entity' && event[field] !== null ? [`${column.entity}:${event[field]}`] : [],
        );
        expect(about).toEqual(expected);
      }
    }
  });

  test('of a repayment, both banks; of a crash, its market; of the start, nobody', () => {
    const [events] = logs as [Events];
    const messages = toldEvents(events, 0, events.count).messages;
    const first = (wanted: string) => messages.find(({ kind }) => kind === wanted)!;
    const { about, body } = first('interest_payment');
    const { borrower, lender } = JSON.parse(body) as { borrower: number; lender: number };
    expect([...about!].sort()).toEqual([`bank:${borrower}`, `bank:${lender}`].sort());
    expect(first('step_start').about).toEqual([]);
  });
});
