import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { OpenDocuments } from '../../../lib/notebook/language/open-documents.ts';
import { cells, folder } from './cells.ts';

describe('a cell is checked', () => {
  test('with line and column from 1 and the end of the fault', async () => {
    const { language } = cells();
    const source = 'const a = 1;\n  const b: string = a;\n';
    expect(await language.check(source, [])).toEqual([
      {
        line: 2,
        column: 9,
        endLine: 2,
        endColumn: 10,
        code: 2322,
        message: "Type 'number' is not assignable to type 'string'.",
      },
    ]);
  });

  test('strictly, with await at the top and without hints', async () => {
    const { run } = cells();
    expect(await run('const unused = await 5; for await (const x of []) {}', 'unused')).toEqual([]);
    expect(await run('function f(a) { return a }', 'f')).toEqual([
      "1:12 7006 Parameter 'a' implicitly has an 'any' type.",
    ]);
  });

  test('with the explanation of a fault in several lines', async () => {
    const { run } = cells();
    expect(await run('const x: { a: () => string } = { a: function () { return 1 } };')).toEqual([
      expect.stringContaining("'string'."),
    ]);
    expect(await run('class A<T> { x!: T }\nconst a: A<string> = new A<number>();')).toEqual([
      "2:7 2322 Type 'A<number>' is not assignable to type 'A<string>'.\n" +
        "  Type 'number' is not assignable to type 'string'.",
    ]);
  });

  test('with columns in UTF-16 units, whatever ends its lines', async () => {
    const { run } = cells();
    expect(await run('const s = "😀"; s.no;\r\nlet ä = 1; ä.no;\r\n', 's ä:v')).toEqual([
      expect.stringMatching(/^1:19 2339 /),
      expect.stringMatching(/^2:14 2339 /),
    ]);
  });

  test('and its comments for the checker count', async () => {
    const { run } = cells();
    expect(await run('// @ts-nocheck\nconst bad: number = "s";', 'bad')).toEqual([]);
    expect(await run('bad.toFixed(); bad.length')).toEqual([expect.stringMatching(/^1:20 2339 /)]);
    expect(await run('// @ts-expect-error\nbad.length')).toEqual([]);
    expect(await run('// @ts-ignore\nbad.length // end')).toEqual([]);
    // What is added behind the cell is not what the comment speaks of.
    expect(await run('bad;\n// @ts-expect-error')).toEqual([expect.stringMatching(/^2:1 2578 /)]);
  });

  test.each([
    ['foo(1,', '1:7 1005'],
    ['const s = `abc', '1:15 1160'],
    ['/* never closed', '1:16 1010'],
    ['const a = { b: [1, 2 };', '1:22 1005'],
    ['if (true) {\n', '2:1 1005'],
    ['nowhere; const q = (1 + ;', '1:25 1109'],
  ])('and syntax errors are all that is said of %j', async (source, start) => {
    const { run } = cells();
    const faults = await run(source);
    expect(faults[0]).toMatch(new RegExp(`^${start} `));
    expect(faults.filter((fault) => / 2\d\d\d /.test(fault))).toEqual([]);
  });

  test('when it is large', async () => {
    const { run } = cells();
    const lines = Array.from({ length: 25_000 }, (_, i) => `const name${i} = { value: ${i}, of: 'x' };`);
    const source = `${lines.join('\n')}\nname3.of.toFixed();`;
    expect(source.length).toBeGreaterThan(900_000);
    expect(await run(source, 'name3')).toEqual([expect.stringMatching(/^25001:10 2551 /)]);
    expect(await run('name3.value.nope')).toEqual([expect.stringMatching(/^1:13 2339 /)]);
  });
});

describe('later cells see', () => {
  test('constants, which they cannot assign, and variables, which they can', async () => {
    const { run } = cells();
    await run('const c = 1; let v = 2; function f(x: number) { return [x] }', 'c v:v f');
    expect(await run('v = c + f(v)[0]!;')).toEqual([]);
    expect(await run('c = 3;')).toEqual([expect.stringMatching(/^1:1 2(588|632) /)]);
    expect(await run('v = "s";')).toEqual([expect.stringMatching(/^1:1 2322 /)]);
  });

  test('types, generic classes, enums, namespaces, overloads', async () => {
    const { run } = cells();
    const declared =
      'interface I<T> { t: T }\ntype U<T> = T | null;\nclass Box<T> { constructor(readonly v: T) {} }\n' +
      'enum Level { Low, High }\nnamespace Shapes.Flat { export type Side = number; export const n = 1 }\n' +
      'function over(a: string): string; function over(a: number): number;\nfunction over(a: any) { return a }';
    expect(await run(declared, 'I:t U:t Box Level Shapes over')).toEqual([]);
    expect(
      await run(
        'const i: I<string> = { t: "a" }; const u: U<number> = null; const b: Box<number> = new Box(1);\n' +
          'const l: Level = Level.High; const s: Shapes.Flat.Side = Shapes.Flat.n; over(1).toFixed();',
      ),
    ).toEqual([]);
    expect(await run('const i: I<string> = { t: 1 }; new Box("s").v.toFixed(); over(true)')).toHaveLength(3);
  });

  test('what was destructured and imported, by default and as a whole', async () => {
    const { run } = cells();
    const source =
      'import path, { join as combine, type ParsedPath } from "node:path";\nimport * as fs from "node:fs";\n' +
      'const { a, b: [c = "x"], ...rest } = { a: 1, b: ["s"], d: 2, e: 3 };\nif (a) { var hoisted = 5 }';
    expect(await run(source, 'path combine ParsedPath:t fs a c rest hoisted:v')).toEqual([]);
    expect(
      await run(
        'const p: ParsedPath = path.parse(combine("a", c)); fs.existsSync(p.base); rest.d.toFixed(a);\n' +
          'hoisted = 3;',
      ),
    ).toEqual([]);
    expect(await run('rest.a')).toEqual([expect.stringMatching(/^1:6 2339 /)]);
  });

  test('the latest declaration of a name, be it imported before or after', async () => {
    const { run } = cells();
    await run('const x = 1;', 'x');
    await run('const before = x;', 'before');
    await run('const x = "s";', 'x');
    expect(await run('x.length; before.toFixed();')).toEqual([]);
    await run('import { sep as x } from "node:path";', 'x');
    expect(await run('x.trim(); x.toFixed()')).toEqual([expect.stringMatching(/^1:13 2551 |^1:13 2339 /)]);
    await run('const join = 5;', 'join');
    expect(await run('import { join } from "node:path"; join("a", "b").trim()', 'join')).toEqual([]);
    expect(await run('join("a").length')).toEqual([]);
  });

  test('a type and a value of one name from two cells', async () => {
    const { run } = cells();
    await run('interface Point<T> { x: T }', 'Point:t');
    await run('function Point(x: number): Point<number> { return { x } }', 'Point');
    expect(
      await run('const p: Point<number> = Point(1); let q: Point<string> = { x: "s" };', 'p q:v'),
    ).toEqual([]);
    expect(await run('Point.y; const r: Point<number> = { x: "s" };')).toHaveLength(2);
    await run('type Point = "on" | "off"', 'Point:t');
    expect(await run('const s: Point = "on"; Point(3);')).toEqual([]);
    await run('class Point { z = 1 }', 'Point');
    expect(await run('const t: Point = new Point(); t.z.toFixed()')).toEqual([]);
    // The type of a class goes with it.
    await run('const Point = 5', 'Point');
    expect(await run('let u: Point;')).toEqual([expect.stringMatching(/^1:8 2749 /)]);
  });

  test('a type beside the class that it replaces', async () => {
    const { run } = cells();
    await run('class Bank { equity = 1 }', 'Bank');
    await run('interface Bank { loss: number }', 'Bank:t');
    expect(await run('const b: Bank = { loss: 1 }; new Bank().equity')).toEqual([]);
    expect(
      await run('interface Bank { other: 1 }; new Bank().equity; ({ other: 1 }) satisfies Bank', 'Bank:t'),
    ).toEqual([]);
  });

  test('which of two classes of one name is meant', async () => {
    const { run } = cells();
    await run('class Bank { #a = 1; }\nconst old = new Bank();', 'Bank old');
    const [fault] = await run('class Bank { #a = 1; }\nconst b: Bank = old;', 'Bank b');
    expect(fault).toMatch(/^2:7 2322 Type 'Bank of an earlier cell' is not assignable to type 'Bank'/);
    expect(fault).not.toContain('.faultline');
  });

  test('names whose cells ran again and again, at no cost', async () => {
    const { run, language } = cells();
    await run('const base = 1;', 'base');
    for (let i = 0; i < 12; i++) {
      await run(`const a = base + ${i};`, 'a');
      await run(`const b = a + ${i};`, 'b');
      await run('a + b');
    }
    expect(await run('a.toFixed(); b.toFixed()')).toEqual([]);
    const { documents } = language as unknown as { documents: OpenDocuments };
    // The folder's two and the draft; base; the last a and b, and the a that this b was made from.
    expect(documents.names.length).toBeLessThanOrEqual(7);
  });

  test('names that a cell exports by itself', async () => {
    const { run } = cells();
    expect(await run('export const e = 1; const f = 2; export default f;', 'e f')).toEqual([]);
    expect(await run('e.toFixed(); f.toFixed(); e.no')).toHaveLength(1);
  });

  test('variables without a type, which take what is assigned', async () => {
    const { run } = cells();
    expect(await run('const list = []; let later; let none = null;', 'list later:v none:v')).toEqual([]);
    expect(await run('list.push(1); later = 5; later.toFixed(); none = "s";')).toEqual([]);
  });

  test('what a cell adds to all', async () => {
    const { run } = cells();
    expect(await run('declare global { interface Array<T> { second(): T } }', 'global')).toEqual([]);
    expect(await run('[1, 2].second().toFixed(); global.process.pid.toFixed()')).toEqual([]);
  });

  test('names of the browser again as what the cell makes of them', async () => {
    const { run } = cells();
    expect(
      await run('const name = { first: "a" }; let status = 5; const open = () => 1;', 'name status:v open'),
    ).toEqual([]);
    expect(await run('name.first; status = 6; open().toFixed()')).toEqual([]);
  });

  test('nothing after a reset', async () => {
    const { run, language } = cells();
    await run('const x = 1;', 'x');
    language.reset();
    expect(await run('x')).toEqual([expect.stringMatching(/^1:1 2304 /)]);
    await run('const x = "s";', 'x');
    expect(await run('x.length')).toEqual([]);
  });
});

describe('a folder', () => {
  test('has the kernel’s globals, Node’s and the package', async () => {
    const { run } = cells();
    const source =
      'import { run, banks } from "faultline";\nconst line: string = await input("name?", { password: true });\n' +
      'const r = run(banks); r.metrics.loss!.toFixed(); r.nothing; __dirname.length;\n' +
      'require("node:fs"); Buffer.from("a"); fetch; [3, 1].toSorted();';
    expect(await run(source)).toEqual([expect.stringMatching(/^3:52 2339 .*'nothing'/)]);
    // Those of a browser are not there, so a forgotten declaration shows.
    expect(await run('document.title; name')).toHaveLength(2);
  });

  test('may have any name', async () => {
    const { run } = cells(join(folder({ 'a b/ü#%20?/helper.ts': 'export const h = 1;' }), 'a b/ü#%20?'));
    await run('import { h } from "./helper.ts"; let v = h;', 'h v:v');
    expect(await run('v = h; h.no')).toEqual([expect.stringMatching(/^1:10 2339 /)]);
  });

  test('is checked as every other, whatever its tsconfig says', async () => {
    const tsconfig = '{ "compilerOptions": { "strict": false, "lib": ["es5"] }, "include": ["**/*"] }';
    const { run } = cells(folder({ 'tsconfig.json': tsconfig, 'inner/x.ts': '' }));
    expect(await run('[1].toSorted(); let f = (a) => a;')).toEqual([expect.stringMatching(/^1:26 7006 /)]);
  });

  test('gives its own faultline to the cells', async () => {
    const directory = folder({
      'node_modules/faultline/package.json':
        '{ "name": "faultline", "version": "9.0.0", "main": "i.js", "types": "i.d.ts" }',
      'node_modules/faultline/i.d.ts': 'export const own: 9;',
      'node_modules/faultline/i.js': '',
    });
    expect(await cells(directory).run('import { own } from "faultline"; own.toFixed(); own.x')).toHaveLength(
      1,
    );
  });

  test('has modules, by any of their names, and data', async () => {
    const { run } = cells(
      folder({
        'nb/here.txt': '',
        'lib/above.ts': 'export const above = 1;',
        'helper.ts': 'export const help = "s";',
        'data.json': '{ "a": [1] }',
      }),
    );
    const imports =
      'import { help } from "./helper.ts"; import { help as again } from "./helper.js";\n' +
      'import data from "./data.json"; import { above } from "./lib/above.ts"; const late = await import("./helper.ts");';
    expect(
      await run(`${imports} help.length; again.length; data.a[0]!.toFixed(); above.toFixed(); late.help`),
    ).toEqual([]);
  });

  test('and its modules are read again when they change, directly and behind others', async () => {
    const directory = folder({
      'helper.ts': 'export * from "./deep.js"; export const own = 1;',
      'deep.ts': 'export const deep = 1;',
    });
    const { run } = cells(directory);
    expect(
      await run('import { own, deep } from "./helper.ts"; own.toFixed(); deep.toFixed()', 'own deep'),
    ).toEqual([]);
    writeFileSync(join(directory, 'deep.ts'), 'export const deep = "longer";');
    expect(await run('deep.toFixed()')).toEqual([expect.stringMatching(/^1:6 2551 |^1:6 2339 /)]);
    writeFileSync(join(directory, 'helper.ts'), 'export const deep = 5, own = 1;');
    expect(await run('deep.toFixed()')).toEqual([]);
    rmSync(join(directory, 'helper.ts'));
    expect(await run('import { own } from "./helper.ts";')).toEqual([expect.stringMatching(/^1:21 2307 /)]);
  });

  test('and what is made after it was missed is found', async () => {
    const directory = folder();
    const { run } = cells(directory);
    const source = 'import { n } from "./new.ts"; n.toFixed()';
    expect(await run(source)).toEqual([expect.stringMatching(/^1:19 2307 /)]);
    writeFileSync(join(directory, 'new.ts'), 'export const n = 1;');
    expect(await run(source)).toEqual([]);
  });

  test('and packages are found when they are installed, and read again when they change', async () => {
    const directory = folder();
    const { run } = cells(directory);
    const source = 'import { p } from "some-package"; p.toFixed()';
    expect(await run(source)).toEqual([expect.stringMatching(/^1:19 2307 /)]);
    const at = join(directory, 'node_modules/some-package');
    mkdirSync(at, { recursive: true });
    writeFileSync(
      join(at, 'package.json'),
      '{ "name": "some-package", "version": "1.0.0", "types": "i.d.ts" }',
    );
    writeFileSync(join(at, 'i.d.ts'), 'export const p: 5;');
    expect(await run(source)).toEqual([]);
    writeFileSync(join(at, 'i.d.ts'), 'export const p: "text";');
    writeFileSync(
      join(at, 'package.json'),
      '{ "name": "some-package", "version": "1.10.0", "types": "i.d.ts" }',
    );
    expect(await run(source)).toEqual([expect.stringMatching(/^1:37 2551 |^1:37 2339 /)]);
  });
});
