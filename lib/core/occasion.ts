import { z } from 'zod';
import { FaultlineError } from './faultline-error.ts';
import type { AnyModel } from './model.ts';
import { parseWith } from './schema-error.ts';
import { type At, atSchema, compareTurns, type TurnKey, turnOf } from './turn.ts';

/**
 * What is left out of a run: a shock that does not strike, a request that is not sent, a decision that
 * becomes to hold. Named by its turn, it is the same occasion in every run of the recipe.
 */
export interface Occasion {
  readonly at: At;
  /** Which part of the turn, where a model's turn has several; 0 when left out. */
  readonly part?: number | undefined;
}

/** A turn to be passed over, whole or in part. */
export interface Omission {
  readonly turn: TurnKey;
  /** Ascending. */
  readonly parts: readonly number[];
}

const occasionSchema = z.strictObject({ at: atSchema, part: z.int().min(0).optional() });

/**
 * The occasions to be left out as turns, in order.
 *
 * @throws FaultlineError for what is no list of occasions, and for a model that can leave nothing out.
 */
export function omissionsOf(model: AnyModel, given: unknown): Omission[] {
  const occasions = parseWith(z.array(occasionSchema), given, 'without');
  if (occasions.length > 0 && model.omit === undefined) {
    throw new FaultlineError('without', model.name, 'a model that can leave occasions out');
  }
  return inTurn(
    occasions.map(({ at, part = 0 }, i) => ({
      turn: turnOf(at as At, model.phases, `without[${i}].at`),
      parts: [part],
    })),
  );
}

/** Omissions in the order of their turns, those of one turn joined. */
export function inTurn(omissions: readonly Omission[]): Omission[] {
  const sorted = [...omissions].sort((a, b) => compareTurns(a.turn, b.turn));
  const joined: Omission[] = [];
  for (const omission of sorted) {
    const last = joined.at(-1);
    if (last === undefined || compareTurns(last.turn, omission.turn) !== 0) joined.push(omission);
    else {
      const parts = [...new Set([...last.parts, ...omission.parts])].sort((a, b) => a - b);
      joined[joined.length - 1] = { turn: last.turn, parts };
    }
  }
  return joined;
}
