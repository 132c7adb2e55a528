import type { Events } from '../../core/events.ts';

/** For each request that is wanted, so many are looked at. */
const LOOKED_AT = 20;

/**
 * The requests that were settled after `from`, by `to`, and have causes: those that were delayed, failed, or
 * found their node emptied. Their ids, ascending; of more than `most`, as many evenly apart. Those for which
 * `counts` is false are left out.
 */
export function requestsBetween(
  { log }: Events,
  from: number,
  to: number,
  most: number,
  counts: (id: number) => boolean = () => true,
): number[] {
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
  return thinned(thinned(found, LOOKED_AT * most).filter(counts), most);
}

/** At most `most` of a list, evenly apart. */
function thinned(list: readonly number[], most: number): number[] {
  if (list.length <= most) return [...list];
  return Array.from({ length: most }, (_, i) => list[Math.floor(((i + 0.5) * list.length) / most)]);
}
