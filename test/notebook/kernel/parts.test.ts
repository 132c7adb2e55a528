import { expect, test } from 'vitest';
import { codePoints, utf16Offset } from '../../../lib/notebook/kernel/code-points.ts';
import { History } from '../../../lib/notebook/kernel/history.ts';
import { StreamBuffer } from '../../../lib/notebook/kernel/stream-buffer.ts';
import { codeFrame } from '../../../lib/notebook/kernel/traceback.ts';

test('places in a text, in UTF-16 units and in code points', () => {
  const text = 'a𝒳b';
  expect([0, 1, 2, 3, 9].map((at) => utf16Offset(text, at))).toEqual([0, 1, 3, 4, 4]);
  expect([0, 1, 3, 4].map((at) => codePoints(text, at))).toEqual([0, 1, 2, 3]);
});

test('streams: the first text at once, then joined, in order, by cell and by stream', async () => {
  const sent: string[] = [];
  const streams = new StreamBuffer((execution, name, text) => sent.push(`${execution} ${name} ${text}`));
  streams.write(1, 'stdout', 'a');
  expect(sent).toEqual(['1 stdout a']);
  streams.write(1, 'stdout', 'b');
  streams.write(1, 'stdout', 'c');
  streams.write(1, 'stderr', 'd');
  streams.write(2, 'stderr', 'e');
  streams.flush();
  expect(sent).toEqual(['1 stdout a', '1 stdout bc', '1 stderr d', '2 stderr e']);
  streams.write(2, 'stderr', 'f');
  await new Promise((resolve) => setTimeout(resolve, 80));
  expect(sent.at(-1)).toBe('2 stderr f');
});

test('history: a pattern is of the shell, not a regular expression', () => {
  const history = new History();
  for (const [i, source] of ['a.b', 'axb', 'a.b', '(x'].entries()) history.add(i + 1, source);
  const sources = (found: readonly { source: string }[]): string[] => found.map(({ source }) => source);
  expect(sources(history.search('a.b', null, false))).toEqual(['a.b', 'a.b']);
  expect(sources(history.search('a?b', null, true))).toEqual(['axb', 'a.b']);
  expect(sources(history.search('(*', null, false))).toEqual(['(x']);
  expect(sources(history.search('*', 2, false))).toEqual(['a.b', '(x']);
  expect(history.tail(0)).toEqual([]);
  expect(history.range(1, 0, null)).toEqual([]);
});

test('history: no pattern takes long', () => {
  const history = new History();
  history.add(1, 'a'.repeat(400));
  expect(history.search(`${'*a'.repeat(20)}b`, null, false)).toEqual([]);
  expect(history.search('*a*a', null, false)).toHaveLength(1);
});

test('a code frame marks its place, behind tabs too', () => {
  const frame = codeFrame({
    source: 'one\n\tlet two = x;\nthree\nfour\nfive',
    line: 2,
    column: 12,
    endColumn: 13,
  });
  // biome-ignore lint/suspicious/noControlCharactersInRegex: colours of a terminal begin with one
  expect(frame.map((line) => line.replace(/\x1b\[\d+m/g, ''))).toEqual([
    '  1 | one',
    '> 2 | \tlet two = x;',
    '    | \t          ^',
    '  3 | three',
    '  4 | four',
  ]);
});
