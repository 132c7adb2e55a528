/**
 * @file Writes what a model says of itself as types: lib/models/<name>/<name>-given-config.ts and the others.
 * Run it on a build whenever a config field, a command, a metric or an event changes:
 * node scripts/model-types.js [the build, dist when left out]
 */

import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { z } from 'zod';

const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)));
const WIDTH = 110;

/** @typedef {{ type?: string | string[], enum?: unknown[], const?: unknown, anyOf?: Schema[], oneOf?: Schema[],
 *   items?: Schema | false, prefixItems?: Schema[], properties?: Record<string, Schema>, required?: string[],
 *   default?: unknown, additionalProperties?: Schema | boolean,
 *   minimum?: number, maximum?: number, exclusiveMinimum?: number, exclusiveMaximum?: number,
 *   help?: string, unit?: string, live?: boolean }} Schema */
/** @typedef {{ type: string, labels?: readonly string[], entity?: string, orNull?: boolean }} Column */
/** @typedef {Record<string, { printed: string }>} Entities */

/**
 * The files of a model's types: text by path, relative to the root.
 *
 * @param {any} model
 * @param {Record<string, any>} kinds the kinds of its events, with those that every model has
 * @param {Entities} entities
 * @returns {Record<string, string>}
 */
export function modelTypes(model, kinds, entities) {
  const { name } = model;
  const prefix = name.replace(/(?:^|-)(\w)/g, (/** @type {string} */ _, /** @type {string} */ c) =>
    c.toUpperCase(),
  );
  const files = {
    'given-config': givenConfig(model, prefix),
    'whole-config': wholeConfig(model, prefix),
    command: commandUnion(model, prefix),
    metrics: metricsType(model, prefix),
    event: eventUnion(model, prefix, kinds, entities),
  };
  return Object.fromEntries(
    Object.entries(files).map(([noun, text]) => {
      const file = `lib/models/${name}/${name}-${noun}.ts`;
      const head = `// Made by scripts/model-types.js from what the model ${name} says of itself: change that.\n`;
      return [file, formatted(file, head + text)];
    }),
  );
}

/** @param {any} model @param {string} prefix */
function givenConfig(model, prefix) {
  const schema = withPresets(model, inputOf(model.config));
  const properties = { ...schema.properties };
  for (const field of Object.keys(model.files ?? {})) {
    const { help, unit, default: value, live } = properties[field];
    const meta = { help, unit, default: value, live };
    const own = properties[field];
    const forms = own.anyOf?.some((/** @type {Schema} */ form) => form.type === 'string')
      ? [own]
      : [own, { type: 'string' }];
    properties[field] = { ...meta, anyOf: forms };
  }
  return `import type { Text } from '../../core/vocabulary.ts';

/** A config of the model ${model.name}, as it is given: any of the fields, the rest by preset or default. */
export type ${prefix}GivenConfig = ${objectType({ ...schema, properties }, true)};
`;
}

/** @param {any} model @param {string} prefix */
function wholeConfig(model, prefix) {
  const schema = /** @type {Schema} */ (z.toJSONSchema(model.config, { io: 'output' }));
  return `
/** A whole config of the model ${model.name}, as its recipes hold it. */
export type ${prefix}WholeConfig = ${objectType(withPresets(model, schema))};
`;
}

/**
 * The schema of a config; its field `preset` takes names that the schema, a text, does not know.
 *
 * @param {any} model
 * @param {Schema} schema
 * @returns {Schema}
 */
function withPresets(model, schema) {
  const properties = { ...schema.properties };
  if (properties.preset !== undefined) {
    properties.preset = {
      ...properties.preset,
      type: undefined,
      enum: [...Object.keys(model.presets ?? {}), null],
    };
  }
  return { ...schema, properties };
}

/** @param {any} model @param {string} prefix */
function commandUnion(model, prefix) {
  const own = Object.entries(model.commands).map(([name, { help, fields }]) => {
    const text = objectType(inputOf(fields)).slice(1);
    return `| {\n${comment([sentence(help)])} readonly name: ${quoted(name)};${text}`;
  });
  const paths = livePaths(inputOf(model.config)).map(
    ([key, schema]) => `${comment(aboutField(schema, false))}readonly ${key}: ${typeOf(schema)};\n`,
  );
  return `
/** What \`set\` may change while a run goes on: values by path. */
type LiveValues = {
${paths.join('')}};

/** A command of the model ${model.name}, without the turn at which it lands. */
export type ${prefix}Command = ${own.join('\n')}
  | {
      readonly [Path in keyof LiveValues]: {
        /** Changes a live field of the config from here on. */
        readonly name: 'set';
        /** The field, and what is in it, joined by dots. */
        readonly path: Path;
        readonly value: LiveValues[Path];
      };
    }[keyof LiveValues];
`;
}

/**
 * The fields that may change in a run and what lies within them, as keys of a type.
 *
 * @param {Schema} config
 * @returns {[string, Schema][]}
 */
function livePaths(config) {
  const live = Object.entries(config.properties ?? {}).filter(([, schema]) => schema.live === true);
  return live.flatMap(([name, schema]) => within(name, schema));
}

/** @param {string} at @param {Schema} schema @returns {[string, Schema][]} */
function within(at, schema) {
  const { properties, prefixItems, items } = schema;
  if (properties !== undefined) {
    const fields = Object.entries(properties).flatMap(([name, field]) => within(`${at}.${name}`, field));
    return [[quoted(at), schema], ...fields];
  }
  const inside = prefixItems === undefined ? items : { anyOf: uniqueTypes(prefixItems) };
  if (inside)
    return [
      [quoted(at), schema],
      [`[item: \`${at}.\${number}\`]`, inside],
    ];
  return [[quoted(at), schema]];
}

/** The schemas of a tuple that make different types. @param {Schema[]} schemas */
function uniqueTypes(schemas) {
  return schemas.filter((schema, i) => schemas.findIndex((other) => typeOf(other) === typeOf(schema)) === i);
}

/** @param {any} model @param {string} prefix */
function metricsType(model, prefix) {
  const fields = Object.entries(model.metrics).map(
    ([name, { help, unit }]) => `${comment([`${sentence(help)} Unit: ${unit}.`])}readonly ${name}: Value;`,
  );
  return `
/** The metrics of the model ${model.name}: numbers of a run, or what a sweep has of each. */
export type ${prefix}Metrics<Value = number> = {
${fields.join('\n')}
};
`;
}

/** @param {any} model @param {string} prefix @param {Record<string, any>} kinds @param {Entities} entities */
function eventUnion(model, prefix, kinds, entities) {
  const fieldsOf = (/** @type {Record<string, Column>} */ columns) =>
    Object.entries(columns).map(([name, column]) => {
      // The one column of core's own kinds that may be null.
      const orNull = column.orNull === true;
      return `readonly ${name}: ${columnType(column, entities)}${orNull ? ' | null' : ''}; `;
    });
  /** @type {Record<string, string[]>} */
  const imports = {};
  const types = Object.entries(kinds).map(
    ([kind, { help, columns, tables = {}, entries, computed = {} }]) => {
      const rows = Object.entries(tables).map(
        ([table, own]) => `readonly ${table}: readonly { ${fieldsOf(own).join('')} }[]; `,
      );
      const moves = entries === undefined ? '' : 'readonly entries: readonly Entry[]; ';
      const made = Object.entries(computed).map(([name, { type }]) => {
        if (typeof type === 'object') {
          imports[type.file] ??= [];
          imports[type.file].push(type.name);
        }
        const own = typeof type === 'object' ? type.name : type === 'text' ? 'string' : 'string | null';
        return `readonly ${name}: ${own}; `;
      });
      const body = [...fieldsOf(columns), ...rows, ...made, moves].join('');
      return `${comment([sentence(help)])}readonly ${kind}: ${body === '' ? 'object' : `{ ${body} }`};`;
    },
  );
  const entry = types.some((type) => type.includes('Entry[]'))
    ? "import type { Entry } from '../../core/event-kind.ts';\n"
    : '';
  return `${entry}import type { EventHead } from '../../core/vocabulary.ts';
${Object.entries(imports)
  .map(([from, names]) => `import type { ${[...new Set(names)].join(', ')} } from './${from}';\n`)
  .join('')}
/** The fields of each type of event. */
type Fields = {
${types.join('\n')}
};

/** An event of the model ${model.name}. */
export type ${prefix}Event = { [Type in keyof Fields]: EventHead<Type> & Fields[Type] }[keyof Fields];
`;
}

/** @param {Column} column @param {Entities} entities */
function columnType({ type, labels = [], entity = '' }, entities) {
  if (type === 'flag') return 'boolean';
  if (type === 'label') return labels.length === 0 ? 'never' : labels.map(quoted).join(' | ');
  if (type === 'entity') return entities[entity].printed === 'index' ? 'number' : 'string';
  return type === 'numbersBy' ? 'Readonly<Record<string, number>>' : 'number';
}

/** @param {z.ZodType} schema @returns {Schema} */
function inputOf(schema) {
  return /** @type {Schema} */ (z.toJSONSchema(schema, { io: 'input' }));
}

/**
 * @param {Schema} schema
 * @param {boolean} [wide] also what TypeScript makes of a value in a variable: any text, any list
 * @returns {string}
 */
function typeOf(schema, wide = false) {
  // Of forms told apart by a field, the schema says `oneOf`.
  const { oneOf, anyOf = oneOf, type, items, prefixItems, properties } = schema;
  const own = (/** @type {Schema} */ part) => typeOf(part, wide);
  if (anyOf !== undefined) return union(anyOf.map(own));
  const words = schema.enum ?? (schema.const === undefined ? undefined : [schema.const]);
  if (words !== undefined) {
    const isWide = wide && words.some((word) => typeof word === 'string');
    return union([...words.map(quoted), ...(isWide ? ['Text'] : [])]);
  }
  if (Array.isArray(type)) return union(type.map((each) => own({ ...schema, type: each })));
  if (prefixItems !== undefined) {
    return wide
      ? `readonly (${union(prefixItems.map(own))})[]`
      : `readonly [${prefixItems.map(own).join(', ')}]`;
  }
  if (type === 'array') return `readonly (${items ? own(items) : 'unknown'})[]`;
  if (properties !== undefined) return objectType(schema, wide);
  const others = othersOf(schema);
  if (others !== undefined) return `Readonly<Record<string, ${typeOf(others, wide)}>>`;
  return type === 'integer' ? 'number' : (type ?? 'unknown');
}

/** @param {string[]} types */
function union(types) {
  return [...new Set(types)].join(' | ');
}

/** @param {Schema} schema @param {boolean} [wide] */
function objectType(schema, wide = false) {
  const { properties = {}, required = [] } = schema;
  const fields = Object.entries(properties).map(([name, schema]) => {
    const [mark, missing] = required.includes(name) ? ['', ''] : ['?', ' | undefined'];
    return `${comment(aboutField(schema, true))}readonly ${name}${mark}: ${typeOf(schema, wide)}${missing};\n`;
  });
  const others = othersOf(schema);
  const rest = others === undefined ? '' : `readonly [field: string]: ${typeOf(others, wide)};\n`;
  return `{\n${fields.join('')}${rest}}`;
}

/**
 * What an object may hold under other names than its properties'; undefined: nothing.
 *
 * @param {Schema} schema
 * @returns {Schema | undefined}
 */
function othersOf({ additionalProperties }) {
  return additionalProperties === true ? {} : additionalProperties || undefined;
}

/**
 * What a field's comment says: its help; then numbers, unit, default and whether it is live.
 *
 * @param {Schema} schema
 * @param {boolean} whole
 */
function aboutField(schema, whole) {
  const { help, unit, live } = schema;
  const value = schema.default;
  const isEmpty = typeof value === 'object' && value !== null && Object.keys(value).length === 0;
  const facts = [rangeOf(schema), unit ? `unit: ${unit}` : ''];
  if (whole && value !== undefined && !isEmpty) facts.push(`default: ${JSON.stringify(value)}`);
  if (whole && live) facts.push('`set` may change it in a run');
  const said = facts.filter(Boolean).join('; ');
  return [help ? sentence(help) : '', said === '' ? '' : sentence(said)].filter(Boolean);
}

/** The numbers that a schema allows, in words. @param {Schema} schema @returns {string} */
function rangeOf({ type, oneOf, anyOf = oneOf, minimum, maximum, exclusiveMinimum, exclusiveMaximum }) {
  if (anyOf !== undefined) return anyOf.map(rangeOf).find(Boolean) ?? '';
  if (type !== 'number' && type !== 'integer') return '';
  const isBound = (/** @type {number | undefined} */ bound) =>
    bound !== undefined && Math.abs(bound) < Number.MAX_SAFE_INTEGER;
  const bounds = [
    exclusiveMinimum === undefined ? '' : `above ${short(exclusiveMinimum)}`,
    isBound(minimum) ? `from ${short(minimum)}` : '',
    exclusiveMaximum === undefined ? '' : `below ${short(exclusiveMaximum)}`,
    isBound(maximum) ? `to ${short(maximum)}` : '',
  ];
  return [type, ...bounds].filter(Boolean).join(' ');
}

/** @param {number | undefined} bound */
function short(bound = 0) {
  return Math.abs(bound) >= 1e6 ? bound.toExponential().replace('e+', 'e') : String(bound);
}

/** @param {string} text */
function sentence(text) {
  const end = /[.!?]$/.test(text) ? '' : '.';
  return text.charAt(0).toUpperCase() + text.slice(1) + end;
}

/** A doc comment of some paragraphs. @param {string[]} paragraphs */
function comment(paragraphs) {
  if (paragraphs.length === 0) return '';
  const text = paragraphs.join(' ').replaceAll('*/', '* /');
  if (text.length + 18 <= WIDTH) return `/** ${text} */\n`;
  const lines = [''];
  for (const word of text.split(' ')) {
    const last = lines.length - 1;
    if (lines[last].length + word.length + 18 > WIDTH) lines.push(word);
    else lines[last] += lines[last] === '' ? word : ` ${word}`;
  }
  return `/**\n${lines.map((line) => ` * ${line}\n`).join('')} */\n`;
}

/** @param {unknown} value */
function quoted(value) {
  return typeof value === 'string'
    ? `'${value.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`
    : String(value);
}

/** As the formatter writes it. @param {string} file @param {string} text */
function formatted(file, text) {
  const biome = path.join(root, 'node_modules/@biomejs/biome/bin/biome');
  const { stdout, stderr, status } = spawnSync(
    process.execPath,
    [biome, 'format', `--stdin-file-path=${file}`],
    {
      ...{ cwd: root, input: text, encoding: 'utf8' },
    },
  );
  if (status !== 0) throw new Error(`biome format ${file}: ${stderr}`);
  return stdout;
}

async function main() {
  const build = path.resolve(process.argv[2] ?? path.join(root, 'dist'));
  const load = (/** @type {string} */ file) => import(pathToFileURL(path.join(build, file)).href);
  const [{ models }, { kindsOf }, { parseConfig }] = await Promise.all(
    ['models/models.js', 'core/command.js', 'core/config.js'].map(load),
  );
  for (const model of models) {
    const entities = model.entities(model.prepare(parseConfig(model, {}), new Map()));
    for (const [file, text] of Object.entries(modelTypes(model, kindsOf(model), entities))) {
      fs.writeFileSync(path.join(root, file), text);
      console.log(file);
    }
  }
}

if (fs.realpathSync(process.argv[1]) === fileURLToPath(import.meta.url)) await main();
