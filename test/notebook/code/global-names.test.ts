import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { CellSyntaxError } from '../../../lib/notebook/code/cell-syntax-error.ts';
import { readCell } from '../../../lib/notebook/code/read-cell.ts';
import { Repl } from '../support/repl.ts';

let repl: Repl;
const folder = mkdtempSync(join(tmpdir(), 'global-names-'));
const packageUrl = pathToFileURL(join(folder, 'package.cjs')).href;

beforeAll(async () => {
  // What a name means to other code of the process: 'global', or the type of what stands in its place.
  writeFileSync(
    join(folder, 'package.cjs'),
    "module.exports = (name) => (eval('typeof ' + name) === 'undefined' ? 'none' : " +
      "eval(name) === globalThis[name] ? 'global' : eval('typeof ' + name))",
  );
  repl = await Repl.start();
  const { error } = await repl.evaluate(
    `globalThis.meaning = (await __cell.import('${packageUrl}')).default;
    globalThis.log = (value) => { logged.push(/o|f/.test((typeof value)[0]) ? typeof value : value); return value };
    globalThis.logged = []`,
  );
  if (error) throw new Error(error.stack);
});
afterAll(() => {
  repl.stop();
  rmSync(folder, { recursive: true });
});

/** The value of the last cell, each read with what those before it renamed. */
async function run(...cells: string[]): Promise<unknown> {
  const renamed = new Set<string>();
  let value: unknown;
  for (const cell of cells) {
    const code = readCell(cell, renamed);
    for (const name of code.renamed) renamed.add(name);
    const { result, error } = await repl.evaluate(code.code);
    if (error) throw new Error(`${error.stack}\n${code.code}`);
    value = result;
  }
  return value;
}

describe('a package still sees the global, and later cells what the cell declared', () => {
  test.each([
    ["let Symbol = 'AAPL'", 'Symbol', 'AAPL'],
    ['const performance: number = 0.97', 'performance', 0.97],
    ['var Map = 1', 'Map', 1],
    ['if (true) { var Set: number | undefined = 2, Map = 3 }', 'Set', 2],
    ['for (var Array = 0; Array < 3; Array++) {}', 'Array', 3],
    ["var { Date, x: [URL] }: any = { Date: 1, x: ['u'] }; if (URL !== 'u') throw 1", 'Date', 1],
    ['if (true) { var { Map }: { Map: number } = { Map: 4 } }', 'Map', 4],
    ["import { EOL as Buffer } from 'node:os'", 'Buffer.length', 1],
    ["import * as process from 'node:os'", 'process.EOL', '\n'],
    ["import process from 'node:os'", 'process.EOL', '\n'],
    ["log(URL); import { EOL as URL } from 'node:os'", 'URL', '\n'],
    ['log(fetch()); function fetch() { return 1 }', 'fetch()', 1],
    ['export default function fetch() { return 2 }', 'fetch()', 2],
    ['export async function* fetch() { yield 3 }', '(await fetch().next()).value', 3],
    ['class Event { x = Event.y; static y = 4 }', 'new Event().x', 4],
    ['abstract class Event { abstract f(): void; static y = 5 }', 'Event.y', 5],
    ['class Event { constructor(readonly x = 6) {} }', 'new Event().x', 6],
    ['enum Event { A = 7 }; enum Event { B = A + Event.A }', 'Event.B', 14],
    ['namespace Intl { export const a = 8; export const f = () => Intl.a }', 'Intl.f()', 8],
    ['namespace Intl.JSON { export const a = 9 }', 'Intl.JSON.a', 9],
    ['function Intl() {}; namespace Intl { export let a = 10 }', 'Intl.a', 10],
    ['namespace N { export const b = 11 }; import Intl = N.b', 'Intl', 11],
    ['const global = 1, [exports = 2] = []; export { global, exports as x }', 'global + exports', 3],
    ['let Object: any; Object = 12', 'Object', 12],
    ['let toString = 13', 'toString', 13],
    ['let globalThis = 14', 'globalThis', 14],
  ])('%j', async (declaration, read, value) => {
    const [name] = /^\(?(?:await )?(?:new )?(\w+)/.exec(read)!.slice(1) as [string];
    expect(await run(declaration, read)).toEqual(value);
    const { result } = await repl.evaluate(`__cell.result(meaning('${name}'))`);
    expect(result).toBe('global');
  });

  test.each(['window', 'document', 'self', 'define'])('%s stays undefined', async (name) => {
    expect(await run(`let ${name} = 1`, `[typeof ${name}, meaning('${name}')]`)).toEqual(['number', 'none']);
  });

  test('a package would see the value of a variable by the name of a global', async () => {
    await repl.evaluate('let queueMicrotask = 2');
    const { result } = await repl.evaluate(`__cell.result(meaning('queueMicrotask'))`);
    expect(result).toBe('number');
  });

  test('timers/promises', async () => {
    const cells = ["import { setTimeout } from 'node:timers/promises'\nawait setTimeout(1, 'a')"];
    expect(await run(...cells)).toBe('a');
    expect(await run(...cells, "await setTimeout(1, 'b')")).toBe('b');
    expect(await run(...cells, "[globalThis.setTimeout === setTimeout, meaning('setTimeout')]")).toEqual([
      false,
      'global',
    ]);
  });
});

describe('later cells', () => {
  test('declare it again, and closures see that', async () => {
    expect(
      await run(
        'let fetch = 1; const see = () => fetch',
        'fetch += 1',
        'see()',
        'class fetch {}',
        'typeof see()',
      ),
    ).toBe('function');
    expect(
      await run('let fetch = 1', 'const inc = () => ++fetch', 'inc(); fetch = 10', 'inc()', 'fetch'),
    ).toBe(11);
  });

  test('mention the global before any cell declared it', async () => {
    expect(
      await run('const kept = () => typeof Symbol', "let Symbol = 'AAPL'", '[kept(), typeof Symbol]'),
    ).toEqual(['function', 'string']);
  });
});

describe('names of other things stay', () => {
  test.each([
    ['{ Map }', { Map: 1 }],
    ['[{ Map }, { Map: Map }, { Map: 2, Set: Map }]', [{ Map: 1 }, { Map: 1 }, { Map: 2, Set: 1 }]],
    ['const o = { Map: { Map: 3 } }; o.Map.Map + o?.Map?.["Map"] + { [Map]: 4 }[1]!', 10],
    ['((Map: number) => Map)(2)', 2],
    ['((a = Map) => { var Map = 2; return [a, Map] })()', [1, 2]],
    ['((Map = 3, b = Map) => b)()', 3],
    ['(({ Map }, [Set = Map], ...r) => [Map, Set, r])({ Map: 2 }, [])', [2, 2, []]],
    ['(function Map() { return typeof Map })()', 'function'],
    ['(() => { if (true) { var Map = 5 } return Map })()', 5],
    ['(() => { try { throw 6 } catch (Map) { return Map } })()', 6],
    ['(() => { try { throw { Map: 6 } } catch { return Map } })()', 1],
    ['let seen = 0; for (const Map of [7]) seen = Map; [seen, Map]', [7, 1]],
    ['let seen = 0; for (let Map = 0; Map < 3; Map++) seen = Map; [seen, Map]', [2, 1]],
    ['let seen = 0; for (const Map in { a: 1 }) seen += Map.length; [seen, Map]', [1, 1]],
    ['let seen = 0; { let Map = 8; seen = Map } [seen, Map]', [8, 1]],
    ['let seen = 0; { seen = Map(); function Map() { return 9 } } [seen, Map]', [9, 1]],
    ['let seen = 0; switch (Map) { case 1: let Map = 2; seen = Map } [seen, Map]', [2, 1]],
    ['let n = 0; Map: for (;;) { for (;;) { n = Map; break Map } } n', 1],
    [
      'class C { Map = Map; static Map() { return Map } get g() { return Map } static { log(Map) } }\n' +
        '[new C().Map, C.Map(), new C().g]',
      [1, 1, 1],
    ],
    ['class C { static { var Map = 2; C.x = Map } declare static x: number }; [(C as any).x, Map]', [2, 1]],
    ['class C { [Map] = 1; #Map = Map; f() { return this.#Map } }\n[new C()[1], new C().f()]', [1, 1]],
    ['typeof class Map { static x = typeof Map }.x', 'string'],
    ['`$\x7bMap}$\x7b`$\x7bMap}`} Map`', '11 Map'],
    ['typeof Map + typeof globalThis.Map', 'numberfunction'],
    ['let a; [Map, a = Map] = [2]; [Map, a]', [2, 2]],
    ['({ Map } = { Map: 3 }); Map', 3],
    ['({ Map = 4 } = {} as any); Map', 4],
    ['({ x: Map, ...r } = { x: 5, y: 6 }); var r: any; [Map, r]', [5, { y: 6 }]],
    ['for (Map of [1, 7]); Map', 7],
    ['Map++; Map **= 3; Map ||= 1; Map', 8],
    ['const t: typeof Map = 2; let u: Map<string, typeof Map>; type Map<A, B> = [A, B]; t + Map', 3],
    ['(Map as number)! + <number>Map + (Map satisfies number)', 3],
    ['enum E { Map = 5, B = Map }; [E.B, Map]', [5, 1]],
    ['enum E { A = Map }; E.A', 1],
    [
      'namespace N { export const a = Map; export namespace M { export const Map = 2; export const b = Map } }\n' +
        '[N.a, N.M.b]',
      [1, 2],
    ],
    ['function f(this: unknown, Map: number): number; function f(Map: any) { return Map }; f(3)', 3],
    ['class P { constructor(readonly Map: number, b = Map) { log(b) } }; new P(4).Map', 4],
    ['eval("typeof Map") + typeof new Function("return Map")()', 'functionfunction'],
    ['\\u004dap', 1],
    ['"Map" /* Map */ // Map', 'Map'],
    ['(a => Map)()', 1],
    ['new (class { static x = 1; y = () => Map })().y()', 1],
    ['async function g() { for await (const x of [Map]) return x } await g()', 1],
    ['for await (const Map of [log(1)]) log(Map); Map', 1],
    ['(await import("node:os")).EOL + await Map', '\n1'],
  ])('%j after `let Map = 1`', async (cell, value) => {
    expect(await run('let Map: any = 1', cell as string)).toEqual(value);
  });
});

describe('functions and classes keep their names', () => {
  test.each([
    'function fetch() {}',
    'async function* fetch() {}',
    'export default async function fetch() {}',
    'let fetch = () => 1',
    'const fetch = <T,>(x: T): T => x',
    'const fetch = (function () {})',
    'let fetch; fetch = async () => 1',
    'let fetch; fetch ??= class {}',
    'let { fetch = () => 1 } = {}; let x = fetch',
    'const [fetch = function () {}] = []',
    'if (1) { var fetch: any = () => 1 }',
    'class fetch {}',
    'log(1); fetch(); function fetch() {}',
  ])('%j', async (cell) => {
    expect(await run(cell, 'fetch.name')).toBe('fetch');
  });
});

describe('what is renamed', () => {
  test.each([
    ['let x = 1; type Map = 1; interface Set {}; declare const URL: any; import type { Event } from "x"', []],
    ['function f() { let Map = 1; return Map }', []],
    ['{ let Map = 1; var Set = 2 }', ['Set']],
    ['let Map = 1, y = 2; function fetch() {}', ['Map', 'fetch']],
  ])('%j', (cell, names) => {
    expect(readCell(cell as string).renamed).toEqual(names);
  });

  test.each(['undefined', 'NaN', 'Infinity'])('%s cannot be declared', async (name) => {
    const { error } = await repl.evaluate(readCell(`let ${name} = 1`).code);
    expect(error?.message).toContain('already been declared');
  });

  test.each(['eval', 'arguments', '__cell'])('%s is refused', (name) => {
    expect(() => readCell(`let ${name} = 1`)).toThrow(CellSyntaxError);
  });

  // A name renamed throughout its own scope would mean the same, but functions' texts and errors show it.
  test.each([
    '(Map: number) => Map',
    '(a = () => 1, { b: [Map] }: any, ...Set: any[]) => [Map, Set]',
    '() => { if (1) { for (var Map = 1; ; ) Map++ } return Map }',
    '() => { try { throw 1 } catch ({ Map }: any) { Map() } }',
    '() => { for (const Map of []) { () => Map } for (let Map = 1; ; ) Map++; for (const Set in {}) log(Set) }',
    '() => { switch (1) { case 1: let Map = 1; default: Map++ } }',
    '() => { Map(); new Set(); function Map() {} class Set {} }',
    '(function Map() { Map() }); (class Set { x = Set })',
    'class C { static { Map = 1; { var Map = 2 } } constructor(private Set: number) { Set++ } }',
    'enum E { Map = 1, Set = Map }; enum E { C = Map }',
    'namespace N.Map { Map; export const Set = 1; { var C = Set } }',
    'namespace N { import Map = N.Set; export enum Set { A }; Map; Set.A }',
    'type A<Map> = Map | typeof Set; let x: Map<Set>; x as Map; f<Set>(); interface B extends Map {}',
    'Map: for (;;) { break Map }; ({ Map: 1, Set() {} }).Map; class C { Map = 1; get Set() { return 1 } }',
    "import { Map as M, default as S } from 'x'; export { M as Map }",
    'declare let Map: 1; class C implements Map { declare Set: 1; [k: string]: Set }',
  ])('is not what means something else: %j', (source) => {
    expect(readCell(source, new Set(['Map', 'Set'])).code).not.toContain('$cell_');
  });

  test('is not what cells do not declare', () => {
    const source = 'const m = new Map(); setTimeout(() => m)';
    expect(readCell(source, new Set(['fetch'])).code).toBe(readCell(source).code);
  });
});

test.each([
  ['let fetch = 1; const Map: number = fetch + %null.x', 0],
  ['function fetch(): any {\n  return fetch.name + %null.x\n}\nconst performance = { fetch }; fetch()', 0],
  ['const o = { Map, URL: %null.x }; var Map', 0],
  ['if (true) { var Map: any = 1, Set = %null.x }', 0],
])('errors lead back: %j', async (text) => {
  const at = text.indexOf('%');
  const source = text.replace('%', '').replace('null.x', '(null as any).x');
  const cell = readCell(source);
  const { error } = await repl.evaluate(cell.code, 'here.ts');
  const [, line, column] = /here\.ts:(\d+):(\d+)/.exec(error!.stack)!;
  const before = text.slice(0, at);
  expect(cell.position(Number(line), Number(column))).toEqual({
    line: before.split('\n').length,
    column: at - before.lastIndexOf('\n') + '(null as any).'.length,
  });
});

describe('a name of a global means what any other name would', () => {
  const k = fc.integer({ min: 1, max: 9 }).map(String);
  const { block } = fc.letrec<{ block: string; statement: string }>((tie) => {
    const filled = (template: string) =>
      fc.tuple(k, k, tie('block')).map(([a, b, inner]) =>
        template
          .replaceAll('S', () => inner)
          .replaceAll('K', a)
          .replaceAll('J', b),
      );
    const leaves = [
      'log(@)',
      'log(typeof @)',
      '@ = K',
      '@ += K',
      'log({ @ }.@)',
      '({ @ } = { @: K })',
      '[@ = K] = [];',
      '({ @ = K } = {})',
      '@: for (;;) break @',
      'log({ @: K }.@ + `$\x7bNumber(@)}`)',
      'log({ @() { return @ } }.@())',
      'log(((@ = K) => @)())',
      'var @ = K',
      'var @',
      'var { @ } = { @: K }',
      'let @ = K',
      'const @ = K',
      'function @() { return @ }',
      'class @ { static x = typeof @ }',
      'for (@ of [K, J]) log(@)',
      'for (@ = 0; @ < 2; @++) log(@)',
      'log(@?.@)',
      'log(((a = () => @) => { var @ = K; return a() })())',
      'log(await @)',
      'log((@ as any)!)',
    ];
    const nests = [
      '{ S }',
      '{ let @ = K; S }',
      'if (@) { const @ = K; S }',
      '(function @() { S })()',
      '((@) => { S })(K)',
      '(({ @ }: any) => { S })({ @: K })',
      'try { throw K } catch (@) { S }',
      'try { S } catch (e: any) { log(@) }',
      'for (let @ of [K, J]) { S }',
      'for (let @ = 0; @ < 2; @++) { S }',
      'for (const @ in { K: 1 }) { S }',
      '{ const f = () => { S }; @ = K; f() }',
      '{ class C { @ = @; static @() { S } } log(new C().@); C.@() }',
      'new (class @ { constructor() { S } })()',
      'switch (@) { default: let @ = K; S }',
      'switch (K) { default: S }',
      '{ class C { static { S } } }',
      'for (var @ of [K]) { S }',
    ];
    return {
      statement: fc.oneof(
        { maxDepth: 5, depthIdentifier: 'd' },
        fc
          .tuple(k, k, fc.constantFrom(...leaves))
          .map(([a, b, t]) => t.replaceAll('K', a).replaceAll('J', b)),
        fc.constantFrom(...nests).chain(filled),
      ),
      block: fc
        .array(tie('statement'), { minLength: 1, maxLength: 4, depthIdentifier: 'd' })
        .map((all) => all.join('; ')),
    };
  });

  test('in any nest of scopes', async () => {
    let tried = 0;
    const outcome = async (template: string, name: string, renamed: Set<string>) => {
      const source = template.replaceAll('@', () => name);
      const { code } = readCell(source, renamed);
      const { result, error } = await repl.evaluate(
        `logged.length = 0; ${name === 'fetch' ? '$cell_fetch' : name} = 1;${code}`.replace(
          /^(.*?)('use strict';)/s,
          '$2$1',
        ),
      );
      const logged = (await repl.evaluate('__cell.result(logged)')).result;
      // A function's text has the other name.
      return JSON.stringify([result, error?.name, logged]).replaceAll('$cell_', '').replaceAll(name, '@');
    };
    await repl.evaluate('let $cell_fetch, zq7');
    await fc.assert(
      fc.asyncProperty(block, async (template) => {
        let expected: string;
        try {
          expected = await outcome(template, 'zq7', new Set());
        } catch (error) {
          if (!(error instanceof CellSyntaxError)) throw error;
          expect(() => readCell(template.replaceAll('@', 'fetch'))).toThrow(CellSyntaxError);
          return;
        }
        tried++;
        expect(await outcome(template, 'fetch', new Set(['fetch']))).toBe(expected);
        await repl.evaluate('logged.length = 0');
        expect((await repl.evaluate("__cell.result(meaning('fetch'))")).result).toBe('global');
      }),
      { numRuns: 400 },
    );
    expect(tried).toBeGreaterThan(100);
  });
});
