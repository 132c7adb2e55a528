import { describe, expect, test } from 'vitest';
import { cells, folder } from './cells.ts';

describe('completions', () => {
  test('of members, in order and by what is typed', async () => {
    const { run, complete } = cells();
    await run('const bank = { equity: 1, debt: 2, Extra: 3 };', 'bank');
    expect(await complete('bank.|')).toEqual(['debt', 'equity', 'Extra'].sort());
    expect(await complete('bank.e|')).toEqual(['Extra', 'equity'].sort());
    expect(await complete('const n = 1;\nfoo(bank.eq|) + 2')).toEqual(['equity']);
  });

  test('of a name that the cell declares anew, in a text that does not parse', async () => {
    const { run, complete } = cells();
    await run('let one = { old: 1 }; import { join } from "node:path"', 'one:v join');
    expect(await complete('const one = { fresh: 1 };\none.|')).toEqual(['fresh']);
    expect(await complete('const { one } = { one: { fresh: 1 } };\nif (one.|')).toEqual(['fresh']);
    expect(await complete('import * as join from "node:os"; join.hostn|')).toEqual(['hostname']);
  });

  test('of names of earlier cells, and of keywords', async () => {
    const { run, complete } = cells();
    await run(
      'const losses = [1]; let lossRate = 2; interface LossTable {}',
      'losses lossRate:v LossTable:t',
    );
    expect(await complete('loss|')).toEqual(['lossRate', 'losses']);
    expect(await complete('let x: Loss|')).toContain('LossTable');
    expect(await complete('awai|')).toEqual(['await']);
  });

  test('of fields and of import names, with help', async () => {
    const { language, complete } = cells();
    expect(await complete('import { ba| } from "faultline"')).toContain('banks');
    const source = 'import { run, banks } from "faultline"; run(banks, { see';
    const { matches, details } = await language.complete(source, source.length);
    expect(matches).toEqual(['seed']);
    expect(details[0]!.type).toBe('field');
    expect(details[0]!.help).toMatch(/seed\?: /);
  });

  test('of import paths and of literals', async () => {
    const { run, complete } = cells(folder({ 'helper.ts': 'export const h = 1', 'helm.ts': '' }));
    expect(await complete('import fs from "node:fs/pro|"')).toEqual(['promises']);
    expect(await complete('import { h } from "./he|')).toEqual([
      expect.stringMatching(/^helm/),
      expect.stringMatching(/^helper/),
    ]);
    await run('function pick(a: "one way" | "other-way") { return a }', 'pick');
    expect(await complete('pick("o|")')).toEqual(['one way', 'other-way']);
  });

  test('of what may be undefined, by its name', async () => {
    const { run, complete } = cells();
    await run('let maybe: { inner: 1; "not-a-name": 2 } | undefined', 'maybe:v');
    expect(await complete('maybe.|')).toEqual(['inner']);
    expect(await complete('maybe.in|')).toEqual(['inner']);
  });

  test('offer nothing that needs an import first', async () => {
    expect(await cells().complete('readFileSyn|')).toEqual([]);
  });

  test('count in UTF-16 units', async () => {
    const { language } = cells();
    const source = 'const 𝒳 = "😀";\r\n𝒳.leng';
    expect(await language.complete(source, source.length)).toMatchObject({
      matches: ['length'],
      start: source.length - 4,
      end: source.length,
    });
  });
});

describe('inspection', () => {
  const source =
    '/** Adds two numbers.\n * @param a the first\n */\nfunction add(a: number, b = 2) { return a + b }';

  test('of a name: its type and what is written about it', async () => {
    const { run, inspect } = cells();
    await run(source, 'add');
    const text = await inspect('ad|d(1, 2)');
    expect(text).toContain('function add(a: number, b?: number): number');
    expect(text).toContain('Adds two numbers.');
    expect(text).not.toContain('```');
    expect(await inspect('add|')).toBe(text);
  });

  test('of a call: its parameters', async () => {
    const { run, inspect } = cells();
    await run(source, 'add');
    const text = await inspect('add(1, |');
    expect(text).toContain('add(a: number, b?: number): number');
    expect(text).toContain('b?: number`');
  });

  test('in detail: where it is defined', async () => {
    const { inspect } = cells();
    expect(await inspect('import { joi|n } from "node:path"', 1)).toMatch(/Defined in .*path\.d\.ts:\d+/);
  });

  test('of nothing', async () => {
    const { inspect } = cells();
    expect(await inspect('|')).toBeNull();
    expect(await inspect('nowhere|')).toBeNull();
  });
});

describe('a text is', () => {
  test.each([
    'foo(1',
    'foo(1,\n',
    'const f = (\n  a: number,\n',
    'if (x)',
    'if (x) {\n',
    'for (;;)',
    'function f()',
    'function f() {\n  return 1',
    'class A {\n  m(',
    `\`a \${b}`,
    '`a $'.concat('{b'),
    '/* c',
    'a +',
    'a ?',
    'x.',
    '@dec()',
    'type A<T> = T extends',
    'import { a',
    'const a = {\n  b: [',
    'try {\n}',
    '"a\\\n',
  ])('incomplete: %j', async (text) => {
    expect((await cells().language.isComplete(text)).status).toBe('incomplete');
  });

  test.each([
    '',
    'a',
    'foo(1)',
    '// c',
    'await x',
    'if (x) { y }',
    'declare function f(): void',
    'let a; {}',
  ])('complete: %j', async (text) => {
    expect(await cells().language.isComplete(text)).toEqual({ status: 'complete' });
  });

  test.each(['foo(]', 'a b', "'abc", "f('a\n)", 'a }', '}', 'let a = 1;\n1 1\nfoo(', '/abc'])(
    'invalid: %j',
    async (text) => {
      expect(await cells().language.isComplete(text)).toEqual({ status: 'invalid' });
    },
  );

  test('indented as its last line, and deeper after a bracket', async () => {
    const { language } = cells();
    expect(await language.isComplete('if (x) {')).toEqual({ status: 'incomplete', indent: '  ' });
    expect(await language.isComplete('f(() => {\n    a(\n')).toEqual({
      status: 'incomplete',
      indent: '      ',
    });
    expect(await language.isComplete('f(() => {\n    a;')).toEqual({ status: 'incomplete', indent: '    ' });
  });
});
