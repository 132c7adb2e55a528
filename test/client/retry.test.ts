import { expect, test } from 'vitest';
import { machineChance, retryOf, waitBefore } from '../../lib/client/retry.ts';

const never = (): number => {
  throw new Error('chance was asked');
};
const waits = (given: Parameters<typeof retryOf>[0], chance = never): number[] =>
  [1, 2, 3, 4, 5].map((attempt) => waitBefore(attempt, retryOf(given), chance));

test('5 tries, 3 s before each, without chance', () => {
  expect(retryOf(undefined)).toMatchObject({ tries: 5, wait: 3000 });
  expect(waits({})).toEqual([3000, 3000, 3000, 3000, 3000]);
});

test('backoff on request, up to a longest wait', () => {
  expect(waits({ wait: 1000, backoff: 2 })).toEqual([1000, 2000, 4000, 8000, 16_000]);
  expect(waits({ wait: 1000, backoff: 2, waitMax: 5000 })).toEqual([1000, 2000, 4000, 5000, 5000]);
  expect(waitBefore(1e9, retryOf({ backoff: 2 }), never)).toBe(60_000);
});

test('jitter takes a share of the wait at most', () => {
  expect(waits({ jitter: 0.5 }, () => 0)).toEqual([3000, 3000, 3000, 3000, 3000]);
  expect(waits({ jitter: 0.5 }, () => 0.5)[0]).toBe(2250);
  for (let i = 0; i < 100; i++) {
    const chance = machineChance();
    expect(chance).toBeGreaterThanOrEqual(0);
    expect(chance).toBeLessThan(1);
  }
});

test('never, on request', () => {
  expect(retryOf(false).tries).toBe(0);
});

test.each([
  { tries: -1 },
  { tries: Number.NaN },
  { wait: -1 },
  { backoff: 0.5 },
  { jitter: 2 },
  { waitMax: 2 ** 31 },
])('refuses %o', (given) => {
  const [field] = Object.keys(given);
  expect(() => retryOf(given)).toThrow(new RegExp(`^reconnect\\.${field}: given .*; `));
});
