import { crc32, gunzipSync } from 'node:zlib';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { crcShift, shifted } from '../../../lib/server/hub/crc-shift.ts';
import { deflated, GZIP_HEAD, GzipSum, sumOf } from '../../../lib/server/hub/shared-deflate.ts';

const bytes = fc.oneof(
  fc.uint8Array({ maxLength: 300 }),
  fc
    .tuple(fc.uint8Array({ minLength: 1, maxLength: 9 }), fc.integer({ min: 1, max: 20_000 }))
    .map(([part, times]) =>
      Uint8Array.from({ length: part.length * times }, (_, i) => part[i % part.length]),
    ),
);

test('the CRC of two texts end to end follows from theirs', () => {
  fc.assert(
    fc.property(bytes, bytes, (a, b) => {
      const joined = (shifted(crc32(a), crcShift(b.length)) ^ crc32(b)) >>> 0;
      expect(joined).toBe(crc32(Buffer.concat([a, b])));
    }),
  );
});

test('pieces in any order, each deflated once, are a gzip stream of which zlib finds every sum right', () => {
  fc.assert(
    fc.property(fc.array(bytes, { maxLength: 5 }), fc.array(fc.nat(), { maxLength: 12 }), (texts, picks) => {
      const pieces = texts.map((text) => ({ text, bytes: deflated(text), sum: sumOf(text) }));
      const told = pieces.length === 0 ? [] : picks.map((pick) => pieces[pick % pieces.length]);
      const sum = new GzipSum();
      for (const piece of told) sum.add(piece.sum);
      const stream = Buffer.concat([GZIP_HEAD, ...told.map((piece) => piece.bytes), sum.trailer()]);
      expect(gunzipSync(stream).equals(Buffer.concat(told.map(({ text }) => text)))).toBe(true);
    }),
  );
});
