import { onAnyGround } from './any-ground.ts';
import type { EventSource } from './cascade.ts';
import { cascadeNetwork } from './cascade-network.ts';
import type { Figure } from './figure.ts';

/** A run of the interbank model as far as figures need it: a `Run` or a `LiveRun`. */
export interface DrawnRun {
  readonly recipe: { readonly config: Readonly<Record<string, unknown>> };
  readonly events: EventSource;
}

/** The unit of a run's money. */
export function currencyOf({ recipe }: DrawnRun): string {
  return String(recipe.config.currency ?? 'currency');
}

/** Who failed and whom that cost what, as a network: see `cascadeNetwork`. For any ground. */
export function networkFigure(run: DrawnRun): Figure {
  return onAnyGround(cascadeNetwork(run.events, { unit: currencyOf(run) }));
}
