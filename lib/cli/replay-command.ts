import { parseConfig } from '../core/config.ts';
import type { Recipe } from '../core/recipe.ts';
import { models } from '../models/models.ts';

/** The name under which a recipe is to be saved, for a command that reads it. */
export const RECIPE_FILE = 'recipe.json';

const SETTINGS_MAX = 6;

/** The command that gives a run again: short where its config is the shipped one, or nearly. */
export function replayCommand({ model, config, seed, commands, until }: Recipe): string {
  const shipped = shippedConfig(model);
  const settings = Object.entries(config).filter(([path, value]) => !isSame(value, shipped[path]));
  const isPlain = settings.every(([, value]) => typeof value === 'number' || isWord(value));
  const isShort = isPlain && settings.length <= SETTINGS_MAX && commands.length === 0 && until === null;
  if (!isShort || typeof seed !== 'number') return `npx faultline run --recipe ${RECIPE_FILE}`;
  const set = settings.map(([path, value]) => ` --set ${path}=${value}`);
  return `npx faultline run ${model} --seed ${seed}${set.join('')}`;
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
