import { pick } from '../../core/chance.ts';
import { plan, SHIFT } from './agenda.ts';
import { befall } from './befallen.ts';
import type { CacheContext } from './context.ts';
import { deedKey, REGULAR } from './deed-key.ts';
import { KIND } from './events.ts';
import type { CacheState } from './state.ts';

/** The popular keys are others from now on: all move on by a number of places, drawn by a deed’s key. */
export function shiftKeys(
  state: CacheState,
  { prepared, chance, log }: CacheContext,
  cause: number,
  key: number,
): void {
  const { keys } = prepared;
  chance.streams.shifts.words(key, Math.floor(key * 2 ** -32), 0);
  const places = keys === 1 ? 0 : 1 + pick(chance.words[0], keys - 1);
  state.offset = (state.offset + places) % keys;
  if (log === null) return;
  befall(state.befallen, log.count);
  const row = log.append(KIND.hotspot_shift, state.time, cause);
  log.rowsOf(KIND.hotspot_shift).integers[0][row] = places;
}

/** A regular shift. */
export function shiftRegularly(state: CacheState, context: CacheContext): void {
  shiftKeys(state, context, -1, deedKey(REGULAR, state.time, 0, 0));
}

/** Puts the next of the regular shifts down, if the config has any. */
export function planShift(state: CacheState, { config }: CacheContext): void {
  if (config.shiftEvery !== null) plan(state, SHIFT, state.time + config.shiftEvery, 0, 0);
}
