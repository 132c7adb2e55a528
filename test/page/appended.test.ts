import { expect, test } from 'vitest';
import { appended, merged, trimmed } from '../../lib/page/store/appended.ts';

const of = (...types: string[]) => types.map((type, id) => ({ id, type }));
const ids = (list: readonly { readonly id: number }[]) => list.map(({ id }) => id);

test('the end of a list is kept', () => {
  expect(appended([1, 2, 3], [4, 5], 4)).toEqual([2, 3, 4, 5]);
  expect(appended([1, 2, 3], [4, 5, 6, 7, 8], 4)).toEqual([5, 6, 7, 8]);
  expect(appended([1], [2], 4)).toEqual([1, 2]);
});

test('two lists of events are one, in order, each once', () => {
  const events = of('a', 'b', 'c', 'd');
  expect(ids(merged(events.slice(2), events.slice(0, 3)))).toEqual([0, 1, 2, 3]);
});

test('what broke stays longer than what goes on all the time, and takes half of the room at most', () => {
  const isFate = (type: string) => type === 'default';
  expect(trimmed(of('default', 'pay', 'pay'), 3, isFate)).toHaveLength(3);
  expect(ids(trimmed(of('default', 'pay', 'pay', 'pay', 'pay'), 3, isFate))).toEqual([0, 3, 4]);
  const failures = of('default', 'default', 'default', 'pay', 'pay', 'pay', 'pay');
  expect(ids(trimmed(failures, 4, isFate))).toEqual([1, 2, 5, 6]);
  expect(ids(trimmed(of('pay', 'pay', 'pay'), 2, isFate))).toEqual([1, 2]);
});
