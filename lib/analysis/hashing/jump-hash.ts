import { highWord } from '../../core/seed.ts';
import { checkInteger } from '../check-input.ts';

// The generator's factor, 2862933555777941757, in two words.
const FACTOR_HIGH = 0x27bb2ee6;
const FACTOR_LOW = 0x87b0b0fd;
const TWO_31 = 2 ** 31;

/**
 * The bucket of a key, 0 to bucketCount - 1, by jump consistent hashing (Lamping & Veach 2014, the listing of
 * section 2): no memory, even shares, and one more bucket moves 1 / (bucketCount + 1) of the keys, all into
 * it. Only the last bucket can be taken away. The key counts as the 64-bit integer that it is; the
 * products are made of 32-bit words, the jump of doubles as in the listing, which are exact by the standard.
 *
 * @throws FaultlineError for a key that is no integer from 0 to 2^53 - 1, or a count not from 1 to 2^31 - 1.
 */
export function jumpHash(key: number, bucketCount: number): number {
  checkInteger('key', key, 0, Number.MAX_SAFE_INTEGER);
  checkInteger('bucketCount', bucketCount, 1, TWO_31 - 1);
  let high = highWord(key);
  let low = key | 0;
  let bucket = -1;
  for (let next = 0; next < bucketCount; ) {
    bucket = next;
    high = (Math.imul(high, FACTOR_LOW) + Math.imul(low, FACTOR_HIGH) + upperWord(low, FACTOR_LOW)) | 0;
    low = (Math.imul(low, FACTOR_LOW) + 1) | 0;
    if (low === 0) high = (high + 1) | 0;
    next = Math.floor((bucket + 1) * (TWO_31 / ((high >>> 1) + 1)));
  }
  return bucket;
}

/** The upper 32 bits of the product of two unsigned words. */
function upperWord(a: number, b: number): number {
  const aHigh = a >>> 16;
  const aLow = a & 0xffff;
  const bHigh = b >>> 16;
  const bLow = b & 0xffff;
  const middle = aHigh * bLow + ((aLow * bLow) >>> 16);
  const carried = aLow * bHigh + (middle % 0x10000);
  return aHigh * bHigh + Math.floor(middle / 0x10000) + Math.floor(carried / 0x10000);
}
