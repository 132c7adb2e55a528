import { hashName } from '../../core/chance.ts';
import { threefry } from '../../core/threefry.ts';
import type { Disturbance } from './disturbance.ts';

/** Who does something to the cluster: keys of what different ones do at one time differ. */
export const SCHEDULED = 0;
export const COMMANDED = 1;
/** The regular shifts of the popular keys. */
export const REGULAR = 2;
const SOURCES = 4;

const bytes = new DataView(new ArrayBuffer(8));
const words = new Int32Array(2);
const TWO_18 = 2 ** 18;

/**
 * The key of what is done at a time, a whole number below 2^46, by which it draws. It is made of what is
 * done and of `ordinal`, its place among others just like it at that time, and so stays what it is when
 * anything else is left out.
 */
export function deedKey(source: number, time: number, what: number, ordinal: number): number {
  bytes.setFloat64(0, time);
  threefry(bytes.getInt32(0), bytes.getInt32(4), what, ordinal * SOURCES + source, 1, words);
  return (words[0] >>> 0) * 2 ** 14 + Math.floor((words[1] >>> 0) / TWO_18);
}

/** What a disturbance is, as a 32-bit word. */
export function wordOf(given: Disturbance): number {
  return hashName(JSON.stringify(given));
}
