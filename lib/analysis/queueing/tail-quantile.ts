import { FaultlineError } from '../../core/faultline-error.ts';

/** @throws FaultlineError for anything but a number from 0, included, to 1, excluded. */
export function checkLevel(p: unknown): number {
  if (typeof p === 'number' && p >= 0 && p < 1) return p;
  throw new FaultlineError('p', p, 'a number of at least 0 and below 1');
}

/**
 * The least t with tail(t) <= 1 - p, to the last digits, by bisection. `tail` is the chance of more than t,
 * falls from at most 1 at t = 0, and reaches 0; `scale`, above 0, is about how long that takes.
 */
export function tailQuantile(tail: (t: number) => number, p: number, scale: number): number {
  const rest = 1 - p;
  if (tail(0) <= rest) return 0;
  let high = scale;
  while (tail(high) > rest) high *= 2;
  let low = 0;
  while (high - low > 4e-16 * high) {
    const middle = low + (high - low) / 2;
    if (middle === low || middle === high) return high;
    if (tail(middle) > rest) low = middle;
    else high = middle;
  }
  return high;
}
