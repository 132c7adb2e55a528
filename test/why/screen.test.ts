import fc from 'fast-check';
import { expect, test } from 'vitest';
import { screen } from '../../lib/why/screen.ts';

const all = Array.from({ length: 20 }, (_, i) => i);

test('what never matters is passed over, in few questions', () => {
  let asked = 0;
  const brings = (out: readonly number[]) => {
    asked++;
    return !out.includes(0);
  };
  expect(screen([0], all.slice(1), brings)).toEqual([]);
  expect(asked).toBeLessThan(120);
});

test('one that would have done it in place of another is found, alone or with others', () => {
  // 0 brings it; 7 would have; so would 11 and 12, either of them.
  const brings = (out: readonly number[]) => !out.includes(0) || !out.includes(7);
  expect(screen([0], all.slice(1), brings)).toEqual([7]);
  const either = (out: readonly number[]) => !out.includes(0) || !out.includes(11) || !out.includes(12);
  expect(screen([0], all.slice(1), either)).toEqual([11, 12]);
});

test('lawful: with a rule of ands and ors nothing that matters is lost', () => {
  const rule = fc.array(fc.uniqueArray(fc.nat(7), { minLength: 1, maxLength: 3 }), {
    minLength: 1,
    maxLength: 3,
  });
  fc.assert(
    fc.property(rule, (ways) => {
      // It comes as long as all of one way are there.
      const brings = (out: readonly number[]) => ways.some((way) => way.every((i) => !out.includes(i)));
      const core = [0, 1, 2];
      const others = [3, 4, 5, 6, 7];
      const kept = new Set([...core, ...screen(core, others, brings)]);
      // What is left out of those kept decides alone.
      for (let bits = 0; bits < 256; bits++) {
        const out = all.filter((i) => i < 8 && (bits & (1 << i)) !== 0 && kept.has(i));
        const rest = others.filter((i) => !kept.has(i));
        expect(brings([...out, ...rest])).toBe(brings(out));
      }
    }),
    { numRuns: 300 },
  );
});
