import type { LoggedEvent } from '../core/event-kind.ts';
import { type EventSource, eventsOf } from './cascade.ts';

/** All banks together at the end of a step; step 0 is the start. */
export interface SystemPoint {
  readonly t: number;
  /** Of the banks that stand, in the unit of money; a failed or deleted bank counts 0. */
  readonly equity: number;
  /** How many banks have failed so far. */
  readonly failed: number;
}

type Row = { readonly equity: number; readonly defaulted?: boolean };

/** A run of the interbank model as far as it has come, from its `init` and `step_end` events. */
export function systemPath(source: EventSource): SystemPoint[] {
  return [...eventsOf(source, ['init', 'step_end'])].map(pointOf);
}

function pointOf({ t, banks }: LoggedEvent): SystemPoint {
  const rows = banks as readonly Row[];
  const standing = rows.filter(({ defaulted }) => defaulted !== true);
  return {
    t,
    equity: standing.reduce((sum, { equity }) => sum + equity, 0),
    failed: rows.length - standing.length,
  };
}
