/**
 * Threefry2x32-20: a counter-based generator. Two 32-bit counter words and two key words give two
 * 32-bit words, the same on every engine, with no state in between.
 *
 * Salmon, Moraes, Dror & Shaw, "Parallel random numbers: as easy as 1, 2, 3", SC 2011.
 */

const PARITY = 0x1bd11bda;

/**
 * Writes the words of `count` counters (counter0, counter1), (counter0 + 1, counter1), … into `out`, two
 * each, as signed 32-bit integers. A row costs less than as many single calls, since its rounds overlap.
 */
export function threefry(
  key0: number,
  key1: number,
  counter0: number,
  counter1: number,
  count: number,
  out: Int32Array,
): void {
  // Signed words throughout, so that the engine adds integers and not doubles.
  const k0 = key0 | 0;
  const k1 = key1 | 0;
  const k2 = PARITY ^ k0 ^ k1;
  const k2Plus1 = (k2 + 1) | 0;
  const k0Plus2 = (k0 + 2) | 0;
  const k1Plus3 = (k1 + 3) | 0;
  const k2Plus4 = (k2 + 4) | 0;
  const k0Plus5 = (k0 + 5) | 0;
  const first = (counter0 + k0) | 0;
  const second = (counter1 + k1) | 0;
  for (let i = 0; i < count; i++) {
    let x = (first + i) | 0;
    let y = second;

    x = (x + y) | 0;
    y = ((y << 13) | (y >>> 19)) ^ x;
    x = (x + y) | 0;
    y = ((y << 15) | (y >>> 17)) ^ x;
    x = (x + y) | 0;
    y = ((y << 26) | (y >>> 6)) ^ x;
    x = (x + y) | 0;
    y = ((y << 6) | (y >>> 26)) ^ x;
    x = (x + k1) | 0;
    y = (y + k2Plus1) | 0;

    x = (x + y) | 0;
    y = ((y << 17) | (y >>> 15)) ^ x;
    x = (x + y) | 0;
    y = ((y << 29) | (y >>> 3)) ^ x;
    x = (x + y) | 0;
    y = ((y << 16) | (y >>> 16)) ^ x;
    x = (x + y) | 0;
    y = ((y << 24) | (y >>> 8)) ^ x;
    x = (x + k2) | 0;
    y = (y + k0Plus2) | 0;

    x = (x + y) | 0;
    y = ((y << 13) | (y >>> 19)) ^ x;
    x = (x + y) | 0;
    y = ((y << 15) | (y >>> 17)) ^ x;
    x = (x + y) | 0;
    y = ((y << 26) | (y >>> 6)) ^ x;
    x = (x + y) | 0;
    y = ((y << 6) | (y >>> 26)) ^ x;
    x = (x + k0) | 0;
    y = (y + k1Plus3) | 0;

    x = (x + y) | 0;
    y = ((y << 17) | (y >>> 15)) ^ x;
    x = (x + y) | 0;
    y = ((y << 29) | (y >>> 3)) ^ x;
    x = (x + y) | 0;
    y = ((y << 16) | (y >>> 16)) ^ x;
    x = (x + y) | 0;
    y = ((y << 24) | (y >>> 8)) ^ x;
    x = (x + k1) | 0;
    y = (y + k2Plus4) | 0;

    x = (x + y) | 0;
    y = ((y << 13) | (y >>> 19)) ^ x;
    x = (x + y) | 0;
    y = ((y << 15) | (y >>> 17)) ^ x;
    x = (x + y) | 0;
    y = ((y << 26) | (y >>> 6)) ^ x;
    x = (x + y) | 0;
    y = ((y << 6) | (y >>> 26)) ^ x;
    out[2 * i] = (x + k2) | 0;
    out[2 * i + 1] = (y + k0Plus5) | 0;
  }
}
