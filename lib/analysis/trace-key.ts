import { FaultlineError } from '../core/faultline-error.ts';

const CANONICAL = /^(?:0|-?[1-9]\d{0,15})$/;
const UNSAFE_EXPONENT = 1023 + 53;
const bits = new DataView(new ArrayBuffer(8));

/**
 * A key of a trace as one number, the same for the same key. An integer of up to 2^53 is itself, and so is a
 * text that writes one as a program would ('-7', not '007' or '+7'). Any other text is a hash: one of the
 * 2^62.8 finite doubles beyond 2^53, where no integer key is. Among n such texts two collide with
 * probability n^2 / 2^63.8: 6e-8 for a million, 6e-6 for ten million.
 *
 * @throws FaultlineError for a number that is no integer or too large to be exact, and for an empty text.
 */
export function traceKey(key: number | string): number {
  if (typeof key === 'number') {
    if (Number.isSafeInteger(key)) return key;
    throw new FaultlineError('key', key, 'an integer from -(2^53 - 1) to 2^53 - 1, or a text');
  }
  if (typeof key !== 'string' || key === '') throw new FaultlineError('key', key, 'an integer or a text');
  if (CANONICAL.test(key)) {
    const integer = Number(key);
    if (Number.isSafeInteger(integer)) return integer;
  }
  return textKey(key);
}

/** Two words of FNV-1a style over the text's UTF-16 units, each mixed to the end with the other. */
function textKey(text: string): number {
  let high = 0x811c9dc5;
  let low = 0x6a09e667;
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    high = Math.imul(high ^ unit, 0x01000193);
    high ^= high >>> 15;
    low = Math.imul(low ^ unit, 0x85ebca6b);
    low ^= low >>> 13;
  }
  high = mixed(high ^ Math.imul(low, 0x9e3779b1) ^ text.length);
  low = mixed(low ^ Math.imul(high, 0x7feb352d));
  const sign = high & 0x80000000;
  // 11 bits of the exponent, folded into the 971 that are finite and beyond 2^53.
  const exponent = UNSAFE_EXPONENT + (((high >>> 20) & 0x7ff) % (2047 - UNSAFE_EXPONENT));
  bits.setInt32(0, sign | (exponent << 20) | (high & 0xfffff));
  bits.setInt32(4, low);
  return bits.getFloat64(0);
}

function mixed(word: number): number {
  let hash = Math.imul(word ^ (word >>> 16), 0x7feb352d);
  hash = Math.imul(hash ^ (hash >>> 15), 0x846ca68b);
  return hash ^ (hash >>> 16);
}
