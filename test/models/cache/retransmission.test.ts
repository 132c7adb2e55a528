import { expect, test } from 'vitest';
import { retransmission } from '../../../lib/analysis/queueing/retransmission.ts';
import { fixedRetries, measured } from '../../support/cache-worlds.ts';

const REQUESTS = 200_000;

/** `shared/cases/retransmission.json`, and losses at which limits matter. */
test.each([
  { loss: 0.01, max: 3, backoff: 'fixed' },
  { loss: 0.01, max: 3, backoff: 'exponential' },
  { loss: 0.2, max: 2, backoff: 'fixed' },
  { loss: 0.2, max: 2, backoff: 'exponential' },
] as const)('loss $loss each way, $max retries, $backoff timeouts', ({ loss, max, backoff }) => {
  const [roundTrip, timeout] = [10, 50];
  const expected = retransmission({ loss, roundTrip, timeout, retries: max, backoff });
  // All but the first reads are hits: messages between node and database play no part.
  const metrics = measured({
    requests: REQUESTS,
    warmup: 0.01,
    arrivals: { kind: 'poisson', rate: 1 },
    network: { latency: roundTrip / 2, loss },
    timeout,
    retries: { ...fixedRetries(max), timeoutFactor: backoff === 'fixed' ? 1 : 2 },
  });
  const lost = 1 - (1 - loss) * (1 - loss);
  // The standard error of a mean number of attempts, about p / (1 - p)^2 in variance, four times.
  const chance = 4 * Math.sqrt(lost / (1 - lost) / (1 - lost) / REQUESTS);
  expect(Math.abs(metrics.retryAmplification! - expected.meanAttempts)).toBeLessThan(chance);
  const wait = timeout * (backoff === 'fixed' ? 1 : 2 * (max - 1) + 1);
  expect(Math.abs(metrics.latencyMean! - expected.meanLatency)).toBeLessThan(chance * wait);
  const failing = 1 - expected.successProbability;
  const spread = 4 * Math.sqrt(failing / REQUESTS) + 1e-9;
  expect(Math.abs(1 - metrics.availability! - failing)).toBeLessThan(Math.max(spread, 1.5 / REQUESTS));
});

test('the worked case is met by the theory that the model is held to', () => {
  const given = { loss: 0.01, roundTrip: 10, timeout: 50, retries: 3 } as const;
  expect(retransmission({ ...given, backoff: 'fixed' }).meanLatency).toBeCloseTo(11.01517116556511, 9);
  expect(retransmission({ ...given, backoff: 'exponential' }).meanLatency).toBeCloseTo(11.036122393916743, 9);
});
