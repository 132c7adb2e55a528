import { existsSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { root } from '../house/source.ts';
import { blocks, folder, node, read, readmePrints, typeErrors } from './examples.ts';

test('the code of the README prints what it says, also of few runs', () => {
  const [code] = blocks('README.md', 'ts');
  const few = code!.replace(/runs: [\d_]+/g, 'runs: 40');
  expect(few.split('runs: 40')).toHaveLength(4);
  readmePrints(few);
});

test('the code of the README has no type errors', () => {
  const [code] = blocks('README.md', 'ts');
  const file = join(folder, 'readme.ts');
  writeFileSync(file, code!);
  expect(typeErrors(file)).toBe('');
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
  'docs/cache.md',
  'docs/api.md',
  'docs/notebooks.md',
  'docs/published-results.md',
  'data/README.md',
])('the links of %s lead somewhere', (page) => {
  for (const [, target] of read(page).matchAll(/\]\(([^)#:]+)\)/g)) {
    expect(existsSync(join(root, dirname(page), target!)), target).toBe(true);
  }
});
