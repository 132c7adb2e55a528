/** Doubles of memory before the window's values: next place, count, sum, what the sum has lost. */
const VALUES = 4;

/** Doubles of memory of a window. */
export function windowRoom(period: number): number {
  return VALUES + period;
}

/** Where the window's values stand, in a ring, from the window's `at`. */
export const WINDOW_VALUES = VALUES;

/**
 * Takes a value into the window of the last `period` and gives their sum; NaN until there are so many.
 * memory[at] is the place of the oldest value afterwards.
 *
 * The sum is carried on by what enters and what leaves, and what rounding takes from it is carried beside
 * it (TwoSum, Knuth 1969). Both parts together are exact while values lie within a factor of 2^52 /
 * period^2 of each other. So no error creeps in: the sum is that of these values alone, rounded once,
 * however many came before.
 */
export function windowSum(memory: Float64Array, at: number, period: number, entering: number): number {
  const place = memory[at];
  const slot = at + VALUES + place;
  const leaving = memory[slot];
  memory[slot] = entering;

  const change = entering - leaving;
  const taken = change - entering;
  const lostInChange = entering - (change - taken) - (leaving + taken);
  const sum = memory[at + 2];
  const next = sum + change;
  const added = next - sum;
  const lostInSum = sum - (next - added) + (change - added);
  const lost = memory[at + 3] + lostInChange + lostInSum;
  const total = next + lost;
  if (place + 1 < period) {
    memory[at] = place + 1;
    memory[at + 2] = next;
    memory[at + 3] = lost;
  } else {
    // Once a round what was lost goes back into the sum, lest it grow beyond its own digits.
    memory[at] = 0;
    memory[at + 2] = total;
    memory[at + 3] = next - total + lost;
  }

  const count = memory[at + 1] + 1;
  if (count < period) {
    memory[at + 1] = count;
    return Number.NaN;
  }
  return total;
}
