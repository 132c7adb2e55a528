import type { Events } from '../core/events.ts';
import type { Host } from '../core/host.ts';
import type { AnyModel } from '../core/model.ts';
import type { Recipe } from '../core/recipe.ts';

/** What an answer is drawn from: a run, or the log alone of one that cannot be run again. */
export interface Source {
  readonly model: AnyModel;
  readonly events: Events;
  /** Null: there is only the log. */
  readonly recipe: Recipe | null;
  readonly host: Host;
}
