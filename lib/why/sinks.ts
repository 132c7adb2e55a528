import type { FoundTarget } from './answer.ts';
import type { Source } from './source.ts';

/** The events in which a target shows: its own, or those that carry a metric's change. */
export function sinksOf({ events, model }: Source, target: FoundTarget): number[] {
  if (target.kind !== 'metric') return [target.id];
  const { reasons } = model;
  const kinds = reasons?.carriers?.[target.metric] ?? Object.keys(reasons?.fates ?? {});
  const { log } = events;
  const isCarrier = log.byKind.map(({ name }) => kinds.includes(name));
  const sinks: number[] = [];
  for (let segment = 0; segment < log.segmentCount; segment++) {
    const time = log.segmentTime[segment];
    if (!(time > target.from && time <= target.to)) continue;
    for (let id = log.segmentEvent[segment]; id < log.segmentEnd(segment); id++) {
      if (isCarrier[log.kindOf(id, segment)]) sinks.push(id);
    }
  }
  return sinks;
}

/** The first event that comes too late to have brought a target. */
export function endOf({ events }: Source, target: FoundTarget): number {
  if (target.kind !== 'metric') return target.id;
  const { log } = events;
  for (let segment = 0; segment < log.segmentCount; segment++) {
    if (log.segmentTime[segment] > target.to) return log.segmentEvent[segment];
  }
  return log.count;
}
