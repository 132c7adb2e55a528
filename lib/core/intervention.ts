import type { Omission } from './occasion.ts';
import type { GivenCommand } from './recipe.ts';

/** How a run is to differ from its recipe. */
export interface Intervention {
  /** Commands of the recipe that do not land, by index. */
  readonly commands: ReadonlySet<number>;
  /** Turns that are passed over, beside those of the recipe. */
  readonly omissions: readonly Omission[];
  /** Commands that land beside the recipe’s. */
  readonly added: readonly GivenCommand[];
}
