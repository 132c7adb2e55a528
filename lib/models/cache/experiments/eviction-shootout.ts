import { type CachePolicy, cheHitRatio } from '../../../analysis/caching/che-hit-ratio.ts';
import type { EvictionName } from '../../../analysis/eviction/eviction.ts';
import type { Arm, ArmResult, Experiment } from '../../../core/experiment.ts';
import { pointsText } from './points-text.ts';
import { shareText } from './share-text.ts';

const KEYS = 10_000;
const ZIPF = 0.9;
const CAPACITY = 500;
const base = {
  requests: 40_000,
  warmup: 0.5,
  keys: KEYS,
  zipf: ZIPF,
  nodes: 1,
  spareNodes: 0,
  capacity: CAPACITY,
  // One request after the other, so that only the policy makes a difference.
  arrivals: { kind: 'poisson', rate: 0.2 },
  service: 0.01,
  database: { service: 0.01, workers: null },
  network: { latency: 0.01 },
  window: 5000,
} as const;
const formula = (policy: CachePolicy): number =>
  cheHitRatio({ keys: KEYS, zipf: ZIPF, capacity: CAPACITY, policy }).hitRatio;
const armOf = (eviction: EvictionName, theory?: () => number): Arm => ({
  name: eviction,
  config: { ...base, eviction },
  ...(theory && { theory }),
});

/** Policies against each other. */
export const evictionShootout: Experiment = {
  question: 'Which policy keeps the right keys, and how far is it from the best that there is?',
  arms: [
    armOf('lru', () => formula('lru')),
    armOf('fifo', () => formula('fifo')),
    armOf('sieve'),
    armOf('s3-fifo'),
    armOf('w-tinylfu'),
  ],
  metrics: ['hitRatio', 'databaseLoad'],
  theory: { name: 'cheHitRatio', metric: 'hitRatio' },
  figure: { kind: 'curve', metric: 'hitRatio', x: 'policy', y: 'hit ratio' },
  finding: (arms) => {
    const ranked = [...arms].sort((a, b) => b.metrics.hitRatio.mean - a.metrics.hitRatio.mean);
    const words = ({ name, metrics }: ArmResult): string => `${name} ${shareText(metrics.hitRatio.mean)}`;
    const gaps = arms.flatMap(({ theory, metrics }) =>
      theory === null ? [] : [Math.abs(metrics.hitRatio.mean - theory)],
    );
    return [
      `By hit ratio: ${ranked.map(words).join(', ')}.`,
      `The popular keys held for ever, the best that knows only how often each is asked for, would have ` +
        `${shareText(formula('lfu'))}: ${ranked[0].name} is ` +
        `${pointsText(formula('lfu') - ranked[0].metrics.hitRatio.mean)} from it.`,
      `The formulas of lru and fifo (cheHitRatio) are off by ${pointsText(Math.max(...gaps))} at most.`,
    ];
  },
};
