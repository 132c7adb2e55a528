import type { Arm, Experiment } from '../../../core/experiment.ts';
import { meanOfArm } from './mean-of-arm.ts';
import { pointsText } from './points-text.ts';

const base = {
  requests: 28_000,
  // What comes from the detection of the new nodes on, for 600 units of time.
  warmup: 22 / 28,
  keys: 20_000,
  capacity: 2000,
  arrivals: { kind: 'poisson', rate: 10 },
  database: { workers: 40 },
  window: 100,
} as const;
const added = [
  { kind: 'add', at: 2000 },
  { kind: 'add', at: 2000 },
] as const;
const armOf = (routing: string): Arm => ({
  name: routing,
  config: { ...base, chaos: added, routing },
});

/** What it costs to add nodes to a warm cluster. */
export const scaleOut: Experiment = {
  question: 'Two empty nodes join 8 warm ones. How many keys move, and what does that cost?',
  arms: [{ name: 'as it was', config: base }, armOf('consistent-hash'), armOf('rendezvous'), armOf('hash')],
  metrics: ['hitRatio', 'databaseLoad', 'loss', 'latencyP99'],
  figure: { kind: 'time', arm: 'hash' },
  finding: (arms) => {
    const whole = meanOfArm(arms, 'as it was', 'hitRatio');
    const lost = (name: string): number => whole - meanOfArm(arms, name, 'hitRatio');
    const load = (name: string): number => meanOfArm(arms, name, 'databaseLoad');
    const times = (name: string): string => (load(name) / load('as it was')).toFixed(1);
    const [modulo, ring] = [lost('hash'), lost('consistent-hash')];
    return [
      `Right after the nodes have joined, the hit ratio is ${pointsText(ring)} lower with consistent-hash, ` +
        `${pointsText(lost('rendezvous'))} with rendezvous and ${pointsText(modulo)} with hash.`,
      modulo > ring
        ? 'With consistent hashing two keys in ten move, those of the new nodes; with modulo hashing most ' +
          `of them do, and the database has ${times('hash')} times its load ` +
          `(consistent-hash: ${times('consistent-hash')} times).`
        : 'Modulo hashing costs no more than consistent hashing here.',
    ];
  },
};
