const bits = new DataView(new ArrayBuffer(8));

/**
 * 32 well-mixed bits of a finite number. Equal numbers have equal bits, and different 32-bit integers
 * different ones.
 */
export function numberHash(key: number): number {
  let hash = key | 0;
  if (hash !== key) {
    bits.setFloat64(0, key);
    hash = Math.imul(bits.getInt32(0), 0x9e3779b1) ^ bits.getInt32(4);
  }
  // Two rounds of multiply and shift, each reversible (Wellons's lowbias32).
  hash = Math.imul(hash ^ (hash >>> 16), 0x7feb352d);
  hash = Math.imul(hash ^ (hash >>> 15), 0x846ca68b);
  return hash ^ (hash >>> 16);
}
