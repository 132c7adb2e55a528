import type { Arm, Experiment } from '../../../core/experiment.ts';
import { meanOfArm } from './mean-of-arm.ts';
import { shareText } from './share-text.ts';
import { sizeText } from './size-text.ts';

const base = {
  requests: 45_000,
  // What comes while the key is hot.
  warmup: 2 / 3,
  keys: 10_000,
  capacity: 1250,
  arrivals: { kind: 'poisson', rate: 15 },
  database: { workers: 40 },
  retries: 1,
  window: 100,
  chaos: [{ kind: 'hot_key', at: 2000, share: 0.5 }],
} as const;
const armOf = (name: string, more: object): Arm => ({ name, config: { ...base, ...more } });

/** One key asked for more often than one node can answer. */
export const hotKey: Experiment = {
  question: 'Half of the requests suddenly ask for one key, more than its node can serve. Who can take it?',
  arms: [
    armOf('consistent-hash', {}),
    armOf('2 replicas', { replicas: 2 }),
    armOf('power-of-two', { routing: 'power-of-two' }),
    armOf('round-robin', { routing: 'round-robin' }),
  ],
  metrics: ['loss', 'latencyP99', 'hitRatio', 'databaseLoad'],
  figure: { kind: 'time', arm: 'consistent-hash' },
  finding: (arms) => {
    const loss = (name: string): string => shareText(meanOfArm(arms, name, 'loss'));
    const hits = (name: string): string => shareText(meanOfArm(arms, name, 'hitRatio'));
    const p99 = (name: string): string => sizeText(meanOfArm(arms, name, 'latencyP99'));
    const isBetter = meanOfArm(arms, 'power-of-two', 'loss') < meanOfArm(arms, 'consistent-hash', 'loss');
    return [
      `With each key on one node ${loss('consistent-hash')} of the requests fail or miss the objective; ` +
        `with a second replica for retries ${loss('2 replicas')}; with power-of-two ${loss('power-of-two')}.`,
      isBetter
        ? `Power-of-two pays for that in hits (${hits('power-of-two')} against ` +
          `${hits('consistent-hash')}), since every node holds the same popular keys. Its p99 is ` +
          `${p99('power-of-two')}, round-robin’s ${p99('round-robin')}.`
        : 'Spreading requests over all nodes is no better here.',
    ];
  },
};
