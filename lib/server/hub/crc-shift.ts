/** The polynomial of CRC-32, reflected: bit 31 is the coefficient of x⁰. */
const POLYNOMIAL = 0xedb88320;
/** x⁸: what one byte more multiplies by. */
const BYTE = 0x00800000;
const ONE = 0x80000000;

/**
 * What the CRC-32 of a text is multiplied by when `length` bytes follow it: x^(8 length) modulo the
 * polynomial.
 * crc(a b) = shifted(crc(a), crcShift(b.length)) ^ crc(b), as in zlib's crc32_combine.
 */
export function crcShift(length: number): number {
  let shift = ONE;
  let power = BYTE;
  for (let left = length; left > 0; left = Math.floor(left / 2)) {
    if (left % 2 === 1) shift = shifted(shift, power);
    power = shifted(power, power);
  }
  return shift;
}

/** The product of two polynomials modulo the CRC's. */
export function shifted(a: number, b: number): number {
  let product = 0;
  let left = b;
  for (let bit = ONE; bit !== 0; bit >>>= 1) {
    if ((a & bit) !== 0) product ^= left;
    left = (left & 1) === 0 ? left >>> 1 : (left >>> 1) ^ POLYNOMIAL;
  }
  return product >>> 0;
}
