import { z } from 'zod';
import { type GivenConfig, inFields, parseConfig } from './config.ts';
import { FaultlineError } from './faultline-error.ts';
import type { Host } from './host.ts';
import type { AnyModel, ModelOf } from './model.ts';
import { type Occasion, omissionsOf } from './occasion.ts';
import { parseWith } from './schema-error.ts';
import { type Seed, seedInteger } from './seed.ts';
import type { At } from './turn.ts';
import type { Vocabulary } from './vocabulary.ts';

/** A command as it stands in a recipe: its name, when, and its own fields. */
export interface GivenCommand {
  readonly name: string;
  readonly at: At;
  readonly [field: string]: unknown;
}

/** A command of a model, as it stands in a recipe. */
export type CommandOf<Words extends Vocabulary> = Words['command'] & {
  /** A time: before its first turn; or the turn before which it lands. */
  readonly at: At;
};

/**
 * All that fixes a run, byte for byte. Plain JSON: save it, send it, run it again.
 */
export interface Recipe<Words extends Vocabulary = Vocabulary> {
  /** Version of this format. */
  readonly faultline: number;
  readonly model: string;
  /** Version of the model: another one would give other numbers. */
  readonly version: number;
  /** The whole config, defaults written out. */
  readonly config: Words['config'];
  readonly seed: Seed;
  readonly commands: readonly CommandOf<Words>[];
  /** The last time that is simulated (included); null for the model's own end. */
  readonly until: number | null;
  /** What is left out: a run beside the one that was. Absent where nothing is. */
  readonly without?: readonly Occasion[];
}

export const RECIPE_FORMAT = 1;

/** What a user gives to start a run. */
export interface RunOptions<Words extends Vocabulary = Vocabulary> {
  /** Any of the model's fields; the rest by preset or default. */
  readonly config?: Words['given'] | undefined;
  /** An integer, or a text that is hashed; 1 when left out. */
  readonly seed?: Seed | undefined;
  /** What is done to the world, and when. */
  readonly commands?: readonly CommandOf<Words>[] | undefined;
  /** The last time that is simulated (included); the model's own end when null or left out. */
  readonly until?: number | null | undefined;
  /** Occasions to be left out, as `why` names them. */
  readonly without?: readonly Occasion[] | undefined;
}

export const DEFAULT_SEED = 1;

/** Refuses what is no model, and options that nobody reads, such as a misspelt one. @throws FaultlineError */
export function checkOptions(
  where: string,
  model: AnyModel,
  options: object,
  known: readonly string[],
): void {
  if (typeof model?.advance !== 'function')
    throw new FaultlineError(`${where}: model`, model, 'a model, such as banks');
  if (typeof options !== 'object' || options === null || Array.isArray(options)) {
    throw new FaultlineError(`${where}: options`, options, `an object with any of ${known.join(', ')}`);
  }
  const unknown = Object.keys(options).find((name) => !known.includes(name));
  if (unknown === undefined) return;
  const given = (options as Record<string, unknown>)[unknown];
  throw new FaultlineError(`${where}: ${unknown}`, given, `no such option; known are ${known.join(', ')}`);
}

/** Options of every way to start a run; of a whole recipe, what it says of itself is passed over. */
export const RUN_OPTIONS = [
  'config',
  'seed',
  'commands',
  'until',
  'without',
  'faultline',
  'model',
  'version',
] as const;

/**
 * The recipe of a model and options: files read in, defaults written out.
 *
 * @throws FaultlineError for bad config, seed or `until`; commands are checked when the run is set up.
 */
export function makeRecipe<Words extends Vocabulary>(
  model: ModelOf<Words>,
  options: RunOptions<Words>,
  host: Host,
): Recipe<Words> {
  const { seed = DEFAULT_SEED, commands = [], until = null, without = [] } = options;
  seedInteger(seed);
  if (until !== null && !(Number.isFinite(until) && until >= 0)) {
    throw new FaultlineError('until', until, 'a time of at least 0, or null for the whole run');
  }
  checkCommandList(commands);
  omissionsOf(model, without);
  return {
    faultline: RECIPE_FORMAT,
    model: model.name,
    version: model.version,
    config: parseConfig(model, readFiles(model, options.config, host)),
    seed,
    commands: structuredClone(commands),
    until,
    ...(without.length > 0 && { without: structuredClone(without) }),
  };
}

function checkCommandList(commands: unknown): void {
  if (!Array.isArray(commands)) throw new FaultlineError('commands', commands, 'a list of commands');
  for (const [i, command] of commands.entries()) {
    if (typeof command === 'object' && command !== null && !Array.isArray(command)) continue;
    throw new FaultlineError(
      `commands[${i}]`,
      command,
      'an object with name, at and the fields of the command',
    );
  }
}

function readFiles(model: AnyModel, given: GivenConfig | undefined, host: Host): GivenConfig {
  const config: Record<string, unknown> = { ...inFields(model, given ?? {}) };
  for (const [field, parse] of Object.entries(model.files ?? {})) {
    const path = config[field];
    if (typeof path === 'string') config[field] = parse(host.readText(path, `config.${field}`), path);
  }
  return config;
}

const recipeSchema = z.strictObject({
  faultline: z.int().min(1),
  model: z.string(),
  version: z.int().min(1),
  config: z.record(z.string(), z.unknown()),
  seed: z.union([z.number(), z.string()]),
  commands: z.array(z.looseObject({ name: z.string(), at: z.unknown() })).default([]),
  until: z.number().min(0).nullable().default(null),
  without: z.array(z.unknown()).optional(),
});

/**
 * Reads a recipe from parsed JSON and finds its model.
 *
 * @throws FaultlineError for a newer format, an unknown model, or another version of the model.
 */
export function parseRecipe(
  json: unknown,
  models: readonly AnyModel[],
  where = 'recipe',
): [AnyModel, Recipe] {
  const format = (json as { faultline?: unknown } | null)?.faultline;
  if (typeof format === 'number' && format > RECIPE_FORMAT) {
    throw new FaultlineError(
      `${where}.faultline`,
      format,
      `format ${RECIPE_FORMAT} or older: a newer Faultline wrote this`,
    );
  }
  const recipe = parseWith(recipeSchema, json, where) as Recipe;
  const model = models.find((candidate) => candidate.name === recipe.model);
  if (model === undefined) {
    throw new FaultlineError(
      `${where}.model`,
      recipe.model,
      `one of ${models.map((m) => m.name).join(', ')}`,
    );
  }
  if (recipe.version !== model.version) {
    throw new FaultlineError(
      `${where}.version`,
      recipe.version,
      `version ${model.version} of ${model.name} runs here; another version would give other numbers`,
    );
  }
  return [model, { ...recipe, config: parseConfig(model, recipe.config, `${where}.config`) }];
}

/** How long the runs of a recipe last, in words. */
export function horizonOf(model: AnyModel, { config, until }: Recipe): string {
  const { horizon } = model.describe(config);
  return until === null ? horizon : `${horizon}, cut at ${until}`;
}
