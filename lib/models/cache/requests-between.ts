import type { Events } from '../../core/events.ts';

/**
 * The requests that were settled after `from`, by `to`, and have causes: those that were delayed, failed, or
 * found their node emptied. Their ids, ascending; of more than `most`, as many evenly apart.
 */
export function requestsBetween({ log }: Events, from: number, to: number, most: number): number[] {
  const kind = log.kindNamed('request');
  const found: number[] = [];
  let low = 0;
  let high = log.segmentCount;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (log.segmentTime[middle] > from) high = middle;
    else low = middle + 1;
  }
  for (let segment = low; segment < log.segmentCount && log.segmentTime[segment] <= to; segment++) {
    if (log.segmentKind[segment] !== kind || log.causesOf(segment).length === 0) continue;
    for (let id = log.segmentEvent[segment]; id < log.segmentEnd(segment); id++) found.push(id);
  }
  if (found.length <= most) return found;
  return Array.from({ length: most }, (_, i) => found[Math.floor(((i + 0.5) * found.length) / most)]);
}
