import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readCell } from '../../../lib/notebook/code/read-cell.ts';
import { Repl } from '../support/repl.ts';

let repl: Repl;
beforeAll(async () => {
  repl = await Repl.start();
  await repl.evaluate(`globalThis.boom = () => { throw new Error('boom') }`);
});
afterAll(() => repl.stop());

/** The place of the first `%` in a text, and the text without it. */
function marked(text: string): { source: string; line: number; column: number } {
  const at = text.indexOf('%');
  const before = text.slice(0, at);
  return {
    source: text.replace('%', ''),
    line: before.split('\n').length,
    column: at - before.lastIndexOf('\n'),
  };
}

async function thrown(source: string) {
  const cell = readCell(source);
  const { error } = await repl.evaluate(cell.code, 'here.ts');
  const [, line, column] = /here\.ts:(\d+):(\d+)/.exec(error?.stack ?? '') ?? [];
  if (line === undefined) throw new Error(`no place in: ${error?.stack}\n${cell.code}`);
  return { raw: Number(line), ...cell.position(Number(line), Number(column)) };
}

describe('an error shows where it was thrown', () => {
  test.each([
    '%boom()',
    'const a = 1\nconst b: number =   %boom(a)',
    'function f(x: number) {\n  return  %boom(x)\n}\nf(1)',
    'import { sep } from "node:path"\n\n%boom()',
    'import {\n  sep,\n} from "node:path"\nlet q: string = sep; q = %boom()',
    'let x = 1; const y: Array<string> = [%boom()]',
    'class A {\n  f(this: A) { return %boom() }\n}\nnew A().f()',
    'var v = 1\nif (v) { var w: number = 2, w2 = %boom() }',
    'const z = await 1\nawait   %boom()',
    'type T = {\n a: 1\n}\ninterface I {}\n%boom()',
    "const s = '日本語', ü: Array<'ß'> = []; %boom()",
    'abstract class B {\n  abstract f(): void\n  abstract x: number\n}\n%boom()',
  ])('%j, on the same line without a map', async (text) => {
    const { source, line, column } = marked(text);
    expect(await thrown(source)).toEqual({ raw: line, line, column });
  });

  test.each([
    // Functions that move
    'const a = 1\nconst b = f()\nfunction f() {\n  return a + %boom()\n}',
    'f()\nfunction g() {\n  1\n}\nfunction f() {\n  g();   %boom()\n}',
    'let a = f()\nasync function f() {\n 1 \n}\n%boom()',
    // Imports that move
    'let a = 1\nimport {\n  sep\n} from "node:path"\nlet b = a; %boom()',
    // Types that are compiled
    'enum E { A }\nclass P { constructor(private x: number) {} }\n%boom()',
    'let a = 1\nf()\nenum E {\n A,\n B\n}\nfunction f() {\n  const c: number = a\n  %boom()\n}',
    'namespace N {\n  export const a = 1\n  export function f() {\n    %boom()\n  }\n}\nN.f()',
    'enum E { A }\nenum E {\n  B = %boom()\n}',
  ])('%j, through the map', async (text) => {
    const { source, line, column } = marked(text);
    expect(await thrown(source)).toMatchObject({ line, column });
  });

  test('a module that is not there, at its import', async () => {
    expect(
      await thrown('let a = 1\n\nimport { b } from "node:path"\nimport { c } from "boom"'),
    ).toMatchObject({
      line: 4,
      column: 1,
    });
  });
});

describe('a cell that cannot be', () => {
  test.each([
    ['let y = %', /Unexpected token/],
    ['foo(\n%', /Expected `\)`/],
    ['let s = %`a', /Unterminated/],
    ['let s = %"a', /Unterminated/],
    ['%/* a\nb', /Unterminated/],
    ['if (a) {\n  f(() => {%', /Expected `}`/],
    ['let x = 1; %}', /Unexpected/],
    ['const é = "日本"; let y = %;', /Unexpected token/],
    ['1\n%return 2', /return/],
    ['let a = 1\n%@dec class A {}', /decorators/],
    ['class A { %@dec x = 1 }', /decorators/],
    ["%export * from 'x'", /export/],
    ["1;%export { a } from 'x'", /export/],
    ['%export = 3', /no exports/],
    ['1; %using x = y', /braces/],
    ['let %__cell = 1', /kernel/],
    ['const f = () => {}\nfunction* g() { %await 1 }', /await/],
    ['let a = 1\nf()\nclass A { %override f() {} }\nfunction f() {}', /override/],
  ])('%j', (text, message) => {
    const { source, line, column } = marked(text);
    let error: unknown;
    try {
      readCell(source);
    } catch (caught) {
      error = caught;
    }
    expect(error).toMatchObject({
      name: 'SyntaxError',
      message: expect.stringMatching(message),
      line,
      column,
    });
  });
});

test('every place in what is not rewritten leads to itself', () => {
  // Statements with a name in them that is nowhere else, to be found on both sides.
  const shapes = [
    (n: string) => `let v${n}: number = mark${n}`,
    (n: string) => `const c${n} = [mark${n}] as const`,
    (n: string) => `function f${n}<T>(x: T): T {\n  return mark${n}\n}`,
    (n: string) => `class K${n} {\n  private x: number = mark${n}\n}`,
    (n: string) => `var w${n} = 1, u${n}: string = mark${n}`,
    (n: string) => `if (true) { var b${n}, d${n} = mark${n} }`,
    (n: string) => `import { i${n} } from 'x'; mark${n}`,
    (n: string) => `await mark${n}`,
    (n: string) => `type T${n} = {\n  a: '日本' }; mark${n}`,
    (n: string) => `f1(); mark${n}`,
    (n: string) => `// an äöü comment\n/* and\n more */ mark${n}`,
    (n: string) => `for (var l${n} of [mark${n}]) {}`,
    (n: string) => `enum E${n} {\n  A = mark${n} }`,
  ];
  const cell = fc
    .array(fc.integer({ min: 0, max: shapes.length - 1 }), { minLength: 1, maxLength: 8 })
    .map((picks) => picks.map((pick, i) => shapes[pick]!(String(i))));
  fc.assert(
    fc.property(cell, (statements) => {
      const source = statements.join('\n');
      const { code, position } = readCell(source);
      for (const i of statements.keys()) {
        const { line, column } = placeOf(code, `mark${i}`);
        expect(position(line, column)).toEqual(placeOf(source, `mark${i}`));
      }
    }),
    { numRuns: 200 },
  );
});

function placeOf(text: string, mark: string) {
  const at = text.search(new RegExp(`${mark}\\b`));
  const before = text.slice(0, at);
  return { line: before.split('\n').length, column: at - before.lastIndexOf('\n') };
}
