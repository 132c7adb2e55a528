import { expect, test } from 'vitest';
import {
  countHash,
  createFrequencySketch,
  frequencyOf,
} from '../../../lib/analysis/eviction/frequency-sketch.ts';
import { numberHash } from '../../../lib/analysis/eviction/number-hash.ts';

test('counts to 15, and halves all counts after ten requests an entry', () => {
  const sketch = createFrequencySketch(4);
  const [a, b] = [numberHash(1), numberHash(2)];
  for (let i = 0; i < 30; i++) countHash(sketch, a);
  // A full counter takes no more, and such requests do not bring the halving nearer.
  expect([frequencyOf(sketch, a), sketch.counted]).toEqual([15, 15]);
  for (let i = 0; i < 15; i++) countHash(sketch, b);
  for (let i = 0; i < 9; i++) countHash(sketch, numberHash(3));
  expect([frequencyOf(sketch, a), frequencyOf(sketch, b), sketch.counted]).toEqual([15, 15, 39]);
  countHash(sketch, numberHash(3));
  expect([frequencyOf(sketch, a), frequencyOf(sketch, b), frequencyOf(sketch, numberHash(3))]).toEqual([
    7, 7, 5,
  ]);
  expect(sketch.counted).toBe(20);
});
