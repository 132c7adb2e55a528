import type { Arm, Experiment } from '../../../core/experiment.ts';
import { meanOfArm } from './mean-of-arm.ts';
import { pointsText } from './points-text.ts';
import { shareText } from './share-text.ts';

const base = {
  requests: 28_000,
  // What comes from the detection of the loss on, for 600 units of time.
  warmup: 22 / 28,
  keys: 20_000,
  capacity: 2000,
  arrivals: { kind: 'poisson', rate: 10 },
  database: { workers: 40 },
  window: 100,
} as const;
const kill = [{ kind: 'kill', node: 3, at: 2000 }] as const;
const armOf = (routing: string): Arm => ({
  name: routing,
  config: { ...base, chaos: kill, routing },
});

/** What the loss of a node costs under each way of spreading keys. */
export const nodeFailure: Experiment = {
  question:
    'One of 8 nodes is killed. How much of the hit ratio goes with it, and how does that depend on routing?',
  arms: [{ name: 'no failure', config: base }, armOf('consistent-hash'), armOf('rendezvous'), armOf('hash')],
  metrics: ['hitRatio', 'databaseLoad', 'loss', 'latencyP99'],
  figure: { kind: 'time', arm: 'hash' },
  finding: (arms) => {
    const whole = meanOfArm(arms, 'no failure', 'hitRatio');
    const lost = (name: string): number => whole - meanOfArm(arms, name, 'hitRatio');
    const load = (name: string): number => meanOfArm(arms, name, 'databaseLoad');
    const ratio = lost('hash') / lost('consistent-hash');
    const more = load('hash') / load('no failure');
    return [
      `Once clients have noticed, the hit ratio is ${pointsText(lost('consistent-hash'))} lower with ` +
        `consistent-hash, ${pointsText(lost('rendezvous'))} with rendezvous and ` +
        `${pointsText(lost('hash'))} with hash (of ${shareText(whole)} without the failure).`,
      ratio > 1
        ? `Modulo hashing loses ${ratio.toFixed(1)} times as much as consistent hashing, since nearly ` +
          `every key gets another node; the database has ${more.toFixed(1)} times its load.`
        : 'Modulo hashing loses no more than consistent hashing here.',
    ];
  },
};
