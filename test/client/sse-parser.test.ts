import fc from 'fast-check';
import { expect, test } from 'vitest';
import { SseParser } from '../../lib/client/sse-parser.ts';

const parsed = (...chunks: string[]): string[] => {
  const parser = new SseParser();
  return chunks.flatMap((chunk) => parser.push(chunk));
};

test.each<[string, string[], string[]]>([
  ['one event', ['id: 7\nevent: state\ndata: {"a":1}\n\n'], ['{"a":1}']],
  ['an event in pieces', ['da', 'ta: on', 'e\n', '\n'], ['one']],
  [
    'lines that end in CR LF, cut between the two',
    ['data: one\r', '\n\r', '\ndata: two\r\n\r\n'],
    ['one', 'two'],
  ],
  ['lines that end in CR', ['data: one\r\rdata: two\r\r'], ['one', 'two']],
  ['data of several lines', ['data: one\ndata:\ndata\ndata:  two\n\n'], ['one\n\n\n two']],
  ['heartbeats and names that are not known', [': heartbeat\n\nfoo: bar\n\nretry: 3\ndataset: x\n\n'], []],
  ['an event that was cut off', ['data: one\n\ndata: two\n'], ['one']],
  ['a byte order mark', ['\uFEFFdata: one\n\n', '\uFEFFdata: two\n\n'], ['one']],
  ['no colon and no blank', ['data:one\n\n'], ['one']],
])('%s', (_, chunks, expected) => {
  expect(parsed(...chunks)).toEqual(expected);
});

test('how it is cut into chunks makes no difference', () => {
  const line = fc.constantFrom('data: a', 'data:', 'data: b c', ': x', 'id: 1', '');
  const end = fc.constantFrom('\n', '\r\n', '\r');
  fc.assert(
    fc.property(fc.array(fc.tuple(line, end)), fc.array(fc.nat(40)), (lines, cuts) => {
      const text = lines.map((each) => each.join('')).join('');
      const chunks: string[] = [];
      let rest = text;
      for (const cut of cuts) {
        chunks.push(rest.slice(0, cut));
        rest = rest.slice(cut);
      }
      expect(parsed(...chunks, rest)).toEqual(parsed(text));
    }),
  );
});
