import { expect, test } from 'vitest';
import type { LoggedEvent } from '../../lib/core/event-kind.ts';
import { run } from '../../lib/core/run.ts';
import { armPoints } from '../../lib/figures/arm-points.ts';
import { armsOverTime } from '../../lib/figures/arms-over-time.ts';
import { clusterFigure } from '../../lib/figures/cluster-figure.ts';
import { clusterHistory } from '../../lib/figures/cluster-history.ts';
import { cache } from '../../lib/models/cache/cache.ts';

const recipe = { config: { timeUnit: 'ms' } };
const windowOf = (t: number, hitRatio: number | null, goodput: number, nodes = 2) => ({
  ...{ type: 'window', t, from: t - 10, sent: 30, hitRatio, throughput: goodput + 1, goodput },
  ...{ latencyP50: 1, latencyP95: 2, latencyP99: 3 },
  byNode: Array.from({ length: nodes }, (_, node) => ({ node, state: 'up' })),
});
const events = [
  windowOf(10, 0.5, 3),
  { type: 'surge', t: 12, factor: 4 },
  { type: 'flush', t: 12, node: null },
  { type: 'node_killed', t: 14, node: 1 },
  { type: 'relief', t: 18, causes: [1] },
  windowOf(20, null, 1),
  { type: 'node_restarted', t: 25, node: 1, causes: [3] },
  { type: 'partition', t: 26, from: 'clients', nodes: [{ node: 0 }, { node: 2 }] },
  windowOf(30, 0.25, 2, 3),
].map((event, id) => ({ id, causes: [] as number[], ...event })) as unknown as LoggedEvent[];

test('what was done to a cluster: when, until when, and to which nodes', () => {
  const { windows, disturbances } = clusterHistory(events);
  expect(windows.map(({ t }) => t)).toEqual([10, 20, 30]);
  expect(disturbances).toEqual([
    { what: 'requests 4 times as often', from: 12, to: 18, nodes: [], state: null },
    { what: 'flush of all nodes', from: 12, to: 12, nodes: [], state: null },
    { what: 'node 1 is down', from: 14, to: 25, nodes: [1], state: 'down' },
    { what: 'nodes 0, 2 cut off from the clients', from: 26, to: null, nodes: [0, 2], state: 'cut off' },
  ]);
});

test('a run over time: lines at the middle of windows, node states from the events, chaos shaded', () => {
  const figure = clusterFigure({ recipe, events });
  const traceOf = (name: string) => figure.data.find((trace) => trace.name === name)!;
  expect(traceOf('hit ratio')).toMatchObject({ x: [5, 15, 25], y: [0.5, null, 0.25], yaxis: 'y4' });
  expect(traceOf('p99')).toMatchObject({ y: [3, 3, 3], yaxis: 'y3' });
  expect(traceOf('answered')).toMatchObject({ y: [4, 2, 3], yaxis: 'y2' });
  expect(traceOf('answered in time')).toMatchObject({ y: [3, 1, 2], yaxis: 'y2' });
  expect(traceOf('node down')).toMatchObject({ x: [14, 25, null], y: [1, 1, null], yaxis: 'y' });
  expect(traceOf('node cut off')).toMatchObject({
    x: [26, 30, null, 26, 30, null],
    y: [0, 0, null, 2, 2, null],
  });
  // The third node is there from the window in which it joined.
  expect(traceOf('node up')).toMatchObject({ x: [0, 30, null, 0, 30, null, 20, 30, null] });
  expect(traceOf('disturbance').x).toEqual([12, 14, 26]);
  expect(figure.layout.shapes).toMatchObject([
    { type: 'rect', x0: 12, x1: 18 },
    { type: 'line', x0: 12, x1: 12 },
    { type: 'rect', x0: 14, x1: 25 },
    { type: 'rect', x0: 26, x1: 30 },
  ]);
  expect(figure.title).toBe('A hit ratio of 25 % after 30 ms, 25 % at the least');
  expect(figure.caption).toContain('requests 4 times as often from 12 to 18; flush of all nodes at 12');
});

test('a real run, a run without a window and an empty one can be drawn and said in JSON', () => {
  const config = { requests: 2000, window: 20, chaos: [{ kind: 'kill', node: 1, at: 50, for: 30 }] } as const;
  const real = run(cache, { config });
  for (const drawn of [real, run(cache, { config: { requests: 1 } }), { recipe, events: [] }]) {
    const figure = clusterFigure(drawn);
    expect(JSON.parse(JSON.stringify(figure))).toEqual(figure);
  }
  const { x } = clusterFigure(real).data.find(({ name }) => name === 'node down')!;
  expect(x).toEqual([50, 80, null]);
});

test('arms over time: a line in each panel, without the last window, and what was done in any of them once', () => {
  const calm = [windowOf(10, 0.6, 3), windowOf(20, 0.7, 3), windowOf(23, 0.1, 1)] as unknown as LoggedEvent[];
  const figure = armsOverTime('Two arms', { a: { recipe, events }, b: { recipe, events: calm } });
  const linesOf = (name: string) => figure.data.filter((trace) => trace.name === name);
  expect(linesOf('b').map(({ y }) => y)).toEqual([
    [0.6, 0.7],
    [3, 3],
    [3, 3],
  ]);
  expect(linesOf('a').map(({ x }) => x)).toEqual([
    [5, 15],
    [5, 15],
    [5, 15],
  ]);
  expect(linesOf('a').map(({ yaxis, showlegend }) => [yaxis, showlegend])).toEqual([
    ['y3', true],
    ['y2', false],
    ['y', false],
  ]);
  expect(figure.layout.shapes).toHaveLength(4);
  const twice = armsOverTime('Same', { a: { recipe, events }, b: { recipe, events } });
  expect(twice.layout.shapes).toHaveLength(4);
});

test('points of arms: at their places or by name, with intervals and the formula', () => {
  const armOf = (name: string, x: number | null, mean: number, theory: number | null) => ({
    ...{ name, x, theory, differences: null, values: {} },
    metrics: { hitRatio: { mean, interval: [mean - 0.1, mean + 0.2] as const } },
  });
  const curve = { kind: 'curve', metric: 'hitRatio', x: 'keys', y: 'hit ratio' } as const;
  const placed = armPoints('Sizes', [armOf('a', 1, 0.4, 0.5), armOf('b', 3, 0.6, null)], curve, 'Che');
  expect(placed.data[0]).toMatchObject({ x: [1, 3], y: [0.4, 0.6], mode: 'lines+markers' });
  const bars = placed.data[0].error_y as unknown as { array: number[]; arrayminus: number[] };
  expect(bars.array.map((each) => each.toFixed(3))).toEqual(['0.200', '0.200']);
  expect(bars.arrayminus.map((each) => each.toFixed(3))).toEqual(['0.100', '0.100']);
  expect(placed.data[1]).toMatchObject({ name: 'formula (Che)', x: [1], y: [0.5] });
  const named = armPoints(
    'Policies',
    [armOf('lru', null, 0.4, null), armOf('fifo', null, 0.3, null)],
    curve,
    '',
  );
  expect(named.data).toHaveLength(1);
  expect(named.data[0]).toMatchObject({ x: ['lru', 'fifo'], mode: 'markers' });
  expect(named.layout.xaxis).toMatchObject({ type: 'category' });
});
