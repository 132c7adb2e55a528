import type { SessionState } from '../../live/session-message.ts';
import { cache } from '../../models/cache/cache.ts';
import type { CacheView } from '../../models/cache/view.ts';
import type { Example } from './example.ts';
import { percentText } from './percent-text.ts';

const viewOf = (state: SessionState): CacheView => state.view as CacheView;
const isBelow = (share: number | null, limit: number): boolean => share !== null && share < limit;
const RATE = 0.4;

/**
 * Six nodes with room for thrice the load on average, but not on the one with the most popular keys: its line
 * grows past the timeout, clients try again, and that keeps it long even when the load is what it was.
 */
export const cacheExample: Example = {
  model: cache,
  title: 'Cache cluster',
  sentence: 'Clients ask six cache nodes in front of a database, and try again when an answer is late.',
  config: {
    requests: 50_000_000,
    warmup: 0,
    window: 500,
    objective: 100,
    nodes: 6,
    spareNodes: 4,
    keys: 4000,
    zipf: 0.8,
    capacity: 400,
    prefill: true,
    arrivals: { kind: 'poisson', rate: RATE },
    service: { kind: 'exponential', mean: 4 },
    database: { workers: 4, service: { kind: 'exponential', mean: 20 } },
    network: { latency: { kind: 'uniform', min: 1, max: 3 } },
    timeout: 150,
    retries: { max: 3, delay: 20 },
  },
  seed: 1,
  pace: { time: 200 },
  headline: [
    {
      label: 'Availability',
      of: (state) => percentText(viewOf(state).availability, 1),
      help: 'share of the requests settled in the window in hand (500 ms) that were answered',
      isBad: (state) => isBelow(viewOf(state).availability, 0.98),
    },
    {
      label: 'Hit ratio',
      of: (state) => percentText(viewOf(state).hitRatio),
      help: 'share of the reads that their node had, in the window in hand (500 ms)',
      isBad: (state) => isBelow(viewOf(state).hitRatio, 0.5),
    },
    {
      label: 'p99',
      of: (state) => {
        const { count, p99 } = viewOf(state).latency;
        return p99.value === null ? '–' : `${p99.value.toFixed(0)} ms (${count})`;
      },
      help: '99th percentile of the latency of what was answered in the window in hand, and how many that is',
      isBad: (state) => (viewOf(state).latency.p99.value ?? 0) > 150,
    },
    {
      label: 'In flight',
      of: (state) => String(viewOf(state).requests.inFlight),
      help: 'requests that are neither answered nor given up',
      isBad: (state) => viewOf(state).requests.inFlight > 60,
    },
  ],
  lever: {
    label: 'Load',
    help: 'requests a second; after it has broken, it stays broken when the load is as before',
    unit: 'requests a millisecond',
    from: RATE / 4,
    to: RATE * 4,
    step: RATE / 8,
    start: RATE,
    breaksAt: RATE * 3,
    show: (value) => `${(value * 1000).toFixed(0)} a second`,
    path: 'arrivals.rate',
  },
};
