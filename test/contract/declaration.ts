import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import type { z } from 'zod';
import { hashName } from '../../lib/core/chance.ts';
import { kindsOf } from '../../lib/core/command.ts';
import { livePaths, metaOf, parseConfig } from '../../lib/core/config.ts';
import type { AnyModel } from '../../lib/core/model.ts';
import { makeRecipe, type Recipe } from '../../lib/core/recipe.ts';
import { nodeHost } from '../../lib/node/node-host.ts';
// @ts-expect-error: plain JavaScript, without declarations
import { modelTypes } from '../../scripts/model-types.js';
import { inRecipe } from '../support/in-recipe.ts';
import { finished, simulate } from './trial.ts';

/** What a model says of itself. */
export function declarationTests(model: AnyModel, noisy: Recipe): void {
  test('defaults lie in their ranges, and a whole config is left as it is', () => {
    const presets = Object.keys(model.presets ?? {});
    for (const given of [{}, ...presets.map((preset) => ({ preset }))]) {
      const whole = parseConfig(model, given);
      expect(parseConfig(model, whole)).toEqual(whole);
      expect(JSON.parse(JSON.stringify(whole))).toEqual(whole);
      const { config } = makeRecipe(model, { config: given }, nodeHost);
      model.prepare(config, new Map());
    }
  });

  test('every field, event, command and metric says what it is', () => {
    for (const [name, schema] of Object.entries(model.config.shape)) {
      expect(metaOf(schema as never).help, `config.${name}`).toMatch(/\w/);
    }
    for (const [name, command] of Object.entries(model.commands)) {
      expect(command.help, name).toMatch(/\w/);
      for (const [field, schema] of Object.entries(command.fields.shape)) {
        expect(metaOf(schema as never).help, `${name}.${field}`).toMatch(/\w/);
      }
    }
    for (const [name, { help, unit }] of Object.entries(model.metrics)) {
      expect(help, name).toMatch(/\w/);
      expect(unit, name).toMatch(/\w/);
    }
    expect(Object.keys(model.metrics)).toContain(model.loss);
    expect(livePaths(model).length).toBeGreaterThan(0);
    expect(new Set(model.phases).size).toBe(model.phases.length);
  });

  test('events: no field hides another, sentences speak of fields that there are', () => {
    const taken = ['id', 't', 'type', 'causes', 'entries'];
    const entities = model.entities(model.prepare(parseConfig(model, {}), new Map()));
    for (const [name, kind] of Object.entries(kindsOf(model))) {
      const fields = [
        ...Object.keys(kind.columns),
        ...Object.keys(kind.tables ?? {}),
        ...Object.keys(kind.computed ?? {}),
      ];
      expect(kind.help, name).toMatch(/\w/);
      expect(
        fields.filter((field) => taken.includes(field)),
        name,
      ).toEqual([]);
      expect(new Set(fields).size, name).toBe(fields.length);
      for (const [, field] of kind.sentence.matchAll(/\{(\w+)\}/g)) {
        expect(['t', ...Object.keys(kind.columns)], name).toContain(field);
      }
      for (const columns of [kind.columns, ...Object.values(kind.tables ?? {})]) {
        for (const column of Object.values(columns)) {
          if ('entity' in column) expect(Object.keys(entities), name).toContain(column.entity);
        }
      }
    }
  });

  test('the types that users see are what it says of itself', () => {
    const entities = model.entities(model.prepare(parseConfig(model, {}), new Map()));
    const made: Record<string, string> = modelTypes(model, kindsOf(model), entities);
    expect(Object.keys(made).length).toBe(5);
    for (const [path, text] of Object.entries(made)) {
      // Out of date: npm run build, then node scripts/model-types.js.
      expect(readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8'), path).toBe(text);
    }
  });

  test('streams hash to different words', () => {
    expect(new Set(model.streams.map(hashName)).size).toBe(model.streams.length);
  });

  test('at either end of the range of a live number, `check` holds and metrics are finite', () => {
    for (const path of livePaths(model)) {
      for (const value of endsOf(model.config.shape[path] as z.ZodType)) {
        const recipe = { ...noisy, commands: [{ name: 'set', at: 1, path, value }] };
        const simulation = simulate(model, recipe, false);
        inRecipe(recipe, () => {
          while (simulation.advance(20) > 0) simulation.check();
          for (const [name, metric] of Object.entries(simulation.metrics())) {
            expect(metric, name).toSatisfy(Number.isFinite);
          }
        });
      }
    }
  });

  test('`set` to the value that a live field has changes no metric', () => {
    const recipe = { ...noisy, seed: 5 };
    const plain = finished(model, recipe, false).metrics();
    for (const path of livePaths(model)) {
      const commands = [{ name: 'set', at: 1, path, value: recipe.config[path] }];
      expect(finished(model, { ...recipe, commands }, false).metrics(), path).toEqual(plain);
    }
  });
}

/** The least and the largest value of a number that the schema takes. */
function endsOf(schema: z.ZodType): number[] {
  const { innerType } = schema.def as { innerType?: z.ZodType };
  if (innerType !== undefined) return endsOf(innerType);
  const { minValue, maxValue } = schema as { minValue?: number | null; maxValue?: number | null };
  return [minValue, maxValue].filter(
    (end): end is number => typeof end === 'number' && schema.safeParse(end).success,
  );
}
