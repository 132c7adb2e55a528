import type { ModelFacts } from './model-facts.ts';
import { fieldsWords, type JsonSchema, schemaWords, valueWords } from './schema-words.ts';
import type { Output } from './terminal.ts';
import { wrap } from './wrap.ts';

const NAME_WIDTH = 24;

/** A model on a page: every field, preset, event, command and metric with its help. */
export function modelPage(facts: ModelFacts, { colors }: Output): string {
  const { name, version, help, config, defaults, presets, events, commands, metrics } = facts;
  const section = (title: string, entries: readonly string[]): string =>
    entries.length === 0 ? '' : [colors.bold(title), ...entries, ''].join('\n');
  const fields = Object.entries(config.properties ?? {});
  const head = wrap(`${colors.bold(name)} (version ${version}): ${help}`, { first: '', indent: '  ' });
  const sections = [
    section(
      'Config: default; * may change while a run goes on',
      fields.map(([field, schema]) => fieldEntry(field, schema, defaults[field])),
    ),
    section(
      'Presets: --set preset=name',
      Object.entries(presets).map(([preset, values]) => entry(preset, [valueWords(values)])),
    ),
    section(
      'Events',
      Object.entries(events).map(([kind, { help, columns, tables = {}, computed = [], sentence }]) => {
        const rows = Object.entries(tables).map(([table, of]) => `${table} [${Object.keys(of).join(', ')}]`);
        return entry(kind, [
          help,
          ['id, t, causes', ...Object.keys(columns), ...rows, ...computed].join(', '),
          `"${sentence}"`,
        ]);
      }),
    ),
    section(
      'Commands: { "name": …, "at": time, fields }',
      Object.entries(commands).map(([command, { help, fields }]) => {
        return entry(command, [
          help,
          fieldsWords(fields),
          ...Object.entries(fields.properties ?? {}).map(fieldLine),
        ]);
      }),
    ),
    section(
      'Metrics',
      Object.entries(metrics).map(([metric, { help, unit }]) => {
        return entry(metric, [
          `${unit}${metric === facts.loss ? ' (what a sweep measures by default)' : ''}`,
          help,
        ]);
      }),
    ),
  ];
  return [head, '', ...sections.filter((text) => text !== '')].join('\n');
}

function fieldEntry(name: string, schema: JsonSchema, value: unknown): string {
  const { unit, help, live } = schema;
  const first = `${valueWords(value)}${unit === undefined ? '' : ` (${unit})`}`;
  return entry(`${name}${live === true ? ' *' : ''}`, [first, help ?? '', schemaWords(schema)]);
}

function fieldLine([name, schema]: [string, JsonSchema]): string {
  return `${name}: ${schemaWords(schema)}${schema.help === undefined ? '' : `; ${schema.help}`}`;
}

/** A name, and beside it paragraphs. */
function entry(name: string, texts: readonly string[]): string {
  const indent = ' '.repeat(NAME_WIDTH + 2);
  const [first, ...rest] = texts.filter((text) => text !== '');
  return [
    wrap(first, { first: `  ${name.padEnd(NAME_WIDTH)}`, indent }),
    ...rest.map((text) => wrap(text, { indent })),
  ].join('\n');
}
