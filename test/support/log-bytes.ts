import type { EventLog } from '../../lib/core/event-log.ts';
import type { Simulation } from '../../lib/core/simulation.ts';

/** What a run's log holds, in bytes, without room that is not used yet. */
export function logBytes(simulation: Simulation): number {
  const { log } = Reflect.get(simulation, 'context') as { readonly log: EventLog };
  // Kind, pair, time, first event, two rows and first cause of a segment.
  let bytes = 32 * log.segmentCount + 4 * log.causeCount;
  for (const { rows, tables } of log.byKind) {
    for (const each of [rows, ...tables.flatMap((table) => [table.rows, table.links])]) {
      for (const column of each.bytes()) bytes += column.byteLength;
    }
  }
  return bytes;
}
