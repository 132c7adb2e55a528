import type { Arm, Experiment } from '../../../core/experiment.ts';
import { meanOfArm } from './mean-of-arm.ts';
import { shareText } from './share-text.ts';

const base = {
  requests: 30_000,
  // What comes while the nodes are cut off.
  warmup: 2 / 3,
  keys: 20_000,
  capacity: 2000,
  arrivals: { kind: 'poisson', rate: 10 },
  database: { workers: 40 },
  timeout: 30,
  objective: 100,
  retries: 0,
  detection: 500,
  window: 50,
  chaos: [{ kind: 'partition', nodes: [0, 1], from: 'clients', at: 2000, for: 1000 }],
} as const;
const armOf = (name: string, more: object): Arm => ({ name, config: { ...base, ...more } });
const retries = { max: 1, kind: 'fixed', delay: 5, jitter: 0 } as const;

/** Nodes that clients cannot reach. */
export const networkPartition: Experiment = {
  question: 'Clients cannot reach 2 of 8 nodes. What keeps requests from failing until that is noticed?',
  arms: [
    armOf('slow detection', {}),
    armOf('fast detection', { detection: 50 }),
    armOf('retries', { retries }),
    armOf('retries at a replica', { retries, replicas: 3 }),
  ],
  metrics: ['availability', 'loss', 'latencyP99', 'retryAmplification'],
  figure: { kind: 'time', arm: 'slow detection' },
  finding: (arms) => {
    const up = (name: string): number => meanOfArm(arms, name, 'availability');
    const text = (name: string): string => shareText(up(name));
    const gain = up('retries') - up('slow detection');
    return [
      `While the nodes are cut off, ${text('slow detection')} of the requests are answered with slow ` +
        `detection, ${text('fast detection')} with a fast one.`,
      `Retries at the same node give ${text('retries')}${gain < 0.02 ? ', hardly more' : ''}; ` +
        `retries at another replica ${text('retries at a replica')}.`,
    ];
  },
};
