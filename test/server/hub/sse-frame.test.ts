import { expect, test } from 'vitest';
import { httpChunk, httpTextChunk, sseComment, sseText } from '../../../lib/server/hub/sse-frame.ts';

test('an event has its id, its name and a line of data for each line', () => {
  expect(sseText({ id: 7, event: 'state', data: '{}' })).toBe('id: 7\nevent: state\ndata: {}\n\n');
  expect(sseText({ id: null, event: '', data: 'a\r\nb\rc\nd' })).toBe(
    'data: a\ndata: b\ndata: c\ndata: d\n\n',
  );
  expect(sseComment('heartbeat')).toBe(': heartbeat\n\n');
});

test('a chunk says its length in bytes, in hexadecimal', () => {
  const text = `größer ${'→'.repeat(10)}`;
  expect(httpTextChunk(text).toString()).toBe(`27\r\n${text}\r\n`);
  expect(httpChunk(Buffer.from(text))).toEqual(httpTextChunk(text));
});
