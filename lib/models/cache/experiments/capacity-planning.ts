import { cheHitRatio } from '../../../analysis/caching/che-hit-ratio.ts';
import type { Arm, Experiment } from '../../../core/experiment.ts';
import { pointsText } from './points-text.ts';
import { shareText } from './share-text.ts';

const KEYS = 20_000;
const ZIPF = 0.9;
const NODES = 4;
const base = {
  requests: 60_000,
  warmup: 0.5,
  keys: KEYS,
  zipf: ZIPF,
  nodes: NODES,
  // Many places on the ring: all nodes have about as many keys.
  virtualNodes: 400,
  arrivals: { kind: 'poisson', rate: 10 },
  database: { service: 0.5, workers: null },
  network: { latency: 0.1 },
} as const;
const armOf = (capacity: number): Arm => ({
  name: `${NODES * capacity} keys`,
  x: NODES * capacity,
  config: { ...base, capacity },
  theory: () => cheHitRatio({ keys: KEYS, zipf: ZIPF, capacity: NODES * capacity, policy: 'lru' }).hitRatio,
});

/** The hit ratio that memory buys. */
export const capacityPlanning: Experiment = {
  question: 'How much memory does a hit ratio take, and can a formula say so beforehand?',
  arms: [125, 250, 500, 1000, 2000].map(armOf),
  metrics: ['hitRatio', 'databaseLoad', 'latencyMean'],
  theory: { name: 'cheHitRatio', metric: 'hitRatio' },
  figure: { kind: 'curve', metric: 'hitRatio', x: 'keys in all nodes', y: 'hit ratio' },
  finding: (arms) => {
    const gaps = arms.map(({ metrics, theory }) => Math.abs(metrics.hitRatio.mean - (theory ?? 0)));
    const hits = arms.map(({ metrics }) => metrics.hitRatio.mean);
    const gains = hits.slice(1).map((ratio, i) => ratio - hits[i]);
    const [first, last] = [arms[0], arms[arms.length - 1]];
    return [
      `With room for ${first.x} of the ${KEYS} keys ${shareText(hits[0])} of the reads are hits, with ` +
        `room for ${last.x} ${shareText(hits[hits.length - 1])}.`,
      `Each doubling of memory adds ${pointsText(Math.min(...gains))} to ${pointsText(Math.max(...gains))}.`,
      `Che's approximation (cheHitRatio) is off by ${pointsText(Math.max(...gaps))} at most.`,
    ];
  },
};
