import { expect, test } from 'vitest';
import { commandLines, runLine } from './examples.ts';

const PAGE = 'docs/why.md';

test.each(commandLines(PAGE))('the command line of the page on why: %s', (line) => {
  expect(runLine(line).length).toBeGreaterThan(50);
});
