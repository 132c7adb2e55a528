/**
 * How many cases a property sees, and from which seed. The seed is fixed, so that a red test stays red;
 * `FC_SEED=random` or a number takes another, `FC_TIMES=20` looks at 20 times as many cases.
 */
export function draws(cases: number): { numRuns: number; seed?: number } {
  const { FC_SEED = '20261120', FC_TIMES = '1' } = process.env;
  const numRuns = Math.ceil(cases * Number(FC_TIMES));
  return FC_SEED === 'random' ? { numRuns } : { numRuns, seed: Number(FC_SEED) };
}
