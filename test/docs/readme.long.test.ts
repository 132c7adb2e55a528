import { expect, test } from 'vitest';
import { blocks, commandLines, isSweeping, readmePrints, runLine } from './examples.ts';

test('the code of the README prints what it says', () => {
  readmePrints(blocks('README.md', 'ts')[0]!);
}, 120_000);

test.each(commandLines('README.md').filter(isSweeping))('the command line of the README: %s', (line) => {
  expect(runLine(line).length).toBeGreaterThan(50);
});
