import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type Mg1Input, mg1 } from '../../../lib/analysis/queueing/mg1.ts';
import { mmc } from '../../../lib/analysis/queueing/mm-c.ts';
import { uniforms } from '../../study/samples.ts';
import { expectClose } from '../shared-cases.ts';
import { meanOf, simulatedWaits } from './line.ts';

test('by hand: rho 1/2, services of 1 or 3 alike', () => {
  // Mean 2, variance 1, so c^2 = 1/4; Wq = lambda E[S^2] / (2 (1 - rho)) = 1/4 * 5 / 1.
  const found = mg1({ arrivalRate: 1 / 4, serviceRate: 1 / 2, squaredVariation: 1 / 4 });
  expectClose(found, {
    utilization: 0.5,
    meanWait: 1.25,
    meanResponse: 3.25,
    meanQueueLength: 0.3125,
    meanInSystem: 0.8125,
  });
});

test('exponential services make it M/M/1, and variation costs in proportion', () => {
  const someLoad = fc.double({ min: 0, max: 0.99, noNaN: true });
  fc.assert(
    fc.property(someLoad, fc.double({ min: 0, max: 50, noNaN: true }), (load, squaredVariation) => {
      const rates = { arrivalRate: load, serviceRate: 1 };
      const exponential = mg1({ ...rates, squaredVariation: 1 });
      const { meanWait, meanInSystem, utilization } = mmc({ ...rates, servers: 1 });
      expectClose(exponential, { meanWait, meanInSystem, utilization }, 1e-11);
      const fixed = mg1({ ...rates, squaredVariation: 0 });
      const found = mg1({ ...rates, squaredVariation });
      expectClose(found.meanWait, fixed.meanWait * (1 + squaredVariation), 1e-12);
      expect(found.meanWait).toBeGreaterThanOrEqual(fixed.meanWait);
    }),
  );
});

test('a simulated line with services of 0.1 or 9.1 waits as long', () => {
  const uniform = uniforms(77);
  const service = () => (uniform() < 0.9 ? 0.1 : 9.1);
  const waits = simulatedWaits(400_000, 0.5, 1, service);
  const { meanWait } = mg1({ arrivalRate: 0.5, serviceRate: 1, squaredVariation: 0.9 * 0.81 + 0.1 * 65.61 });
  expect(Math.abs(meanOf(waits) / meanWait - 1)).toBeLessThan(0.05);
});

test.each<[string, Record<string, unknown>, string]>([
  ['an unstable queue', { arrivalRate: 2, serviceRate: 1, squaredVariation: 1 }, 'the queue is unstable'],
  ['no variation said', { arrivalRate: 0.5, serviceRate: 1 }, 'squaredVariation: given nothing'],
  [
    'a negative one',
    { arrivalRate: 0.5, serviceRate: 1, squaredVariation: -1 },
    'squaredVariation: given -1',
  ],
])('refuses %s', (_, input, message) => {
  expect(() => mg1(input as unknown as Mg1Input)).toThrow(message);
});
