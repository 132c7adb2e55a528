import { describe, expect, test } from 'vitest';
import { banks, cache, questions, run, whyNot } from '../../lib/index.ts';
import { still } from '../support/still-banks.ts';

const books = [10, 20].map((capital) => ({ capital, targetLeverage: 100 / capital }));
const markets = [{ name: 'M', price: 100 }];
const config = {
  banks: books,
  matrix: [
    [0, 8],
    [0, 0],
  ],
  recovery: 0,
  markets,
  steps: 4,
};
const commands = [{ name: 'apply_shock', kind: 'bank_failure', bank: 1, at: 2 }] as never;

describe('right: why a bank did not fail', () => {
  const lived = run(banks, { config: still(config), commands });

  test('how far its equity stayed above 0, and when', () => {
    const answer = whyNot(lived, { type: 'default', bank: 0 });
    expect(answer.acted).toEqual([]);
    expect(answer.guards).toMatchObject([{ t: 2, guard: 'equity stays above 0', value: 2, threshold: 0 }]);
    expect(answer.text).toBe(
      'Bank 0 did not fail. At step 2 its equity was 2, the least of the run; it fails below 0.',
    );
    expect(lived.events.get(answer.guards[0]?.id as number).type).toBe('step_end');
  });

  test('a bank that did fail', () => {
    const answer = whyNot(lived, { type: 'default', bank: 1 });
    expect(answer.text).toBe('Bank 1 did fail, at step 2.');
    expect(answer.acted).toMatchObject([{ type: 'default', bank: 1 }]);
  });

  test('the minimum of the leverage ratio, where it counts', () => {
    const given = { ...config, failsWhen: ['insolvent', 'below_minimum'], leverageMinimum: 0.01 };
    const answer = whyNot(run(banks, { config: still(given), commands }), { type: 'default', bank: 0 });
    expect(answer.guards[1]).toMatchObject({
      guard: 'leverage ratio stays above its minimum',
      threshold: 0.01,
    });
    expect(answer.guards[1]?.value).toBeCloseTo(2 / 92, 12);
  });
});

test('right: what held an action back, its value and threshold', () => {
  const shipped = run(banks, { seed: 9 });
  const [held] = shipped.events.ofType('held_back');
  const { bank, action, t, value, threshold } = held as NonNullable<typeof held>;
  const answer = whyNot(shipped, { type: 'transaction', bank, action, t });
  expect(answer.guards).toContainEqual(expect.objectContaining({ id: held?.id, value, threshold }));
});

test('an event of which the model knows no guard: only that it did not come', () => {
  const calm = run(cache, { config: { requests: 50 } });
  expect(whyNot(calm, { type: 'surge' }).text).toContain('no event of it came');
});

test.each([
  ['an unknown type', { type: 'explosion' }, /one of /],
  ['an unknown field', { type: 'default', bnak: 1 }, /a field of default/],
  ['nothing', {}, /an event that did not come/],
  ['null', null, /an event that did not come/],
])('refused: %s', (_, target, message) => {
  expect(() => whyNot(run(banks, { config: still(config) }), target as never)).toThrow(message);
});

test('questions: fates, the rarest first, each with a target that has an answer', () => {
  const asked = questions(run(banks, { seed: 9 }));
  expect(asked.length).toBeGreaterThan(2);
  expect(asked[0]?.text).toMatch(/^Why did this happen at t = \d+: Bank \d+ fails/);
  for (const { surprise } of asked) expect(surprise).toBeGreaterThan(0);
  expect([...asked].sort((a, b) => b.surprise - a.surprise)).toEqual(asked);
  expect(questions(run(banks, { config: still(config) }))).toEqual([]);
});
