import type { Arm, Experiment } from '../../../core/experiment.ts';
import { meanOfArm } from './mean-of-arm.ts';
import { shareText } from './share-text.ts';

const NODES = 8;
const AT = 3500;
const STEP = 400;
/** The caches warm up at less than half the load: full load on empty ones would be a flush by itself. */
const NIGHT = { kind: 'surge', at: 0, for: 3000, factor: 0.4 } as const;
const base = {
  requests: 60_000,
  // What comes from the flush on.
  warmup: 0.34,
  nodes: NODES,
  keys: 20_000,
  capacity: 2500,
  arrivals: { kind: 'poisson', rate: 12 },
  database: { workers: 10 },
  window: 100,
} as const;
const armOf = (name: string, chaos: readonly object[], more: object = {}): Arm => ({
  name,
  config: { ...base, ...more, chaos: [NIGHT, ...chaos] },
});
const once = [{ kind: 'flush', at: AT }];
const staggered = Array.from({ length: NODES }, (_, node) => ({ kind: 'flush', node, at: AT + node * STEP }));

/** All caches emptied, at once and one after the other. */
export const cacheFlush: Experiment = {
  question: 'All caches have to be emptied. At once, or node by node?',
  arms: [
    armOf('no flush', []),
    armOf('at once', once),
    armOf('node by node', staggered),
    armOf('at once, no retries', once, { retries: 0 }),
  ],
  metrics: ['loss', 'hitRatio', 'databaseLoad', 'latencyP99'],
  figure: { kind: 'time', arm: 'at once' },
  finding: (arms) => {
    const loss = (name: string): number => meanOfArm(arms, name, 'loss');
    const [all, each] = [loss('at once'), loss('node by node')];
    const without = loss('at once, no retries');
    return [
      `At once costs ${shareText(all)} of the requests, node by node ${shareText(each)}` +
        `${each < all ? ': the database never has all misses at the same time' : ''}.`,
      without < all
        ? `Without retries a flush at once costs ${shareText(without)}.`
        : `Retries are not to blame: without them it costs ${shareText(without)}.`,
    ];
  },
};
