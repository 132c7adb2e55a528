const TERM_MAX = 27;

/**
 * The point of the unit circle at a turn: 0 is at the top, 0.25 at the right, clockwise. By the power
 * series within an eighth of a circle, so that every engine gives the same digits.
 */
export function circlePoint(turn: number): readonly [x: number, y: number] {
  const within = turn - Math.floor(turn);
  const quarter = Math.round(within * 4);
  const angle = (within - quarter / 4) * 2 * Math.PI;
  const sine = series(angle, 1);
  const cosine = series(angle, 0);
  const turned = [
    [sine, cosine],
    [cosine, -sine],
    [-sine, -cosine],
    [-cosine, sine],
  ] as const;
  return turned[quarter % 4]!;
}

/** Sum of x^k / k! with alternating signs, k from `first` in twos: the sine from 1, the cosine from 0. */
function series(x: number, first: 0 | 1): number {
  let term = first === 1 ? x : 1;
  let sum = term;
  for (let k = first + 2; k <= TERM_MAX; k += 2) {
    term *= -(x * x) / (k * (k - 1));
    sum += term;
  }
  return sum;
}
