import { expect, test } from 'vitest';
import { cascadeTimeline } from '../../lib/figures/cascade-timeline.ts';
import { marketReturns } from '../../lib/figures/market-returns.ts';
import { calmRun, cut, eventList, smallRun } from './small-run.ts';

const unit = { unit: 'EUR million' };

test('three panels: equity of those that stand, failures, shocks', () => {
  const { title, data, layout } = cascadeTimeline(smallRun(), unit);
  expect(title).toBe('2 steps, shocks in 1 step: 2 banks of 4 fail');
  const seen = data.map(({ name, x, y, yaxis }) => ({ name, x, y, yaxis }));
  expect(seen).toEqual([
    { name: 'equity', x: [0, 1, 2], y: [40, 46, 19], yaxis: 'y3' },
    { name: 'failed banks', x: [0, 2, 2], y: [0, 2, 2], yaxis: 'y2' },
    { name: 'step 2, round 1: 1 bank', x: [2], y: [1], yaxis: 'y2' },
    { name: 'step 2, round 2: 1 bank', x: [2], y: [2], yaxis: 'y2' },
    { name: 'asset price crash', x: [2], y: [0], yaxis: undefined },
  ]);
  expect(layout.shapes).toMatchObject([{ x0: 2, x1: 2 }]);
  const domains = ['yaxis', 'yaxis2', 'yaxis3'].map((axis) => (layout[axis] as { domain: number[] }).domain);
  for (const [i, [low, high]] of domains.entries()) {
    expect(low).toBeLessThan(high!);
    if (i > 0) expect(low).toBeGreaterThan(domains[i - 1]![1]!);
  }
});

test('a calm run says so', () => {
  const { title, data, layout } = cascadeTimeline(calmRun(), unit);
  expect(title).toBe('2 steps, no shocks: no bank of 4 fails');
  expect(data.map(({ name }) => name)).toEqual(['equity', 'failed banks']);
  expect(layout.annotations).toMatchObject([{ text: 'no shocks in this run' }]);
});

test('the shocks of one kind in one step are one mark', () => {
  const run = Array.from({ length: 20 }, (_, bank) => ({
    kind: 'deposit_run',
    bank,
    market: null,
    magnitude: 0.1,
  }));
  const [init, ...rest] = smallRun();
  const events = eventList([
    [0, 'init', init],
    ...run.map((fields) => [1, 'shock_applied', fields] as const),
    ...rest.filter(({ type }) => type === 'step_end').map((end) => [end.t, 'step_end', end] as const),
  ]);
  const lane = cascadeTimeline(events, unit).data.at(-1)!;
  expect(lane).toMatchObject({ name: 'deposit run', x: [1] });
  expect((lane.hovertext as string[])[0]).toMatch(
    /^<b>Step 1<\/b><br>deposit run of 10 % on Alpha.*and 13 more$/,
  );
});

test('market returns, with crashes on their lines', () => {
  const { title, data, layout } = marketReturns(smallRun());
  expect(title).toBe('Markets at the end: INDEX −45 %');
  expect(cut(data.map(({ name, x, y }) => ({ name, x, y })))).toEqual([
    { name: 'INDEX', x: [0, 1, 2], y: [0, 10, -45] },
    { name: 'after the crash alone', x: [2], y: [-45] },
    { name: 'end of the step of a crash', x: [2], y: [-45] },
  ]);
  expect(layout.shapes).toMatchObject([{ x0: 2 }]);
});

test('a bar marks where the crash alone left a price, before anybody sold', () => {
  const events = smallRun().map((event) => (event.type === 'price' ? { ...event, price: 30 } : event));
  const { data } = marketReturns(events);
  // 30 of the opening 50; at the end of the step it is 27.5.
  expect(cut(data.find(({ name }) => name === 'after the crash alone')!.y)).toEqual([-40]);
  const without = marketReturns(events.filter(({ type }) => type !== 'price'));
  expect(without.data.map(({ name }) => name)).not.toContain('after the crash alone');
});

test('flat markets keep a scale', () => {
  expect(marketReturns(calmRun()).layout.yaxis).toMatchObject({ range: [-5, 5] });
});
