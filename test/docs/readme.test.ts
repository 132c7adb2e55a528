import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, expect, test } from 'vitest';

const root = join(dirname(fileURLToPath(import.meta.url)), '../..');
// Within the package, so that the examples may import it by its name.
const folder = join(root, 'out', `docs-test-${process.pid}`);
mkdirSync(folder, { recursive: true });
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const read = (path: string): string => readFileSync(join(root, path), 'utf8');
const blocks = (path: string, language: string): string[] =>
  [...read(path).matchAll(new RegExp(`\`\`\`${language}\n([^]*?)\`\`\``, 'g'))].map(([, code]) => code!);
const node = (...args: string[]): string =>
  execFileSync(process.execPath, args, { cwd: root, encoding: 'utf8', maxBuffer: 1 << 28 });

test('the code of the README prints what it says', () => {
  const [code] = blocks('README.md', 'ts');
  const file = join(folder, 'readme.mjs');
  writeFileSync(file, code!);
  const printed = node(file);
  // A comment that begins with a number or a truth is what its line prints.
  const said = [...code!.matchAll(/console\.log\(.*\/\/ (true|[\d ]+\d)/g)].map(([, words]) => words!);
  expect(said.length).toBe(4);
  let from = 0;
  for (const words of said) {
    const at = printed.indexOf(`${words}\n`, from);
    expect(at, `${words} in ${printed}`).toBeGreaterThanOrEqual(from);
    from = at + words.length;
  }
});

test('the code of the README has no type errors', () => {
  const [code] = blocks('README.md', 'ts');
  const file = join(folder, 'readme.ts');
  writeFileSync(file, code!);
  const options =
    '--ignoreConfig --noEmit --strict --skipLibCheck --types node --module nodenext --target es2022';
  expect(node('node_modules/typescript/bin/tsc', ...options.split(' '), file)).toBe('');
});

test.each(
  blocks('README.md', 'sh')
    .flatMap((block) => block.split('\n'))
    .filter((line) => line.startsWith('npx faultline')),
)('the command line of the README: %s', (line) => {
  // What comes behind `&&` is Jupyter's own, and needs a person to look at it.
  const [, ...words] = line
    .replace(/ +(#|&&).*/, '')
    .split(' ')
    .slice(1);
  const few = words.map((word, i) =>
    words[i - 1] === '--runs' ? '60' : word === 'runs.csv' ? join(folder, word) : word,
  );
  if (words[0] === 'kernel') few.push('--prefix', folder);
  if (words[0] === 'notebook') few.push(join(folder, 'page.html'), '--out', join(folder, 'run.ipynb'));
  expect(node('bin/faultline.js', ...few).length).toBeGreaterThan(50);
});

test('the policy of the API page decides', () => {
  const [code] = blocks('docs/api.md', 'js');
  const file = join(folder, 'cautious.mjs');
  writeFileSync(file, code!);
  const { metrics } = JSON.parse(
    node('bin/faultline.js', 'run', 'banks', '--set', `policy=${file}`, '--json'),
  );
  expect(metrics.finalEquity).toBeGreaterThan(0);
});

test.each([
  'README.md',
  'ARCHITECTURE.md',
  'docs/banks.md',
  'docs/api.md',
  'docs/notebooks.md',
  'docs/published-results.md',
  'data/README.md',
])('the links of %s lead somewhere', (page) => {
  for (const [, target] of read(page).matchAll(/\]\(([^)#:]+)\)/g)) {
    expect(existsSync(join(root, dirname(page), target!)), target).toBe(true);
  }
});
