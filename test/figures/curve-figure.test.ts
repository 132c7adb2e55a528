import { expect, test } from 'vitest';
import { curveFigure } from '../../lib/figures/curve-figure.ts';

const figure = curveFigure({
  title: 'Frequency',
  x: { title: 'degree (loans a bank)', range: [0, 10] },
  y: { title: 'share' },
  curves: [
    {
      name: 'all',
      line: [
        [0, 0],
        [1, 0.5],
        [2, Number.NaN],
      ],
      points: [
        { x: 1, y: 0.4, low: 0.3, high: 0.6 },
        { x: 2, y: 0.7 },
        { x: Number.NaN, y: 1 },
      ],
    },
    { name: 'only <drawn>', points: [{ x: 3, y: 0.1 }] },
  ],
  guides: [
    { y: 0.25, label: 'a quarter' },
    { x: 6, label: 'the end' },
  ],
});

test('a line and its points share a colour and say which is the theory; what is no number is left out', () => {
  const [line, points] = figure.data;
  expect(line).toMatchObject({ mode: 'lines', name: 'all (theory)', x: [0, 1], y: [0, 0.5] });
  expect(points).toMatchObject({ mode: 'markers', name: 'all', x: [1, 2], y: [0.4, 0.7] });
  expect((line!.line as { color: string }).color).toBe((points!.marker as { color: string }).color);
  expect(JSON.stringify(figure)).not.toContain('null');
});

test('bars reach from the point to the ends of its interval; none where there is none', () => {
  const { error_y } = figure.data[1] as unknown as { error_y: { array: number[]; arrayminus: number[] } };
  expect(error_y.array[0]).toBeCloseTo(0.2, 12);
  expect(error_y.arrayminus[0]).toBeCloseTo(0.1, 12);
  expect([error_y.array[1], error_y.arrayminus[1]]).toEqual([0, 0]);
});

test('axes have the titles and ranges given', () => {
  expect(figure.layout.xaxis).toMatchObject({ title: { text: 'degree (loans a bank)' }, range: [0, 10] });
  expect(figure.layout.yaxis).toMatchObject({ title: { text: 'share' } });
  expect(figure.layout.yaxis).not.toHaveProperty('range');
});

test('guides cross the whole plot, with their words', () => {
  expect(figure.layout.shapes).toMatchObject([
    { xref: 'paper', yref: 'y', x0: 0, x1: 1, y0: 0.25, y1: 0.25 },
    { xref: 'x', yref: 'paper', x0: 6, x1: 6, y0: 0, y1: 1 },
  ]);
  expect(figure.layout.annotations).toMatchObject([
    { text: 'a quarter', y: 0.25 },
    { text: 'the end', x: 6 },
  ]);
});

test('names are text, not HTML; one curve needs no legend', () => {
  expect(figure.data[2]).toMatchObject({ name: 'only &lt;drawn&gt;' });
  expect(figure.layout.showlegend).toBe(true);
  const one = curveFigure({
    title: '',
    x: { title: 'x' },
    y: { title: 'y' },
    curves: [{ name: 'a', points: [{ x: 1, y: 2 }] }],
  });
  expect(one.layout.showlegend).toBe(false);
});
