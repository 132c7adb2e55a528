import type { Experiment } from '../../../core/experiment.ts';
import { cacheFlush } from './cache-flush.ts';
import { capacityPlanning } from './capacity-planning.ts';
import { coldRestart } from './cold-restart.ts';
import { evictionShootout } from './eviction-shootout.ts';
import { hotKey } from './hot-key.ts';
import { invalidationStorm } from './invalidation-storm.ts';
import { metastable } from './metastable.ts';
import { networkPartition } from './network-partition.ts';
import { nodeFailure } from './node-failure.ts';
import { scaleOut } from './scale-out.ts';
import { thunderingHerd } from './thundering-herd.ts';

/** The experiments of the cache model, by name. */
export const experiments: Readonly<Record<string, Experiment>> = {
  'node-failure': nodeFailure,
  'cold-restart': coldRestart,
  'hot-key': hotKey,
  'thundering-herd': thunderingHerd,
  'invalidation-storm': invalidationStorm,
  'network-partition': networkPartition,
  'capacity-planning': capacityPlanning,
  'eviction-shootout': evictionShootout,
  'cache-flush': cacheFlush,
  'scale-out': scaleOut,
  metastable,
};
