import { expect, test } from 'vitest';
import { banks, cache, run, why } from '../../lib/index.ts';
import { still } from '../support/still-banks.ts';

const fails = (bank: number, at: number) =>
  ({ name: 'apply_shock', kind: 'bank_failure', bank, at }) as const;

const pair = [0, 1, 2].map((i) => ({ capital: i === 0 ? 10 : 20, targetLeverage: 5 }));
const config = still({
  banks: pair,
  matrix: [
    [0, 12, 12],
    [0, 0, 0],
    [0, 0, 0],
  ],
  recovery: 0,
  steps: 6,
});

test('what is necessary is a set, also where an idle command left out with it brings the target back', () => {
  const given = {
    config: {
      ...{ shocks: 'none', steps: 7, recovery: 0.4, noise: 0.2, density: 0.3, interbankShare: 0.2 },
      ...{ fireSales: true, funding: false, actionShare: 0.3 },
      banks: [
        [18, 4],
        [19, 14],
        [29, 14],
        [29, 10],
        [26, 7],
        [21, 7],
      ].map(([capital, targetLeverage]) => ({ capital, targetLeverage })),
    },
    commands: [
      { name: 'apply_shock', kind: 'rate_rise', at: 2, magnitude: 0.3 },
      { name: 'apply_shock', kind: 'bank_failure', bank: 1, at: 2, magnitude: 0.1 },
    ],
    seed: 94,
  };
  const answer = why(run(banks, given as never), { event: 56 }, { prevention: false });
  const necessary = answer.rootCauses.filter(({ verdict }) => verdict === 'necessary').map(({ id }) => [id]);
  expect(necessary.length).toBeGreaterThan(0);
  expect(answer.sets).toEqual(expect.arrayContaining(necessary));
});

test('a recipe that does not make the events is refused', () => {
  const here = run(banks, { config, commands: [fails(1, 2), fails(2, 4)] });
  const other = run(banks, { config, commands: [fails(2, 2), fails(1, 4)] });
  const target = { type: 'default', bank: 0 };
  const { recipe } = run(cache, { config: { requests: 50 } });
  expect(() => why({ recipe: other.recipe, events: here.events }, target)).toThrow('why: run');
  expect(() => why({ recipe: { ...here.recipe, commands: [] }, events: here.events }, target)).toThrow(
    'why: run',
  );
  expect(() => why({ recipe, events: here.events }, target)).toThrow('events of another model');
  expect(() => why({ model: cache, events: here.events } as never, target)).toThrow(
    'events of another model',
  );
});

test('from the log alone, many banks that fail by one price are answered in time', () => {
  const shock = { name: 'apply_shock', kind: 'asset_price_crash', magnitude: 0.7, at: 2 } as const;
  const given = { banks: 1000, steps: 4, density: 0.005 };
  const { events } = run(banks, { config: given, seed: 3, commands: [shock] });
  const last = events.ofType('default').at(-1);
  const start = process.cpuUsage();
  why({ model: banks, events }, { event: last?.id ?? -1 });
  const { user } = process.cpuUsage(start);
  expect(user / 1000).toBeLessThan(500);
});
