import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type TtlHitRatioInput, ttlHitRatio } from '../../../lib/analysis/caching/ttl-hit-ratio.ts';
import { exponentials, uniforms } from '../../study/samples.ts';
import { sharedCases } from '../shared-cases.ts';

/** Reads and writes at Poisson times, in their order. */
function simulated({ readRate, writeRate = 0, ttl, kind }: TtlHitRatioInput): number {
  const gap = exponentials(8);
  const uniform = uniforms(9);
  const count = 200_000;
  let now = 0;
  let end = 0;
  let reads = 0;
  let hits = 0;
  for (let i = 0; i < count; i++) {
    now += gap() / (readRate + writeRate);
    if (uniform() < writeRate / (readRate + writeRate)) {
      end = 0;
      continue;
    }
    reads++;
    const hit = now < end;
    if (hit) hits++;
    if (!hit || kind === 'sliding') end = now + ttl;
  }
  return hits / reads;
}

describe('right', () => {
  // The numbers of ttl-and-invalidation.json, and what was simulated.
  test.each([
    [1, 1, 0.5, 0.6321205588285577, 0.499827, 0.6322834],
    [0.1, 30, 0.75, 0.950212931632136, 0.7498864, 0.950284],
  ])('reads at %d, ttl %d', (readRate, ttl, fixed, sliding, fixedSim, slidingSim) => {
    const of = (kind: 'fixed' | 'sliding') => ttlHitRatio({ readRate, ttl, kind });
    expect(of('fixed')).toBeCloseTo(fixed, 14);
    expect(of('sliding')).toBeCloseTo(sliding, 14);
    expect(Math.abs(of('fixed') - fixedSim)).toBeLessThan(0.001);
    expect(Math.abs(of('sliding') - slidingSim)).toBeLessThan(0.001);
  });

  test('writes by hand', () => {
    const input = { readRate: 2, writeRate: 1, ttl: Math.LN2 };
    // A stay of 1/2, so 2 * 1/2 / (1 + 1); and 2/3 (1 - 2^-3).
    expect(ttlHitRatio({ ...input, kind: 'fixed' })).toBeCloseTo(1 / 2, 14);
    expect(ttlHitRatio({ ...input, kind: 'sliding' })).toBeCloseTo(7 / 12, 14);
  });

  test('for ever: only writes count, and both kinds are the same', () => {
    for (const kind of ['fixed', 'sliding'] as const) {
      expect(ttlHitRatio({ readRate: 3, writeRate: 1, ttl: 1e6, kind })).toBeCloseTo(0.75, 12);
      expect(ttlHitRatio({ readRate: 3, ttl: 1e300, kind })).toBe(1);
      // One more read in the time is a hit.
      expect(ttlHitRatio({ readRate: 1e-9, ttl: 1, kind }) / 1e-9).toBeCloseTo(1, 8);
    }
  });

  test.each(['fixed', 'sliding'] as const)('%s, as simulated with writes', (kind) => {
    const input = { readRate: 1, writeRate: 0.4, ttl: 1.5, kind };
    expect(Math.abs(ttlHitRatio(input) - simulated(input))).toBeLessThan(0.006);
  });
});

test('longer lives and fewer writes are better, and sliding is at least as good as fixed', () => {
  const some = fc.double({ min: 0.001, max: 100, noNaN: true });
  fc.assert(
    fc.property(some, some, some, (readRate, writeRate, ttl) => {
      const of = (more: Partial<TtlHitRatioInput>) =>
        ttlHitRatio({ readRate, writeRate, ttl, kind: 'fixed', ...more });
      for (const kind of ['fixed', 'sliding'] as const) {
        expect(of({ kind, ttl: ttl * 1.1 })).toBeGreaterThanOrEqual(of({ kind }) - 1e-14);
        expect(of({ kind, writeRate: writeRate * 0.9 })).toBeGreaterThanOrEqual(of({ kind }) - 1e-14);
        expect(of({ kind, writeRate: 1e-12 })).toBeCloseTo(of({ kind, writeRate: 0 }), 8);
      }
      expect(of({ kind: 'sliding' })).toBeGreaterThanOrEqual(of({}) - 1e-14);
    }),
  );
});

test.each<[string, Record<string, unknown>, string]>([
  ['no reads', { readRate: 0, ttl: 1, kind: 'fixed' }, 'readRate: given 0'],
  ['no life', { readRate: 1, ttl: 0, kind: 'fixed' }, 'ttl: given 0'],
  ['negative writes', { readRate: 1, writeRate: -1, ttl: 1, kind: 'fixed' }, 'writeRate: given -1'],
  ['another kind', { readRate: 1, ttl: 1, kind: 'lazy' }, "kind: given \"lazy\"; 'fixed' or 'sliding'"],
])('refuses %s', (_, input, message) => {
  expect(() => ttlHitRatio(input as unknown as TtlHitRatioInput)).toThrow(message);
});

const shared = sharedCases('ttl-and-invalidation');

test.skipIf(!shared)('the worked cases', () => {
  for (const c of shared.cases) {
    const of = (kind: 'fixed' | 'sliding') =>
      ttlHitRatio({ readRate: c.lam, writeRate: c.write_rate, ttl: c.TTL, kind });
    expect(of('fixed')).toBeCloseTo(c.hit_fixed_TTL, 13);
    expect(of('sliding')).toBeCloseTo(c.hit_sliding_TTL, 13);
    expect(Math.abs(of('fixed') - c.sim_fixed)).toBeLessThan(shared.tolerance.abs);
    expect(Math.abs(of('sliding') - c.sim_sliding)).toBeLessThan(shared.tolerance.abs);
  }
});
