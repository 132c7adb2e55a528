import { onAnyGround } from './any-ground.ts';
import type { Figure } from './figure.ts';
import { marketReturns } from './market-returns.ts';
import type { DrawnRun } from './network-figure.ts';

/** The return of each market since the start, step by step. For any ground. */
export function marketsFigure(run: DrawnRun): Figure {
  return onAnyGround(marketReturns(run.events));
}
