import { expect, test } from 'vitest';
import { banks } from '../../../lib/models/banks/banks.ts';
import { run } from '../../../lib/node/run.ts';
import { sweep } from '../../../lib/node/sweep.ts';
import { mimeBundle } from '../../../lib/notebook/display/mime-bundle.ts';
import { withLibrary, withoutLibrary } from '../../../lib/notebook/display/packed-library.ts';

const PLOTLY = 'application/vnd.plotly.v1+json';

test('nothing is shown for undefined, and text for what has no better form', () => {
  expect(mimeBundle(undefined)).toBeUndefined();
  expect(mimeBundle(42)).toEqual({ 'text/plain': '42' });
  expect(mimeBundle(null)).toEqual({ 'text/plain': 'null' });
  expect(mimeBundle([])).toEqual({ 'text/plain': '[]' });
  expect(mimeBundle([{}])).toEqual({ 'text/plain': '[ {} ]' });
  expect(mimeBundle(new Map([[1, 2]]))).toEqual({ 'text/plain': 'Map(1) { 1 => 2 }' });
});

test('a value may say how it is shown', () => {
  const bundle = { 'text/html': '<b>x</b>', 'text/plain': 'x' };
  expect(mimeBundle({ [Symbol.for('Jupyter.display')]: () => bundle })).toEqual(bundle);
  expect(mimeBundle({ [Symbol.for('Jupyter.display')]: () => ({}) })).toBeUndefined();
  expect(() => mimeBundle({ [Symbol.for('Jupyter.display')]: () => 'x' })).toThrow(/by mime type/);
});

test('rows are a table: columns as first named, numbers at the right, text escaped', () => {
  const bundle = mimeBundle([
    { bank: 'A<b>', loss: 1.5 },
    { bank: 'C', loss: 20, note: 'x' },
  ]);
  expect(bundle?.['text/plain']).toBe('bank  loss  note\nA<b>   1.5\nC       20  x');
  expect(bundle?.['text/html']).toContain('<td style="text-align:left">A&lt;b&gt;</td>');
  expect(bundle?.['text/html']).toContain('<td style="text-align:right">1.5</td>');
});

test('a table keeps its digits and says how many rows it left out', () => {
  expect(mimeBundle([{ x: 0.1 + 0.2, y: 123456789.5, z: 1 / 3 }])?.['text/plain']).toBe(
    '  x            y          z\n0.3  123456789.5  0.3333333',
  );
  const long = Array.from({ length: 250 }, (_, i) => ({ i }));
  expect(String(mimeBundle(long)?.['text/plain'])).toMatch(/199\nand 50 more rows$/);
});

test('results of Faultline are tables', async () => {
  const ran = run(banks, { seed: 1, config: { banks: 4, steps: 2 } });
  const text = String(mimeBundle(ran)?.['text/plain']);
  expect(text).toMatch(/^A run of banks, seed 1: [\d,]+ events\nmetric +value +unit +help\nloss/);
  expect(text).toContain('EUR million');
  expect(String(mimeBundle({ ...ran, model: 'x' })?.['text/html'])).toContain('<p>A run of banks');
  const swept = await sweep(banks, { runs: 20, seed: 1, config: { banks: 4, steps: 2 } });
  expect(mimeBundle(swept)?.['text/plain']).toMatch(/^20 runs of banks, seed 1: loss\n +level/);
});

test('a figure is plotly JSON, HTML that needs no network, and text', () => {
  const figure = {
    title: 'T',
    data: [{ type: 'scatter', name: 'line', y: new Float64Array([1, Number.NaN]) }],
    layout: { title: { text: 'Loss' } },
  };
  const first = mimeBundle(figure);
  expect(first?.[PLOTLY]).toEqual({
    data: [{ type: 'scatter', name: 'line', y: [1, null] }],
    layout: { title: { text: 'Loss' } },
    config: {},
  });
  expect(first?.['text/plain']).toBe('Loss\n[figure: line (scatter)]');
  const html = String(withLibrary(first!)['text/html']);
  expect(html.length).toBeGreaterThan(300_000);
  expect(html).not.toMatch(/src=|https?:\/\/cdn|%library/);
  expect(String(withoutLibrary(first!)['text/html']).length).toBeLessThan(3_000);
});

test('an object that only resembles a figure is not one', () => {
  expect(mimeBundle({ data: [1, 2], layout: {} })).toHaveProperty('text/plain');
  expect(mimeBundle({ data: [1, 2], layout: {} })).not.toHaveProperty(PLOTLY);
  expect(mimeBundle({ data: [{ id: 1 }] })).not.toHaveProperty(PLOTLY);
});

test('a figure that the small bundle cannot draw says what to install', () => {
  const html = String(mimeBundle({ data: [{ type: 'heatmap', z: [[1]] }], layout: {} })?.['text/html']);
  expect(html).toMatch(/npm install plotly\.js-dist-min/);
});
