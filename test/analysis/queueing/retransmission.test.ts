import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type RetransmissionInput, retransmission } from '../../../lib/analysis/queueing/retransmission.ts';
import { uniforms } from '../../study/samples.ts';
import { expectClose, sharedCases } from '../shared-cases.ts';

const network = { loss: 0.01, roundTrip: 10, timeout: 50 };

describe('right', () => {
  // The numbers of retransmission.json.
  test.each([
    [null, 'fixed', 1, 1.0203040506070808, 11.015202530354047],
    [null, 'exponential', 1, 1.0203040506070808, 11.036242449489691],
    [3, 'fixed', 0.9999998431760798, 1.020303890599, 11.01517116556511],
    [3, 'exponential', 0.9999998431760798, 1.020303890599, 11.036122393916743],
  ] as const)('%s retries, %s', (retries, backoff, success, attempts, latency) => {
    const found = retransmission({ ...network, retries, backoff });
    expectClose(found, { successProbability: success, meanAttempts: attempts, meanLatency: latency });
  });

  test('by hand: every second attempt lost, one retry', () => {
    // p = 1/2: succeed at once 1/2, after a timeout 1/4.
    const input = { loss: 1 - Math.SQRT1_2, roundTrip: 1, timeout: 6, retries: 1, backoff: 'fixed' } as const;
    const expected = { successProbability: 3 / 4, meanAttempts: 3 / 2, meanLatency: 3 };
    expectClose(retransmission(input), expected);
    expectClose(retransmission({ ...input, backoff: 'exponential' }), expected);
    const more = { ...input, retries: 2 };
    // After three timeouts 1/8 with backoff, after two without.
    expectClose(retransmission(more).meanLatency, 1 + (6 * (1 / 4 + 2 / 8)) / (7 / 8));
    expectClose(
      retransmission({ ...more, backoff: 'exponential' }).meanLatency,
      1 + (6 * (1 / 4 + 3 / 8)) / (7 / 8),
    );
  });

  test('no loss, and no retry', () => {
    const sure = { successProbability: 1, meanAttempts: 1, meanLatency: 10 };
    for (const backoff of ['fixed', 'exponential'] as const) {
      for (const retries of [null, 0, 5]) {
        expect(retransmission({ ...network, loss: 0, retries, backoff })).toEqual(sure);
      }
      const once = retransmission({ ...network, loss: 0.5, retries: 0, backoff });
      expect(once).toEqual({ successProbability: 0.25, meanAttempts: 1, meanLatency: 10 });
    }
  });

  test('backoff without limit has no mean latency when half of the attempts fail', () => {
    const input = { ...network, loss: 0.3, retries: null };
    expect(retransmission({ ...input, backoff: 'exponential' }).meanLatency).toBe(Infinity);
    expect(retransmission({ ...input, backoff: 'fixed' }).meanLatency).toBeLessThan(100);
  });
});

const someInput = fc.record({
  loss: fc.double({ min: 0, max: 0.25, noNaN: true }),
  roundTrip: fc.constant(3),
  timeout: fc.double({ min: 3, max: 30, noNaN: true }),
  backoff: fc.constantFrom('fixed' as const, 'exponential' as const),
});

describe('lawful', () => {
  test('many retries are as good as no limit, and each one more adds attempts, success and latency', () => {
    fc.assert(
      fc.property(someInput, fc.integer({ min: 0, max: 20 }), (input, retries) => {
        expectClose(
          retransmission({ ...input, retries: 1000 }),
          { ...retransmission({ ...input, retries: null }) },
          1e-9,
        );
        const less = retransmission({ ...input, retries });
        const more = retransmission({ ...input, retries: retries + 1 });
        for (const name of ['successProbability', 'meanAttempts', 'meanLatency'] as const) {
          expect(more[name]).toBeGreaterThanOrEqual(less[name] * (1 - 1e-14));
        }
      }),
    );
  });

  test('more loss is slower, and backoff slower than a fixed timeout', () => {
    fc.assert(
      fc.property(someInput, fc.constantFrom(null, 0, 1, 4), (input, retries) => {
        const base = retransmission({ ...input, retries });
        const worse = retransmission({ ...input, retries, loss: input.loss + 0.01 });
        expect(worse.meanLatency).toBeGreaterThanOrEqual(base.meanLatency);
        expect(worse.successProbability).toBeLessThanOrEqual(base.successProbability);
        const fixed = retransmission({ ...input, retries, backoff: 'fixed' });
        expect(base.meanLatency).toBeGreaterThanOrEqual(fixed.meanLatency * (1 - 1e-14));
      }),
    );
  });
});

test('simulated requests take as long', () => {
  const loss = 0.15;
  const retries = 3;
  const uniform = uniforms(5);
  const runs = 200_000;
  let successes = 0;
  let attempts = 0;
  const latency = { fixed: 0, exponential: 0 };
  for (let run = 0; run < runs; run++) {
    for (let attempt = 0; attempt <= retries; attempt++) {
      attempts++;
      const requestLost = uniform() < loss;
      const responseLost = uniform() < loss;
      if (requestLost || responseLost) continue;
      successes++;
      latency.fixed += 10 + 50 * attempt;
      latency.exponential += 10 + 50 * (2 ** attempt - 1);
      break;
    }
  }
  for (const backoff of ['fixed', 'exponential'] as const) {
    const found = retransmission({ loss, roundTrip: 10, timeout: 50, retries, backoff });
    expect(Math.abs(successes / runs - found.successProbability)).toBeLessThan(0.002);
    expect(Math.abs(attempts / runs / found.meanAttempts - 1)).toBeLessThan(0.01);
    expect(Math.abs(latency[backoff] / successes / found.meanLatency - 1)).toBeLessThan(0.02);
  }
});

describe('refuses', () => {
  const good = { ...network, retries: 3, backoff: 'fixed' };
  test.each<[string, Record<string, unknown>, string]>([
    ['a loss of all', { ...good, loss: 1 }, 'loss: given 1; less than 1'],
    ['a loss above 1', { ...good, loss: 1.5 }, 'loss: given 1.5'],
    ['a timeout before the response can be there', { ...good, timeout: 9 }, 'timeout: given 9'],
    ['half a retry', { ...good, retries: 0.5 }, 'retries: given 0.5'],
    ['no word on retries', { ...network, backoff: 'fixed' }, 'retries: given nothing'],
    [
      'another backoff',
      { ...good, backoff: 'linear' },
      "backoff: given \"linear\"; 'fixed' or 'exponential'",
    ],
  ])('%s', (_, input, message) => {
    expect(() => retransmission(input as unknown as RetransmissionInput)).toThrow(message);
  });
});

const shared = sharedCases('retransmission');

test.skipIf(!shared)('the worked cases', () => {
  for (const c of shared.cases) {
    const of = (backoff: 'fixed' | 'exponential') =>
      retransmission({
        loss: c.loss_one_way,
        roundTrip: c.rtt,
        timeout: c.rto,
        retries: c.max_retries,
        backoff,
      });
    const fixed = of('fixed');
    const doubled = of('exponential');
    expectClose(fixed.meanLatency, c.E_latency_fixed ?? c.E_latency_fixed_given_success);
    expectClose(doubled.meanLatency, c.E_latency_exp_backoff ?? c.E_latency_backoff_given_success);
    for (const found of [fixed, doubled]) {
      expectClose(found, { meanAttempts: c.E_attempts, successProbability: c.P_success ?? 1 });
      expectClose(found.meanAttempts, c.sim.attempts, shared.tolerance.rel);
    }
    expectClose(fixed.meanLatency, c.sim.fixed, shared.tolerance.rel);
    expectClose(doubled.meanLatency, c.sim.backoff, shared.tolerance.rel);
  }
});
