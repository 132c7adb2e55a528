import { warmUp } from '../../../analysis/caching/warm-up.ts';
import type { Arm, Experiment } from '../../../core/experiment.ts';
import { pointsText } from './points-text.ts';
import { shareText } from './share-text.ts';

const KEYS = 20_000;
const ZIPF = 0.9;
const base = {
  keys: KEYS,
  zipf: ZIPF,
  // Nothing has to go, so that the cache only fills.
  capacity: KEYS,
  warmup: 0,
  arrivals: { kind: 'poisson', rate: 10 },
  // Nobody waits: a miss is filled before the next request for its key, but for a few.
  database: { service: 0.5, workers: null },
  network: { latency: 0.1 },
  window: 200,
} as const;
const armOf = (requests: number): Arm => ({
  name: `${requests} requests`,
  x: requests,
  config: { ...base, requests },
  theory: () => warmUp({ keys: KEYS, zipf: ZIPF, requests }).cumulativeHitRatio,
});

/** How an empty cache fills. */
export const coldRestart: Experiment = {
  question: 'All nodes restart empty. How many requests does it take until the caches are warm?',
  arms: [1000, 3000, 10_000, 20_000, 40_000].map(armOf),
  metrics: ['hitRatio', 'databaseLoad', 'latencyMean'],
  theory: { name: 'warmUp', metric: 'hitRatio' },
  figure: { kind: 'curve', metric: 'hitRatio', x: 'requests since the restart', y: 'hit ratio so far' },
  finding: (arms) => {
    const last = arms[arms.length - 1];
    const gaps = arms.map(({ metrics, theory }) => Math.abs(metrics.hitRatio.mean - (theory ?? 0)));
    return [
      `Of the first ${arms[0].x} requests ${shareText(arms[0].metrics.hitRatio.mean)} are hits, of the ` +
        `first ${last.x} ${shareText(last.metrics.hitRatio.mean)}.`,
      `The formula of a filling cache (warmUp) is off by ${pointsText(Math.max(...gaps))} at most.`,
    ];
  },
};
