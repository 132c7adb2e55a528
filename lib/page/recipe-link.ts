import { z } from 'zod';
import { parseConfig } from '../core/config.ts';
import type { AnyModel } from '../core/model.ts';
import { parseRecipe, RECIPE_FORMAT, type Recipe } from '../core/recipe.ts';
import { parseWith } from '../core/schema-error.ts';
import type { WhyTarget } from '../why/answer.ts';
import { configChanges, withChanges } from './config-changes.ts';
import { deflate, inflate } from './deflate.ts';

/** What a link holds: a run, where it stands, and what is asked about it. */
export interface LinkedRun {
  readonly recipe: Recipe;
  /** Turns that have been, and commands that have landed. */
  readonly turnCount: number;
  readonly landedCount: number;
  /** The question that is open. */
  readonly question: WhyTarget | null;
}

/** Short names: they stand in an address. Of the config, what differs from its preset and the defaults. */
const linkSchema = z.strictObject({
  f: z.int(),
  m: z.string(),
  v: z.int(),
  p: z.string().optional(),
  c: z.record(z.string(), z.unknown()).default({}),
  s: z.union([z.number(), z.string()]),
  k: z.array(z.unknown()).default([]),
  u: z.number().optional(),
  w: z.array(z.unknown()).optional(),
  t: z.tuple([z.int().min(0), z.int().min(0)]).default([0, 0]),
  q: z.looseObject({}).optional(),
});

/** The run as text for the fragment of an address. The same run always gives the same text. */
export async function encodeLink(model: AnyModel, run: LinkedRun): Promise<string> {
  const { landedCount, question, recipe, turnCount } = run;
  const { preset } = recipe.config;
  const changes = configChanges(baseOf(model, preset), recipe.config);
  return deflate(
    JSON.stringify({
      f: recipe.faultline,
      m: recipe.model,
      v: recipe.version,
      p: typeof preset === 'string' ? preset : undefined,
      c: Object.keys(changes).length > 0 ? changes : undefined,
      s: recipe.seed,
      k: recipe.commands.length > 0 ? recipe.commands : undefined,
      u: recipe.until ?? undefined,
      w: recipe.without,
      t: turnCount > 0 || landedCount > 0 ? [turnCount, landedCount] : undefined,
      q: question ?? undefined,
    }),
  );
}

/**
 * The run that a fragment holds, and its model.
 *
 * @throws Error with one line: what is wrong with the link.
 */
export async function decodeLink(
  models: readonly AnyModel[],
  fragment: string,
): Promise<LinkedRun & { readonly model: AnyModel }> {
  const { c, f, k, m, p, q, s, t, u, v, w } = parseWith(linkSchema, await readJson(fragment), 'link');
  const named = models.find(({ name }) => name === m);
  // A link of another version has another version's defaults: nothing of its config would be right.
  const isKnown = named?.version === v && f === RECIPE_FORMAT;
  const config = isKnown ? withChanges(baseOf(named, p), c) : {};
  const json = { faultline: f, model: m, version: v, config, seed: s, commands: k, until: u ?? null };
  const [model, recipe] = parseRecipe(w === undefined ? json : { ...json, without: w }, models, 'link');
  return {
    model,
    recipe,
    turnCount: t[0],
    landedCount: t[1],
    question: (q as WhyTarget | undefined) ?? null,
  };
}

/** @throws Error when it is no link, or a broken one. */
async function readJson(fragment: string): Promise<unknown> {
  try {
    return JSON.parse(await inflate(fragment));
  } catch {
    throw new Error('This link is broken: a part of it is missing or was changed.');
  }
}

function baseOf(model: AnyModel, preset: unknown): Record<string, unknown> {
  return parseConfig(model, typeof preset === 'string' ? { preset } : {});
}
