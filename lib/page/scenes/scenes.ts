import { noHost } from '../../core/host.ts';
import type { AnyModel } from '../../core/model.ts';
import type { Recipe } from '../../core/recipe.ts';
import { Simulation } from '../../core/simulation.ts';
import type { BanksView } from '../../models/banks/view.ts';
import type { RunStore } from '../store/run-store.ts';
import { BanksScene } from './banks-scene.ts';
import { CacheScene } from './cache-scene.ts';
import { PlainScene } from './plain-scene.ts';
import type { Scene } from './scene.ts';
import { strategyGraph } from './strategy-graph.ts';
import { TradingScene } from './trading-scene.ts';

/** What of a run decides how it is drawn. */
type Drawn = Pick<RunStore, 'model' | 'recipe' | 'entities' | 'kinds' | 'state'>;

/** A model's own drawing; null where a run of it cannot be drawn so. */
const SCENES: Readonly<Record<string, (run: Drawn) => Scene | null>> = {
  banks: ({ model, recipe, state }) =>
    new BanksScene(state.value, undefined, openingView(model, recipe) ?? (state.value.view as BanksView)),
  cache: ({ recipe, state }) => new CacheScene(state.value, recipe.config),
  trading: ({ recipe, state }) => {
    const graph = strategyGraph(recipe.config);
    return graph === null ? null : new TradingScene(state.value, graph, recipe.config);
  },
};

/** The run at its start; null for one that needs what a browser has not, such as a module. */
function openingView(model: AnyModel, recipe: Recipe): BanksView | null {
  try {
    return new Simulation(model, { ...recipe, commands: [] }, noHost, false).view() as BanksView;
  } catch {
    return null;
  }
}

/** The drawing of a run: its model's own, or a plain one. */
export function sceneOf(run: Drawn): Scene {
  const own = Object.hasOwn(SCENES, run.model.name) ? SCENES[run.model.name](run) : null;
  return own ?? new PlainScene(run.state.value, run.entities, run.kinds);
}
