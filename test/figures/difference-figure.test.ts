import { expect, test } from 'vitest';
import { differenceFigure } from '../../lib/figures/difference-figure.ts';
import { differenceRows } from '../../lib/figures/difference-rows.ts';
import { riskRows } from '../../lib/figures/risk-rows.ts';
import { pairedDifference, riskTable } from '../../lib/index.ts';

const measure = { name: 'capitalLoss', unit: 'EUR million', horizon: '52 steps, 1 year' };
const a = { losses: [10, 20, 30, 40, 50] };
const b = { losses: [12, 20, 29, 44, 58] };
// Differences 2, 0, -1, 4, 8: mean 2.6, sd sqrt(12.8), t(4) 2.776, half width 2.776 sqrt(12.8 / 5) = 4.442.
const comparison = { measure, a, b, ...pairedDifference(a.losses, b.losses, { levels: [0.8] }) };
const figure = differenceFigure(comparison, ['old', 'new']);

test('pairs are counted by their difference, b less a', () => {
  const [bars] = figure.data;
  const counted = (bars!.x as number[]).flatMap((x, i) => Array(Number((bars!.y as number[])[i])).fill(x));
  expect(counted).toEqual([-1, 0, 2, 4, 8]);
  expect(figure.title).toBe('Capital loss: new minus old');
  expect(figure.caption).toContain('new loses less in 20 % of the pairs, as much in 20 %');
  expect(figure.layout.xaxis).toMatchObject({ title: { text: 'difference in capital loss (EUR million)' } });
});

test('the mean has a line and its interval', () => {
  expect(figure.layout.shapes).toMatchObject([{ x0: 2.6, x1: 2.6 }]);
  const band = figure.data.find(({ mode }) => mode === 'lines')!;
  const [low, high] = band.x as number[];
  expect(low).toBeCloseTo(2.6 - 4.4423, 3);
  expect(high).toBeCloseTo(2.6 + 4.4423, 3);
});

test('in a larger unit where numbers are large, all of them', () => {
  const large = (losses: number[]) => ({ losses: losses.map((each) => 1e4 * each) });
  const [A, B] = [large(a.losses), large(b.losses)];
  const given = { measure, a: A, b: B, ...pairedDifference(A.losses, B.losses, { levels: [0.8] }) };
  const { layout } = differenceFigure(given);
  expect(layout.xaxis).toMatchObject({ title: { text: 'difference in capital loss (EUR billion)' } });
  expect(layout.shapes).toMatchObject([{ x0: 26, x1: 26 }]);
});

test('rows of differences: mean, VaR, CVaR, with names and unit in the heading', () => {
  const rows = differenceRows(comparison, ['old', 'new']);
  expect(rows.map(({ of }) => of)).toEqual(['mean', 'VaR 80 %', 'CVaR 80 %']);
  // VaR 80 % is the 4th of 5, 40 and 44; CVaR the largest, 50 and 58.
  expect(rows.map((row) => row['new minus old (EUR million)'])).toEqual(['2.600', '4.000', '8.000']);
  expect(rows[0]!['95 % interval']).toBe('[−1.842, 7.042]');
});

test('rows of risk measures, by level ascending', () => {
  const losses = Array.from({ length: 1000 }, (_, i) => i + 1);
  const levels = { '0.99': riskTable(losses, [0.99])['0.99']!, '0.9': riskTable(losses, [0.9])['0.9']! };
  const rows = riskRows({ measure, levels });
  // Of 1 to 1,000: VaR the 900th and 990th, CVaR the means of 901 to 1,000 and of 991 to 1,000.
  expect(rows).toMatchObject([
    { level: '90 %', 'VaR (EUR million)': '900', 'CVaR (EUR million)': '950.5', 'runs in the tail': 100 },
    { level: '99 %', 'VaR (EUR million)': '990', 'CVaR (EUR million)': '995.5', 'runs in the tail': 10 },
  ]);
});
