import { describe, expect, test } from 'vitest';
import { fixed } from '../../lib/figures/fixed.ts';
import { lossHistogram } from '../../lib/figures/loss-histogram.ts';
import { intervalText, type LevelMarks } from '../../lib/figures/risk-unit.ts';
import { dark, light, recolor } from '../../lib/figures/theme.ts';
import { cut } from './small-run.ts';

const measure = { name: 'loss', unit: 'EUR million', horizon: '52 steps, 1 year' };
const losses = Array.from({ length: 400 }, (_, i) => (i * 37) % 400);
const levels: Record<string, LevelMarks> = {
  '0.99': { var: 395, varInterval: [390, null], cvar: 397.5, cvarInterval: [392, null] },
  '0.95': { var: 379, varInterval: [370, 386], cvar: 389.5, cvarInterval: [380, 399] },
};
const figure = lossHistogram(losses, levels, measure);

test('title, axis and unit', () => {
  expect(figure.title).toBe('Loss in 400 runs of 52 steps, 1 year');
  expect(figure.layout.xaxis).toMatchObject({ title: { text: 'loss (EUR million)' } });
});

test('bars, not runs: few of them, and their sum is the number of runs', () => {
  const [bars] = figure.data;
  expect(bars).toMatchObject({ type: 'bar', width: 50, x: [25, 75, 125, 175, 225, 275, 325, 375] });
  expect((bars!.y as number[]).reduce((sum, y) => sum + y, 0)).toBe(400);
});

test('a line at each VaR and CVaR, from its own row to the top, levels in order', () => {
  const shapes = figure.layout.shapes as { x0: number; x1: number; y0: number; line: { dash: string } }[];
  expect(shapes.map(({ x0, line }) => [x0, line.dash])).toEqual([
    [379, 'solid'],
    [389.5, 'dash'],
    [395, 'solid'],
    [397.5, 'dash'],
  ]);
  expect(shapes.every(({ x0, x1 }) => x0 === x1)).toBe(true);
  expect(figure.layout.yaxis2).toMatchObject({
    ticktext: ['VaR 95 %', 'CVaR 95 %', 'VaR 99 %', 'CVaR 99 %'],
  });
});

describe('intervals', () => {
  const [from, to] = (figure.layout.xaxis as { range: [number, number] }).range;
  const bands = figure.data.filter((trace) => trace.mode === 'lines');
  const arrows = figure.data.filter((trace) => /triangle/.test(JSON.stringify(trace.marker ?? {})));

  test('are bands; an open one runs to the edge of the plot and ends in an arrow', () => {
    expect(cut(bands.map(({ x }) => x))).toEqual([
      [370, 386],
      [380, 399],
      [390, cut(to)],
      [392, cut(to)],
    ]);
    expect(arrows.map(({ x }) => x)).toEqual([[to], [to]]);
  });

  test('and every mark lie within the plot', () => {
    const xs = figure.data.flatMap(({ x }) => x as number[]);
    for (const x of xs) expect(x >= from && x <= to).toBe(true);
  });

  test('in words', () => {
    const texts = figure.data.flatMap((trace) => (trace.mode === 'text' ? (trace.text as string[]) : []));
    expect(texts).toEqual(['379', '389.5', '395 (open above)', '397.5 (open above)']);
    const show = (value: number): string => fixed(value, 1);
    expect(intervalText([1000, null], show)).toBe('[1,000.0, open)');
    expect(intervalText([null, null], show)).toBe('(open, open)');
  });
});

test('large losses are shown in a larger unit, with one decimal', () => {
  const row = {
    var: 150_000,
    varInterval: [140_000, 160_000],
    cvar: 170_250,
    cvarInterval: [160_000, null],
  } as const;
  const large = lossHistogram([10_000, 190_000], { '0.9': row }, measure);
  expect(large.layout.xaxis).toMatchObject({ title: { text: 'loss (EUR billion)' } });
  const texts = large.data.flatMap(({ mode, text }) => (mode === 'text' ? (text as string[]) : []));
  expect(texts).toEqual(['150.0', '170.3 (open above)']);
});

test('no runs and no levels give a figure too', () => {
  expect(lossHistogram([], {}, measure).title).toBe('Loss in 0 runs of 52 steps, 1 year');
});

test('the unit is text, not HTML', () => {
  const bold = lossHistogram(losses, levels, { ...measure, unit: '<b>EUR' });
  expect(JSON.stringify(bold)).not.toContain('<b>EUR');
});

test('the dark theme has the same figure in colours of its own', () => {
  const night = recolor(figure, dark);
  expect(recolor(night, light, dark)).toEqual(figure);
  const text = JSON.stringify(night);
  for (const color of [light.background, light.text, light.bar, ...light.series]) {
    expect(text).not.toContain(color);
  }
});

test.each([
  ['light', light],
  ['dark', dark],
])('no two colours of the %s theme are the same', (_, { series, waves, ...roles }) => {
  const colors = [...Object.values(roles), ...series, ...waves];
  expect(new Set(colors).size).toBe(colors.length);
});
