/**
 * The sum of the values from index `from` (included) to the end, with the rounding errors carried along
 * (Neumaier 1974): the error is about one rounding of the sum, whatever the count, unless the values
 * cancel almost entirely. The sum of nothing is 0.
 */
export function compensatedSum(values: ArrayLike<number>, from = 0): number {
  let sum = 0;
  let lost = 0;
  for (let i = from; i < values.length; i++) {
    const value = values[i]!;
    const next = sum + value;
    lost += Math.abs(sum) >= Math.abs(value) ? sum - next + value : value - next + sum;
    sum = next;
  }
  return sum + lost;
}
