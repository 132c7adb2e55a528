import { exponentials } from '../../study/samples.ts';

/**
 * The waits of `count` customers that come at Poisson times to one line before `servers`, served in order of
 * arrival (Kiefer & Wolfowitz 1955), after 5 % more that are not counted. Sorted.
 */
export function simulatedWaits(
  count: number,
  arrivalRate: number,
  servers: number,
  service: () => number,
): Float64Array {
  const draw = exponentials(20_261_120);
  const free = new Float64Array(servers);
  const warm = Math.floor(count / 20);
  const waits = new Float64Array(count);
  let now = 0;
  for (let i = -warm; i < count; i++) {
    now += draw() / arrivalRate;
    let first = 0;
    for (let server = 1; server < servers; server++) if (free[server] < free[first]) first = server;
    const start = Math.max(now, free[first]);
    free[first] = start + service();
    if (i >= 0) waits[i] = start - now;
  }
  return waits.sort();
}

/** The chance of more than t, from sorted numbers. */
export function shareAbove(sorted: Float64Array, t: number): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (sorted[middle] > t) high = middle;
    else low = middle + 1;
  }
  return 1 - low / sorted.length;
}

export function meanOf(values: Float64Array): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
