import type { Entities } from '../../core/event-kind.ts';
import type { Model, ModelOf } from '../../core/model.ts';
import { PHASES } from './agenda.ts';
import type { CacheVocabulary } from './cache-vocabulary.ts';
import { adjust, checkChange } from './change.ts';
import { check } from './check.ts';
import { commands } from './commands.ts';
import { type CacheConfig, config } from './config.ts';
import { decide } from './decide.ts';
import { events } from './events.ts';
import { experiments } from './experiments/experiments.ts';
import { load } from './load.ts';
import { LOSSES, measure, measureLosses, metrics } from './metrics.ts';
import { openCluster } from './opening.ts';
import { type Prepared, prepare } from './prepared.ts';
import { reasons } from './reasons.ts';
import { type CacheState, createState } from './state.ts';
import { readTrace } from './trace-text.ts';
import { advance, nextTurn, omit } from './turns.ts';
import { view } from './view.ts';

const model: Model<CacheConfig, Prepared, CacheState, CacheVocabulary> = {
  name: 'cache',
  version: 2,
  help: 'A cluster of caches before a database: clients, routing, queues, failures and their cascades',
  config,
  files: { trace: readTrace },
  events,
  commands,
  metrics,
  loss: 'loss',
  attribution: {
    metric: 'loss',
    entity: 'place',
    channels: LOSSES,
    measure: (state, _context, out) => measureLosses(state, out),
  },
  load,
  experiments,
  phases: PHASES,
  streams: [
    ...['arrivals', 'keys', 'choices', 'ways', 'databaseWays', 'losses', 'service', 'databaseService'],
    ...['invalidations', 'evictions', 'expiries', 'shifts', 'chaos', 'storms'],
  ],
  describe: ({ timeUnit, requests }) => ({
    units: { time: timeUnit },
    horizon: `${String(requests).replace(/\B(?=(\d{3})+$)/g, ',')} requests`,
  }),
  prepare,
  entities,
  create: createState,
  start: openCluster,
  nextTurn,
  advance,
  omit,
  reasons,
  decide,
  checkChange,
  adjust,
  measure: (state, _context, out) => measure(state, out),
  view,
  check,
};

function entities({ nodesMax }: Prepared): Entities {
  const names = Array.from({ length: nodesMax }, (_, node) => `node ${node}`);
  return {
    node: { names, printed: 'index' },
    place: { names: [...names, 'database', 'no node'], printed: 'name' },
  };
}

/** The distributed cache model: a cluster of caches that fail and recover. docs/cache.md describes it. */
export const cache: ModelOf<CacheVocabulary> = model;
