import type { ModelFacts } from './model-facts.ts';
import { fieldsWords, schemaWords, valueWords } from './schema-words.ts';
import { table } from './table.ts';
import type { Output } from './terminal.ts';
import { PAGE_WIDTH, wrap } from './wrap.ts';

const FIELD_WIDTH = 21;
const DEFAULT_WIDTH = 12;
const UNIT_WIDTH = 12;
const ALLOWED_WIDTH = PAGE_WIDTH - 11 - FIELD_WIDTH - DEFAULT_WIDTH - UNIT_WIDTH;

/** A model in short: its config as a table; its presets, events, commands and metrics by name. */
export function modelOutline(facts: ModelFacts, { colors }: Output): string {
  const { config, defaults, presets, events, commands, metrics } = facts;
  const rows = Object.entries(config.properties ?? {}).map(([name, field]) => [
    cut(name, FIELD_WIDTH),
    field.live === true ? '*' : '',
    cut(valueWords(defaults[name]), DEFAULT_WIDTH),
    cut(schemaWords(field), ALLOWED_WIDTH),
    cut(field.unit ?? '', UNIT_WIDTH),
  ]);
  const given = Object.entries(commands).map(([name, { fields }]) => `${name} ${fieldsWords(fields)}`);
  return [
    wrap(`${colors.bold(facts.name)}: ${facts.help}`, { indent: '  ', first: '' }),
    '',
    table(
      [['Config', '', 'Default', 'Allowed', 'Unit'], ...rows],
      ['left', 'left', 'left', 'left', 'left'],
      colors.dim,
    ),
    colors.dim('  * may change while a run goes on, by the command set'),
    '',
    list('Presets', Object.keys(presets)),
    list('Events', Object.keys(events)),
    list('Commands', given),
    list('Metrics', Object.keys(metrics)),
    '',
    colors.dim(`  Each with its help and range: faultline models ${facts.name}`),
    '',
  ].join('\n');
}

function list(name: string, items: readonly string[]): string {
  const text = items.length === 0 ? 'none' : items.map((item) => item.replaceAll(' ', '\u00a0')).join(', ');
  const wrapped = wrap(text, { first: `  ${name.padEnd(10)}`, indent: ' '.repeat(12) });
  return wrapped.replaceAll('\u00a0', ' ');
}

function cut(text: string, width: number): string {
  return text.length <= width ? text : `${text.slice(0, width - 1).trimEnd()}…`;
}
