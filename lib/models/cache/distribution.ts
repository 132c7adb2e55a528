import { z } from 'zod';
import { exp } from '../../core/exp.ts';
import { log } from '../../core/log.ts';
import { normalQuantile } from '../../core/normal-quantile.ts';

const positive = z.number().gt(0).max(1e12);
const least = z.number().min(0).max(1e12);

/** A distribution of times or sizes, as a config gives it. A number is a constant. */
export const distribution = z.union([
  least,
  z.discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('constant'), mean: least }),
    z.strictObject({ kind: z.literal('exponential'), mean: positive }),
    z.strictObject({ kind: z.literal('uniform'), min: least, max: least }),
    z.strictObject({ kind: z.literal('lognormal'), median: positive, sigma: z.number().min(0).max(5) }),
    z.strictObject({ kind: z.literal('pareto'), min: positive, shape: z.number().gt(0.1).max(100) }),
    z.strictObject({ kind: z.literal('percentiles'), p50: positive, p95: positive, p99: positive }),
  ]),
]);

export type Distribution = z.infer<typeof distribution>;

/** A distribution made ready for draws: numbers alone, in one shape for all kinds. */
export interface Sampler {
  readonly kind: number;
  readonly a: number;
  readonly b: number;
  readonly c: number;
}

const CONSTANT = 0;
const EXPONENTIAL = 1;
const UNIFORM = 2;
const LOGNORMAL = 3;
const PARETO = 4;
const PERCENTILES = 5;

const Z95 = normalQuantile(0.95);
const Z99 = normalQuantile(0.99);

/** The sampler of a distribution. */
export function samplerOf(given: Distribution): Sampler {
  if (typeof given === 'number') return { kind: CONSTANT, a: given, b: 0, c: 0 };
  switch (given.kind) {
    case 'constant':
      return { kind: CONSTANT, a: given.mean, b: 0, c: 0 };
    case 'exponential':
      return { kind: EXPONENTIAL, a: given.mean, b: 0, c: 0 };
    case 'uniform':
      return { kind: UNIFORM, a: given.min, b: given.max - given.min, c: 0 };
    case 'lognormal':
      return { kind: LOGNORMAL, a: log(given.median), b: given.sigma, c: 0 };
    case 'pareto':
      return { kind: PARETO, a: log(given.min), b: 1 / given.shape, c: 0 };
    case 'percentiles': {
      const middle = log(given.p50);
      const high = log(given.p95);
      return {
        kind: PERCENTILES,
        a: middle,
        b: (high - middle) / Z95,
        c: (log(given.p99) - high) / (Z99 - Z95),
      };
    }
  }
}

/** Whether a sampler always gives the same, so that no draw is needed. */
export function isConstant({ kind }: Sampler): boolean {
  return kind === CONSTANT;
}

/**
 * The value at a uniform draw `u` in (0, 1), by inversion: never falling in `u`. `percentiles` is lognormal
 * in two pieces, which meet at the 95th percentile, so that all three percentiles are met exactly; the
 * upper piece goes on beyond the 99th.
 */
export function sample(sampler: Sampler, u: number): number {
  switch (sampler.kind) {
    case CONSTANT:
      return sampler.a;
    case EXPONENTIAL:
      return -log(1 - u) * sampler.a;
    case UNIFORM:
      return sampler.a + u * sampler.b;
    default:
      return exp(logOf(sampler, u));
  }
}

function logOf({ kind, a, b, c }: Sampler, u: number): number {
  if (kind === PARETO) return a - log(1 - u) * b;
  const z = normalQuantile(u);
  if (kind === LOGNORMAL || z <= Z95) return a + z * b;
  return a + Z95 * b + (z - Z95) * c;
}

/** The mean of a distribution; Infinity for a Pareto with a shape of 1 or less. */
export function meanOf(given: Distribution): number {
  if (typeof given === 'number') return given;
  switch (given.kind) {
    case 'constant':
    case 'exponential':
      return given.mean;
    case 'uniform':
      return (given.min + given.max) / 2;
    case 'lognormal':
      return given.median * exp((given.sigma * given.sigma) / 2);
    case 'pareto':
      return given.shape <= 1 ? Infinity : (given.shape * given.min) / (given.shape - 1);
    case 'percentiles':
      return meanByQuantiles(samplerOf(given));
  }
}

const QUANTILES = 20_000;

function meanByQuantiles(sampler: Sampler): number {
  let sum = 0;
  for (let i = 0; i < QUANTILES; i++) sum += sample(sampler, (i + 0.5) / QUANTILES);
  return sum / QUANTILES;
}
