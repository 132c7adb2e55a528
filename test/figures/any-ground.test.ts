import { expect, test } from 'vitest';
import { middle, onAnyGround } from '../../lib/figures/any-ground.ts';
import { lossHistogram } from '../../lib/figures/loss-histogram.ts';
import { light } from '../../lib/figures/theme.ts';

const measure = { name: 'loss', unit: 'EUR million', horizon: '52 steps, 1 year' };
const row = { var: 8, varInterval: [7, 9], cvar: 9, cvarInterval: [8, null] } as const;
const figure = lossHistogram([1, 2, 2, 3, 9], { '0.8': row }, measure);

/** Contrast of two colours, 1 to 21, by the definition of WCAG 2. */
function contrast(a: string, b: string): number {
  const [high, low] = [luminance(a), luminance(b)].sort((p, q) => q - p);
  return (high! + 0.05) / (low! + 0.05);
}

function luminance(color: string): number {
  const [red, green, blue] = [1, 3, 5]
    .map((at) => Number.parseInt(color.slice(at, at + 2), 16) / 255)
    .map((part) => (part <= 0.03928 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4));
  return 0.2126 * red! + 0.7152 * green! + 0.0722 * blue!;
}

test.each(['#ffffff', '#111111', '#1e1e1e'])('text, lines and fills stand out from %s', (ground) => {
  expect(contrast('#000000', '#ffffff')).toBeCloseTo(21, 9);
  for (const color of [middle.text, middle.muted]) expect(contrast(color, ground)).toBeGreaterThan(4);
  for (const color of [...middle.series, middle.bar]) expect(contrast(color, ground)).toBeGreaterThan(3.3);
  for (const color of middle.waves) expect(contrast(color, ground)).toBeGreaterThan(2.2);
});

test('nothing of the light theme is left, and the ground is the reader’s', () => {
  const { data, layout } = onAnyGround(figure);
  const text = JSON.stringify({ data, layout: { ...layout, hoverlabel: undefined } });
  const { background, text: ink, muted, grid, faint, survivor, bar, series } = light;
  for (const color of [background, ink, muted, grid, faint, survivor, bar, ...series]) {
    expect(text).not.toContain(color);
  }
  expect(layout).toMatchObject({ paper_bgcolor: 'rgba(0,0,0,0)', plot_bgcolor: 'rgba(0,0,0,0)' });
});

test('hover labels bring a ground and a colour that go together', () => {
  const { hoverlabel } = onAnyGround(figure).layout as {
    hoverlabel: { bgcolor: string; font: { color: string; size: number } };
  };
  expect(contrast(hoverlabel.bgcolor, hoverlabel.font.color)).toBeGreaterThan(7);
  expect(hoverlabel.font.size).toBe(12);
});

test('what is drawn does not change', () => {
  const numbers = (drawn: typeof figure): unknown => drawn.data.map(({ x, y, text }) => ({ x, y, text }));
  expect(numbers(onAnyGround(figure))).toEqual(numbers(figure));
});
