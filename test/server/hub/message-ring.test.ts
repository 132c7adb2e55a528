import fc from 'fast-check';
import { expect, test } from 'vitest';
import { bodyOf } from '../../../lib/server/hub/kept-message.ts';
import { MessageRing } from '../../../lib/server/hub/message-ring.ts';

test('keeps the latest messages that fit by count and by bytes, and always the newest', () => {
  const lengths = fc.array(fc.integer({ min: 0, max: 3000 }), { maxLength: 200 });
  const limits = fc.tuple(fc.integer({ min: 1, max: 40 }), fc.integer({ min: 1, max: 20_000 }));
  fc.assert(
    fc.property(lengths, limits, (lengths, [countMax, bytesMax]) => {
      const ring = new MessageRing(1000, countMax, bytesMax);
      const bytes: number[] = [];
      for (const [i, length] of lengths.entries()) {
        const body = `${i}`.padStart(length, '0');
        bytes.push(ring.push({ type: 'event', body }).bytes);
        // Counted again from scratch: the longest tail that fits.
        let first = i;
        let sum = bytes[i];
        while (first > 0 && i - first + 2 <= countMax && sum + bytes[first - 1] <= bytesMax)
          sum += bytes[--first];
        expect(ring.first).toBe(1000 + first);
        expect(ring.next).toBe(1001 + i);
        for (let seq = ring.first; seq < ring.next; seq++) {
          expect(ring.get(seq).seq).toBe(seq);
          expect(Number(bodyOf(ring.get(seq)))).toBe(seq - 1000);
        }
      }
    }),
    { numRuns: 40 },
  );
});

test('goes on counting when it is cleared', () => {
  const ring = new MessageRing(5, 10, 1e6);
  ring.push({ type: 'event', body: '1' });
  ring.clear();
  expect([ring.first, ring.next]).toEqual([6, 6]);
  expect(ring.push({ type: 'state', body: '{"a":1}' }).text).toBe('{"seq":6,"type":"state","data":{"a":1}}');
});
