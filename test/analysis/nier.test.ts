import { describe, expect, test } from 'vitest';
import { type NierInput, nier } from '../../lib/analysis/nier.ts';
import { sharedCases } from './shared-cases.ts';

/** Net worth, mean and standard error of 2,000 networks in C. */
const POINTS: [number, number, number][] = [
  [0, 24.7558, 0.011],
  [0.01, 14.6873, 0.0138],
  [0.03, 5.8016, 0.0085],
  [0.07, 1, 0],
];

function expectNear(netWorth: number, mean: number, error: number, seed: number): void {
  const { meanDefaults, standardError } = nier({ netWorth, networks: 200, seed });
  const deviation = Math.sqrt(standardError * standardError + error * error);
  expect(Math.abs(meanDefaults - mean)).toBeLessThan(4 * deviation + 0.05);
}

describe('right', () => {
  test.each(POINTS)('net worth %d: as measured in C', (netWorth, mean, error) => {
    expectNear(netWorth, mean, error, 1);
  });

  test('no links, no loans: only the shocked bank', () => {
    const alone = { meanDefaults: 1, standardError: 0 };
    expect(nier({ netWorth: 0, networks: 3, seed: 1, linkProbability: 0 })).toEqual(alone);
    expect(nier({ netWorth: 0.01, networks: 3, seed: 1, interbankShare: 0 })).toEqual(alone);
  });

  test('all links, worked by hand', () => {
    // 5 banks, external assets 10 each, loans 2.5 each way to each of 4 others: assets 20, debts 10.
    const complete = {
      networks: 2,
      seed: 1,
      banks: 5,
      linkProbability: 1,
      externalAssets: 50,
      interbankShare: 0.5,
    };
    const defaults = (netWorth: number) => nier({ ...complete, netWorth }).meanDefaults;
    // Net worth c: 10 - c is passed on, a quarter to each; each fails if that exceeds c: below 2.
    expect([defaults(0.0999), defaults(0.1001)]).toEqual([5, 1]);
    expect([defaults(0), defaults(0.4999), defaults(0.5)]).toEqual([5, 1, 0]);
  });
});

describe('lawful', () => {
  test('the same seed gives the same result, another another; the error is that between networks', () => {
    const settings = { netWorth: 0.01, networks: 50 };
    const { meanDefaults, standardError } = nier({ ...settings, seed: 1 });
    expect(nier({ ...settings, seed: 1 })).toEqual({ meanDefaults, standardError });
    expect(nier({ ...settings, seed: 2 })).not.toEqual({ meanDefaults, standardError });
    expect(nier({ ...settings, networks: 800, seed: 1 }).standardError / standardError).toBeCloseTo(0.25, 1);
  });

  test('the unit is free, and more net worth means no more failures', () => {
    let before = 25;
    for (let percent = 0; percent <= 8; percent += 0.5) {
      const settings = { netWorth: percent / 100, networks: 40, seed: 3 };
      const { meanDefaults } = nier(settings);
      expect(meanDefaults).toBeLessThanOrEqual(before);
      expect(nier({ ...settings, externalAssets: 1e-3 }).meanDefaults).toBe(meanDefaults);
      before = meanDefaults;
    }
    expect(before).toBe(1);
  });
});

describe('refuses', () => {
  const good = { netWorth: 0.01, networks: 2, seed: 1 };
  test.each<[Partial<Record<keyof NierInput, unknown>>, string]>([
    [{ netWorth: -0.1 }, 'netWorth: given -0.1; a finite number of at least 0 and at most 1'],
    [{ networks: 1 }, 'networks: given 1; an integer from 2'],
    [{ banks: 2.5 }, 'banks: given 2.5; an integer from 2 to 100'],
    [{ linkProbability: 1.1 }, 'linkProbability: given 1.1'],
    [{ externalAssets: 0 }, 'externalAssets: given 0; a finite number above 0'],
    [{ interbankShare: 0.6 }, 'interbankShare: given 0.6; a finite number of at least 0 and at most 0.5'],
    [{ seed: 1.5 }, 'seed: given 1.5'],
  ])('%j', (settings, message) => {
    expect(() => nier({ ...good, ...settings } as NierInput)).toThrow(message);
  });
});

const shared = sharedCases('nier');

test.skipIf(!shared)('the worked cases', () => {
  for (const { gamma, mean_defaults, se } of shared.points) expectNear(gamma, mean_defaults, se, 2);
});
