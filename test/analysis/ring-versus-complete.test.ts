import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type RingVersusCompleteInput, ringVersusComplete } from '../../lib/analysis/ring-versus-complete.ts';
import { expectClose, sharedCases } from './shared-cases.ts';

const economy = { n: 10, a: 3, v: 2, y: 20 };

/** Defaults and payments in the closed form of the paper's proof, for y above yStar. */
function closedForm({ n, a, v, y, eps }: RingVersusCompleteInput) {
  const each = a - v;
  const banks = Array.from({ length: n }, (_, k) => k);
  if (eps > n * each) {
    // Bank 0 pays nothing; in the ring what the others have adds up along it.
    return {
      ring: { defaults: n, payments: banks.map((k) => k * each) },
      complete: { defaults: n, payments: banks.map((k) => (k === 0 ? 0 : (n - 1) * each)) },
    };
  }
  const lacking = banks.map((k) => Math.max(0, eps - (k + 1) * each));
  return {
    ring: { defaults: lacking.filter((gap) => gap > 0).length, payments: lacking.map((gap) => y - gap) },
    complete: {
      defaults: lacking[0] > 0 ? 1 : 0,
      payments: banks.map((k) => (k === 0 ? y - lacking[0] : y)),
    },
  };
}

describe('right', () => {
  test.each([
    [0.5, 0, [20, 20, 20, 20], 0, 20],
    [1.5, 1, [19.5, 20, 20, 20], 1, 19.5],
    [2.5, 2, [18.5, 19.5, 20, 20], 1, 18.5],
    [6.5, 6, [14.5, 15.5, 16.5, 17.5], 1, 14.5],
    [9.5, 9, [11.5, 12.5, 13.5, 14.5], 1, 11.5],
  ])('a shock of %d', (eps, ringDefaults, ringPayments, completeDefaults, completePayment) => {
    const { ring, complete, yStar, epsStar } = ringVersusComplete({ ...economy, eps });
    expect([ring.defaults, complete.defaults, yStar, epsStar]).toEqual([
      ringDefaults,
      completeDefaults,
      9,
      10,
    ]);
    expectClose(ring.payments.slice(0, 4), ringPayments);
    expectClose(complete.payments[0], completePayment);
  });

  test('a shock of epsStar just spares the last bank; a larger one takes all, in both', () => {
    const at = ringVersusComplete({ ...economy, eps: 10 });
    expect([at.ring.defaults, at.complete.defaults]).toEqual([9, 1]);
    for (const eps of [10.01, 40])
      expectClose(ringVersusComplete({ ...economy, eps }), closedForm({ ...economy, eps }));
  });

  test('banks that pay in full pay y to the last digit', () => {
    const { complete } = ringVersusComplete({ ...economy, eps: 6.5 });
    expect(complete.payments.slice(1)).toEqual(new Array(9).fill(20));
  });

  test('a thousand banks', () => {
    for (const eps of [700.5, 1200]) {
      const large = { n: 1000, a: 3, v: 2, y: 2000, eps };
      expectClose(ringVersusComplete(large), closedForm(large));
    }
  });
});

test('lawful: the closed forms, ties among them', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 2, max: 30 }),
      fc.integer({ min: 0, max: 50 }),
      fc.integer({ min: 1, max: 40 }),
      fc.integer({ min: 1, max: 100 }),
      fc.integer({ min: 0, max: 800 }),
      (n, v, each, above, shock) => {
        // Tenths, which doubles do not hold: eps is often a multiple of a - v up to rounding.
        const input = { n, a: (v + each) / 10, v: v / 10, y: ((n - 1) * each + above) / 10, eps: shock / 10 };
        const found = ringVersusComplete(input);
        const exact = closedForm({ n, a: v + each, v, y: (n - 1) * each + above, eps: shock });
        expect([found.ring.defaults, found.complete.defaults]).toEqual([
          exact.ring.defaults,
          exact.complete.defaults,
        ]);
        expectClose(
          found.ring.payments,
          exact.ring.payments.map((payment) => payment / 10),
        );
        expectClose(
          found.complete.payments,
          exact.complete.payments.map((payment) => payment / 10),
        );
      },
    ),
    { numRuns: 300 },
  );
});

describe('refuses', () => {
  const good = { ...economy, eps: 1 };
  test.each<[string, Record<string, unknown>, string]>([
    ['one bank', { ...good, n: 1 }, 'n: given 1; an integer from 2 to 1000'],
    ['projects that do not pay senior debt', { ...good, a: 2 }, 'a: given 2; more than v, which is 2'],
    ['no debts', { ...good, y: 0 }, 'y: given 0'],
    ['a negative shock', { ...good, eps: -1 }, 'eps: given -1'],
    ['no shock', { ...economy }, 'eps: given nothing'],
  ])('%s', (_, input, message) => {
    expect(() => ringVersusComplete(input as unknown as RingVersusCompleteInput)).toThrow(message);
  });
});

const shared = sharedCases('ring-vs-complete');

test.skipIf(!shared)('the worked cases', () => {
  const { n, a, v, y, y_star, eps_star, ring, complete, tolerance } = shared;
  for (const { eps, defaults, payments_first4 } of ring) {
    const found = ringVersusComplete({ n, a, v, y, eps });
    expectClose([found.ring.defaults, found.yStar, found.epsStar], [defaults, y_star, eps_star]);
    expectClose(found.ring.payments.slice(0, 4), payments_first4, tolerance);
  }
  for (const { eps, defaults, payment_bank0 } of complete) {
    const found = ringVersusComplete({ n, a, v, y, eps }).complete;
    expectClose([found.defaults, found.payments[0]], [defaults, payment_bank0], tolerance);
  }
});
