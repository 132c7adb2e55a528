import { expect, test } from 'vitest';
import {
  decode,
  encode,
  type Message,
  MessageError,
  newHeader,
  signatureIn,
} from '../../../lib/notebook/protocol/message.ts';

/** Signed with Python's hmac module over the four parts, key `secret`. */
const SIGNATURE = 'a5d62724a407b4c6ae4fc6bf6b6ce28108f98a83e806e9f6c989d5295cac214e';
const header = {
  msg_id: 'm1',
  msg_type: 'status',
  username: 'u',
  session: 's1',
  date: '2026-01-02T03:04:05.000Z',
  version: '5.4',
};
const message: Message = {
  identities: [Buffer.from([0, 1, 2]), Buffer.from('topic')],
  header,
  parent: {},
  metadata: {},
  content: { execution_state: 'idle' },
  buffers: [Buffer.from([255, 0])],
};

test('frames are identities, delimiter, signature, four parts, buffers', () => {
  const frames = encode(message, 'secret');
  expect(frames.map(String).slice(1)).toEqual([
    'topic',
    '<IDS|MSG>',
    SIGNATURE,
    JSON.stringify(header),
    '{}',
    '{}',
    '{"execution_state":"idle"}',
    Buffer.from([255, 0]).toString(),
  ]);
  expect(frames[0]).toEqual(Buffer.from([0, 1, 2]));
  expect(signatureIn(frames)).toBe(SIGNATURE);
});

test('a message comes back whole', () => {
  expect(decode(encode(message, 'secret'), 'secret')).toEqual(message);
  const odd = {
    ...message,
    content: { text: 'é 😀 \ud800 \u2028 <IDS|MSG>' },
    parent: header,
    identities: [],
  };
  expect(decode(encode(odd, ''), '')).toEqual(odd);
});

test('an empty key signs nothing and asks for no signature', () => {
  const frames = encode(message, '');
  expect(String(frames[3])).toBe('');
  expect(decode(encode(message, 'secret'), '').header).toEqual(header);
});

test.each([
  ['another key', (frames: Buffer[]) => frames, 'other', 'wrong signature'],
  [
    'a changed part',
    (frames: Buffer[]) => frames.with(7, Buffer.from('{"execution_state":"busy"}')),
    'secret',
    'wrong',
  ],
  [
    'parts changed round',
    (frames: Buffer[]) => frames.with(4, frames[5]!).with(5, frames[4]!),
    'secret',
    'wrong',
  ],
  [
    'a signature cut short',
    (frames: Buffer[]) => frames.with(3, frames[3]!.subarray(0, 63)),
    'secret',
    'wrong',
  ],
  ['no signature', (frames: Buffer[]) => frames.with(3, Buffer.alloc(0)), 'secret', 'wrong'],
  ['no delimiter', (frames: Buffer[]) => frames.toSpliced(2, 1), 'secret', 'delimiter'],
  ['a part missing', (frames: Buffer[]) => frames.slice(0, 7), 'secret', '3 of 4'],
  ['nothing', () => [], 'secret', 'delimiter'],
])('%s is refused', (_, change, key, words) => {
  const frames = change(encode(message, 'secret'));
  expect(() => decode(frames, key)).toThrow(MessageError);
  expect(() => decode(frames, key)).toThrow(words);
});

test.each(['[1]', 'null', '"text"', '{', ''])('a part that is %s is refused, signed or not', (part) => {
  const frames = encode(message, '').with(6, Buffer.from(part));
  expect(() => decode(frames, '')).toThrow(MessageError);
});

test('a header without its texts is refused', () => {
  const frames = encode(message, '').with(4, Buffer.from('{"msg_id":"a","session":"s"}'));
  expect(() => decode(frames, '')).toThrow('header without the text msg_type');
});

test('headers are told apart by their ids', () => {
  const [a, b] = [newHeader('execute_request', 's'), newHeader('execute_request', 's')];
  expect(a.msg_id).not.toBe(b.msg_id);
  expect({ ...a, msg_id: '', date: '' }).toEqual({
    msg_id: '',
    msg_type: 'execute_request',
    username: 'faultline',
    session: 's',
    date: '',
    version: '5.4',
  });
});
