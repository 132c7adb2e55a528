const LOWEST = -1074;
const HIGHEST = 1023;

/** What to add to an exponent to get its index in `POWERS_OF_TWO`. */
export const POWER_OFFSET = -LOWEST;

/**
 * Every power of two that a double can hold, 2^-1074 (the least subnormal) to 2^1023, both included:
 * `POWERS_OF_TWO[e + POWER_OFFSET]` is 2^e, exactly. A product with it costs less than putting an
 * exponent together in bits, because no integer store waits to be read back as a double.
 */
export const POWERS_OF_TWO: Float64Array = powersOfTwo();

function powersOfTwo(): Float64Array {
  const powers = new Float64Array(HIGHEST - LOWEST + 1);
  for (let e = 0, value = 1; e <= HIGHEST; e++, value *= 2) powers[e + POWER_OFFSET] = value;
  for (let e = -1, value = 0.5; e >= LOWEST; e--, value /= 2) powers[e + POWER_OFFSET] = value;
  return powers;
}
