import { expect, test } from 'vitest';
import { banks, cache, contrast, leaveOut, run, why } from '../../lib/index.ts';
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

test('a recipe without a cause runs also where it ends before a later command', () => {
  const commands = [
    { name: 'restart_node', node: 1, at: 40 },
    { name: 'kill_node', node: 0, at: 5, for: 45 },
  ] as const;
  const config = { requests: 200, warmup: 0, chaos: 'none' as const };
  const one = run(cache, { config, commands });
  const [, kill] = one.events.ofType('command').sort((a, b) => a.command - b.command);
  const beside = run(cache, leaveOut(one, [kill?.id ?? -1]));
  expect(beside.events.ofType('node_killed')).toEqual([]);
});

test('a contrast with a run from which something was left out', () => {
  const both = run(banks, { config, commands: [fails(1, 2), fails(2, 2)] });
  const { sets } = why(both, { type: 'default', bank: 0 });
  const one = run(banks, leaveOut(both, sets[0] ?? []));
  const answer = contrast(both, one, { type: 'default', bank: 0 });
  expect(answer.differences.map(({ kind }) => kind)).toEqual(['command', 'command']);
  expect(answer.sets).toEqual([[0, 1]]);
  const shocked = { ...config, shocks: [{ kind: 'bank_failure', at: 2, bank: 1 }] };
  const struck = run(banks, { config: shocked });
  const [shock] = why(struck, { type: 'default', bank: 0 }).sets[0] ?? [];
  const calm = run(banks, leaveOut(struck, [shock ?? -1]));
  expect(contrast(struck, calm, { type: 'default', bank: 0 }).differences).toMatchObject([
    { kind: 'without', verdict: 'necessary' },
  ]);
});

test('leaving out and contrast refuse events that the recipe does not make, too', () => {
  const one = run(banks, { config, commands: [fails(1, 2)] });
  const other = run(banks, { config, commands: [fails(2, 3)] });
  const mixed = { recipe: other.recipe, events: one.events };
  const [command] = one.events.ofType('command');
  expect(() => leaveOut(mixed, [command?.id ?? -1])).toThrow('a run with its own recipe');
  const calm = run(banks, { config });
  expect(() => contrast(mixed, calm, { type: 'default', bank: 0 })).toThrow('a run with its own recipe');
});
