import { expect, test } from 'vitest';
import { waterfallFigure } from '../../lib/figures/waterfall-figure.ts';
import { decompose } from '../../lib/index.ts';

const decomposition = await decompose(
  { banks: 6, steps: 4, density: 0.8, shocks: [{ kind: 'asset_price_crash', at: 2, magnitude: 0.45 }] },
  { runs: 20, seed: 3, workers: 1, levels: [0.5, 0.9] },
);

/** What the bars are long, in the unit of the axis. */
function lengths(level?: number): number[] {
  return waterfallFigure(decomposition, level).data[0]!.x as number[];
}

test('the mean: first stage, increments, last stage, and they add up', () => {
  const [start, ...rest] = lengths();
  const end = rest.pop()!;
  const { stages } = decomposition;
  expect(start! * 1000).toBeCloseTo(stages[0]!.loss.mean, 6);
  expect(rest.map((each) => each * 1000)).toHaveLength(stages.length - 1);
  for (const [i, each] of rest.entries()) {
    expect(each * 1000).toBeCloseTo(stages[i + 1]!.increment!.mean.difference, 6);
  }
  expect(rest.reduce((sum, each) => sum + each, start!)).toBeCloseTo(end, 9);
});

test('at a level: the CVaR of the stages', () => {
  const shown = lengths(0.9);
  const { stages } = decomposition;
  expect(shown[0]! * 1000).toBeCloseTo(stages[0]!.levels['0.9']!.cvar, 6);
  expect(shown.at(-1)! * 1000).toBeCloseTo(stages.at(-1)!.levels['0.9']!.cvar, 6);
  expect(waterfallFigure(decomposition, 0.9).title).toContain('CVaR 90 % of the capital loss');
});

test('channels stand in the order in which they were switched on, which the caption says', () => {
  const { caption, layout } = waterfallFigure(decomposition);
  expect(caption).toContain('20 runs a bar');
  expect(caption).toContain('direct, fire sales, funding; another order');
  expect((layout.yaxis as { ticktext: string[] }).ticktext).toEqual([
    'without the shock',
    '+ adverse loss',
    '+ direct',
    '+ fire sales',
    '+ funding',
    'with everything on',
  ]);
});

test('a level that was not measured is refused with those that were', () => {
  expect(() => waterfallFigure(decomposition, 0.99)).toThrow(/0\.99.*0\.5, 0\.9/);
});
