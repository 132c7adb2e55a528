import { expect, test } from 'vitest';
import { fieldsWords, schemaWords } from '../../lib/cli/schema-words.ts';

test('objects that are told apart by a word say it', () => {
  const rows = ['poisson', 'closed'].map((kind) => ({
    type: 'object',
    properties: { kind: { const: kind }, rate: { type: 'number' }, think: { type: 'number' } },
    required: ['kind', 'rate'],
  }));
  const words = '{ kind: poisson, rate, think? } or { kind: closed, rate, think? }';
  expect(fieldsWords(rows[0]!)).toBe('{ kind: poisson, rate, think? }');
  expect(schemaWords({ oneOf: rows })).toBe(words);
  expect(schemaWords({ anyOf: rows })).toBe(words);
});
