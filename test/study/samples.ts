import fc from 'fast-check';
import { log, normalQuantile } from '../../lib/core/math.ts';

/** Losses with ties, of either sign, in steps of 1/1024: subnormal numbers round when scaled. */
export const someLosses: fc.Arbitrary<number[]> = fc.array(
  fc.oneof(
    fc.integer({ min: -5, max: 5 }),
    fc.integer({ min: -1e9, max: 1e9 }).map((n) => n / 1024),
  ),
  { minLength: 1, maxLength: 60 },
);

/** Levels strictly between 0 and 1. */
export const someLevel: fc.Arbitrary<number> = fc.oneof(
  fc.integer({ min: 1, max: 99 }).map((percent) => percent / 100),
  fc.double({ min: 0.001, max: 0.999, noNaN: true }),
);

/** The whole numbers 1 to n as losses. */
export function oneTo(n: number): number[] {
  return Array.from({ length: n }, (_, i) => i + 1);
}

/** Uniforms strictly between 0 and 1 from a key: a 32-bit counter through a mixer. */
export function uniforms(key: number): () => number {
  let counter = Math.imul(key, 0x85ebca6b);
  return () => {
    counter = (counter + 0x9e3779b9) | 0;
    let bits = counter ^ (counter >>> 16);
    bits = Math.imul(bits, 0x21f0aaad);
    bits ^= bits >>> 15;
    bits = Math.imul(bits, 0x735a2d97);
    bits ^= bits >>> 15;
    return ((bits >>> 0) + 0.5) / 2 ** 32;
  };
}

/** Standard normal draws from a key. */
export function normals(key: number): () => number {
  const uniform = uniforms(key);
  return () => normalQuantile(uniform());
}

/** Standard exponential draws from a key. */
export function exponentials(key: number): () => number {
  const uniform = uniforms(key);
  return () => -log(uniform());
}

/** `count` draws as an array. */
export function sampleOf(count: number, draw: () => number): Float64Array {
  const sample = new Float64Array(count);
  for (let i = 0; i < count; i++) sample[i] = draw();
  return sample;
}

/** The share of runs whose interval holds the value; null is an open end. */
export function coverage(
  runs: number,
  value: number,
  interval: () => readonly [number | null, number | null],
): number {
  let held = 0;
  for (let run = 0; run < runs; run++) {
    const [lower, upper] = interval();
    if ((lower ?? -Infinity) <= value && value <= (upper ?? Infinity)) held++;
  }
  return held / runs;
}
