import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { deflatedPayload } from '../../../lib/server/hub/shared-deflate.ts';
import { deflatedFrame, PING, textFrames } from '../../../lib/server/hub/ws-frame.ts';

const require = createRequire(import.meta.url);
const wsFolder = dirname(require.resolve('ws'));
const Receiver = require(join(wsFolder, 'lib/receiver.js'));
const PerMessageDeflate = require(join(wsFolder, 'lib/permessage-deflate.js'));

/** What ws's own receiver makes of bytes that come in parts. */
async function received(bytes: Buffer, cut: number): Promise<string[]> {
  const deflate = new PerMessageDeflate({}, false);
  deflate.accept([{}]);
  const receiver = new Receiver({ extensions: { 'permessage-deflate': deflate } });
  const texts: string[] = [];
  receiver.on('message', (data: Buffer, isBinary: boolean) => texts.push(isBinary ? 'binary' : String(data)));
  receiver.on('ping', () => texts.push('ping'));
  await new Promise<void>((finished, failed) => {
    receiver.on('error', failed);
    receiver.on('finish', finished);
    const step = Math.max(1, Math.floor(bytes.length / cut));
    for (let at = 0; at < bytes.length; at += step) receiver.write(bytes.subarray(at, at + step));
    receiver.end();
  });
  deflate.cleanup();
  return texts;
}

const text = fc.oneof(
  fc.string({ unit: 'grapheme', maxLength: 300 }),
  fc
    .tuple(
      fc.string({ minLength: 1, maxLength: 4 }),
      fc.constantFrom(124, 125, 126, 127, 65_535, 65_536, 70_000),
    )
    .map(([part, length]) => part.repeat(length).slice(0, length)),
);

test("ws's receiver reads the same texts from our frames, however they are cut", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(text, { minLength: 1, maxLength: 5 }),
      fc.integer({ min: 1, max: 50 }),
      async (texts, cut) => {
        expect(await received(Buffer.concat([textFrames(texts), PING]), cut)).toEqual([...texts, 'ping']);
      },
    ),
    { numRuns: 100 },
  );
});

test('compressed frames stand by themselves: any of them, in any order', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(text, { minLength: 1, maxLength: 5 }),
      fc.integer({ min: 1, max: 20 }),
      async (texts, cut) => {
        const frames = texts.map((each) => deflatedFrame(deflatedPayload(each)));
        const [first] = frames;
        const bytes = Buffer.concat([...frames, textFrames(['plain']), ...frames.toReversed(), first]);
        expect(await received(bytes, cut)).toEqual([...texts, 'plain', ...texts.toReversed(), texts[0]]);
      },
    ),
    { numRuns: 60 },
  );
});

test('the head is the shortest that holds the length', () => {
  const headLengths = [0, 125, 126, 65_535, 65_536].map((n) => textFrames(['x'.repeat(n)]).length - n);
  expect(headLengths).toEqual([2, 2, 4, 4, 10]);
  // RFC 6455, 5.7: a single-frame unmasked text message.
  expect([...textFrames(['Hello'])]).toEqual([0x81, 0x05, 0x48, 0x65, 0x6c, 0x6c, 0x6f]);
});

test('a deflated frame is that of the RFC', () => {
  // RFC 7692, 7.2.3.1: "Hello" in one block, flushed.
  expect([...deflatedFrame(deflatedPayload('Hello'))]).toEqual([
    0xc1, 0x07, 0xf2, 0x48, 0xcd, 0xc9, 0xc9, 0x07, 0x00,
  ]);
});
