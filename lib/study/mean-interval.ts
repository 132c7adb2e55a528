import { covariance, mean } from './sample-moments.ts';
import { studentTQuantile } from './student-t-quantile.ts';

/** A mean and its Student-t interval, both ends included, in the values' unit. */
export interface MeanInterval {
  readonly mean: number;
  readonly interval: readonly [number, number];
}

/** The mean of two or more values with its interval at a confidence between 0 and 1. */
export function meanInterval(values: ArrayLike<number>, confidence = 0.95): MeanInterval {
  const average = mean(values);
  const error = Math.sqrt(covariance(values, values) / values.length);
  const reach = studentTQuantile((1 + confidence) / 2, values.length - 1) * error;
  return { mean: average, interval: [average - reach, average + reach] };
}
