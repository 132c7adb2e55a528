import { onAnyGround } from './any-ground.ts';
import { clusterPanels } from './cluster-panels.ts';
import type { Figure } from './figure.ts';
import type { DrawnRun } from './network-figure.ts';

/**
 * A run of the cache model over time, window by window: hit ratio, latency percentiles, requests answered
 * and answered within the objective, and the state of each node, with the chaos marked. A live run is drawn
 * as far as it has come. For any ground.
 */
export function clusterFigure(run: DrawnRun): Figure {
  return onAnyGround(clusterPanels(run));
}
