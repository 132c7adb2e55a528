/**
 * Weights of 0, 1, … made ready for draws: Walker's aliases, in the arrangement of Vose (1991). Place i has
 * two words, side by side: the share of it that is its own, in parts of 2^32, and whose the rest is.
 */
export type AliasTable = Uint32Array;

const PARTS = 2 ** 32;

/** The table of weights, of which at least one is above 0. */
export function aliasTable(weights: Float64Array): AliasTable {
  const count = weights.length;
  let total = 0;
  for (let i = count - 1; i >= 0; i--) total += weights[i];
  const own = new Float64Array(count);
  const table = new Uint32Array(2 * count);
  // Both stacks in one array: places with less than their share from the left, the others from the right.
  const stack = new Int32Array(count);
  let small = 0;
  let large = count;
  for (let i = 0; i < count; i++) {
    own[i] = (weights[i] / total) * count;
    // What no other place fills is 1 but for rounding: its own in either case.
    table[2 * i + 1] = i;
    if (own[i] < 1) stack[small++] = i;
    else stack[--large] = i;
  }
  while (small > 0 && large < count) {
    const poor = stack[--small];
    const rich = stack[large];
    table[2 * poor] = Math.min(PARTS - 1, Math.round(own[poor] * PARTS));
    table[2 * poor + 1] = rich;
    own[rich] -= 1 - own[poor];
    if (own[rich] < 1) {
      large++;
      stack[small++] = rich;
    }
  }
  return table;
}

/** One of 0, 1, … by two 32-bit words. */
export function drawAlias(table: AliasTable, word0: number, word1: number): number {
  // As pick() of chance.ts does it, but with the table's length.
  const place = ((word0 >>> 0) + 0.5) * (table.length * 2 ** -33);
  const at = 2 * (place | 0);
  return word1 >>> 0 < table[at] ? at >> 1 : table[at + 1];
}
