import type { GivenConfig } from '../../core/config.ts';
import type { AnyModel } from '../../core/model.ts';

/** What the time of models counts that do not name a unit. */
const COUNTED: Readonly<Record<string, string>> = { banks: 'steps', trading: 'ticks' };

/** The unit of a model's time, such as `ms`. */
export function timeUnit(model: AnyModel, config: GivenConfig): string {
  return model.describe(config).units.time ?? COUNTED[model.name] ?? 'units of time';
}

/** A time with its unit: `1 step`, `12 640 ms`. */
export function timeWords(time: number, unit: string): string {
  return `${timeText(time)} ${time === 1 ? unit.replace(/(?<=\w{2})s$/, '') : unit}`;
}

/** A time as text, with as many digits as its size deserves. */
export function timeText(time: number): string {
  if (Number.isInteger(time)) return grouped(String(time));
  return grouped(time >= 1000 ? time.toFixed(0) : time.toFixed(1));
}

/** Digits in threes, by narrow spaces. */
function grouped(digits: string): string {
  return digits.replace(/\B(?=(\d{3})+(?!\d))(?<!\.\d*)/g, ' ');
}
