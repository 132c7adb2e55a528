import { expect, test } from 'vitest';
import type { LoggedEvent } from '../../lib/core/event-kind.ts';
import { pathsFigure } from '../../lib/figures/paths-figure.ts';
import { systemPath } from '../../lib/figures/system-path.ts';
import { open } from '../../lib/index.ts';
import { banks } from '../../lib/models/banks/banks.ts';
import { calmRun, smallRun } from './small-run.ts';

const recipe = { config: { currency: 'EUR million' } };
const drawn = (events: readonly LoggedEvent[]) => ({ recipe, events });

/** The traces of a name: of equity, and of failures. */
function panels({ data }: ReturnType<typeof pathsFigure>, name: string): unknown[] {
  return data.filter((trace) => trace.name === name).map(({ x, y, yaxis }) => ({ x, y, yaxis }));
}

test('a history: equity of those that stand, failures so far', () => {
  expect(systemPath(smallRun())).toEqual([
    { t: 0, equity: 40, failed: 0 },
    { t: 1, equity: 46, failed: 0 },
    { t: 2, equity: 19, failed: 2 },
  ]);
});

test('one history is drawn as it is, with its shocks', () => {
  const figure = pathsFigure({ live: drawn(smallRun()) });
  expect(figure.title).toBe('2 failed banks after 2 steps');
  expect(panels(figure, 'live')).toEqual([
    { x: [0, 1, 2], y: [40, 46, 19], yaxis: 'y2' },
    { x: [0, 1, 2], y: [0, 0, 2], yaxis: 'y' },
  ]);
  expect(figure.data.find(({ name }) => name === 'shock')).toMatchObject({ x: [2], yaxis: 'y2' });
  expect(JSON.stringify(figure.data.at(-1))).toContain('asset price crash of 50 % on INDEX');
  expect(figure.layout.shapes).toEqual([]);
  expect(figure.layout.yaxis2).toMatchObject({ title: { text: 'equity (EUR million)' } });
});

test('two histories: what they share is drawn once, and the line is where they part', () => {
  const other = smallRun().map((event) =>
    event.t === 2 && event.type === 'step_end'
      ? {
          ...event,
          banks: [5, 5, 6, 13].map((equity, bank) => ({ bank, equity, defaulted: bank === 0 })),
        }
      : event,
  );
  const figure = pathsFigure({ 'as it went': drawn(smallRun()), 'with capital': drawn(other) });
  expect(figure.title).toBe('Failed banks: 2 as it went, 1 with capital');
  expect(panels(figure, 'until they part')).toEqual([
    { x: [0, 1], y: [40, 46], yaxis: 'y2' },
    { x: [0, 1], y: [0, 0], yaxis: 'y' },
  ]);
  expect(panels(figure, 'as it went')[0]).toEqual({ x: [1, 2], y: [46, 19], yaxis: 'y2' });
  expect(panels(figure, 'with capital')).toEqual([
    { x: [1, 2], y: [46, 24], yaxis: 'y2' },
    { x: [1, 2], y: [0, 1], yaxis: 'y' },
  ]);
  expect(figure.layout.shapes).toMatchObject([{ x0: 1, x1: 1 }]);
});

test('histories that start apart share nothing; those that never part, all', () => {
  const apart = pathsFigure({ a: drawn(smallRun()), b: drawn([]) });
  expect(panels(apart, 'until they part')).toEqual([]);
  expect(panels(apart, 'a')[0]).toMatchObject({ x: [0, 1, 2] });
  const same = pathsFigure({ a: drawn(calmRun()), b: drawn(calmRun()) });
  expect(panels(same, 'until they part')[0]).toMatchObject({ x: [0, 1, 2] });
});

test('an axis that is told how far it goes stays, and everything lies within', () => {
  const figure = pathsFigure({ live: drawn(smallRun()) }, { until: 40 });
  expect((figure.layout.xaxis as { range: number[] }).range[1]).toBeGreaterThan(40);
  const [low, high] = (figure.layout.yaxis2 as { range: [number, number] }).range;
  for (const { y, yaxis } of figure.data) {
    if (yaxis === 'y2') for (const each of y as number[]) expect(each > low && each < high).toBe(true);
  }
});

test('nothing at all gives a figure too, and every number can be said in JSON', () => {
  for (const figure of [pathsFigure({}), pathsFigure({ live: drawn([]) })]) {
    expect(JSON.parse(JSON.stringify(figure))).toEqual(figure);
    expect(JSON.stringify(figure)).not.toContain('null');
  }
});

test('forks of a live run part where the command lands', () => {
  const live = open(banks, {
    seed: 1,
    config: { banks: 6, steps: 4, shocks: [{ kind: 'asset_price_crash', at: 3, magnitude: 0.4 }] },
  });
  live.runUntil(3);
  const fork = live.fork();
  fork.command({ name: 'add_capital', bank: 0, amount: 1000 });
  live.finish();
  fork.finish();
  const figure = pathsFigure({ a: live, b: fork });
  expect(figure.layout.shapes).toMatchObject([{ x0: 2 }]);
  const standing = (run: typeof live): number =>
    run.view().banks.reduce((sum, bank) => sum + (bank.defaulted ? 0 : bank.equity), 0);
  for (const [name, run] of Object.entries({ a: live, b: fork })) {
    const { x, y } = figure.data.find((trace) => trace.name === name)!;
    expect(x).toEqual([2, 3, 4]);
    expect((y as number[]).at(-1)).toBeCloseTo(standing(run) / 1000, 9);
  }
});
