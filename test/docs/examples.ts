import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, expect } from 'vitest';
import { root } from '../house/source.ts';

/** Within the package, so that examples may import it by its name; gone when the tests of a file are done. */
export const folder = join(root, 'out', `docs-test-${process.pid}`);
mkdirSync(folder, { recursive: true });
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** The text of a page, by its path from the root. */
export function read(path: string): string {
  return readFileSync(join(root, path), 'utf8');
}

/** The blocks of a page that are code in a language. */
export function blocks(path: string, language: string): string[] {
  return [...read(path).matchAll(new RegExp(`\`\`\`${language}\n([^]*?)\`\`\``, 'g'))].map(
    ([, code]) => code!,
  );
}

/** What Node prints. It throws when a program fails. */
export function node(...args: string[]): string {
  return execFileSync(process.execPath, args, { cwd: root, encoding: 'utf8', maxBuffer: 1 << 28 });
}

/** What the compiler says of a file by itself. */
export function typeErrors(file: string): string {
  const options =
    '--ignoreConfig --noEmit --strict --skipLibCheck --types node --module nodenext --target es2022';
  return node('node_modules/typescript/bin/tsc', ...options.split(' '), file);
}

/** The lines of a page that call the command. */
export function commandLines(path: string): string[] {
  return blocks(path, 'sh')
    .flatMap((block) => block.split('\n'))
    .filter((line) => line.startsWith('npx faultline'));
}

/** Commands of many sweeps, each of which starts its threads anew. */
const SWEEPING = ['decompose', 'experiment', 'knee'];

/** Whether a line is one of many sweeps. */
function isSweeping(line: string): boolean {
  return SWEEPING.includes(line.split(' ')[2]!);
}

/** Runs such a line, with few runs, and with its files in `folder`. Returns what it prints. */
export function runLine(line: string): string {
  // What comes behind `&&` is Jupyter's own, and needs a person to look at it.
  const [, ...words] = line
    .replace(/ +(#|&&).*/, '')
    .split(' ')
    .slice(1)
    .map((word) => word.replace(/^'(.*)'$/, '$1'));
  const runs = words[0] === 'experiment' || words[0] === 'knee' ? '2' : '20';
  const few = words.map((word, i) => {
    if (words[i - 1] === '--runs') return runs;
    return word === 'runs.csv' ? join(folder, word) : word;
  });
  if (isSweeping(line)) few.push('--workers', '1');
  if (words[0] === 'experiment') few.push('--out', folder);
  if (words[0] === 'kernel') few.push('--prefix', folder);
  if (words[0] === 'notebook') {
    few.push(join(folder, 'page.html'), '--out', join(folder, 'run.ipynb'), '--set', 'runs=60');
  }
  if (words[0] === 'serve') return servedFor(2_000, few);
  return node('bin/faultline.js', ...few);
}

/** What a server prints that is ended after a while, on a port of its own and without a browser. */
function servedFor(milliseconds: number, words: readonly string[]): string {
  const args = [...words.filter((word) => word !== '--open'), '--port', '0', '--no-keep'];
  const { stderr, stdout } = spawnSync(process.execPath, ['bin/faultline.js', ...args], {
    cwd: root,
    encoding: 'utf8',
    timeout: milliseconds,
    killSignal: 'SIGTERM',
  });
  if (stderr !== '') throw new Error(stderr);
  return stdout;
}

/** Holds the code of the README to what it says that it prints, which no number of runs changes. */
export function readmePrints(code: string): void {
  const file = join(folder, 'readme.mjs');
  writeFileSync(file, code);
  const printed = node(file);
  // A comment that begins with a number or a truth is what its line prints.
  const said = [...code.matchAll(/console\.log\(.*\/\/ (true|[\d ]+\d)/g)].map(([, words]) => words!);
  expect(said.length).toBe(4);
  let from = 0;
  for (const words of said) {
    const at = printed.indexOf(`${words}\n`, from);
    expect(at, `${words} in ${printed}`).toBeGreaterThanOrEqual(from);
    from = at + words.length;
  }
}
