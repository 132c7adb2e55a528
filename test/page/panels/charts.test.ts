import { describe, expect, test } from 'vitest';
import type { AnyModel } from '../../../lib/core/model.ts';
import { dark, light } from '../../../lib/figures/theme.ts';
import type { SessionState } from '../../../lib/live/session-message.ts';
import { models } from '../../../lib/models/models.ts';
import { examples } from '../../../lib/page/examples/examples.ts';
import { chartFigure } from '../../../lib/page/panels/chart-figure.ts';
import { type Chart, chartList } from '../../../lib/page/panels/chart-list.ts';
import { intervalText } from '../../../lib/page/panels/interval-text.ts';
import { linePath, type Point, valueRange } from '../../../lib/page/panels/line-path.ts';
import { standingAt } from './ask-of.ts';

const unitOf = (unit: string): string => unit;

describe('charts', () => {
  test.each(examples.map((example) => [example.model.name, example] as const))(
    'of %s: every line has numbers of a run',
    async (_, { config, model, seed }) => {
      const { ask } = await standingAt(model.name === 'cache' ? 700 : 20, { model, config, seed });
      const state = (await ask({ do: 'state' })) as SessionState;
      const charts = chartList(model, state, unitOf);
      expect(charts.length).toBeGreaterThanOrEqual(3);
      for (const { lines } of charts) {
        expect(lines.length).toBeGreaterThan(0);
        for (const line of lines) expect(Number.isFinite(line.of(state))).toBe(true);
      }
    },
  );

  test('of banks: equity as a share, failures as a count', async () => {
    const [{ config, model, seed }] = examples;
    const { ask } = await standingAt(3, { model, config, seed });
    const state = (await ask({ do: 'state' })) as SessionState;
    const [equity, failed] = chartList(model, state, unitOf);
    expect(equity.lines[0].of(state)).toBeCloseTo(100, -1);
    expect(failed.lines[0].of(state)).toBe(0);
  });

  test('of a model that nobody drew charts for: its loss and its first metrics', () => {
    const [some] = models;
    const model = { ...some, name: 'another' } as AnyModel;
    const charts = chartList(model, { metrics: { [model.loss]: 3 } } as unknown as SessionState, unitOf);
    expect(charts.map(({ title }) => title)[0]).toBe(model.loss);
    expect(charts[0].lines[0].of({ metrics: { [model.loss]: 3 } } as unknown as SessionState)).toBe(3);
  });

  test('a figure has a trace a line, gaps where there is nothing, and the colours of its ground', () => {
    const chart: Chart = {
      title: 'T',
      unit: '%',
      lines: [
        { name: 'a', of: ({ time }) => (time === 2 ? null : 10 * time) },
        { name: 'b', of: () => Number.NaN, isStep: true },
      ],
    };
    const states = [1, 2, 3].map((time) => ({ time }) as SessionState);
    const onLight = chartFigure(chart, states, { isDark: false, timeUnit: 'steps' });
    expect(onLight.data.map(({ name, x, y }) => ({ name, x, y }))).toEqual([
      { name: 'a', x: [1, 2, 3], y: [10, null, 30] },
      { name: 'b', x: [1, 2, 3], y: [null, null, null] },
    ]);
    const colors = (figure: typeof onLight) =>
      figure.data.map(({ line }) => (line as { readonly color: string }).color);
    expect(colors(onLight)).toEqual(light.series.slice(0, 2));
    const onDark = chartFigure(chart, states, { isDark: true, timeUnit: 'steps' });
    expect(colors(onDark)).toEqual(dark.series.slice(0, 2));
    expect(JSON.stringify(onDark.layout)).not.toContain(light.text);
  });
});

describe('small plots', () => {
  const box = { left: 0, top: 0, width: 100, height: 10, fromX: 0, toX: 10, fromY: 0, toY: 5 };

  test('a path breaks off where there is no value', () => {
    const points: Point[] = [
      [0, 0],
      [5, 5],
      [6, null],
      [10, 2.5],
    ];
    expect(linePath(points, box)).toBe('M0 10L50 0M100 5');
    expect(linePath(points.slice(0, 2), box, true)).toBe('M0 10H50V0');
    expect(linePath([], box)).toBe('');
  });

  test('a range has room, also for one value', () => {
    const at = (...values: (number | null)[]): Point[] => values.map((y, x) => [x, y]);
    expect(valueRange([at(3, null, -1), at(2)])).toEqual([-1, 3]);
    expect(valueRange([at(3, 4)], true)).toEqual([0, 4]);
    expect(valueRange([at(100, 100)])).toEqual([95, 105]);
    expect(valueRange([at(0, 0)], true)).toEqual([0, 1]);
    expect(valueRange([at(null)])).toEqual([0, 1]);
  });

  test('an interval says where there is too little', () => {
    expect(intervalText([1, 2], String)).toBe('1 to 2');
    expect(intervalText([null, 2], String)).toBe('to 2; too few below');
    expect(intervalText([1, null], String)).toBe('from 1; too few above');
    expect(intervalText([null, null], String)).toBe('too few to tell');
  });
});
