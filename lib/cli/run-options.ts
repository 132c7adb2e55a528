import { existsSync } from 'node:fs';
import type { Command } from 'commander';
import type { GivenConfig } from '../core/config.ts';
import { FaultlineError } from '../core/faultline-error.ts';
import type { AnyModel } from '../core/model.ts';
import { type GivenCommand, makeRecipe, parseRecipe, type Recipe, type RunOptions } from '../core/recipe.ts';
import type { Seed } from '../core/seed.ts';
import { models } from '../models/models.ts';
import { nodeHost } from '../node/node-host.ts';
import { seedOption, sizeOption } from './number-option.ts';
import { readJson, readJsonObject } from './read-json.ts';
import { parseSetting, type Setting, withSettings } from './set-option.ts';
import { shellWord } from './shell-word.ts';

const AT_ALLOWED = 'a time, such as 3, or an object: { time, phase, round, entity, ordinal }';

/** What the options say that every command with runs has. */
export interface RunFlags {
  readonly seed?: Seed;
  readonly config?: string;
  readonly set?: readonly string[];
  readonly strategy?: string;
  readonly recipe?: string;
  readonly commands?: string;
  readonly until?: number;
}

/** A model and how it is to be run. */
export interface Plan {
  readonly model: AnyModel;
  readonly options: RunOptions;
}

/** Adds the options that every command with runs has. */
export function addRunOptions(command: Command): Command {
  return command
    .option('--seed <seed>', 'an integer; anything else is a text that is hashed', seedOption)
    .option('--config <file>', 'JSON file with fields of the config')
    .option('--set <path=value>', 'one field of the config, over --config; repeatable', collect)
    .option('--strategy <name or file>', 'of the trading model: a preset, or a strategy as JSON')
    .option('--recipe <file>', 'start from a recipe; the other options go over it')
    .option('--commands <file>', 'JSON file with a list of commands: { name, at, … }')
    .option('--until <time>', 'the last time that is simulated', sizeOption('--until'));
}

/** Gathers an option that may be given again and again. */
export function collect(text: string, before: readonly string[] = []): readonly string[] {
  return [...before, text];
}

/**
 * Reads the files that the options name and lays the options over each other: the model's defaults,
 * the preset, --config or --recipe, --strategy, then --set in its order.
 *
 * @throws FaultlineError
 */
export function planOf(name: string | undefined, flags: RunFlags): Plan {
  if (flags.recipe !== undefined && flags.config !== undefined) {
    throw new FaultlineError('--config', flags.config, 'without --recipe, which holds a whole config');
  }
  const [model, recipe] = start(name, flags.recipe);
  const fields =
    flags.config === undefined ? (recipe?.config ?? {}) : readJsonObject(flags.config, '--config');
  const config = flags.strategy === undefined ? fields : withStrategy(model, fields, flags.strategy);
  const settings = (flags.set ?? []).map((text) => parseSetting(text, '--set'));
  return {
    model,
    options: {
      config: withSettings(model, config, settings, '--set'),
      seed: flags.seed ?? recipe?.seed,
      commands: flags.commands === undefined ? recipe?.commands : readCommands(flags.commands),
      until: flags.until ?? recipe?.until,
      ...(recipe?.without !== undefined && { without: recipe.without }),
    },
  };
}

/**
 * The recipe of a plan, checked before it takes its time.
 *
 * @throws FaultlineError for bad input, and for an `until` past the last step.
 */
export function recipeOf({ model, options }: Plan): Recipe {
  const recipe = makeRecipe(model, options, nodeHost);
  const { steps } = recipe.config;
  if (recipe.until !== null && typeof steps === 'number' && recipe.until > steps) {
    throw new FaultlineError('until', recipe.until, `a time up to ${steps}, when the run ends`);
  }
  return recipe;
}

/** A plan with more settings over it. */
export function withMore(plan: Plan, texts: readonly string[], option: string): Plan {
  const settings: Setting[] = texts.map((text) => parseSetting(text, option));
  const config: GivenConfig = withSettings(plan.model, plan.options.config ?? {}, settings, option);
  return { model: plan.model, options: { ...plan.options, config } };
}

/** The command line that makes one run with these options and a seed; undefined: that of the recipe. */
export function replayLine(model: string, flags: RunFlags, seed: Seed | undefined): string {
  const words = ['npx', 'faultline', 'run', model];
  if (seed !== undefined) words.push('--seed', String(seed));
  if (flags.config !== undefined) words.push('--config', flags.config);
  if (flags.recipe !== undefined) words.push('--recipe', flags.recipe);
  if (flags.strategy !== undefined) words.push('--strategy', flags.strategy);
  if (flags.commands !== undefined) words.push('--commands', flags.commands);
  if (flags.until !== undefined) words.push('--until', String(flags.until));
  for (const setting of flags.set ?? []) words.push('--set', setting);
  return words.map(shellWord).join(' ');
}

/** The model of a name. @throws FaultlineError when there is none. */
export function modelOf(name: string): AnyModel {
  const model = models.find((candidate) => candidate.name === name);
  if (model !== undefined) return model;
  throw new FaultlineError('model', name, `one of ${models.map((each) => each.name).join(', ')}`);
}

/** A config with the strategy of a preset and its market, or with that of a file, in place of its own. */
function withStrategy(model: AnyModel, config: GivenConfig, given: string): GivenConfig {
  const option = '--strategy';
  if (!hasStrategy(model)) {
    const able = models.filter(hasStrategy).map(({ name }) => name);
    throw new FaultlineError(option, given, `with the model ${able.join(' or ')}: ${model.name} has none`);
  }
  const { strategy: _, ...others } = config;
  const presets = model.presets ?? {};
  if (Object.hasOwn(presets, given)) return { ...others, preset: given };
  if (!existsSync(given)) {
    throw new FaultlineError(option, given, `one of ${Object.keys(presets).join(', ')}; or a file of JSON`);
  }
  readJsonObject(given, option);
  return { ...others, strategy: given };
}

function hasStrategy({ config }: AnyModel): boolean {
  return Object.hasOwn(config.shape, 'strategy');
}

function start(name: string | undefined, path: string | undefined): [AnyModel, Recipe | undefined] {
  if (path === undefined) {
    if (name !== undefined) return [modelOf(name), undefined];
    throw new FaultlineError('model', undefined, `one of ${models.map((each) => each.name).join(', ')}`);
  }
  const [model, recipe] = parseRecipe(readJson(path, '--recipe'), models, path);
  if (name === undefined || name === model.name) return [model, recipe];
  throw new FaultlineError('model', name, `${model.name}, of which ${path} is a recipe`);
}

function readCommands(path: string): GivenCommand[] {
  const json = readJson(path, '--commands');
  if (!Array.isArray(json)) throw new FaultlineError(path, json, 'a list of commands');
  for (const [i, each] of json.entries()) {
    if (typeof each !== 'object' || each === null || Array.isArray(each)) {
      throw new FaultlineError(`${path}: commands[${i}]`, each, 'an object with name, at and its fields');
    }
    if (Object.hasOwn(each, 'name') && !Object.hasOwn(each, 'at')) {
      throw new FaultlineError(`${path}: commands[${i}].at`, undefined, AT_ALLOWED);
    }
  }
  return json as GivenCommand[];
}
