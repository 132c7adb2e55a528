import { expect, test } from 'vitest';
import { encodeMessage, MessageStream } from '../../../lib/notebook/language/message-stream.ts';

const messages = [
  { id: 1, method: 'a', params: { text: 'ä😀' } },
  { id: 2, result: null },
  { method: 'b', params: { text: 'x'.repeat(3000) } },
];

test.each([1, 2, 7, 64, 10_000])('messages survive chunks of %i bytes', (size) => {
  const bytes = Buffer.concat(messages.map(encodeMessage));
  const stream = new MessageStream();
  const found = [];
  for (let at = 0; at < bytes.length; at += size) found.push(...stream.push(bytes.subarray(at, at + size)));
  expect(found).toEqual(messages.map((each) => ({ jsonrpc: '2.0', ...each })));
});

test('other headers are passed over, and a header without a length is refused', () => {
  const body = '{"jsonrpc":"2.0","id":1}';
  const header = `Content-Type: application/json\r\ncontent-length: ${body.length}\r\n\r\n`;
  expect(new MessageStream().push(Buffer.from(header + body))).toEqual([{ jsonrpc: '2.0', id: 1 }]);
  expect(() => new MessageStream().push(Buffer.from('Nonsense\r\n\r\n{}'))).toThrow('Content-Length');
});
