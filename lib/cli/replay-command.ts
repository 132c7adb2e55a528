import { parseConfig } from '../core/config.ts';
import type { Recipe } from '../core/recipe.ts';
import { models } from '../models/models.ts';
import { DEFAULT_LEVELS, type Sweep } from '../study/sweep-result.ts';
import { shellWord } from './shell-word.ts';

/** The name under which a recipe is to be saved, for a command that reads it. */
export const RECIPE_FILE = 'recipe.json';

const SETTINGS_MAX = 6;

/** The command that gives a run again: short where its config is the shipped one, or nearly. */
export function replayCommand(recipe: Recipe): string {
  const { model, seed } = recipe;
  const set = shortSettings(recipe);
  if (set === null || typeof seed !== 'number') return `npx faultline run --recipe ${RECIPE_FILE}`;
  return `npx faultline run ${model} --seed ${seed}${set}`;
}

/** The command that makes a sweep again. */
export function sweepCommand({ recipe, runs, seed, levels, measure }: Sweep): string {
  const set = shortSettings(recipe);
  const start = set === null ? `--recipe ${RECIPE_FILE}` : recipe.model;
  const words = [`npx faultline sweep ${start} --runs ${runs} --seed ${shellWord(String(seed))}${set ?? ''}`];
  const given = Object.keys(levels).map(Number);
  if (!isSame(given, DEFAULT_LEVELS)) words.push(`--levels ${given.join(',')}`);
  const model = models.find(({ name }) => name === recipe.model);
  if (measure.name !== model?.loss) words.push(`--measure ${measure.name}`);
  return words.join(' ');
}

/** What makes the shipped config this one, as options; null where that is much. */
function shortSettings({ model, config, commands, until }: Recipe): string | null {
  const shipped = shippedConfig(model);
  const settings = Object.entries(config).filter(([path, value]) => !isSame(value, shipped[path]));
  const isPlain = settings.every(([, value]) => typeof value === 'number' || isWord(value));
  const isShort = isPlain && settings.length <= SETTINGS_MAX && commands.length === 0 && until === null;
  return isShort ? settings.map(([path, value]) => ` --set ${path}=${value}`).join('') : null;
}

function shippedConfig(name: string): Readonly<Record<string, unknown>> {
  const model = models.find((each) => each.name === name);
  return model === undefined ? {} : parseConfig(model, {});
}

function isSame(a: unknown, b: unknown): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}

function isWord(value: unknown): boolean {
  return typeof value === 'string' && /^[\w./-]+$/.test(value) && !/^[\d.-]/.test(value);
}
