import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { cache, EVICTIONS } from '../../lib/index.ts';
import { ABSENCES } from '../../lib/models/cache/entries.ts';
import { OUTCOMES } from '../../lib/models/cache/outcome.ts';
import { root } from '../house/source.ts';
import { blocks, commandLines, folder, node, read, runLine, typeErrors } from './examples.ts';

const PAGE = 'docs/cache.md';
const page = read(PAGE);
const codes = blocks(PAGE, 'ts').map((code, i) => [i + 1, code] as const);

describe.each(codes)('code %d of the cache page', (number, code) => {
  const file = join(folder, `cache-${number}.ts`);
  writeFileSync(file, code);

  test('has no type errors', () => {
    expect(typeErrors(file)).toBe('');
  });

  test('prints what it says', () => {
    // The only TypeScript in it, which Node does not take.
    const script = file.replace(/ts$/, 'mjs');
    writeFileSync(script, code.replaceAll(' as const', ''));
    const printed = node(script).trimEnd().split('\n');
    // Behind `console.log` what its line prints; alone on lines what a loop prints.
    const said = [...code.matchAll(/console\.log\(.*\); \/\/ (\S+(?: \d+)?)$|^\/\/ (.+)$/gm)];
    expect(said.map(([, one, line]) => one ?? line)).toEqual(printed);
  });
});

test.each(commandLines(PAGE))('the command line of the cache page: %s', (line) => {
  expect(runLine(line).length).toBeGreaterThan(50);
});

describe('the page has a word for', () => {
  const named = (name: string): void => expect(page.includes(`\`${name}\``), name).toBe(true);

  test.each(Object.keys(cache.metrics))('the metric %s', (name) => {
    // Three percentiles are one row.
    if (!/^latencyP9/.test(name)) named(name);
  });

  test.each(EVICTIONS)('the policy %s', named);
  test.each(OUTCOMES)('the outcome %s', named);
  test.each(ABSENCES)('the absence %s', named);
  test.each(Object.keys(cache.commands).filter((name) => !/^(kill|restart|add|remove)_node$/.test(name)))(
    'the command %s',
    named,
  );

  test.each(Object.keys(cache.config.shape))('the field %s', named);
});

test('the tests that it names are there', () => {
  const named = [...page.matchAll(/npx vitest run (\S+?)`/g)].map(([, path]) => path!);
  expect(named.length).toBe(6);
  for (const path of named) expect(existsSync(join(root, path)), path).toBe(true);
});
