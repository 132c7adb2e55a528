import type { EventLog } from '../core/event-log.ts';

/**
 * The events that led to `targets`, by following causes back, and those themselves; ascending ids. Events of
 * a segment share their causes, so that each segment is looked at once.
 */
export function slice(log: EventLog, targets: Iterable<number>): number[] {
  const found = new Set<number>();
  const seen = new Uint8Array(log.segmentCount);
  const open: number[] = [];
  const note = (id: number): void => {
    if (id < log.first || found.has(id)) return;
    found.add(id);
    const segment = log.segmentOf(id);
    if (seen[segment] === 1) return;
    seen[segment] = 1;
    open.push(segment);
  };
  for (const id of targets) note(id);
  for (let segment = open.pop(); segment !== undefined; segment = open.pop()) {
    for (const cause of log.causesOf(segment)) note(cause);
  }
  return Array.from(found).sort((a, b) => a - b);
}
