import { expect, test } from 'vitest';
import { subscriptionKey, subscriptionTest } from '../../../lib/server/hub/subscription.ts';

test('the same names in another order are the same subscription', () => {
  const key = subscriptionKey({ kinds: ['a', 'b'] });
  expect(subscriptionKey({ kinds: ['b', 'a', 'a'], types: undefined, about: null })).toBe(key);
  expect(subscriptionKey({ types: ['a', 'b'] })).not.toBe(key);
  expect(subscriptionKey({ kinds: [] })).not.toBe(subscriptionKey());
  expect(subscriptionKey({ kinds: ['a,b'] })).not.toBe(key);
});

test('no names, no test; an empty list lets nothing through but what always comes', () => {
  expect(subscriptionTest()).toBe(null);
  expect(subscriptionTest({ types: null, kinds: undefined })).toBe(null);
  const nothing = subscriptionTest({ types: [] })!;
  expect((['event', 'state', 'skipped'] as const).some((type) => nothing({ type }))).toBe(false);
  expect((['status', 'decision', 'reset'] as const).every((type) => nothing({ type }))).toBe(true);
});

test('kinds and about choose among events only', () => {
  const some = subscriptionTest({ kinds: ['loan'], about: ['bank:1'] })!;
  expect(some({ type: 'state' })).toBe(true);
  expect(some({ type: 'event', kind: 'loan', about: ['bank:2', 'bank:1'] })).toBe(true);
  expect(some({ type: 'event', kind: 'loan', about: ['bank:11'] })).toBe(false);
  expect(some({ type: 'event', kind: 'loan' })).toBe(false);
  expect(some({ type: 'event', kind: 'default', about: ['bank:1'] })).toBe(false);
});
