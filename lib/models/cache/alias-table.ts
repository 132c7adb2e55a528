/** Weights of 0, 1, … made ready for draws: Walker's aliases, in the arrangement of Vose (1991). */
export interface AliasTable {
  /** Share of each place that is its own. */
  readonly own: Float64Array;
  /** Whose the rest is. */
  readonly alias: Int32Array;
}

/** The table of weights, of which at least one is above 0. */
export function aliasTable(weights: Float64Array): AliasTable {
  const count = weights.length;
  let total = 0;
  for (let i = count - 1; i >= 0; i--) total += weights[i];
  const own = new Float64Array(count);
  const alias = new Int32Array(count);
  // Both stacks in one array: places with less than their share from the left, the others from the right.
  const stack = new Int32Array(count);
  let small = 0;
  let large = count;
  for (let i = 0; i < count; i++) {
    own[i] = (weights[i] / total) * count;
    alias[i] = i;
    if (own[i] < 1) stack[small++] = i;
    else stack[--large] = i;
  }
  while (small > 0 && large < count) {
    const poor = stack[--small];
    const rich = stack[large];
    alias[poor] = rich;
    own[rich] -= 1 - own[poor];
    if (own[rich] < 1) {
      large++;
      stack[small++] = rich;
    }
  }
  // What is left is 1 but for rounding.
  while (small > 0) own[stack[--small]] = 1;
  while (large < count) own[stack[large++]] = 1;
  return { own, alias };
}
