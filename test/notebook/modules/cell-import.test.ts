import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { Importer } from '../support/importer.ts';

const root = fileURLToPath(new URL('../../..', import.meta.url));
let folder: string;
let importer: Importer;

beforeAll(async () => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), 'cell-import-')));
  // Node may remember where there was none.
  write(
    'package.json',
    '{ "name": "book", "imports": { "#inner": "./inner.ts", "#x/*": "./x/*.js" }, "exports": "./self.mjs" }',
  );
  importer = await Importer.start(join(folder, 'book.ipynb'));
});
afterAll(() => {
  importer.stop();
  rmSync(folder, { recursive: true });
});

function write(path: string, text: string): void {
  mkdirSync(dirname(join(folder, path)), { recursive: true });
  writeFileSync(join(folder, path), text);
}

async function see(specifier: string, expression?: string, options?: object): Promise<unknown> {
  const { value, error } = await importer.ask(specifier, expression, options);
  if (error) throw new Error(error.stack);
  return value;
}

async function fails(specifier: string, options?: object) {
  const { error, value } = await importer.ask(specifier, undefined, options);
  if (!error) throw new Error(`imported ${JSON.stringify(value)}`);
  return error;
}

describe('a local module', () => {
  test.each([
    ['./a1.ts', 'a1.ts', 'export const v: number = 1'],
    ['./a2.js', 'a2.ts', 'export const v = 1 as number'],
    ['./a3', 'a3.ts', 'export enum E { A = 1 }; export const v = E.A'],
    ['./a4.mjs', 'a4.mts', 'export const v = 1 satisfies number'],
    ['./a5', 'a5/index.ts', 'class P { constructor(public v = 1) {} }; export const { v } = new P()'],
    ['./a6.js', 'a6.js', 'export const v = 1'],
    ['./a7.js', 'a7.js', 'exports.v = 1'],
    ['./a8.cjs', 'a8.cjs', 'exports.v = 1'],
    ['./a9.cts', 'a9.cts', 'const one: number = 1\nexports.v = one'],
    ['./sub/a10', 'sub/a10.ts', "export * from '../a1.js'"],
    ['./a%20b.ts', 'a b.ts', 'export const v = await Promise.resolve(1)'],
    [
      './a11.ts',
      'a11.ts',
      "import { type Q } from './nowhere.ts'; import type { R } from './none'\nexport type { S } from './no.js'\nexport const v = 1",
    ],
  ])('%s', async (specifier, file, text) => {
    write(file, text);
    expect(await see(specifier, 'm.v ?? m.default.v')).toBe(1);
  });

  test('that imports types without saying so', async () => {
    write('types.ts', 'export interface T {}; export type U = 1; export const v = 1; export const $w = 2');
    write(
      'uses.ts',
      "import Df, { v, T, $w } from './types.ts'\nimport { U as V } from './types.ts'\nlet q: Df | T | V | undefined\nexport { v as x }; export const y = $w",
    );
    expect(await see('./uses.ts', 'm.x + m.y')).toBe(3);
  });

  test('by absolute path and as a URL', async () => {
    write('abs.ts', 'export const at = {}');
    const url = `file://${folder}/abs.ts`;
    expect(await see(join(folder, 'abs.ts'), `cell.import('${url}').then((n) => n.at === m.at)`)).toBe(true);
  });

  test('knows where it is', async () => {
    write('where.ts', 'export const { filename, dirname } = import.meta');
    expect(await see('./where.ts')).toEqual({ filename: join(folder, 'where.ts'), dirname: folder });
    write('where.ts', 'export const { filename, dirname } = import.meta; // again');
    expect(await see('./where.ts')).toEqual({ filename: join(folder, 'where.ts'), dirname: folder });
  });

  test('of this repository, with packages of its own', async () => {
    expect(await see(join(root, 'lib/figures/waterfall.ts'), 'Object.keys(m)')).toContain('waterfall');
  });

  test('JSON', async () => {
    write('data.json', '{ "a": 1 }');
    expect(await see('./data.json', 'm.default.a', { with: { type: 'json' } })).toBe(1);
    write('data.json', '{ "a": 2 }');
    expect(await see('./data.json', 'm.default.a', { with: { type: 'json' } })).toBe(2);
    // As the type checker takes it: without saying that it is JSON.
    write('data.json', '{ "a": 3 }');
    expect(await see('./data.json', 'm.default.a')).toBe(3);
  });
});

describe('is loaded anew', () => {
  const state = 'export const state = { n: 0 }; export const bump = () => ++state.n;';

  test('only when it changed, also within a moment', async () => {
    write('b1.ts', `${state} export const text = 'a'`);
    expect(await see('./b1.ts', '[m.bump(), m.text]')).toEqual([1, 'a']);
    expect(await see('./b1.ts', '[m.bump(), m.text]')).toEqual([2, 'a']);
    write('b1.ts', `${state} export const text = 'b'`);
    expect(await see('./b1.ts', '[m.bump(), m.text]')).toEqual([1, 'b']);
    write('b1.ts', `${state} export const text = 'a'`);
    expect(await see('./b1.ts', '[m.bump(), m.text]')).toEqual([1, 'a']);
  });

  test('when what it imports changed; what did not keeps its state', async () => {
    write('c/state.ts', state);
    write('c/leaf.ts', 'export const leaf = 1');
    write('c/mid.ts', "export { leaf } from './leaf'; import './state'");
    write('c/top.ts', "export { leaf } from './mid.js'; export { bump } from './state.ts'");
    expect(await see('./c/top.ts', '[m.leaf, m.bump()]')).toEqual([1, 1]);
    write('c/leaf.ts', 'export const leaf = 2');
    expect(await see('./c/top.ts', '[m.leaf, m.bump()]')).toEqual([2, 2]);
    expect(await see('./c/state.ts', 'm.bump()')).toBe(3);
    write('c/state.ts', `${state} // edited`);
    expect(await see('./c/top.ts', '[m.leaf, m.bump()]')).toEqual([2, 1]);
  });

  test('in a cycle', async () => {
    write(
      'd/one.ts',
      "import { two } from './two.ts'; export const one = 1; export const sum = () => one + two",
    );
    write('d/two.ts', "import { one } from './one.ts'; export const two = 10; export const back = () => one");
    expect(await see('./d/one.ts', 'm.sum()')).toBe(11);
    write('d/two.ts', "import { one } from './one.ts'; export const two = 20; export const back = () => one");
    expect(await see('./d/one.ts', 'm.sum()')).toBe(21);
    expect(await see('./d/two.ts', 'm.back()')).toBe(1);
  });

  test('CommonJS, and what it requires', async () => {
    write('e/leaf.cjs', 'exports.leaf = 1');
    write('e/top.cjs', "exports.leaf = require('./leaf.cjs').leaf");
    write('e/user.ts', "import top from './top.cjs'; export const leaf = top.leaf");
    expect(await see('./e/user.ts', 'm.leaf')).toBe(1);
    write('e/leaf.cjs', 'exports.leaf = 2');
    expect(await see('./e/user.ts', 'm.leaf')).toBe(2);
    expect(await see('./e/top.cjs', 'm.default.leaf')).toBe(2);
  });

  test('what it imports late', async () => {
    write('f/lazy.ts', 'export const v: number = 1');
    write(
      'f/top.ts',
      // biome-ignore lint/suspicious/noTemplateCurlyInString: it is the code of a cell or module
      "const n = 'lazy'; export const get = async () => (await import('./lazy.ts')).v; export const any = async () => (await import(`./${n}.js`)).v",
    );
    expect(await see('./f/top.ts', 'Promise.all([m.get(), m.any()])')).toEqual([1, 1]);
    write('f/lazy.ts', 'export const v: number = 2');
    expect(await see('./f/top.ts', 'm.get()')).toBe(2);
  });

  test('when it failed, and nothing in it changed', async () => {
    write('g/flag.ts', state);
    write(
      'g/top.ts',
      "import { bump } from './flag.ts'; if (!(globalThis as any).ready) throw new Error('not yet'); export const n = bump()",
    );
    expect(await see('./g/flag.ts', 'm.bump()')).toBe(1);
    expect(await fails('./g/top.ts')).toMatchObject({ message: 'not yet' });
    await see('./g/flag.ts', '(globalThis.ready = true)');
    expect(await see('./g/top.ts', 'm.n')).toBe(2);
  });
});

describe('what is wrong with a module', () => {
  test('syntax, in it or in what it imports', async () => {
    write('h/bad.ts', 'export const a = 1\nexport const b: = 2');
    write('h/top.ts', "import './bad.ts'");
    const at = { name: 'SyntaxError', message: expect.stringContaining(`${folder}/h/bad.ts:2:17: `) };
    expect(await fails('./h/bad.ts')).toMatchObject(at);
    expect(await fails('./h/top.ts')).toMatchObject(at);
    write('h/bad.ts', 'export const a = 1');
    expect(await see('./h/top.ts', 'Object.keys(m)')).toEqual([]);
  });

  test('a file that is not there, and then is, and then is not', async () => {
    expect(await fails('./i/top.ts')).toMatchObject({ code: 'ERR_MODULE_NOT_FOUND' });
    write('i/top.ts', "export { v } from './leaf'");
    const missing = `Cannot find module './leaf' imported from ${folder}/i/top.ts`;
    expect(await fails('./i/top.ts')).toMatchObject({ code: 'ERR_MODULE_NOT_FOUND', message: missing });
    write('i/leaf.ts', 'export const v = 1');
    expect(await see('./i/top.ts', 'm.v')).toBe(1);
    rmSync(join(folder, 'i/leaf.ts'));
    expect(await fails('./i/top.ts')).toMatchObject({ message: missing });
  });

  test('an error names the line of the file', async () => {
    write('j/top.ts', 'enum E {\n  A,\n}\nexport function f() {\n  throw new Error(E[0])\n}');
    expect((await importer.ask('./j/top.ts', 'm.f()')).error!.stack).toMatch(/j\/top\.ts:5:9/);
    write('j/plain.ts', 'interface I {\n  a: 1\n}\nexport function f(i?: I) {\n  throw new Error()\n}');
    expect((await importer.ask('./j/plain.ts', 'm.f()')).error!.stack).toMatch(/j\/plain\.ts:5:9/);
  });
});

describe('a package', () => {
  beforeAll(() => {
    write('self.mjs', 'export const self = 1');
    write('inner.ts', 'export const inner: number = 1');
    write(
      'node_modules/esm/package.json',
      '{ "exports": { ".": { "import": "./i.mjs", "require": "./r.cjs" }, "./sub": "./sub.mjs" } }',
    );
    write('node_modules/esm/i.mjs', "export const kind = 'import'");
    write('node_modules/esm/r.cjs', "exports.kind = 'require'");
    write('node_modules/esm/sub.mjs', 'export const sub = {}');
    write('node_modules/cjs/index.js', 'module.exports = { kind: "cjs", nested: require("esm").kind }');
  });

  test.each([
    ['esm', 'm.kind', 'import'],
    ['cjs', '[m.default.kind, m.default.nested]', ['cjs', 'require']],
    ['node:path', 'm.sep', '/'],
    ['fs', 'typeof m.readFileSync', 'function'],
    ['book', 'm.self', 1],
    ['#inner', 'm.inner', 1],
    ['data:text/javascript,export const a = 1', 'm.a', 1],
    ['faultline', 'typeof m.run', 'function'],
    ['node:path', "cell.require('esm').kind", 'require'],
    ['node:path', "cell.meta.resolve('./self.mjs').slice(-9)", '/self.mjs'],
    ['node:path', "cell.meta.resolve('esm').slice(-10)", '/esm/i.mjs'],
    ['node:path', "cell.meta.resolve('fs')", 'node:fs'],
  ])('%s', async (specifier, expression, value) => {
    expect(await see(specifier, expression)).toEqual(value);
  });

  test('has one instance, whoever imports it', async () => {
    write('k.ts', "export { sub } from 'esm/sub'");
    expect(await see('./k.ts', "cell.import('esm/sub').then((n) => n.sub === m.sub)")).toBe(true);
    write('k.ts', "export { sub } from 'esm/sub' // edited");
    expect(await see('./k.ts', "cell.import('esm/sub').then((n) => n.sub === m.sub)")).toBe(true);
  });

  test('this one, for helpers too', async () => {
    write('l.ts', "import { run } from 'faultline'; export const kind: string = typeof run");
    expect(await see('./l.ts', 'm.kind')).toBe('function');
  });

  test('that is not there, or has no such path', async () => {
    expect(await fails('nowhere')).toMatchObject({
      code: 'ERR_MODULE_NOT_FOUND',
      message: expect.stringContaining("Cannot find package 'nowhere' imported from"),
    });
    expect(await fails('esm/other')).toMatchObject({ code: 'ERR_PACKAGE_PATH_NOT_EXPORTED' });
    write('m.ts', "import 'nowhere'");
    expect(await fails('./m.ts')).toMatchObject({ message: expect.stringContaining("'nowhere'") });
  });

  test('a local package by a link is a package', async () => {
    mkdirSync(join(folder, 'node_modules/.store/linked'), { recursive: true });
    write('node_modules/.store/linked/index.mjs', 'export const v = 1');
    symlinkSync(join(folder, 'node_modules/.store/linked'), join(folder, 'linked'));
    expect(await see('./linked/index.mjs', 'm.v')).toBe(1);
  });
});
