import type { ModelState } from './model.ts';

/** A point of a run to which it can be brought back, anywhere. */
export interface Snapshot {
  readonly state: ModelState;
  readonly config: unknown;
  readonly commandCursor: number;
  readonly turnCount: number;
  readonly eventCount: number;
}
