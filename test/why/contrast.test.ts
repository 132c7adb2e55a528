import { describe, expect, test } from 'vitest';
import { banks, cache, contrast, run } from '../../lib/index.ts';
import { still } from '../support/still-banks.ts';

const X = 0;
const matrix = [
  [0, 12, 12],
  [0, 0, 0],
  [0, 0, 0],
];
const fails = (bank: number, at: number) =>
  ({ name: 'apply_shock', kind: 'bank_failure', bank, at }) as const;

function made(given: object, commands: readonly object[], seed = 1) {
  const books = [10, 20, 20].map((capital) => ({ capital, targetLeverage: 100 / capital }));
  const markets = [{ name: 'M', price: 100 }];
  const config = still({ banks: books, matrix, recovery: 0, steps: 6, markets, ...given });
  return run(banks, { config, commands: commands as never, seed });
}

describe('here but not there', () => {
  test('for a field of the config', () => {
    const here = made({}, [fails(1, 2)]);
    const answer = contrast(here, made({ recovery: 0.5 }, [fails(1, 2)]), { type: 'default', bank: X });
    expect(answer).toMatchObject({ here: 2, there: null, sets: [[0]] });
    expect(answer.differences).toEqual([{ kind: 'config', what: 'recovery', verdict: 'necessary' }]);
    expect(answer.text).toContain('recovery');
  });

  test('for either of two: both have to be as there', () => {
    const here = made({}, [fails(1, 2), fails(2, 2)]);
    const answer = contrast(here, made({ noise: 0 }, []), { type: 'default', bank: X });
    expect(answer.sets).toEqual([[0, 1]]);
    expect(answer.differences.map(({ verdict }) => verdict)).toEqual(['sufficient', 'sufficient']);
    expect(answer.differences[1]).toMatchObject({ kind: 'command', command: { in: 'a', index: 1 } });
  });

  test('for a rescue that only there was given; the seed has no part in it', () => {
    const rescue = { name: 'add_capital', bank: X, amount: 5, at: 2 };
    const answer = contrast(made({}, [fails(1, 2)]), made({}, [fails(1, 2), rescue], 2), {
      type: 'default',
      bank: X,
    });
    expect(answer.differences.map(({ kind, verdict }) => [kind, verdict])).toEqual([
      ['seed', 'irrelevant'],
      ['command', 'necessary'],
    ]);
    expect(answer.differences[1]?.command).toEqual({ in: 'b', index: 1 });
  });

  test('for a change of a metric', () => {
    const target = { metric: 'interbankLosses', from: 1, to: 5 } as const;
    const here = made({}, [fails(1, 2), fails(2, 3)]);
    const answer = contrast(here, made({}, [fails(2, 3)]), target);
    expect(answer).toMatchObject({ here: 24, there: 12, sets: [[0]] });
  });
});

test.each([
  [
    'what is there just as well',
    [made({}, [fails(1, 2)]), made({ noise: 0.01 }, [fails(1, 2)])],
    /here and not there/,
  ],
  ['equal recipes', [made({}, [fails(1, 2)]), made({}, [fails(1, 2)])], /two that differ/],
  [
    'runs of two models',
    [made({}, [fails(1, 2)]), run(cache, { config: { requests: 10 } })],
    /two runs of one model/,
  ],
  [
    'a log',
    [made({}, [fails(1, 2)]), { model: banks, events: made({}, []).events }],
    /a run, with its recipe/,
  ],
])('refused: %s', (_, [here, there], message) => {
  expect(() => contrast(here as never, there as never, { type: 'default', bank: X })).toThrow(message);
});
