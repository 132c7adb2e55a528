import type { Arm, Experiment } from '../../../core/experiment.ts';
import { meanOfArm } from './mean-of-arm.ts';
import { sizeText } from './size-text.ts';

const base = {
  requests: 40_000,
  warmup: 0.25,
  keys: 200,
  capacity: 200,
  zipf: 1,
  service: 0.02,
  arrivals: { kind: 'poisson', rate: 20 },
  ttl: 200,
  // Slow reads for which nobody waits in line: what counts is how many there are.
  database: { service: 20, workers: null },
  window: 50,
} as const;
const armOf = (name: string, herd: string): Arm => ({ name, config: { ...base, herd } });

/** Many misses of one key at once. */
export const thunderingHerd: Experiment = {
  question:
    'A popular key expires, and all who ask for it miss at once. How many of them go to the database?',
  arms: [armOf('every miss asks', 'none'), armOf('single-flight', 'single-flight'), armOf('lease', 'lease')],
  metrics: ['databaseLoad', 'hitRatio', 'latencyP95', 'loss'],
  figure: { kind: 'time', arm: 'every miss asks' },
  finding: (arms) => {
    const load = (name: string): number => meanOfArm(arms, name, 'databaseLoad');
    const ratio = load('every miss asks') / load('single-flight');
    return [
      `Where every miss asks, the database gets ${sizeText(load('every miss asks'))} reads a unit of time; ` +
        `where one asks for all, ${sizeText(load('single-flight'))}, and with leases ` +
        `${sizeText(load('lease'))}.`,
      ratio > 1
        ? `Single-flight needs ${ratio.toFixed(1)} times fewer reads.`
        : 'Single-flight saves no reads here.',
    ];
  },
};
