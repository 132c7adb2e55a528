import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { kindsOf } from '../../../lib/core/command.ts';
import type { LoggedEvent } from '../../../lib/core/event-kind.ts';
import { eventSentence } from '../../../lib/core/event-sentence.ts';
import { banks } from '../../../lib/models/banks/banks.ts';
import { cache } from '../../../lib/models/cache/cache.ts';
import { trading } from '../../../lib/models/trading/trading.ts';
import { announced } from '../../../lib/page/panels/announced.ts';
import { entitiesOf, entityFields } from '../../../lib/page/panels/entity-fields.ts';
import { entityLabel, parseEntity } from '../../../lib/page/panels/entity-id.ts';
import { entitiesIn, feedRows, kindCounts, rowsInSight } from '../../../lib/page/panels/feed-rows.ts';
import { withNewer } from '../../../lib/page/panels/live-list.ts';
import { skippedWords } from '../../../lib/page/panels/skipped-words.ts';

const kinds = kindsOf(banks);
const entities = { bank: { names: ['Alpha', 'Beta', 'Gamma'], printed: 'index' as const } };
const event = (id: number, type: string, fields: object = {}): LoggedEvent => ({
  ...{ id, t: 1, type, causes: [] },
  ...fields,
});
const paid = (id: number, lender: number, borrower: number): LoggedEvent =>
  event(id, 'interest_payment', { lender, borrower, amount: 1.5 });

describe('entities', () => {
  test('are read and named', () => {
    expect(parseEntity('bank:7')).toEqual({ kind: 'bank', key: 7 });
    expect(parseEntity('trade:long-r0-2')).toEqual({ kind: 'trade', key: 'long-r0-2' });
    expect(parseEntity('market:A:B')).toEqual({ kind: 'market', key: 'A:B' });
    expect(parseEntity('bank')).toBe(null);
    expect(entityLabel('bank:1', entities)).toBe('Beta');
    expect(entityLabel('bank:9', entities)).toBe('bank 9');
    expect(entityLabel('client:3', entities)).toBe('client 3');
    expect(entityLabel('event:12', entities)).toBe('event #12');
  });

  test('every field that names a bank is found, with the kinds that have it', () => {
    const fields = entityFields(kinds, 'bank');
    expect([...fields.keys()].sort()).toEqual(
      ['bank', 'borrower', 'counterparty', 'creditor', 'debtor', 'lender', 'trigger'].sort(),
    );
    expect(fields.get('creditor')).toEqual(['loss']);
    expect(fields.get('counterparty')).toEqual(['transaction', 'held_back']);
  });

  test('a client of the cache is a whole number under its own name', () => {
    expect(entityFields(kindsOf(cache), 'client').get('client')).toContain('request');
    expect([...entityFields(kindsOf(cache), 'client').keys()]).toEqual(['client']);
  });

  test('an event is about each of its entities once; words such as reasons are none', () => {
    expect(entitiesOf(paid(1, 0, 2), kinds)).toEqual(['bank:0', 'bank:2']);
    expect(entitiesOf(paid(2, 1, 1), kinds)).toEqual(['bank:1']);
    expect(entitiesOf(event(3, 'policy_set', { bank: null, policy: 'rules' }), kinds)).toEqual([]);
    const request = event(4, 'request', { client: 5, node: 2, outcome: 'hit' });
    expect(entitiesOf(request, kindsOf(cache))).toEqual(['client:5', 'node:2']);
    const closed = event(5, 'position_closed', { position: 'long', symbol: 'X', reason: 'stop' });
    expect(entitiesOf(closed, kindsOf(trading))).toEqual(['position:long', 'symbol:X']);
  });

  test('a sentence names them', () => {
    expect(eventSentence(paid(1, 0, 2), kinds, entities)).toBe('Gamma pays Alpha 1.5 of interest.');
  });
});

describe('the feed', () => {
  const all = [paid(1, 0, 1), event(2, 'default', { bank: 1, equity: -3 }), paid(4, 2, 1), paid(7, 0, 2)];

  test('is newest first, and filtered by kind and by whom it is about', () => {
    const none = { kinds: new Set<string>(), entity: null };
    expect(feedRows(all, kinds, none).map(({ id }) => id)).toEqual([7, 4, 2, 1]);
    const defaults = { kinds: new Set(['default']), entity: null };
    expect(feedRows(all, kinds, defaults).map(({ id }) => id)).toEqual([2]);
    expect(feedRows(all, kinds, { ...none, entity: 'bank:2' }).map(({ id }) => id)).toEqual([7, 4]);
    const both = { kinds: new Set(['interest_payment']), entity: 'bank:1' };
    expect(feedRows(all, kinds, both).map(({ id }) => id)).toEqual([4, 1]);
  });

  test('counts kinds in the model’s order, and lists entities by number', () => {
    expect(kindCounts(all, kinds)).toEqual([
      ['interest_payment', 3],
      ['default', 1],
    ]);
    expect(entitiesIn([paid(1, 10, 9), paid(2, 0, 10)], kinds)).toEqual(['bank:0', 'bank:9', 'bank:10']);
  });

  test('says what was not told, of those that it goes back to', () => {
    const skipped = [
      { from: 0, to: 99, counts: { interest_payment: 7 } },
      { from: 100, to: 20_000, counts: { interest_payment: 12_000, transaction: 340, price: 8, accrual: 2 } },
    ];
    expect(skippedWords(skipped, 100)).toBe(
      '12,350 events not shown (12,000 interest payment, 340 transaction, 10 other): the log has them',
    );
    expect(skippedWords(skipped, 30_000)).toBe(null);
    expect(skippedWords([{ from: 3, to: 5, counts: { price: 1 } }], 0)).toBe(
      '1 event not shown (1 price): the log has them',
    );
  });

  test('makes the rows in sight and few others, wherever it is scrolled', () => {
    expect(rowsInSight(0, 400, 40, 1000, 2)).toEqual({ first: 0, end: 12 });
    expect(rowsInSight(4000, 400, 40, 1000, 2)).toEqual({ first: 98, end: 112 });
    expect(rowsInSight(39_900, 400, 40, 1000, 2).end).toBe(1000);
    const sizes = fc.record({
      scrolled: fc.integer({ min: -50, max: 60_000 }),
      height: fc.integer({ min: 0, max: 2000 }),
      count: fc.integer({ min: 0, max: 1000 }),
    });
    fc.assert(
      fc.property(sizes, ({ count, height, scrolled }) => {
        const { end, first } = rowsInSight(scrolled, height, 46, count);
        expect(first).toBeGreaterThanOrEqual(0);
        expect(end).toBeLessThanOrEqual(count);
        expect(first).toBeLessThanOrEqual(end);
        expect(end - first).toBeLessThanOrEqual(height / 46 + 15);
        const row = Math.floor(Math.max(0, scrolled) / 46);
        if (row < count) expect(first <= row && row < end).toBe(true);
      }),
    );
  });

  test('a list grows at its front, each event once', () => {
    const list = [event(9, 'price'), event(5, 'price')];
    const newer = [event(9, 'price'), event(11, 'price'), event(10, 'price')];
    expect(withNewer(list, newer, 3).map(({ id }) => id)).toEqual([11, 10, 9]);
    expect(withNewer(list, [event(4, 'price')], 3)).toBe(list);
  });

  test('announces what is rare, not what comes all the time', () => {
    const many = Array.from({ length: 21 }, (_, id) => event(id, 'loss'));
    const defaults = Array.from({ length: 5 }, (_, id) => event(100 + id, 'default'));
    const words = announced([...many, ...defaults], ({ id, type }) => `${type} ${id}.`);
    expect(words).toBe('default 100. default 101. default 102. And 2 more.');
    expect(announced(many, () => 'x')).toBe('');
  });
});
