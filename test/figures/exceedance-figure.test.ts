import { expect, test } from 'vitest';
import { exceedanceFigure } from '../../lib/figures/exceedance-figure.ts';
import { riskTable } from '../../lib/index.ts';

const measure = { name: 'capitalLoss', unit: 'EUR million', horizon: '52 steps, 1 year' };
const sweepOf = (losses: number[], levels: number[] = [0.8]) => {
  return { measure, losses, levels: riskTable(losses, levels) };
};

test('from the loss of rank r on, n - r of n runs lose more; the worst half is drawn', () => {
  // Ranks 5 to 9 of 10: 0.5 of the runs lose more than 5, 0.1 more than 9.
  const [tail] = exceedanceFigure({ a: sweepOf([10, 1, 9, 2, 8, 3, 7, 4, 6, 5]) }).data;
  expect(tail).toMatchObject({ x: [5, 6, 7, 8, 9], y: [0.5, 0.4, 0.3, 0.2, 0.1], line: { shape: 'hv' } });
});

test('a mark is where the line crosses its level: at the VaR', () => {
  const { data, layout } = exceedanceFigure({ a: sweepOf([10, 1, 9, 2, 8, 3, 7, 4, 6, 5]) });
  // VaR 80 % of ten losses is the 8th; 20 % lose more.
  expect(data[1]).toMatchObject({ mode: 'markers', x: [8] });
  expect((data[1]!.y as number[])[0]).toBeCloseTo(0.2, 12);
  expect(layout.shapes).toHaveLength(1);
  expect(layout.annotations).toMatchObject([{ text: '80 %' }]);
});

test('a level beyond the runs has no line: its share is less than one run', () => {
  const { layout } = exceedanceFigure({ a: sweepOf([1, 2, 3, 4, 5, 6, 7, 8, 9, 10], [0.8, 0.99]) });
  expect(layout.shapes).toHaveLength(1);
});

test('axes name what they show; the share is logarithmic, and no share is 0', () => {
  const losses = Array.from({ length: 5000 }, (_, i) => i * i);
  const { data, layout } = exceedanceFigure({ a: sweepOf(losses), b: sweepOf(losses.map((x) => 2 * x)) });
  expect(layout.xaxis).toMatchObject({ title: { text: 'capital loss (EUR trillion)' } });
  expect(layout.yaxis).toMatchObject({ type: 'log', title: { text: 'share of runs that lose more' } });
  for (const { y } of data) for (const share of y as number[]) expect(share).toBeGreaterThan(0);
  expect((data[0]!.y as number[]).at(-1)).toBeCloseTo(1 / 5000, 12);
  expect((data[0]!.y as number[]).length).toBeLessThan(300);
  expect(JSON.stringify(data)).not.toContain('null');
});

test('marks of both lie within the axis', () => {
  const { data, layout } = exceedanceFigure({ a: sweepOf([1, 2, 3, 4]), b: sweepOf([-9, 8, 30, 40]) });
  const [low, high] = (layout.xaxis as { range: [number, number] }).range;
  for (const { x } of data) for (const each of x as number[]) expect(each > low && each < high).toBe(true);
});

test('sweeps of different measures are refused, with the name of the other', () => {
  const other = { ...sweepOf([1, 2]), measure: { ...measure, name: 'loss' } };
  expect(() => exceedanceFigure({ a: sweepOf([1, 2]), b: other })).toThrow(/measure of "b".*loss/);
});

test('a name is text, not HTML; no sweeps give a figure too', () => {
  const { data } = exceedanceFigure({ '<i>': sweepOf([1, 2, 3]) });
  expect(data.map(({ name }) => name)).toEqual(['&lt;i&gt;', 'VaR, &lt;i&gt;']);
  expect(String(data[0]!.hovertemplate)).not.toContain('<i>');
  expect(exceedanceFigure({}).data).toEqual([]);
});
