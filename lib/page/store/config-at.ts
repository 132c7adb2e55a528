import { type GivenConfig, withPath } from '../../core/config.ts';
import type { Recipe } from '../../core/recipe.ts';
import type { At } from '../../core/turn.ts';

/**
 * The config that is in force before the turn `next`; null: at the end. It is the recipe's, with what `set`
 * has changed up to there.
 */
export function configAt({ commands, config }: Recipe, next: At | null): GivenConfig {
  const until = next === null ? Number.POSITIVE_INFINITY : timeOf(next);
  let changed: GivenConfig = config;
  for (const { at, name, path, value } of commands) {
    if (name !== 'set' || timeOf(at) > until) continue;
    changed = withPath(changed, path as string, value, 'set');
  }
  return changed;
}

function timeOf(at: At): number {
  return typeof at === 'number' ? at : at.time;
}
