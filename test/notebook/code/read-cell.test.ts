import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readCell } from '../../../lib/notebook/code/read-cell.ts';
import { Repl, type ReplOutcome } from '../support/repl.ts';

let repl: Repl;
beforeAll(async () => {
  repl = await Repl.start();
});
afterAll(() => repl.stop());

async function outcome(...cells: string[]): Promise<ReplOutcome> {
  let last: ReplOutcome = { calls: [] };
  for (const [i, cell] of cells.entries()) {
    last = await repl.evaluate(readCell(cell).code);
    if (last.error && i < cells.length - 1) throw new Error(`cell ${i}: ${last.error.stack}`);
  }
  return last;
}

/** The value of the last cell; a cell that throws fails the test. */
async function run(...cells: string[]): Promise<unknown> {
  const { result, error } = await outcome(...cells);
  if (error) throw new Error(error.stack);
  return result;
}

let names = 0;
const fresh = () => `x${++names}`;

describe('names can be declared again by later cells', () => {
  const forms: Record<string, (name: string, value: number) => string> = {
    let: (x, v) => `let ${x}: number = ${v}`,
    const: (x, v) => `const ${x} = ${v}`,
    var: (x, v) => `var ${x} = ${v}`,
    'var in a block': (x, v) => `if (true) { var ${x} = ${v} }`,
    'var in a loop': (x, v) => `for (var ${x} = 0; ${x} < ${v}; ${x}++) {}`,
    class: (x, v) => `class ${x} { static valueOf() { return ${v} } }`,
    'abstract class': (x, v) =>
      `abstract class ${x} { abstract f(): void; static valueOf() { return ${v} } }`,
    function: (x, v) => `function ${x}() {}; ${x}.valueOf = () => ${v}`,
    'hoisted function': (x, v) => `${x}.valueOf = () => ${v}; function ${x}() {}`,
    generator: (x, v) => `export function* ${x}() {}\n${x}.valueOf = () => ${v}`,
    enum: (x, v) => `enum ${x} { A = ${v} }; ${x}.valueOf = () => ${x}.A`,
    namespace: (x, v) => `namespace ${x} { export const valueOf = () => ${v} }`,
    import: (x, v) => `import { EOL as ${x} } from 'data:text/javascript,export const EOL = ${v}'`,
    'import *': (x, v) =>
      `import * as ${x}n from 'data:text/javascript,export const v = ${v}'; const ${x} = ${x}n.v`,
    destructuring: (x, v) => `const { a: [${x}] } = { a: [${v}] }`,
  };
  const kinds = Object.keys(forms);
  test.each(kinds)('%s, and then each other', async (kind) => {
    for (const other of kinds) {
      const x = fresh();
      const seen = await run(
        forms[kind]!(x, 1),
        `const see${x} = () => Number(${x})`,
        forms[other]!(x, 2),
        `[Number(${x}), see${x}()]`,
        forms[kind]!(x, 3),
        `[Number(${x}), see${x}()]`,
      );
      expect(seen, `${kind} then ${other}`).toEqual([3, 3]);
    }
  });

  test('functions of earlier cells and the cells share one variable', async () => {
    expect(
      await run('let k = 1; const inc = () => ++k', 'inc(); k = 10', 'inc()', 'let k = 100', '[inc(), k]'),
    ).toEqual([101, 101]);
  });
});

describe('a cell twice declaring a name', () => {
  test.each([
    ['let a = 1\nlet a = 2', 2, 5],
    ['const a = 1\nfunction a() {}', 2, 10],
    ['function a() {}\nfunction a() {}', 2, 10],
    ["import { a } from 'x'\nconst a = 1", 2, 7],
    ["import a, { b as a } from 'x'", 1, 18],
    ['class a {}\nvar a', 2, 5],
    ['enum a { b }\nclass a {}', 2, 7],
    ['namespace a { export const b = 1 }\nfunction a() {}', 2, 10],
  ])('%j', (source, line, column) => {
    expect(() => readCell(source)).toThrow(
      expect.objectContaining({
        line,
        column,
        message: expect.stringMatching(/Identifier ['`]a['`] has already been declared/),
      }),
    );
  });

  test.each([
    ['var a = 1; var a = 2; a', 2],
    ['var a = 1; var a; a', 1],
    ['interface B { y: number }; class B { x = 1 }; new B().x', 1],
    ['function f() { return 1 }; namespace f { export const b = 2 }; f() + f.b', 3],
    ['class C { static a = 1 }; namespace C { export const b = 2 }; C.a + C.b', 3],
    ['enum E { A = 1 }\nenum E { B = A + 1 }; enum E { C = B + 1 }\n[E.A, E.B, E.C, E[3]]', [1, 2, 3, 'C']],
    ['enum E { A = 1 }; namespace E { export function f() { return E.A + 1 } }; E.f()', 2],
    ['namespace N { export const a = 1 }; namespace N.M { export let b = N.a + 1 }; N.M.b', 2],
    ['namespace N { export let n = 0; export function inc() { n++ } }; N.inc(); N.n', 1],
    [
      'function f(a: string): string; function f(a: number): number; function f(a: any) { return a }; f(3)',
      3,
    ],
    ['type T = number; const T: T = 1; T', 1],
  ])('may: %j', async (source, value) => {
    expect(await run(source)).toEqual(value);
  });
});

describe('functions run before their place', () => {
  test.each([
    ['const v = f(); function f() { return g() }\nfunction g() { return 4 }; v', 4],
    ['const v = [1, 2].map(f); export default function f(x: number) { return x * 2 }; v', [2, 4]],
    ['const v = await f(); async function f() { return 5 }; v', 5],
    ['const v = [...f()]; function* f() { yield 6 }; v', [6]],
    ['const v = f.name + g.name; function f() {}; function g() {}; v', 'fg'],
    ['const foos = [foo()]\nfunction foo() { return 1 }\n[foos].length; foos', [1]],
  ])('%j', async (source, value) => {
    expect(await run(source)).toEqual(value);
  });

  test('and see later cells through their own name', async () => {
    await run('function fac(n: number): number { return n < 2 ? 1 : n * fac(n - 1) }', 'const old = fac');
    expect(await run('old(4)', 'function fac(n: number) { return 100 }', 'old(4)')).toBe(400);
  });
});

describe('var outside of functions', () => {
  test.each([
    ['if (false) { var q = 1 }; q', undefined],
    ['for (var i = 0, n = 3; i < n; i++); [i, n]', [3, 3]],
    ['for (var k of [1, 2]) {} k', 2],
    ['for (var { a: m } of [{ a: 1 }, { a: 2 }]) {} m', 2],
    ['for (var p in { u: 1, w: 2 }); p', 'w'],
    ['v1 = 3; var v1; v1', 3],
    [
      'var z = 1\nvar { y: [z2 = 5], ...z3 }: any = { y: [], t: 1 }, z4\n[z, z2, z3, z4, z]',
      [1, 5, { t: 1 }, undefined, 1],
    ],
    ['try { throw 7 } catch (e) { var caught = e } caught', 7],
    ['switch (1) { case 1: var s = 1, t; default: var [u]: number[] = [s + 1] } u', 2],
    ['let o = 1\nif (o) var { h } = { h: 5 }\nelse var h = 6\nh', 5],
    ['const fs: any[] = []; for (var j = 0; j < 2; j++) fs.push(() => j); fs.map((f) => f())', [2, 2]],
    ['var w!: number, w2 = 1; w2', 1],
    ['{ var b1: number = 1; var b2\n(b1) } b1', 1],
    ['var x1 = typeof x1; x1', 'undefined'],
    ['l: for (;;) { var x2 = 1; break l } x2', 1],
    ['let q1 = 1\nvar { q2 } = { q2: 2 }; q2++; [q1, q2]', [1, 3]],
    ['var x3\n(1)\nvar x3 = 2\nx3', 2],
    ['const g5 = h5(); var x5 = 1; function h5() { return x5 } g5', undefined],
    ['class S { static { var inner = 1 } }; typeof inner', 'undefined'],
    ['do var x6 = 1; while (false)\nx6', 1],
  ])('%j', async (source, value) => {
    expect(await run(source)).toEqual(value);
  });
});

describe('the result', () => {
  test.each([
    ['1, 2', 2],
    ['({ a: 1 })', { a: 1 }],
    ['5 // five', 5],
    ['5 /* five */ ;', 5],
    ['let a = 1\n;[a]', [1]],
    ["'hello'", 'hello'],
    ['const r = [3] as const\nr satisfies readonly number[]', [3]],
    ['(<number>4)', 4],
    ['let r1: number | undefined = 2; r1!', 2],
    ['let r2 = 1; r2 = 7', 7],
    ['export default { a: 1 }', { a: 1 }],
    ['export default 1 + 1;', 2],
    ['(function () { return typeof this })()', 'undefined'],
    ['import.meta.here', 'meta'],
    ['await\n1', 1],
    ['(await(1)) + await/* 2 */(2)', 3],
    ['export default class {}', 'class {}'],
    // biome-ignore lint/suspicious/noTemplateCurlyInString: it is the code of a cell or module
    ['`a\n${1}`', 'a\n1'],
    ["'日本語'.length as number // 日本", 3],
    ['const π: Array<"ü"> = []; const 名前 = 3; 名前', 3],
  ])('%j', async (source, value) => {
    expect(readCell(source).hasResult).toBe(true);
    expect(await run(source)).toEqual(value);
  });

  test.each([
    'let a = 1',
    "'use strict'",
    '',
    '// nothing',
    'if (true) 5',
    'type A = 1',
    'f; function f() {}',
    'export {}',
  ])('none: %j', async (source) => {
    expect(readCell(source).hasResult).toBe(false);
    expect(await run(source)).toBeUndefined();
  });
});

describe('await and import', () => {
  test('what is awaited outside of functions goes through the host', async () => {
    const { calls, result } = await outcome(
      `const f = async () => await 1; await f; const g = [await (2), await await 3]; [...g, await f()]`,
    );
    expect(result).toEqual([2, 3, 1]);
    expect(calls).toEqual([
      ['await', 'async () => await 1'],
      ['await', 2],
      ['await', 3],
      ['await', 3],
      ['await', expect.anything()],
    ]);
  });

  test('for await', async () => {
    const { calls, result } = await outcome('let sum = 0\nfor await (const x of [1, await 2]) sum += x\nsum');
    expect(result).toBe(3);
    expect(calls).toEqual([
      ['await', 2],
      ['each', [1, 2]],
    ]);
  });

  test('imports run first, in order', async () => {
    const { calls, result } = await outcome(
      `const here = join('a', sep)
import { join, sep as sep } from 'node:path'
import type { X } from 'nowhere'
import { type Y } from 'nowhere'
import path, * as all from 'node:path'; import 'node:os'
[here, all.sep === sep, path.join === join]`,
    );
    expect(result).toEqual(['a/', true, true]);
    expect(calls).toEqual([
      ['import', 'node:path', { names: ['join', 'sep'] }],
      ['import', 'node:path', undefined],
      ['import', 'node:os', undefined],
    ]);
  });

  test('attributes, text names, missing names', async () => {
    const { calls, result } = await outcome(
      `import data, { 'a b' as ab } from 'data:text/javascript,const ab=1; export { ab as "a b", ab as default }' with { }
import json from 'data:application/json,{"a":2}' with { type: 'json' }
import { Type } from 'data:text/javascript,export const q = 1'
[data, ab, json.a, typeof Type]`,
    );
    expect(result).toEqual([1, 1, 2, 'undefined']);
    expect(calls[1]).toEqual([
      'import',
      'data:application/json,{"a":2}',
      { names: ['default'], with: { type: 'json' } },
    ]);
  });

  test('import(…) in functions too', async () => {
    const { calls, result } = await outcome(
      `const load = (x: string) => import(x); const { sep } = await load('node:path'); sep`,
    );
    expect(result).toBe('/');
    expect(calls[0]).toEqual(['import', 'node:path', undefined]);
  });
});

test('declarations by name and kind', () => {
  const { declarations } = readCell(`import d, { a as b, type T } from 'x'
import * as ns from 'y'; import type { U } from 'z'
let v; const { c, e: [g, ...h] } = {} as any
export function f() {} class K {} abstract class L {} enum E { A } namespace N { export const x = 1 }
interface I {} type A = 1; declare const q: number; declare namespace M {} namespace Empty { export type X = 1 }
if (v) { var w = 1; let inner = 2 }
class I {}`);
  expect(declarations.map(({ name, kind }) => `${name}:${kind}`).join(' ')).toBe(
    'd:constant b:constant T:type ns:constant U:type v:variable c:constant g:constant h:constant f:constant ' +
      'K:constant L:constant E:constant N:constant I:constant A:type q:type M:type Empty:type w:variable',
  );
});

describe('TypeScript of all sorts', () => {
  test.each([
    [
      'class P { constructor(public x: number, private readonly y = 2) {} sum() { return this.x + this.y } }\nnew P(1).sum()',
      3,
    ],
    ['enum Color { Red, Green = 5, Blue }\n[Color.Blue, Color[5]]', [6, 'Green']],
    ['const enum CE { A = 1, B = A << 2 }\nCE.B', 4],
    ['export enum XE { A = "a" }\nXE.A', 'a'],
    ['namespace Deep.Er { export const z = 1 }\nDeep.Er.z', 1],
    ['namespace OnlyTypes { export type X = 1 }\nlet ot: OnlyTypes.X = 1\not', 1],
    ['namespace Src { export const one = 1 }\nimport Al = Src.one\nAl', 1],
    ['declare function nope(): void\ndeclare global { interface Q {} }\ntypeof nope', 'undefined'],
    [
      'abstract class Shape { abstract area(): number\n abstract name: string\n twice() { return 2 * this.area() } }\nclass Sq extends Shape { name = "s"; area() { return 4 } }\nnew Sq().twice()',
      8,
    ],
    ['function over(a: string): void\nfunction over(a: any) { return arguments.length }\nover("x")', 1],
    ['const gen = <T,>(x: T): T => x\ngen<number>(3)', 3],
    [
      'class G<T> extends Object { #v?: T; static n: number = 2; declare z: T; override toString() { return "g" } }\nString(new G<string>())',
      'g',
    ],
    // biome-ignore lint/suspicious/noTemplateCurlyInString: it is the code of a cell or module
    ['let tpl = `${(1 as number) + 1}`\ntpl', '2'],
    [
      'label: for (const a of [1]) { continue label }\nlet t1: typeof import("node:path") | undefined\nt1',
      undefined,
    ],
    ['#!/usr/bin/env node\n5', 5],
    ['export const ex1 = 1, ex2 = 2\nexport { ex1, ex2 as other }\nexport type { ex1 as T }\nex1 + ex2', 3],
    ['let asi = 1\nimport { sep } from "node:path"\n[asi].length', 1],
    ['{ enum Inner { A = 3 }; var inner1 = Inner.A }\ninner1', 3],
  ])('%j', async (source, value) => {
    expect(await run(source)).toEqual(value);
  });
});

describe('a cell that is nothing but {…}', () => {
  test.each([
    ['{ id: 1 }', { id: 1 }],
    ['{ id: 1, "b": [2] }', { id: 1, b: [2] }],
    ['{}', {}],
    ['{ a: await Promise.resolve(1) } // after', { a: 1 }],
    ['// before\n/* { */ {\n  a: 1 as number,\n}\n', { a: 1 }],
    ['{ ...{ a: 1 }, b: (x => x)(2) }', { a: 1, b: 2 }],
  ])('%s is an object', async (source, value) => {
    expect(await run(source)).toEqual(value);
  });

  test.each(['{ let inner = 1; inner }', '{ id: 1 };', '{ id: 1 }\n{ id: 2 }', '{ f: for (;;) break f; }'])(
    '%s is none',
    (source) => {
      expect(readCell(source).hasResult).toBe(false);
    },
  );

  test('places in it are those of the cell', () => {
    const source = '{\n  a: 1, b: nowhere() }';
    const { code, position } = readCell(source);
    const lines = code.split('\n');
    const at = position(lines.length, lines.at(-1)!.indexOf('nowhere') + 1);
    expect(at).toEqual({ line: 2, column: 12 });
  });
});
