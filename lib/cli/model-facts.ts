import { z } from 'zod';
import { kindsOf, SET } from '../core/command.ts';
import { parseConfig } from '../core/config.ts';
import type { Columns } from '../core/event-kind.ts';
import type { AnyModel, Metric } from '../core/model.ts';
import type { JsonSchema } from './schema-words.ts';

/** All that a model says about itself, as plain data. */
export interface ModelFacts {
  readonly name: string;
  readonly version: number;
  readonly help: string;
  /** JSON schema; each field also with `help`, `unit` and, where it may change in a run, `live`. */
  readonly config: JsonSchema;
  readonly defaults: Readonly<Record<string, unknown>>;
  readonly presets: Readonly<Record<string, unknown>>;
  /** Fields of the config that take the path of a CSV file. */
  readonly files: readonly string[];
  readonly events: Readonly<Record<string, EventFacts>>;
  readonly commands: Readonly<Record<string, { readonly help: string; readonly fields: JsonSchema }>>;
  readonly metrics: Readonly<Record<string, Metric>>;
  readonly loss: string;
  readonly phases: readonly string[];
  readonly streams: readonly string[];
}

interface EventFacts {
  readonly help: string;
  readonly columns: Columns;
  readonly tables?: Readonly<Record<string, Columns>>;
  /** Fields that are made of others. */
  readonly computed?: readonly string[];
  readonly sentence: string;
  /** Whether its `entries` move value. */
  readonly entries: boolean;
}

/** Gathers what a model says about itself. */
export function modelFacts(model: AnyModel): ModelFacts {
  const { name, version, help, presets = {}, files = {}, metrics, loss, phases, streams } = model;
  return {
    name,
    version,
    help,
    config: withPresets(jsonSchemaOf(model.config), Object.keys(presets)),
    defaults: parseConfig(model, {}),
    presets,
    files: Object.keys(files),
    events: mapValues(kindsOf(model), ({ help, columns, tables, computed, sentence, entries }) => ({
      help,
      columns,
      ...(tables === undefined ? {} : { tables }),
      ...(computed === undefined ? {} : { computed: Object.keys(computed) }),
      sentence,
      entries: entries !== undefined,
    })),
    commands: {
      ...mapValues(model.commands, ({ help, fields }) => ({ help, fields: jsonSchemaOf(fields) })),
      [SET]: {
        help: 'Changes a live field of the config from here on.',
        fields: jsonSchemaOf(z.strictObject({ path: z.string(), value: z.unknown() })),
      },
    },
    metrics,
    loss,
    phases,
    streams,
  };
}

/** The field `preset` takes names that its schema, a text, does not know. */
function withPresets(config: JsonSchema, names: readonly string[]): JsonSchema {
  const { preset, ...rest } = config.properties ?? {};
  if (preset === undefined) return config;
  return { ...config, properties: { preset: { ...preset, enum: [null, ...names] }, ...rest } };
}

function jsonSchemaOf(schema: z.ZodType): JsonSchema {
  return z.toJSONSchema(schema, { io: 'input' }) as JsonSchema;
}

function mapValues<A, B>(of: Readonly<Record<string, A>>, to: (value: A) => B): Record<string, B> {
  return Object.fromEntries(Object.entries(of).map(([name, value]) => [name, to(value)]));
}
