import { describe, expect, test } from 'vitest';
import { noHost } from '../../lib/core/host.ts';
import { makeRecipe, parseRecipe } from '../../lib/core/recipe.ts';
import { runRecipe, run as runWith } from '../../lib/core/run.ts';
import { atOf, compareTurns, firstTurnOf, type TurnKey, turnOf } from '../../lib/core/turn.ts';
import { banks, models, run } from '../../lib/index.ts';

const SMALL = { banks: 4, steps: 3, stepsPerYear: 4 };

describe('a recipe', () => {
  test('has everything written out, and is the run', () => {
    const commands = [{ name: 'add_capital' as const, bank: 1, amount: 5, at: 2 }];
    const made = run(banks, { config: SMALL, seed: 'seven', commands });
    expect(made.recipe).toMatchObject({
      faultline: 1,
      model: 'banks',
      version: banks.version,
      seed: 'seven',
    });
    expect(made.recipe).toMatchObject({ commands, until: null, config: SMALL });
    const [model, again] = parseRecipe(JSON.parse(JSON.stringify(made.recipe)), models);
    expect(model).toBe(banks);
    expect(again).toEqual(made.recipe);
    expect(runRecipe(model, again).digest).toBe(made.digest);
  });

  test('has a seed when none was given, not entropy', () => {
    expect(run(banks, { config: SMALL }).digest).toBe(run(banks, { config: SMALL, seed: undefined }).digest);
    expect(makeRecipe(banks, {}, noHost).seed).toBe(1);
  });

  const whole = () => JSON.parse(JSON.stringify(makeRecipe(banks, { config: SMALL }, noHost)));

  test.each([
    [{ faultline: 2 }, 'recipe.faultline: given 2; format 1 or older: a newer Faultline wrote this'],
    [{ faultline: 0 }, 'recipe.faultline: given 0'],
    [{ faultline: undefined }, 'recipe.faultline: given nothing'],
    [{ model: 'bank' }, 'recipe.model: given "bank"; one of banks'],
    [
      { version: banks.version + 1 },
      `recipe.version: given ${banks.version + 1}; version ${banks.version} of banks`,
    ],
    [{ seed: null }, 'recipe.seed: given null; a number or a string'],
    [{ seed: 1.5 }, 'seed: given 1.5; an integer'],
    [{ until: -1 }, 'recipe.until: given -1'],
    [{ commands: 3 }, 'recipe.commands: given 3'],
    [{ commands: [{ at: 1 }] }, 'recipe.commands[0].name: given nothing'],
    [{ config: 3 }, 'recipe.config: given 3'],
    [{ note: 'x' }, 'recipe.note: given "x"; no such field'],
  ])('that is bad says where: %j', (change, message) => {
    const given = { ...whole(), ...change };
    expect(() => {
      const [model, recipe] = parseRecipe(given, models);
      runRecipe(model, recipe);
    }).toThrow(message);
  });

  test.each([null, [], 'x', 7, {}])('is not %j', (given) => {
    expect(() => parseRecipe(given, models)).toThrow('recipe');
  });

  test('has its config checked like any other', () => {
    const withConfig = (change: object) => ({ ...whole(), config: { ...whole().config, ...change } });
    expect(() => parseRecipe(withConfig({ stepz: 3 }), models)).toThrow(
      'recipe.config.stepz: given 3; no such',
    );
    expect(() => parseRecipe(withConfig({ steps: -3 }), models)).toThrow('recipe.config.steps: given -3');
    const [, short] = parseRecipe({ ...whole(), config: SMALL }, models);
    expect(short).toEqual(whole());
  });
});

test('until is checked, and included', () => {
  const until = (time: number) => run(banks, { config: SMALL, until: time }).events.ofType('step_end').length;
  expect([0, 1, 1.5, 2, 3, 99].map(until)).toEqual([0, 1, 1, 2, 3, 3]);
  for (const time of [-1, Number.NaN, Number.POSITIVE_INFINITY, '2' as never]) {
    expect(() => run(banks, { until: time })).toThrow('until: given');
  }
});

test('without a host, files and modules are refused with what to do', () => {
  expect(() => runWith(banks, { config: { banks: 'banks.csv' } })).toThrow(
    'config.banks: given "banks.csv"; files cannot be read here',
  );
  expect(() => runWith(banks, { config: { policy: './mine.js' } })).toThrow('modules cannot be loaded here');
  expect(() => run(banks, { config: { policy: () => 1 } as never })).toThrow(
    'config.policy: given a function',
  );
});

describe('turn keys', () => {
  const keys: TurnKey[] = [];
  for (const time of [0, 1, 2.5]) {
    for (const phase of [0, 2]) {
      for (const round of [0, 1]) {
        for (const entity of [0, 9]) {
          for (const ordinal of [0, 3]) keys.push({ time, phase, round, entity, ordinal });
        }
      }
    }
  }
  const phases = ['first', 'second', 'third'];

  test('are in the order of time, phase, round, entity, ordinal', () => {
    for (const [i, a] of keys.entries()) {
      for (const [j, b] of keys.entries()) expect(Math.sign(compareTurns(a, b))).toBe(Math.sign(i - j));
    }
    expect(firstTurnOf(4)).toEqual({ time: 4, phase: 0, round: 0, entity: 0, ordinal: 0 });
  });

  test('are said and read back', () => {
    for (const key of keys) {
      const at = atOf(key, phases);
      expect(turnOf(JSON.parse(JSON.stringify(at)), phases, 'x')).toEqual(key);
    }
    expect(atOf(firstTurnOf(3), phases)).toBe(3);
    expect(turnOf({ time: 2, phase: 'second' }, phases, 'x')).toMatchObject({ time: 2, phase: 1, entity: 0 });
    expect(() => turnOf({ time: 1, phase: 'fourth' }, phases, 'x.at')).toThrow(
      'x.at.phase: given "fourth"; one of first, second, third',
    );
  });
});

describe('commands land where they are told to', () => {
  const deed = (at: unknown) => ({ name: 'halt_lending', bank: 0, at }) as never;
  const around = (at: unknown, more: Readonly<Record<string, unknown>> = {}) => {
    const { events } = run(banks, {
      config: { ...SMALL, density: 1, noise: 0.1, ...more },
      commands: [deed(at)],
    });
    const command = events.ofType('command')[0]!;
    const next = events
      .toArray()
      .slice(command.id + 1)
      .find(({ type }) => type !== 'lending_halted')!;
    return { t: command.t, next: next.type, bank: next.bank, lender: next.lender, nextTime: next.t };
  };

  test.each([
    [0, { t: 0, next: 'step_start', nextTime: 1 }],
    [2, { t: 2, next: 'step_start', nextTime: 2 }],
    [1.5, { t: 1.5, next: 'step_start', nextTime: 2 }],
    [{ time: 2 }, { t: 2, next: 'step_start' }],
    [
      { time: 2, phase: 'accrual', entity: 2 },
      { t: 2, next: 'accrual', bank: 2 },
    ],
    [
      { time: 2, phase: 'service', entity: 1 },
      { t: 2, next: 'interest_payment', lender: 1 },
    ],
    [
      { time: 2, phase: 'price' },
      { t: 2, next: 'price' },
    ],
    [
      { time: 2, phase: 'step_end' },
      { t: 2, next: 'step_end' },
    ],
    [
      { time: 2, phase: 'step_end', entity: 1 },
      { t: 2, next: 'step_start', nextTime: 3 },
    ],
    [
      { time: 3, phase: 'complete' },
      { t: 3, next: 'complete' },
    ],
  ])('at %j', (at, expected) => {
    expect(around(at)).toMatchObject(expected);
  });

  test('those of one turn as they stand in the recipe, those of another by turn', () => {
    const commands = [3, 1, 2, 1, 0.5].map((at, bank) => ({
      ...{ name: 'halt_lending' as const, bank: bank % 4, at },
    }));
    const { events } = run(banks, { config: SMALL, commands });
    expect(events.ofType('command').map(({ command }) => command)).toEqual([4, 1, 3, 2, 0]);
  });

  test('one for a time that never comes is an error, also with the log off and past `until`', () => {
    expect(() => run(banks, { config: SMALL, commands: [deed(4)] })).toThrow(
      'commands[0].at: given 4; a time that',
    );
    expect(() => run(banks, { config: SMALL, commands: [deed(1), deed(3)], until: 2 })).toThrow(
      'commands[1].at',
    );
    const late = { time: 3, phase: 'complete', entity: 1 };
    expect(() => run(banks, { config: SMALL, commands: [deed(late)] })).toThrow(
      'commands[0].at: given {"time":3',
    );
  });
});
