import { FaultlineError } from '../core/faultline-error.ts';
import { parseSeed, type Seed } from '../core/seed.ts';

/** Reads an option that is an integer from 1 to `max`. @throws FaultlineError */
export function countOption(option: string, max: number): (text: string) => number {
  return (text) => {
    const value = numberOf(text);
    if (Number.isInteger(value) && value >= 1 && value <= max) return value;
    throw new FaultlineError(option, Number.isNaN(value) ? text : value, `an integer from 1 to ${max}`);
  };
}

/** Reads an option that is a number of at least 0. @throws FaultlineError */
export function sizeOption(option: string): (text: string) => number {
  return (text) => {
    const value = numberOf(text);
    if (value >= 0 && value < Number.POSITIVE_INFINITY) return value;
    throw new FaultlineError(option, Number.isNaN(value) ? text : value, 'a number of at least 0');
  };
}

/** Reads a seed: an integer or a text, but not the empty one. @throws FaultlineError */
export function seedOption(text: string): Seed {
  if (text === '') throw new FaultlineError('--seed', text, 'an integer, or a text that is hashed');
  return parseSeed(text);
}

/** Reads levels joined by commas, each above 0 and below 1. @throws FaultlineError */
export function levelsOption(text: string): readonly number[] {
  const levels = text.split(',').map(numberOf);
  if (levels.every((level) => level > 0 && level < 1)) return [...new Set(levels)];
  throw new FaultlineError('--levels', text, 'numbers above 0 and below 1, joined by commas: 0.95,0.99');
}

/** NaN for a text that is not a number, the empty one too. */
function numberOf(text: string): number {
  return text.trim() === '' ? Number.NaN : Number(text);
}
