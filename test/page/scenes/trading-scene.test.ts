import { describe, expect, test } from 'vitest';
import { type LoggedEvent, open, trading } from '../../../lib/index.ts';
import type { SessionState } from '../../../lib/live/session-message.ts';
import type { TradingView } from '../../../lib/models/trading/view.ts';
import { tradingExample } from '../../../lib/page/examples/trading-example.ts';
import { PriceTrack } from '../../../lib/page/scenes/price-track.ts';
import {
  graphLayers,
  graphOrder,
  type StrategyGraph,
  strategyGraph,
} from '../../../lib/page/scenes/strategy-graph.ts';
import { edgeCurve, tradingLayout } from '../../../lib/page/scenes/trading-layout.ts';
import { TradingMotions } from '../../../lib/page/scenes/trading-motion.ts';
import { TradingScene } from '../../../lib/page/scenes/trading-scene.ts';
import { blankContext, frameOf } from './blank-canvas.ts';

const graphOf = (config: Readonly<Record<string, unknown>>): StrategyGraph =>
  strategyGraph(open(trading, { config, seed: 1 }).recipe.config) as StrategyGraph;
const graph = graphOf(tradingExample.config);
const place = (id: string): number => graph.nodes.findIndex((node) => node.id === id);

describe('graph', () => {
  test('the controller is first, then what it leads to', () => {
    const layers = graphLayers(graph);
    const layerOf = (id: string): number => layers[place(id)];
    expect(['controller', 'trend', 'buy', 'again', 'evening', 'close'].map(layerOf)).toEqual([
      0, 1, 2, 3, 3, 4,
    ]);
  });

  test.each(['rsi-reversal', 'opening-range'])('%s: every node has one place of its own', (preset) => {
    const shipped = graphOf({ preset });
    expect(
      graphOrder(shipped)
        .flat()
        .sort((a, b) => a - b),
    ).toEqual([...shipped.nodes.keys()]);
    for (const size of [
      { width: 1440, height: 820 },
      { width: 390, height: 700 },
    ]) {
      const { nodes, price } = tradingLayout(shipped, size);
      for (const [i, a] of nodes.entries()) {
        expect(Math.min(a.x, a.y, size.width - a.x - a.width)).toBeGreaterThanOrEqual(0);
        expect(a.y + a.height).toBeLessThan(price.y);
        for (const b of nodes.slice(0, i)) {
          expect(Math.abs(a.x - b.x) >= a.width || Math.abs(a.y - b.y) >= a.height).toBe(true);
        }
      }
    }
  });

  test('what nothing leads to comes last; a strategy by name is no graph', () => {
    const nodes = ['a', 'b', 'c'].map((id) => ({
      id,
      name: id,
      type: id === 'a' ? 'StrategyController' : 'ExitNode',
      position: null,
    }));
    expect(graphLayers({ nodes, edges: [{ from: 0, to: 1, on: 'completed' }] })).toEqual([0, 1, 2]);
    expect(strategyGraph({ strategy: 'rsi-reversal' })).toBeNull();
  });

  test('an edge forth and the one back do not lie on each other', () => {
    const [a, b] = [0, 200].map((x) => ({ x, y: 50, width: 100, height: 40 }));
    expect(edgeCurve(a, b, true).cy).toBeLessThan(edgeCurve(b, a, true).cy - 10);
  });
});

describe('events as motions', () => {
  const event = (type: string, fields: Readonly<Record<string, unknown>>): LoggedEvent => ({
    id: 1,
    t: 1,
    type,
    causes: [],
    ...fields,
  });
  const targets = (edges: readonly number[] | undefined): string[] =>
    (edges ?? []).map((edge) => graph.nodes[graph.edges[edge].to].id);

  test('a signal lights the way to what it activates', () => {
    const motions = new TradingMotions(graph);
    const seen = motions.of(event('signal_emitted', { node: 'trend' }));
    expect([seen?.node, targets(seen?.edges)]).toEqual([place('trend'), ['buy']]);
  });

  test('an entry completes when it fills; a stop takes the way of stops', () => {
    const motions = new TradingMotions(graph);
    expect(motions.of(event('order_placed', { node: 'buy', order: 4 }))?.edges).toEqual([]);
    expect(targets(motions.of(event('order_filled', { order: 4 }))?.edges)).toEqual(['evening']);
    motions.of(event('bracket_hit', { node: 'buy', order: 5, bracket: 'stop' }));
    const stopped = motions.of(event('order_filled', { order: 5 }));
    expect([targets(stopped?.edges), stopped?.isBad]).toEqual([['again'], true]);
    motions.of(event('order_placed', { node: 'buy', order: 6 }));
    expect(targets(motions.of(event('order_rejected', { order: 6 }))?.edges)).toEqual(['trend']);
    expect(motions.of(event('order_filled', { order: 99 }))).toBeNull();
  });
});

describe('a run', () => {
  const live = open(trading, { config: tradingExample.config, seed: 1 });
  live.advance(600);
  const stateOf = (): SessionState => ({
    time: live.time,
    turn: live.turnCount,
    events: live.events.count,
    done: live.done,
    metrics: {},
    view: live.view(),
  });
  const events = live.events.toArray();

  test('its prices and fills are those of the log, in whatever order they are told', () => {
    const track = new PriceTrack();
    for (const event of events.slice(300)) track.take(event);
    for (const event of events) track.take(event);
    const closes = events.flatMap(({ close, type }) => (type === 'candle' ? [close] : []));
    expect(track.points.map(({ price }) => price)).toEqual(closes);
    expect(track.fills.length).toBe(events.filter(({ type }) => type === 'order_filled').length);
    const fill = track.fills[0];
    expect(track.points[track.placeOf(fill.id)].id).toBeGreaterThan(fill.id);
  });

  test('an open position has its levels, and they go with it', () => {
    const track = new PriceTrack();
    for (const event of events) track.take(event);
    const { open_positions } = live.view() as TradingView;
    expect([...track.open.keys()]).toEqual(open_positions.map(({ position_id }) => position_id));
    track.update({ ...(live.view() as TradingView), open_positions: [] }, live.events.count);
    expect(track.open.size).toBe(0);
  });

  test('its scene says whom an event is about', () => {
    const scene = new TradingScene(stateOf(), graph, live.recipe.config);
    for (const event of events) scene.happen(event, 1000);
    const signal = events.find(({ type }) => type === 'signal_emitted') as LoggedEvent;
    expect(scene.entitiesOf(signal)).toEqual([`node:${signal.node}`]);
    const fill = events.find(({ type }) => type === 'order_filled') as LoggedEvent;
    expect(scene.entitiesOf(fill)).toEqual([`event:${fill.id}`]);
    scene.draw(blankContext(), frameOf(1440));
    expect(scene.places().map(({ id }) => id)).toEqual(
      expect.arrayContaining(['node:buy', 'node:loss-limit', `event:${fill.id}`]),
    );
    expect(scene.summary()).toMatch(/^2024-.*nodes active\.$/);
  });
});
