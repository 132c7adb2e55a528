import type { Pace } from '../../live/pace.ts';

/** Notches of the pace slider: 0 is the example's own pace, each one up twice as fast, the last one `max`. */
export const NOTCH_MIN = -6;
export const NOTCH_MAX = 11;

/** The pace at a notch. @param base a pace that is not `max`. */
export function paceAt(base: Exclude<Pace, 'max'>, notch: number): Pace {
  if (notch >= NOTCH_MAX) return 'max';
  const times = notch >= 0 ? 2 ** notch : 1 / 2 ** -notch;
  return 'time' in base ? { time: base.time * times } : { turns: base.turns * times };
}

/** The notch nearest to a pace. */
export function notchOf(base: Exclude<Pace, 'max'>, pace: Pace): number {
  if (pace === 'max') return NOTCH_MAX;
  const times = speedOf(pace) / speedOf(base);
  return Math.min(NOTCH_MAX - 1, Math.max(NOTCH_MIN, Math.round(Math.log2(times)) || 0));
}

/** A pace in words: `1.5 steps a second`. @param unit of the model's time. */
export function paceWords(pace: Pace, unit: string): string {
  if (pace === 'max') return 'as fast as it can';
  const speed = Number(speedOf(pace).toPrecision(3));
  return 'time' in pace ? `${speed} ${unit}/s` : `${speed} turns/s`;
}

/** A pace to go by where a run came with `max`. */
export const SOME_PACE: Exclude<Pace, 'max'> = { turns: 100 };

function speedOf(pace: Exclude<Pace, 'max'>): number {
  return 'time' in pace ? pace.time : pace.turns;
}
