import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { blocks, commandLines, folder, node, read, runLine, typeErrors } from './examples.ts';

const PAGE = 'docs/why.md';
const codes = blocks(PAGE, 'ts').map((code, i) => [i + 1, code] as const);

describe.each(codes)('code %d of the page on why', (number, code) => {
  const script = join(folder, `why-${number}.ts`);
  writeFileSync(script, code);

  test('has no type errors', () => {
    expect(typeErrors(script)).toBe('');
  });

  test('prints what it says', () => {
    const plain = script.replace(/ts$/, 'mjs');
    writeFileSync(plain, withoutTypes(code));
    const printed = node(plain).trimEnd().split('\n');
    // Behind `console.log` what its line prints; alone on lines what a loop prints.
    const said = [...code.matchAll(/console\.log\(.*\); \/\/ (.+)$|^\/\/ (\d.+)$/gm)];
    expect(said.map(([, one, line]) => one ?? line)).toEqual(printed[0] === '' ? [] : printed);
  });
});

/** The little TypeScript that is in it. */
function withoutTypes(code: string): string {
  return code.replaceAll(' as const', '').replace(/: number([,)])/g, '$1');
}

test('every verdict and effect has its word', () => {
  const page = read(PAGE);
  for (const word of ['necessary', 'sufficient', 'contributing', 'irrelevant'])
    expect(page).toContain(`\`${word}\``);
  for (const word of ['avoided', 'delayed', 'hastened', 'unchanged', 'changed'])
    expect(page).toContain(`\`${word}\``);
});

test('the answer in the README is what its command prints', () => {
  const [line] = commandLines('README.md').filter((each) =>
    each.startsWith('npx faultline why banks --seed 27 --target'),
  );
  const [said] = blocks('README.md', 'text').filter((block) => block.startsWith('At t = 10'));
  expect(runLine(line!).startsWith(said!)).toBe(true);
});
