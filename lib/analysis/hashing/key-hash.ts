/**
 * A key as 32 well-mixed bits, unsigned: the finalizer of MurmurHash3 (Appleby 2011) twice, with the mixed
 * seed in between. Of `key` and `seed`, integers, the low 32 bits count. For each seed no two such keys have
 * the same hash. Nothing is checked and nothing allocated, since it is called for every request.
 */
export function keyHash(key: number, seed = 0): number {
  return mixed(mixed(key | 0) ^ (mixed(seed | 0) + GOLDEN)) >>> 0;
}

// 2^32 over the golden ratio. Without it key 0 and seed 0, which the finalizer leaves alone, would give 0.
const GOLDEN = 0x9e3779b9;

function mixed(word: number): number {
  let bits = Math.imul(word ^ (word >>> 16), 0x85ebca6b);
  bits = Math.imul(bits ^ (bits >>> 13), 0xc2b2ae35);
  return bits ^ (bits >>> 16);
}
