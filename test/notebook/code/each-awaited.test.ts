import { expect, test } from 'vitest';
import { eachAwaited } from '../../../lib/notebook/code/each-awaited.ts';

const pass = (value: unknown) => value;

async function all(iterable: unknown, wait = pass): Promise<unknown[]> {
  const seen: unknown[] = [];
  for await (const each of eachAwaited(iterable, wait)) seen.push(each);
  return seen;
}

test('gives what for await gives', async () => {
  expect(await all([1, Promise.resolve(2)])).toEqual([1, 2]);
  expect(await all('ab')).toEqual(['a', 'b']);
  const steps = (async function* () {
    yield 1;
    yield Promise.resolve(2);
  })();
  expect(await all(steps)).toEqual([1, 2]);
  await expect(all([Promise.reject(new Error('bad'))])).rejects.toThrow('bad');
});

test.each([[undefined], [null], [5], [{}]])('refuses %j as for await does', async (value) => {
  await expect(all(value)).rejects.toThrow(/is not async iterable/);
});

test('ends when waiting is broken off, in the middle of a promise that never settles', async () => {
  const endless = { [Symbol.asyncIterator]: () => ({ next: () => new Promise(() => {}) }) };
  let breakOff: (error: Error) => void = () => {};
  const broken = new Promise<never>((_, reject) => {
    breakOff = reject;
  });
  const loop = all(endless, (value) => Promise.race([value, broken]));
  breakOff(new Error('interrupted'));
  await expect(loop).rejects.toThrow('interrupted');
});

test('lets the iterator clean up when the loop is left', async () => {
  let cleaned = 0;
  const steps = async function* () {
    try {
      yield 1;
      yield 2;
    } finally {
      cleaned++;
    }
  };
  for await (const each of eachAwaited(steps(), pass)) if (each === 1) break;
  expect(cleaned).toBe(1);
});
