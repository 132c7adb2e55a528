import { setImmediate as nextTurn } from 'node:timers/promises';
import { FaultlineError } from '../../core/faultline-error.ts';
import type { AnyModel } from '../../core/model.ts';
import type { Recipe } from '../../core/recipe.ts';
import type { Run } from '../../core/run.ts';
import { Simulation } from '../../core/simulation.ts';
import type { Call, Lab } from './tool.ts';

const TURNS = 1024;

/**
 * Makes the run of a recipe piece by piece, so that a call that is taken back ends it.
 *
 * @throws FaultlineError for bad commands, and for a run that takes too long or has too many events.
 */
export async function madeRun(model: AnyModel, recipe: Recipe, lab: Lab, call: Call): Promise<Run> {
  const { host, limits } = lab;
  const { within, signal } = call;
  const simulation = within(() => new Simulation(model, recipe, host, true));
  for (;;) {
    const ran = within(() => simulation.advance(TURNS));
    if (simulation.eventCount > limits.events) {
      throw new FaultlineError(
        'run',
        `${simulation.eventCount} events by t = ${simulation.state.time}`,
        `at most ${limits.events} events: a smaller config, or a smaller until`,
      );
    }
    if (ran < TURNS) break;
    await nextTurn();
    signal.throwIfAborted();
  }
  within(() => simulation.finish());
  const { events } = simulation;
  return { recipe, metrics: simulation.metrics(), events, digest: within(() => events.digest()) };
}
