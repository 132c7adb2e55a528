import type { Arm, Experiment } from '../../../core/experiment.ts';
import { differsFromFirst } from './differs-from-first.ts';
import { shareText } from './share-text.ts';

/** The caches warm up at less than half the load: full load on empty ones would be a storm by itself. */
const NIGHT = { kind: 'surge', at: 0, for: 3000, factor: 0.4 } as const;
const base = {
  requests: 45_000,
  // What comes from the storm on.
  warmup: 0.455,
  keys: 20_000,
  capacity: 2000,
  arrivals: { kind: 'poisson', rate: 12 },
  database: { workers: 9 },
  window: 100,
} as const;
const armOf = (share: number): Arm => ({
  name: share === 0 ? 'no storm' : `${100 * share} % of the keys`,
  x: share,
  config: {
    ...base,
    chaos: [NIGHT, ...(share === 0 ? [] : [{ kind: 'invalidate', at: 3500, share } as const])],
  },
});

/** Many keys invalidated at once. */
export const invalidationStorm: Experiment = {
  question: 'A deployment invalidates a share of all keys at once. How large may it be?',
  arms: [0, 0.25, 0.5, 1].map(armOf),
  metrics: ['loss', 'hitRatio', 'databaseLoad', 'latencyP99'],
  figure: { kind: 'time', arm: '100 % of the keys' },
  finding: (arms) => {
    const harmless = arms.slice(1).filter((arm) => arm.metrics.loss.mean < 0.01);
    const harmful = arms.slice(1).filter((arm) => !harmless.includes(arm) && differsFromFirst(arm, 'loss'));
    const list = (some: typeof arms): string =>
      some.map(({ name, metrics }) => `${name} (${shareText(metrics.loss.mean)})`).join(', ');
    return [
      harmless.length > 0
        ? `Harmless, with less than 1 % of the requests lost: ${list(harmless)}.`
        : 'No storm that was tried is harmless.',
      harmful.length > 0
        ? `Harmful, by the share of the requests that fail or miss the objective: ${list(harmful)}.`
        : 'None of them is harmful.',
    ];
  },
};
