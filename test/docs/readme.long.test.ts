import { expect, test } from 'vitest';
import { blocks, commandLines, readmePrints, runLine } from './examples.ts';

test('the code of the README prints what it says', () => {
  readmePrints(blocks('README.md', 'ts')[0]!);
}, 120_000);

test.each(commandLines('README.md'))('the command line of the README: %s', (line) => {
  expect(runLine(line).length).toBeGreaterThan(40);
});
