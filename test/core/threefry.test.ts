import fc from 'fast-check';
import { expect, test } from 'vitest';
import { threefry } from '../../lib/core/threefry.ts';
import { draws } from '../support/draws.ts';

// Right: the known answers of Random123 for threefry2x32 with 20 rounds.
test.each([
  ['00000000 00000000', '00000000 00000000', '6b200159 99ba4efe'],
  ['ffffffff ffffffff', 'ffffffff ffffffff', '1cb996fc bb002be7'],
  ['243f6a88 85a308d3', '13198a2e 03707344', 'c4923a9c 483df7a0'],
])('counter %s, key %s gives %s', (counter, key, output) => {
  const words = (text: string) =>
    text.split(' ').map((hex) => Number.parseInt(hex, 16) | 0) as [number, number];
  const out = new Int32Array(2);
  threefry(...words(key), ...words(counter), 1, out);
  expect([...out]).toEqual(words(output));
});

test('lawful: a row is as many single calls, also past the end of 32 bits', () => {
  const word = fc.oneof(fc.integer(), fc.constantFrom(-1, 0, 2 ** 31 - 1, -(2 ** 31)));
  fc.assert(
    fc.property(
      word,
      word,
      word,
      word,
      fc.integer({ min: 1, max: 9 }),
      (key0, key1, counter0, counter1, count) => {
        const row = new Int32Array(2 * count);
        threefry(key0, key1, counter0, counter1, count, row);
        for (let i = 0; i < count; i++) {
          const single = new Int32Array(2);
          threefry(key0, key1, (counter0 + i) | 0, counter1, 1, single);
          expect([...row.subarray(2 * i, 2 * i + 2)]).toEqual([...single]);
        }
      },
    ),
    draws(300),
  );
});

test('writes no more than it was asked for', () => {
  const out = new Int32Array(6).fill(7);
  threefry(1, 2, 3, 4, 2, out);
  expect([...out.subarray(4)]).toEqual([7, 7]);
});
