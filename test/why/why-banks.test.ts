import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { banks, run, type Why, why } from '../../lib/index.ts';
import { still } from '../support/still-banks.ts';

/*
 * Banks of which it is known by hand who brings down whom: each lists whom it has lent how much, and has the
 * equity that is given; nothing else happens, and nothing is recovered.
 */
const X = 0;
interface World {
  readonly equity: readonly number[];
  /** lender, borrower, amount */
  readonly loans: readonly (readonly [number, number, number])[];
}

function fails(bank: number, at: number) {
  return { name: 'apply_shock', kind: 'bank_failure', bank, at } as const;
}

function made({ equity, loans }: World, commands: readonly object[], more: object = {}) {
  const matrix = equity.map(() => equity.map(() => 0));
  for (const [lender, borrower, amount] of loans) matrix[lender][borrower] = amount;
  const given = equity.map((capital) => ({ capital, targetLeverage: 100 / capital }));
  const config = still({
    banks: given,
    matrix,
    recovery: 0,
    markets: [{ name: 'M', price: 100 }],
    steps: 8,
    ...more,
  });
  return run(banks, { config, commands: commands as never });
}

const byCommand = ({ rootCauses, sets }: Why) => ({
  verdicts: Object.fromEntries(rootCauses.map(({ command, verdict }) => [command, verdict])),
  sets: sets.map((set) => set.map((id) => rootCauses.find((cause) => cause.id === id)?.command)),
});

describe('right: causes known by hand', () => {
  const one: World = {
    equity: [10, 20, 20, 20],
    loans: [
      [X, 1, 12],
      [X, 2, 2],
    ],
  };

  test('a single cause among decoys that are larger, nearer and of its kind', () => {
    const answer = why(made(one, [fails(3, 2), fails(1, 2), fails(2, 3), fails(3, 3)]), {
      type: 'default',
      bank: X,
    });
    expect(byCommand(answer)).toEqual({
      verdicts: { 0: 'irrelevant', 1: 'necessary', 2: 'irrelevant', 3: 'irrelevant' },
      sets: [[1]],
    });
    expect(answer.rootCauses[0]).toMatchObject({ command: 1, effect: 'avoided', targetAt: null });
    expect(answer.chain.map(({ type }) => type)).toEqual([
      'command',
      'shock_applied',
      'write_off',
      'default',
      'loss',
      'default',
    ]);
  });

  test('two of which each is needed', () => {
    const both: World = {
      equity: [10, 20, 20],
      loans: [
        [X, 1, 6],
        [X, 2, 6],
      ],
    };
    const answer = why(made(both, [fails(1, 2), fails(2, 4)]), { type: 'default', bank: X });
    expect(byCommand(answer)).toEqual({ verdicts: { 0: 'necessary', 1: 'necessary' }, sets: [[0], [1]] });
  });

  test('two of which either would have done, at once', () => {
    const either: World = {
      equity: [10, 20, 20],
      loans: [
        [X, 1, 12],
        [X, 2, 12],
      ],
    };
    const answer = why(made(either, [fails(1, 2), fails(2, 2)]), { type: 'default', bank: X });
    expect(byCommand(answer)).toEqual({ verdicts: { 0: 'sufficient', 1: 'sufficient' }, sets: [[0, 1]] });
  });

  test('one that was only waiting behind another is no cause', () => {
    const either: World = {
      equity: [10, 20, 20],
      loans: [
        [X, 1, 12],
        [X, 2, 12],
      ],
    };
    const answer = why(made(either, [fails(1, 2), fails(2, 4)]), { type: 'default', bank: X });
    expect(byCommand(answer).sets).toEqual([[0]]);
    expect(answer.rootCauses[0]).toMatchObject({
      command: 0,
      verdict: 'sufficient',
      effect: 'delayed',
      targetAt: 4,
    });
  });

  test('two of three: pairs, and each contributes', () => {
    const three: World = {
      equity: [10, 20, 20, 20],
      loans: [
        [X, 1, 6],
        [X, 2, 6],
        [X, 3, 6],
      ],
    };
    const answer = why(made(three, [fails(1, 2), fails(2, 2), fails(3, 2)]), { type: 'default', bank: X });
    expect(byCommand(answer)).toEqual({
      verdicts: { 0: 'contributing', 1: 'contributing', 2: 'contributing' },
      sets: [
        [0, 1],
        [0, 2],
        [1, 2],
      ],
    });
  });

  test('one needed with either of two', () => {
    // 11 of 10: 8 from 1, 3 from 2 or from 3.
    const mixed: World = {
      equity: [10, 20, 20, 20],
      loans: [
        [X, 1, 8],
        [X, 2, 3],
        [X, 3, 3],
      ],
    };
    const answer = why(made(mixed, [fails(1, 2), fails(2, 2), fails(3, 2)]), { type: 'default', bank: X });
    expect(byCommand(answer)).toEqual({
      verdicts: { 0: 'necessary', 1: 'contributing', 2: 'contributing' },
      sets: [[0], [1, 2]],
    });
  });

  test('what a rescue held back, and a blow that used the rescue up, are both needed', () => {
    // 10, and 6 of capital: 8 lost to 1 leave 8, and 12 lost to 2 are too much. Without either it lives.
    const world: World = {
      equity: [10, 20, 20],
      loans: [
        [X, 1, 8],
        [X, 2, 12],
      ],
    };
    const rescue = { name: 'add_capital', bank: X, amount: 6, at: 1 };
    const answer = why(made(world, [rescue, fails(1, 2), fails(2, 3)]), { type: 'default', bank: X });
    expect(byCommand(answer)).toEqual({
      verdicts: { 0: 'irrelevant', 1: 'necessary', 2: 'necessary' },
      sets: [[1], [2]],
    });
  });

  test('two that undo a rescue, each of them enough, are a cause together', () => {
    const world: World = { equity: [10, 20, 20], loans: [[X, 1, 12]] };
    const set = (value: number, at: number) => ({ name: 'set', path: 'recovery', value, at });
    const answer = why(made(world, [set(1, 1), set(0, 2), set(0, 3), fails(1, 4)]), {
      type: 'default',
      bank: X,
    });
    expect(byCommand(answer).sets).toEqual([[3], [1, 2]]);
  });

  test('a long chain', () => {
    const chain: World = {
      equity: [10, 10, 10, 10, 10, 20],
      loans: [
        [X, 1, 11],
        [1, 2, 11],
        [2, 3, 11],
        [3, 4, 11],
        [X, 5, 4],
      ],
    };
    const answer = why(made(chain, [fails(5, 3), fails(4, 3)]), { type: 'default', bank: X });
    expect(byCommand(answer)).toEqual({ verdicts: { 0: 'irrelevant', 1: 'necessary' }, sets: [[1]] });
    expect(answer.chain.filter(({ type }) => type === 'default')).toHaveLength(5);
    for (const { id, causes } of answer.chain) for (const cause of causes) expect(cause).toBeLessThan(id);
  });

  test('the cascade of Furfine: a shock to the bank itself that was neither needed nor enough', () => {
    // X has 6; it has lent 3 to 1 and 4 to 2; 2, which has 5, has lent 6 to 1; 3 owes X 2 and fails too.
    const cascade: World = {
      equity: [6, 20, 5, 20],
      loans: [
        [X, 1, 3],
        [X, 2, 4],
        [2, 1, 6],
        [X, 3, 2],
      ],
    };
    const answer = why(made(cascade, [fails(1, 2), fails(3, 2)]), { type: 'default', bank: X });
    expect(byCommand(answer)).toEqual({ verdicts: { 0: 'necessary', 1: 'irrelevant' }, sets: [[0]] });
  });
});

test('lawful: sets are the actual causes, by brute force over the commands; who is necessary is one alone', () => {
  const blow = fc.record({ bank: fc.integer({ min: 1, max: 3 }), at: fc.integer({ min: 1, max: 4 }) });
  const deed = fc.oneof(
    { weight: 3, arbitrary: blow.map(({ bank, at }) => fails(bank, at) as object) },
    {
      weight: 1,
      arbitrary: blow.map(({ at, bank }) => ({ name: 'add_capital', bank: X, amount: 5 * bank, at })),
    },
  );
  const loans = fc.tuple(
    fc.integer({ min: 3, max: 12 }),
    fc.integer({ min: 3, max: 12 }),
    fc.integer({ min: 3, max: 12 }),
  );
  const property = fc.property(
    loans,
    fc.array(deed, { minLength: 1, maxLength: 5 }),
    ([a, b, c], commands) => {
      const world: World = {
        equity: [10, 20, 20, 20],
        loans: [
          [X, 1, a],
          [X, 2, b],
          [X, 3, c],
        ],
      };
      const timeWithout = (out: number): number | null => {
        const left = commands.filter((_, i) => (out & (1 << i)) === 0);
        const [fall] = made(world, left)
          .events.ofType('default')
          .filter(({ bank }) => bank === X);
        return fall?.t ?? null;
      };
      const times = Array.from({ length: 1 << commands.length }, (_, out) => timeWithout(out));
      const actual = times[0];
      if (actual === null || actual === undefined) return;
      const answer = byCommand(why(made(world, commands), { type: 'default', bank: X }));
      for (const [i] of commands.entries()) {
        const isNecessary = times[1 << i] === null;
        expect(answer.verdicts[i] === 'necessary').toBe(isNecessary);
        if (isNecessary) expect(answer.sets).toContainEqual([i]);
      }
      // Each set, with some others left out that alone change nothing, avoids it; and no part of it does.
      const quiet = commands.flatMap((_, i) => (times[1 << i] === actual ? [i] : []));
      const avoids = (set: readonly (number | undefined)[]): boolean => {
        const bits = set.reduce<number>((sum, i) => sum | (1 << (i as number)), 0);
        for (let some = 0; some < 1 << quiet.length; some++) {
          const held = quiet.reduce((sum, i, k) => ((some & (1 << k)) === 0 ? sum : sum | (1 << i)), 0);
          const isQuiet = times[held] === actual;
          if (isQuiet && times[bits | held] === null) return true;
        }
        return false;
      };
      for (const set of answer.sets) expect(avoids(set)).toBe(true);
      // What is left out together and avoids it holds a set.
      for (const [out, time] of times.entries()) {
        if (time !== null) continue;
        const isHit = answer.sets.some((set) => set.every((i) => (out & (1 << (i as number))) !== 0));
        expect(isHit, `without ${out.toString(2)}`).toBe(true);
      }
    },
  );
  fc.assert(property, { numRuns: 80 });
});

test('what prevents it does so, and nothing much smaller does', () => {
  const world: World = { equity: [10, 20, 20], loans: [[X, 1, 12]] };
  const answer = why(made(world, [fails(1, 3)]), { type: 'default', bank: X });
  const { prevention } = answer;
  expect(prevention).toMatchObject({ effect: 'avoided', targetAt: null });
  const given = prevention?.commands[0] as unknown as { amount: number; bank: number };
  // The failed bank lacks 1 and X lacks 2: the smaller is found, at the place where the loss begins.
  expect(given).toMatchObject({ name: 'add_capital', bank: 1, at: 3 });
  expect(given.amount).toBeGreaterThan(1);
  expect(given.amount).toBeLessThan(1.05);
  const saved = made(world, [fails(1, 3), given]);
  expect(saved.events.ofType('default')).toEqual([]);
  const little = made(world, [fails(1, 3), { ...given, amount: 0.99 }]);
  expect(little.events.ofType('default').map(({ bank }) => bank)).toEqual([1, X]);
});

test('a metric’s change is shared out by Shapley value', () => {
  const world: World = {
    equity: [30, 20, 20, 20],
    loans: [
      [X, 1, 12],
      [X, 2, 6],
    ],
  };
  const metric = { metric: 'interbankLosses', from: 1, to: 6 } as const;
  const answer = why(made(world, [fails(1, 2), fails(2, 3), fails(3, 4)]), metric);
  expect(answer.target).toMatchObject({ kind: 'metric', before: 0, after: 18, change: 18 });
  expect(answer.rootCauses.map(({ command, share, verdict }) => [command, share, verdict])).toEqual([
    [0, 12, 'necessary'],
    [1, 6, 'irrelevant'],
    [2, undefined, 'irrelevant'],
  ]);
});

describe('from the log alone', () => {
  test.each([
    [
      'single',
      {
        equity: [10, 20, 20, 20],
        loans: [
          [X, 1, 12],
          [X, 2, 2],
        ],
      },
      [fails(3, 2), fails(1, 2), fails(2, 2)],
      [[1]],
    ],
    [
      'joint',
      {
        equity: [10, 20, 20],
        loans: [
          [X, 1, 6],
          [X, 2, 6],
        ],
      },
      [fails(1, 2), fails(2, 4)],
      [[0], [1]],
    ],
    [
      'either',
      {
        equity: [10, 20, 20],
        loans: [
          [X, 1, 12],
          [X, 2, 12],
        ],
      },
      [fails(1, 2), fails(2, 2)],
      [[0, 1]],
    ],
    [
      'waiting',
      {
        equity: [10, 20, 20],
        loans: [
          [X, 1, 12],
          [X, 2, 12],
        ],
      },
      [fails(1, 2), fails(2, 4)],
      [[0]],
    ],
  ] as [string, World, object[], number[][]][])('%s', (_, world, commands, sets) => {
    const { events } = made(world, commands);
    const answer = why({ model: banks, events }, { type: 'default', bank: X });
    expect(byCommand(answer).sets).toEqual(sets);
    expect(answer.reruns).toBe(0);
    expect(answer.limits[0]).toMatch(/log alone/);
  });
});

describe('refused', () => {
  const world: World = { equity: [10, 20, 20], loans: [[X, 1, 12]] };
  const answered = made(world, [fails(1, 3)]);
  test.each([
    ['an id that is not there', { event: 10_000 }, /given 10000; an id from 0 to/],
    ['a fraction of an id', { event: 1.5 }, /an id from 0 to/],
    ['a fate that never came', { type: 'default', bank: 2 }, /there is none; whyNot/],
    ['an unknown type', { type: 'explosion' }, /one of /],
    ['an unknown field', { type: 'default', bnak: 2 }, /a field of default: .*bank/],
    ['an unknown metric', { metric: 'hope', from: 1, to: 2 }, /one of loss/],
    ['a metric that does not change', { metric: 'defaults', from: 4, to: 6 }, /it is 2 at 4 as at 6/],
    ['times out of order', { metric: 'defaults', from: 4, to: 2 }, /a time after 4/],
    ['a time after the end', { metric: 'defaults', from: 400, to: 402 }, /before the run's end/],
    ['two targets at once', { event: 1, metric: 'defaults', from: 1, to: 2 }, /\{ event: an id \}/],
    ['nothing', {}, /\{ event: an id \}/],
    ['null', null, /\{ event: an id \}/],
  ])('%s', (_, target, message) => {
    expect(() => why(answered, target as never)).toThrow(message);
    expect(() => why({ model: banks, events: answered.events }, target as never)).toThrow(/given/);
  });

  test('what is no run', () => {
    expect(() => why({} as never, { event: 1 })).toThrow(/what run or open gave/);
    expect(() => why(null as never, { event: 1 })).toThrow(/what run or open gave/);
  });
});
