// Weights below this share of the largest one move no probability that a double can tell apart.
const NEGLIGIBLE = 1e-30;
const ROUNDING = 1e-12;

/** A binomial distribution and a bound on its lower tail. */
export interface BinomialTail {
  readonly trials: number;
  /** Of a success in one trial; 0 and 1 excluded. */
  readonly probability: number;
  /** The bound, included. */
  readonly tailMax: number;
}

/**
 * The largest k with P(successes <= k) <= tailMax, or -1 where even P(0 successes) is more. Exact to the
 * integer: probabilities are summed from weights relative to the most likely count by their ratios, in about
 * 25 standard deviations of steps; a tail within 1e-12 of the bound, relatively, counts as equal to it.
 */
export function largestCountInTail({ trials, probability, tailMax }: BinomialTail): number {
  const odds = probability / (1 - probability);
  const mode = Math.min(trials, Math.floor((trials + 1) * probability));
  let first = mode;
  let firstWeight = 1;
  while (first > 0 && firstWeight > NEGLIGIBLE) {
    firstWeight *= first / ((trials - first + 1) * odds);
    first -= 1;
  }
  let total = 0;
  for (let k = first, weight = firstWeight; k <= trials; k++) {
    total += weight;
    if (k > mode && weight < NEGLIGIBLE) break;
    weight *= ((trials - k) / (k + 1)) * odds;
  }
  const limit = tailMax * total * (1 + ROUNDING);
  let sum = 0;
  for (let k = first, weight = firstWeight; k <= trials; k++) {
    sum += weight;
    if (sum > limit) return k - 1;
    weight *= ((trials - k) / (k + 1)) * odds;
  }
  return trials;
}
