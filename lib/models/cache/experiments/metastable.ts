import type { Arm, Experiment } from '../../../core/experiment.ts';
import { meanOfArm } from './mean-of-arm.ts';
import { shareText } from './share-text.ts';
import { sizeText } from './size-text.ts';

const RATE = 10;
/** The surge and the flush: over at 1300, long before anything counts. */
const chaos = [
  { kind: 'surge', at: 1200, for: 100, factor: 6 },
  { kind: 'flush', at: 1200 },
] as const;
const base = {
  requests: 70_000,
  // The last 1500 units of time.
  warmup: 55 / 70,
  keys: 8000,
  capacity: 1000,
  ttl: 500,
  arrivals: { kind: 'poisson', rate: RATE },
  // Nodes are fast: what is overloaded is the database.
  service: 0.02,
  database: { workers: 16 },
  timeout: 50,
  window: 100,
  chaos,
} as const;
const armOf = (name: string, more: object): Arm => ({ name, config: { ...base, ...more } });
/** Goodput that counts as back: 90 % of what clients send. */
const BACK = 0.9 * RATE;

/** An overload that keeps itself up when its trigger is gone (Bronson et al. 2021). */
export const metastable: Experiment = {
  question: 'A short surge with a flush is over. Does goodput come back, and which setting decides it?',
  arms: [
    armOf('2 retries', {}),
    armOf('no trigger', { chaos: 'none', requests: 65_000, warmup: 50 / 65 }),
    armOf('retry budget 0.1', { retries: { max: 2, budget: 0.1 } }),
    armOf('no retries', { retries: 0 }),
    armOf('ttl 4000', { ttl: 4000 }),
  ],
  metrics: ['goodput', 'loss', 'retryAmplification', 'databaseLoad', 'hitRatio'],
  figure: { kind: 'time', arm: '2 retries' },
  finding: (arms) => {
    const goodput = (name: string): number => meanOfArm(arms, name, 'goodput');
    const isBack = (name: string): boolean => goodput(name) >= BACK;
    const cures = ['retry budget 0.1', 'no retries', 'ttl 4000'];
    const [cured, not] = [cures.filter(isBack), cures.filter((name) => !isBack(name))];
    const amplification = sizeText(meanOfArm(arms, '2 retries', 'retryAmplification'));
    const lost = meanOfArm(arms, '2 retries', 'loss');
    const list = (names: readonly string[]): string =>
      names.map((name) => `${name} (${sizeText(goodput(name))})`).join(', ');
    return [
      isBack('2 retries')
        ? `With 2 retries goodput comes back by itself, to ${sizeText(goodput('2 retries'))} of ${RATE}.`
        : `With 2 retries goodput stays at ${sizeText(goodput('2 retries'))} of ${RATE} long after the ` +
          `trigger is gone: each request makes ${amplification} attempts, and ${shareText(lost)} ` +
          `are lost. Without the trigger it is ${sizeText(goodput('no trigger'))}.`,
      ...(cured.length > 0 ? [`It comes back with: ${list(cured)}.`] : []),
      ...(not.length > 0 ? [`It does not with: ${list(not)}.`] : []),
    ];
  },
};
