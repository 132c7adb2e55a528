import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { livePaths, parseConfig, withPath } from '../../lib/core/config.ts';
import { describeGiven, FaultlineError } from '../../lib/core/faultline-error.ts';
import { parseWith } from '../../lib/core/schema-error.ts';
import { banks } from '../../lib/index.ts';

const schema = z.strictObject({
  count: z.int().min(2).max(9).default(3),
  rate: z.number().gt(0).lt(1).default(0.5),
  word: z.enum(['red', 'blue']).default('red'),
  name: z.string().min(2).default('ab'),
  on: z.boolean().default(true),
  list: z.array(z.number().min(0)).min(1).max(2).default([1]),
  pair: z.tuple([z.number(), z.number()]).default([0, 1]),
  rows: z.array(z.strictObject({ height: z.number(), depth: z.number().optional() })).default([]),
  either: z.union([z.int().min(1), z.array(z.strictObject({ size: z.number().min(0) }))]).default(1),
  choice: z.union([z.enum(['none', 'all']), z.array(z.number())]).default('none'),
  nested: z.strictObject({ inner: z.strictObject({ deep: z.number() }).optional() }).prefault({}),
  maybe: z.number().nullable().default(null),
  form: z
    .union([
      z.number().min(0),
      z.discriminatedUnion('kind', [
        z.strictObject({ kind: z.literal('flat'), mean: z.number() }),
        z.strictObject({ kind: z.literal('steep'), mean: z.number().gt(0) }),
      ]),
    ])
    .default(1),
  deeds: z
    .array(
      z.discriminatedUnion('kind', [
        z.strictObject({ kind: z.literal('kill'), at: z.number() }),
        z.strictObject({ kind: z.enum(['slow', 'drop']), at: z.number() }),
      ]),
    )
    .default([]),
});

/** Where it is, what was given, what is allowed: in one line. */
describe('an error says where, what was given, what is allowed', () => {
  test.each([
    [{ count: 1 }, 'x.count: given 1; a number of at least 2 is needed'],
    [{ count: 10 }, 'x.count: given 10; a number of at most 9 is needed'],
    [{ count: 2.5 }, 'x.count: given 2.5; an integer is needed'],
    [{ count: '3' }, 'x.count: given "3"; a number is needed'],
    [{ rate: 0 }, 'x.rate: given 0; a number above 0 is needed'],
    [{ rate: 1 }, 'x.rate: given 1; a number below 1 is needed'],
    [{ rate: Number.NaN }, 'x.rate: given NaN; a number is needed'],
    [{ rate: Number.POSITIVE_INFINITY }, 'x.rate: given Infinity; a number is needed'],
    [{ rate: null }, 'x.rate: given null; a number is needed'],
    [{ word: 'green' }, 'x.word: given "green"; one of red, blue is needed'],
    [{ name: 'a' }, 'x.name: given "a"; a text with a length of at least 2 is needed'],
    [{ on: 1 }, 'x.on: given 1; true or false is needed'],
    [{ list: [1, -1] }, 'x.list[1]: given -1; a number of at least 0 is needed'],
    [{ list: [] }, 'x.list: given []; a list with a length of at least 1 is needed'],
    [{ list: [1, 2, 3] }, 'x.list: given [1,2,3]; a list with a length of at most 2 is needed'],
    [{ pair: [1, 'b'] }, 'x.pair[1]: given "b"; a number is needed'],
    [{ rows: [{ height: 1 }, {}] }, 'x.rows[1].height: given nothing; a number is needed'],
    [{ either: 0 }, 'x.either: given 0; a number of at least 1 is needed'],
    [{ either: [{ size: 1 }, { size: -1 }] }, 'x.either[1].size: given -1; a number of at least 0 is needed'],
    [{ choice: [1, 'a'] }, 'x.choice[1]: given "a"; a number is needed'],
    [{ nested: { inner: { deep: 'x' } } }, 'x.nested.inner.deep: given "x"; a number is needed'],
    [{ maybe: 'x' }, 'x.maybe: given "x"; a number'],
    [{ form: { kind: 'mild' } }, 'x.form.kind: given "mild"; one of flat, steep is needed'],
    [{ form: { mean: 1 } }, 'x.form.kind: given nothing; one of flat, steep is needed'],
    [{ form: { kind: 'steep', mean: 0 } }, 'x.form.mean: given 0; a number above 0 is needed'],
    [{ form: -1 }, 'x.form: given -1; a number of at least 0 is needed'],
    [{ form: 'flat' }, 'x.form: given "flat"; a number or an object is needed'],
    [{ deeds: [{ kind: 'kil', at: 1 }] }, 'x.deeds[0].kind: given "kil"; one of kill, slow, drop is needed'],
    [{ deeds: [{ at: 1 }] }, 'x.deeds[0].kind: given nothing; one of kill, slow, drop is needed'],
  ])('%j', (given, message) => {
    expect(() => parseWith(schema, given, 'x')).toThrow(message);
  });

  test('of a union, every form', () => {
    expect(() => parseWith(schema, { choice: 'some' }, 'x')).toThrow(
      /x\.choice: given "some"; .*none, all.* or /,
    );
    expect(() => parseWith(schema, { either: true }, 'x')).toThrow(/x\.either: given true; .* or /);
  });

  test.each([
    [{ cuont: 1 }, 'x.cuont: given 1; no such field; did you mean count?'],
    [{ COUNT: 1 }, 'x.COUNT: given 1; no such field; did you mean count?'],
    [{ zebra: 1 }, 'x.zebra: given 1; no such field; known are count, rate, word'],
    [{ rows: [{ height: 1, dpeth: 2 }] }, 'x.rows[0].dpeth: given 2; no such field; did you mean depth?'],
    [
      { rows: [{ height: 1, colour: 2 }] },
      'x.rows[0].colour: given 2; no such field; known are height, depth',
    ],
    [{ either: [{ size: 1, sise: 2 }] }, 'x.either[0].sise: given 2; no such field; did you mean size?'],
    [
      { nested: { inner: { deep: 1, wide: 2 } } },
      'x.nested.inner.wide: given 2; no such field; known are deep',
    ],
  ])('unknown fields: %j', (given, message) => {
    expect(() => parseWith(schema, given, 'x')).toThrow(message);
  });

  test('in one line, whatever was given', () => {
    for (const given of ['a\nb', { 'a\nb': 1 }, ['\n'], 'x'.repeat(500)]) {
      let message = '';
      try {
        parseWith(schema, given, 'x');
      } catch (error) {
        message = (error as Error).message;
      }
      expect(message).toMatch(/^x/);
      expect(message).not.toContain('\n');
      expect(message.length).toBeLessThan(400);
    }
  });
});

test('what was given is described on one short line', () => {
  expect(describeGiven(undefined)).toBe('nothing');
  expect(describeGiven(7n)).toBe('7');
  expect(describeGiven(Number.NaN)).toBe('NaN');
  expect(describeGiven(() => 1)).toBe('a function');
  expect(describeGiven(new Error('one\ntwo'))).toBe('one');
  expect(describeGiven(Symbol('s'))).toBe('Symbol(s)');
  const circle: unknown[] = [];
  circle.push(circle);
  expect(describeGiven(circle)).toBe('[object Array]');
  expect(describeGiven('x'.repeat(200))).toHaveLength(80);
  const error = new FaultlineError('here', 3, 'less');
  expect(error).toMatchObject({ name: 'FaultlineError', where: 'here', given: 3, allowed: 'less' });
  expect(error.message).toBe('here: given 3; less');
});

describe('parseConfig', () => {
  test('the whole config is written out, and what was given is left alone', () => {
    const given = Object.freeze({ steps: 3 });
    const config = parseConfig(banks, given);
    expect(config.steps).toBe(3);
    expect(Object.keys(config).sort()).toEqual(Object.keys(banks.config.shape).sort());
  });

  test.each([null, [], 'text', 3])('%j is no config', (given) => {
    expect(() => parseConfig(banks, given as never)).toThrow('config: given');
  });

  test('a preset that there is none of', () => {
    for (const preset of ['none', 'toString', 3, {}]) {
      expect(() => parseConfig(banks, { preset })).toThrow('config.preset: given');
    }
  });

  test('which fields are live', () => {
    const live = livePaths(banks);
    expect(live).toEqual(expect.arrayContaining(['noise', 'interbankRate', 'recovery', 'exposureLimit']));
    for (const fixed of ['banks', 'steps', 'policy', 'shocks', 'density', 'markets', 'preset']) {
      expect(live).not.toContain(fixed);
    }
  });
});

describe('withPath', () => {
  const object = { a: { b: [1, { c: 2 }] }, d: null, n: 1 };

  test('replaces what the path leads to in a copy', () => {
    expect(withPath(object, 'a.b.1.c', 9, 'x')).toEqual({ ...object, a: { b: [1, { c: 9 }] } });
    expect(withPath(object, 'n', null, 'x')).toEqual({ ...object, n: null });
    expect(withPath(object, 'd.e', 1, 'x')).toEqual({ ...object, d: { e: 1 } });
    expect(withPath(object, 'new.one', 1, 'x')).toEqual({ ...object, new: { one: 1 } });
    expect(object.a.b).toEqual([1, { c: 2 }]);
  });

  test.each(['n.x', '', 'a..b', '.a', 'a.', '__proto__.x', 'constructor.x', 'a.b.first', 'a.b.-1'])(
    '%j leads nowhere',
    (path) => {
      expect(() => withPath(object, path, 1, 'x')).toThrow(`x: given ${JSON.stringify(path)};`);
    },
  );
});
