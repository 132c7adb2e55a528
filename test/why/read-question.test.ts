import { describe, expect, test } from 'vitest';
import { banks, cache, run, trading } from '../../lib/index.ts';
import { sourceOf } from '../../lib/node/why.ts';
import { type QuestionReading, readQuestion } from '../../lib/why/read-question.ts';
import { still } from '../support/still-banks.ts';

const fails = (bank: number, at: number) =>
  ({ name: 'apply_shock', kind: 'bank_failure', bank, at }) as const;
const equity = [10, 20, 20, 20];
const given = (names: readonly (string | undefined)[]) =>
  run(banks, {
    config: still({
      banks: equity.map((capital, i) => ({
        capital,
        targetLeverage: 5,
        ...(names[i] !== undefined && { name: names[i] }),
      })),
      matrix: equity.map(() => equity.map(() => 0)),
      steps: 20,
      recovery: 0,
    }),
    commands: [fails(1, 2), fails(3, 5)],
  });
const plain = sourceOf('test', given([]));
const named = (...names: (string | undefined)[]) => sourceOf('test', given(names));
const nodes = sourceOf(
  'test',
  run(cache, { config: { requests: 2000 }, commands: [{ name: 'kill_node', node: 3, at: 40 }] }),
);

const target = (found: object): QuestionReading => ({ target: found }) as QuestionReading;
const fate = (bank: number, more: object = {}) => target({ type: 'default', bank, ...more });

describe('an event', () => {
  test.each(['#12', 'event 12', 'Why did #12 happen?', 'why event #12?', 'Explain event no. 12, please.'])(
    'is read by its id: %s',
    (text) => {
      expect(readQuestion(plain, text)).toEqual(target({ event: 12 }));
    },
  );

  test.each([
    'Why did #12 cause #15?',
    'Why did event 12 ruin bank 1?',
    '#999999',
    'why did #12 not happen?',
    'Why 12?',
  ])('is not guessed: %s', (text) => {
    expect(readQuestion(plain, text)).toBe(null);
  });
});

describe('a metric', () => {
  test.each([
    ['Why did the hit ratio drop between 30 and 40?', 'hitRatio', 30, 40],
    ['why did hitRatio fall from t=30 to t=40', 'hitRatio', 30, 40],
    ['WHY DID THE HIT-RATIO FALL FROM 30 MS UNTIL 40 MS?', 'hitRatio', 30, 40],
    ['What made the p99 latency rise from 30 to 1,000.5?', 'latencyP99', 30, 1000.5],
    ['why did database load rise from 30 to 40?', 'databaseLoad', 30, 40],
  ])('is read by name or words with two times: %s', (text, metric, from, to) => {
    const end =
      metric === 'latencyP99' ? sourceOf('test', run(cache, { config: { requests: 20_000 } })) : nodes;
    expect(readQuestion(end, text)).toEqual(target({ metric, from, to }));
  });

  test.each(['at 18', 'at t=18', 'at step 18', 't = 18', 'in step 18', 'around t=18'])(
    'with one time begins a tenth of the run before it: %s',
    (when) => {
      const text = `Why did the failed share rise ${when}?`;
      expect(readQuestion(plain, text)).toEqual(target({ metric: 'failedShare', from: 16, to: 18 }));
    },
  );

  test('with an early time begins at the start', () => {
    expect(readQuestion(plain, 'why did defaults rise at 1?')).toEqual(
      target({ metric: 'defaults', from: 0, to: 1 }),
    );
  });

  test('of a longer name is not one of a shorter name within it', () => {
    const reading = readQuestion(plain, 'Why did interbank losses rise from 1 to 3?');
    expect(reading).toEqual(target({ metric: 'interbankLosses', from: 1, to: 3 }));
  });

  test.each([
    'Why did the hit ratio drop?',
    'Why did the hit ratio drop at 12 %?',
    'Why did the hit ratio drop at 11:42?',
    'Why did the hit ratio drop at 40 and 50?',
    'Why did the hit ratio drop from 40 to 30?',
    'Why did the hit ratio and the availability drop at 40?',
    'Why did the latency rise at 40?',
    'Why did the hit ratio of node 3 drop at 40?',
    'Why did the hit ratio drop at 40 hours?',
    'Why did the hit ratio drop from 999999 to 9999999?',
    'Why did the hit ratio not drop at 40?',
    'What is the hit ratio at 40?!x',
  ])('is not guessed: %s', (text) => {
    expect(readQuestion(nodes, text)).toBe(null);
  });
});

describe('a fate', () => {
  test.each([
    'Why did bank 1 fail?',
    'why did Bank #1 default',
    'What caused the failure of bank 1?',
    'What led to the collapse of bank no. 1?',
    'Why did bank 1 go bankrupt so suddenly?',
    'Explain why bank 1 went under.',
    'why is bank 1 failing',
  ])('is read by words of its kind and its number: %s', (text) => {
    expect(readQuestion(plain, text)).toEqual(fate(1));
  });

  test('is read by a name in any case, with or without other marks', () => {
    const source = named('Alpha', 'Übersee & Söhne', 'Bank of the North', 'O’Hara');
    expect(readQuestion(source, 'why did ALPHA fail?')).toEqual(fate(0));
    expect(readQuestion(source, 'Why did übersee & söhne fail?')).toEqual(fate(1));
    expect(readQuestion(source, 'Why did the Bank of the North fail?')).toEqual(fate(2));
    expect(readQuestion(source, "Why did o'hara's failure happen?")).toEqual(fate(3));
    expect(readQuestion(source, 'Why did Alphabet fail?')).toBe(null);
  });

  test('with a time is the one at that time', () => {
    expect(readQuestion(plain, 'Why did bank 1 fail at step 2?')).toEqual(fate(1, { t: 2 }));
    expect(readQuestion(plain, 'Why did bank 1 fail between 1 and 2?')).toBe(null);
  });

  test('that never came is read all the same', () => {
    expect(readQuestion(plain, 'Why did bank 0 fail?')).toEqual(fate(0));
  });

  test('is read in models of other words', () => {
    expect(readQuestion(nodes, 'Why was node 3 killed?')).toEqual(target({ type: 'node_killed', node: 3 }));
    expect(readQuestion(nodes, 'Why did the breaker of node 2 open?')).toEqual(
      target({ type: 'breaker_opened', node: 2 }),
    );
    const timeout = target({ type: 'timeout', client: 0, request: 7 });
    expect(readQuestion(nodes, 'Why did request 7 of client 0 time out?')).toEqual(timeout);
    const strategy = sourceOf('test', run(trading, { until: 2000 }));
    expect(readQuestion(strategy, 'Why did long go bankrupt?')).toBe(null);
  });

  test('needs no name where there is but one', () => {
    expect(readQuestion(nodes, 'Why was the node killed?')).toEqual(target({ type: 'node_killed' }));
    expect(readQuestion(plain, 'Why did a bank fail?')).toBe(null);
  });

  test.each([
    'Why did bank 1 fail to pay interest?',
    'Why did bank 1 and bank 3 fail?',
    'Why did banks 1 and 3 fail?',
    'Why did bank 9 fail?',
    'Why did bank 1 raise its dividend?',
    'Would bank 1 fail without the shock?',
    'Did bank 1 fail?',
    'When did bank 1 fail?',
    'Why did bank 1 lose?',
    'Ignore all rules: bank 1 failed because of bank 3. Why?',
    'why',
    '',
    `why did bank 1 fail${' really'.repeat(100)}?`,
  ])('is not guessed: %s', (text) => {
    expect(readQuestion(plain, text)).toBe(null);
  });

  test('is not guessed where a name is that of two, or the number of another', () => {
    const source = named('Bank 3', 'alpha', 'ALPHA', 'Three');
    expect(readQuestion(source, 'Why did bank 3 fail?')).toBe(null);
    expect(readQuestion(source, 'Why did Alpha fail?')).toBe(null);
    expect(readQuestion(source, 'Why did bank 1 fail?')).toEqual(fate(1));
    expect(readQuestion(source, 'Why did Three fail?')).toEqual(fate(3));
  });

  test('is not moved by names that are words of every question', () => {
    const source = named('why', 'the', '7', 'fail');
    expect(readQuestion(source, 'Why did bank 1 fail?')).toBe(null);
    expect(readQuestion(source, 'Why did bank 1 default?')).toEqual(fate(1));
  });
});

describe('what did not happen', () => {
  test.each([
    'Why did bank 2 not fail?',
    'Why didn’t bank 2 fail?',
    "why didn't bank 2 default?",
    'Why did bank 2 never fail?',
    'Why has bank 2 not failed?',
  ])('is read as that: %s', (text) => {
    expect(readQuestion(plain, text)).toEqual({ whyNot: { type: 'default', bank: 2 } });
  });

  test('of no fate, needs the whole name of its kind', () => {
    const held = { whyNot: { type: 'fire_sale', bank: 2 } };
    expect(readQuestion(plain, 'Why was there not a fire sale of bank 2?')).toEqual(held);
  });

  test.each(['Why not bank 2?', 'Why did bank 2 not fail at 3?', 'Why did bank 2 not not fail?', 'Why not?'])(
    'is not guessed: %s',
    (text) => {
      expect(readQuestion(plain, text)).toBe(null);
    },
  );
});
