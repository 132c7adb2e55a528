import { expect, test } from 'vitest';
import { pointsText } from '../../../../lib/models/cache/experiments/points-text.ts';

test('percentage points are no percentage', () => {
  expect(pointsText(0.0349)).toBe('3.5 points');
  expect(pointsText(0)).toBe('0.0 points');
  expect(pointsText(-0.012)).toBe('-1.2 points');
});
