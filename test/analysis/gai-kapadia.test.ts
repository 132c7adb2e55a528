import { describe, expect, test } from 'vitest';
import { type GaiKapadiaInput, gaiKapadia } from '../../lib/analysis/gai-kapadia.ts';
import { gaiKapadiaTheory } from '../../lib/analysis/gai-kapadia-theory.ts';
import { leastFailures } from '../../lib/analysis/least-failures.ts';
import { expectClose, sharedCases } from './shared-cases.ts';

/** Strict, degree, frequency and extent of 20,000 draws in C, then those of theory. */
const POINTS: [boolean, number, number, number, number, number][] = [
  [true, 1, 0.0835, 0.11394, 0, 0],
  [true, 3, 0.7774, 0.94091, 0.780152, 0.940472],
  [true, 5, 0.4971, 0.99313, 0.446867, 0.993023],
  [true, 8, 0.0004, 0.9995, 0, 0.999664],
  [false, 1, 0.0945, 0.11844, 0, 0],
  [false, 3, 0.886, 0.94088, 0.885272, 0.94048],
  [false, 5, 0.8458, 0.99312, 0.844233, 0.993023],
  [false, 8, 0.1162, 0.99967, 0, 0.999664],
];

function expectNear(strict: boolean, degree: number, frequency: number, extent: number, seed: number): void {
  const found = gaiKapadia({ degree, strict, draws: 1000, seed });
  const deviation = Math.sqrt(frequency * (1 - frequency) * (1 / 1000 + 1 / 20_000));
  expect(Math.abs(found.frequency - frequency)).toBeLessThan(4 * deviation + 0.002);
  if (degree >= 2 && degree <= 5) expect(Math.abs(found.extent! - extent)).toBeLessThan(0.01);
}

describe('right', () => {
  test.each(POINTS)('strict %s, degree %d: as measured in C', (strict, degree, frequency, extent) => {
    expectNear(strict, degree, frequency, extent, 1);
  });

  test.each(POINTS)('strict %s, degree %d: theory', (strict, degree, _, __, frequency, extent) => {
    const found = gaiKapadiaTheory({ degree, strict });
    expect(found.frequency).toBeCloseTo(frequency, 6);
    expect(found.extent).toBeCloseTo(extent, 6);
  });

  test('how many failures a bank bears: a fifth is a tie, which is none in doubles', () => {
    expect(3 * 0.2 > 15 * 0.04).toBe(true);
    expect(Array.from(leastFailures({}, 15))).toEqual([1, 1, 1, 1, 1, 2, 2, 2, 2, 2, 3, 3, 3, 3, 3, 4]);
    const loose = leastFailures({ strict: false }, 15);
    expect(Array.from(loose)).toEqual([1, 1, 1, 1, 1, 1, 2, 2, 2, 2, 2, 3, 3, 3, 3, 3]);
    expect(Array.from(leastFailures({ capital: 0, strict: false }, 2))).toEqual([1, 1, 1]);
    expect(Array.from(leastFailures({ capital: 0.5, interbankShare: 0.5 }, 2))).toEqual([1, 2, 3]);
  });

  test('no links, all links', () => {
    expect(gaiKapadia({ degree: 0, draws: 5, seed: 1 })).toEqual({ frequency: 0, extent: null });
    const complete = { banks: 40, degree: 39, draws: 5, seed: 1 };
    expect(gaiKapadia({ ...complete, capital: 0.2 / 39.5 })).toEqual({ frequency: 1, extent: 1 });
    // A loss of just the capital: 1 of 40 banks fails, which is no contagion but at a threshold below.
    expect(gaiKapadia({ ...complete, capital: 0.2 / 39 })).toEqual({ frequency: 0, extent: null });
    expect(gaiKapadia({ ...complete, capital: 0.2 / 39, strict: false }).frequency).toBe(1);
    expect(gaiKapadia({ ...complete, threshold: 1 / 40 })).toEqual({ frequency: 0, extent: null });
    expect(gaiKapadia({ ...complete, threshold: 0.02 })).toEqual({ frequency: 1, extent: 1 / 40 });
  });

  test('the window of contagion, at its ends', () => {
    const frequency = (degree: number, strict: boolean) => gaiKapadiaTheory({ degree, strict }).frequency;
    expect([frequency(1.0206, true), frequency(5.7648, true)]).toEqual([0, 0]);
    expect(Math.min(frequency(1.0208, true), frequency(5.7646, true))).toBeGreaterThan(0);
    expect([frequency(1.0036, false), frequency(7.4772, false)]).toEqual([0, 0]);
    expect(Math.min(frequency(1.0038, false), frequency(7.477, false))).toBeGreaterThan(0);
  });
});

describe('lawful', () => {
  test('the same seed gives the same result, another another', () => {
    const settings = { degree: 2, banks: 200, draws: 100 };
    expect(gaiKapadia({ ...settings, seed: 7 })).toEqual(gaiKapadia({ ...settings, seed: 7 }));
    expect(gaiKapadia({ ...settings, seed: 7 })).not.toEqual(gaiKapadia({ ...settings, seed: 8 }));
  });

  test('more capital, less contagion; the strict rule too', () => {
    const settings = { degree: 4, banks: 200, draws: 200, seed: 3 };
    const frequencies = [0, 0.02, 0.04, 0.06, 0.1, 0.2].map((capital) => {
      const loose = gaiKapadia({ ...settings, capital, strict: false }).frequency;
      const strict = gaiKapadia({ ...settings, capital }).frequency;
      expect(strict).toBeLessThanOrEqual(loose);
      return strict;
    });
    expect(frequencies).toEqual(frequencies.toSorted((a, b) => b - a));
    expect(frequencies.at(-1)).toBe(0);
  });
});

describe('refuses', () => {
  const good = { degree: 3, draws: 1, seed: 1 };
  test.each<[Partial<Record<keyof GaiKapadiaInput, unknown>>, string]>([
    [{ degree: 1000 }, 'degree: given 1000; a finite number of at least 0 and at most 999'],
    [{ degree: -1 }, 'degree: given -1'],
    [{ draws: 0 }, 'draws: given 0; an integer from 1'],
    [{ banks: 1 }, 'banks: given 1; an integer from 2'],
    [{ capital: Number.NaN }, 'capital: given NaN'],
    [{ interbankShare: 0 }, 'interbankShare: given 0; a finite number above 0 and at most 1'],
    [{ threshold: 2 }, 'threshold: given 2'],
    [{ seed: undefined }, 'seed: given nothing'],
  ])('%j', (settings, message) => {
    expect(() => gaiKapadia({ ...good, ...settings } as GaiKapadiaInput)).toThrow(message);
  });

  test('a theory of too many links', () => {
    expect(() => gaiKapadiaTheory({ degree: 701 })).toThrow('degree: given 701');
  });
});

const shared = sharedCases('gai-kapadia');

test.skipIf(!shared)('the worked cases', () => {
  for (const point of shared.points) {
    expectNear(point.strict, point.z, point.frequency, point.extent_given_contagion, 2);
    expectClose(
      gaiKapadiaTheory({ degree: point.z, strict: point.strict }),
      { frequency: point.theory_frequency_n_inf, extent: point.theory_extent_n_inf },
      1e-6,
    );
  }
});
