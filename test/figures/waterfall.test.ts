import { expect, test } from 'vitest';
import { light } from '../../lib/figures/theme.ts';
import { waterfall } from '../../lib/figures/waterfall.ts';

const measure = { name: 'capital loss', unit: 'EUR million', horizon: '52 steps, 1 year' };
const figure = waterfall(
  {
    title: 'Mean capital loss',
    caption: 'How to read it.',
    start: { channel: null, label: 'without the shock', value: -20, interval: [-25, -15] },
    steps: [
      { channel: 'adverse', label: '+ adverse loss', value: 50, interval: [45, 55] },
      { channel: 'direct', label: '+ direct', value: -5, interval: [null, null] },
    ],
    end: { channel: null, label: 'with everything on', value: 25, interval: [20, 30] },
  },
  measure,
);
const [bars, labels, ...connectors] = figure.data;

test('right: sums stand on zero, each step begins where the one above ends', () => {
  expect(bars).toMatchObject({ orientation: 'h', base: [0, -20, 30, 0], x: [-20, 50, -5, 25] });
  expect(connectors.map(({ x }) => x)).toEqual([
    [-20, -20],
    [30, 30],
    [25, 25],
  ]);
  expect(figure.title).toBe('Mean capital loss, 52 steps, 1 year');
});

test('right: an open interval draws no line, the others reach as far as they say', () => {
  expect(bars!.error_x).toMatchObject({ array: [5, 5, 0, 5], arrayminus: [5, 5, 0, 5] });
});

test('right: numbers are signed where they are added', () => {
  expect(labels!.text).toEqual(['−20', '+50', '−5', '25']);
});

test('right: a channel has its own colour, sums have none', () => {
  const { color } = bars!.marker as { color: string[] };
  expect(color).toEqual([light.survivor, light.series[0], light.series[1], light.survivor]);
});

test('every bar and number lies within the axis', () => {
  const [low, high] = (figure.layout.xaxis as { range: [number, number] }).range;
  expect(low).toBeLessThan(-20);
  expect(high).toBeGreaterThan(40);
});
