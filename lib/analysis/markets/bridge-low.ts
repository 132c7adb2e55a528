import { bridgeHigh } from './bridge-high.ts';

/**
 * The lowest point of a Brownian bridge: (a + b - √((b - a)² - 2 v ln u)) / 2, the highest of the bridge
 * turned upside down. It rises with the uniform. See `bridgeHigh`, also for a high and a low together.
 *
 * @throws FaultlineError as `bridgeHigh` does.
 */
export function bridgeLow(from: number, to: number, variance: number, uniform: number): number {
  return -bridgeHigh(-from, -to, variance, uniform);
}
