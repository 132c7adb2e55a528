import { z } from 'zod';
import { FaultlineError } from './faultline-error.ts';

/**
 * The key of a turn, the atom of a run. It names an occasion, not a count of what came before, so it
 * stays where it is when a cause elsewhere is left out. Turns run in the order of their keys: time,
 * then phase (an index into the model's phases), then round, entity and ordinal.
 */
export interface TurnKey {
  readonly time: number;
  readonly phase: number;
  readonly round: number;
  readonly entity: number;
  readonly ordinal: number;
}

export type MutableTurnKey = { -readonly [Field in keyof TurnKey]: number };

/** When a command lands: a time (before its first turn), or before the first turn not less than a key. */
export type At =
  | number
  | {
      readonly time: number;
      readonly phase?: string | undefined;
      readonly round?: number | undefined;
      readonly entity?: number | undefined;
      readonly ordinal?: number | undefined;
    };

export const atSchema = z.union([
  z.number().min(0),
  z.strictObject({
    time: z.number().min(0),
    phase: z.string().optional(),
    round: z.int().min(0).optional(),
    entity: z.int().min(0).optional(),
    ordinal: z.int().min(0).optional(),
  }),
]);

/** The first key of a time: no turn of that time comes before it. */
export function firstTurnOf(time: number): TurnKey {
  return { time, phase: 0, round: 0, entity: 0, ordinal: 0 };
}

/** Negative, zero or positive as `a` comes before, with or after `b`. */
export function compareTurns(a: TurnKey, b: TurnKey): number {
  return (
    a.time - b.time || a.phase - b.phase || a.round - b.round || a.entity - b.entity || a.ordinal - b.ordinal
  );
}

/** The key that an `at` stands for. @throws FaultlineError for a phase that the model does not have. */
export function turnOf(at: At, phases: readonly string[], where: string): TurnKey {
  if (typeof at === 'number') return firstTurnOf(at);
  const phase = at.phase === undefined ? 0 : phases.indexOf(at.phase);
  if (phase < 0) throw new FaultlineError(`${where}.phase`, at.phase, `one of ${phases.join(', ')}`);
  return { time: at.time, phase, round: at.round ?? 0, entity: at.entity ?? 0, ordinal: at.ordinal ?? 0 };
}

/** The shortest `at` that stands for a key. */
export function atOf(turn: TurnKey, phases: readonly string[]): At {
  const { time, phase, round, entity, ordinal } = turn;
  if (!phase && !round && !entity && !ordinal) return time;
  return { time, phase: phases[phase], round, entity, ordinal };
}
