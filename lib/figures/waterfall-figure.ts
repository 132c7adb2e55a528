import { onAnyGround } from './any-ground.ts';
import { type DrawnDecomposition, decompositionWaterfall } from './decomposition-waterfall.ts';
import type { Figure, JsonObject, Trace } from './figure.ts';

/**
 * What each channel adds to the mean loss, or to the CVaR at a level of the sweeps. For any ground.
 *
 * @throws FaultlineError for a level that the sweeps have not.
 */
export function waterfallFigure(decomposition: DrawnDecomposition, level?: number): Figure {
  const figure = decompositionWaterfall(decomposition, level);
  return onAnyGround({ ...figure, data: figure.data.map(seenThrough) });
}

/** Bars through which the lines of their intervals show on any ground. */
function seenThrough(trace: Trace): Trace {
  return trace.type === 'bar'
    ? { ...trace, marker: { ...(trace.marker as JsonObject), opacity: 0.6 } }
    : trace;
}
