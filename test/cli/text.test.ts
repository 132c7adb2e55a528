import fc from 'fast-check';
import { expect, test } from 'vitest';
import { duration } from '../../lib/cli/duration.ts';
import { jsonFault } from '../../lib/cli/json-fault.ts';
import { listed } from '../../lib/cli/listed.ts';
import { schemaWords } from '../../lib/cli/schema-words.ts';
import { shellWord } from '../../lib/cli/shell-word.ts';
import { table } from '../../lib/cli/table.ts';
import { wrap } from '../../lib/cli/wrap.ts';
import { displayUnit, moneyText } from '../../lib/figures/display-unit.ts';
import { fixed } from '../../lib/figures/fixed.ts';
import { shell } from './faultline.ts';

test('numbers', () => {
  expect([fixed(1234567.891, 2), fixed(-0.04, 1), fixed(-1234, 0)]).toEqual([
    '1,234,567.89',
    '0.0',
    '−1,234',
  ]);
  expect([duration(8.2), duration(125), duration(12000)]).toEqual(['8 s', '2 min 5 s', '3 h 20 min']);
});

test('EUR million become billion where they are large, and keep a decimal', () => {
  const large = displayUnit('EUR million', [1277716, 540]);
  expect([large.unit, large.align(1277716), large.align(540)]).toEqual(['EUR billion', '1,277.7', '0.5']);
  expect(displayUnit('EUR million', [9999]).unit).toBe('EUR million');
  expect(displayUnit('EUR million', [2e7]).unit).toBe('EUR trillion');
  expect(displayUnit('banks', [1e9]).unit).toBe('banks');
  expect([moneyText(45108.6, 'EUR million'), moneyText(-1, 'EUR million')]).toEqual([
    ...['EUR 45.11 billion', 'EUR −1 million'],
  ]);
  expect([moneyText(4480, 'unit of account'), moneyText(1, 'unit of account')]).toEqual([
    ...['4,480 units of account', '1 unit of account'],
  ]);
});

test('a table aligns text left and numbers right, without spaces at the end', () => {
  const rows = [
    ['name', 'n'],
    ['a', '1,000'],
    ['long', '2'],
  ];
  expect(table(rows, ['left', 'right'])).toBe('  name      n\n  a     1,000\n  long      2');
});

test('wrap breaks at spaces only', () => {
  expect(wrap('one two three', { width: 9, indent: '  ', first: '- ' })).toBe('- one two\n  three');
  expect(wrap('unbreakable', { width: 5 })).toBe('unbreakable');
});

test('listed', () => {
  expect([listed([]), listed(['a']), listed(['a', 'b']), listed(['a', 'b', 'c'])]).toEqual([
    ...['', 'a', 'a and b', 'a, b and c'],
  ]);
  expect(listed(['a', 'b', 'c', 'd'], 3)).toBe('a, b and 2 more');
});

test('schemas in words', () => {
  expect(schemaWords({ type: 'integer', minimum: 1, maximum: 5 })).toBe('integer 1 to 5');
  expect(schemaWords({ type: 'number', exclusiveMinimum: 0, maximum: 1e12 })).toBe('number above 0 to 1e12');
  expect(schemaWords({ anyOf: [{ enum: ['a', 'b'] }, { type: 'null' }] })).toBe('a or b or null');
});

test.each([
  ['', 0],
  ['{"a": 1,}', 8],
  ['[1, 2', 5],
  ['{a: 1}', 1],
  ['[01]', 1],
  ['tru', 0],
  ['"a\nb"', 0],
  ['1 2', 2],
  ['{"a": 1}', null],
])('the first fault of %j is at %j', (text, at) => {
  expect(jsonFault(text)).toBe(at);
});

test('jsonFault finds a fault exactly where JSON.parse does', () => {
  const isJson = (text: string): boolean => {
    try {
      JSON.parse(text);
      return true;
    } catch {
      return false;
    }
  };
  const damaged = fc
    .tuple(fc.json(), fc.nat(), fc.constantFrom('', ',', '"', '}', '0', '\n'))
    .map(
      ([text, at, by]) =>
        text.slice(0, at % (text.length + 1)) + by + text.slice((at % (text.length + 1)) + 1),
    );
  fc.assert(
    fc.property(fc.oneof(fc.json(), damaged), (text) => (jsonFault(text) === null) === isJson(text)),
    { seed: 1, numRuns: 500 },
  );
});

test('a shell reads back the words that it is given', () => {
  const words = ['plain=1', "it's", 'a b', '$HOME', '[{"kind":"x"}]', '*', ''];
  const { stdout } = shell(`printf '%s\\n' ${words.map(shellWord).join(' ')}`);
  expect(stdout.split('\n').slice(0, -1)).toEqual(words);
});
