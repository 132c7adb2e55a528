import { describe, expect, test } from 'vitest';
import { cache, type LoggedEvent, open } from '../../../lib/index.ts';
import { cacheLayout } from '../../../lib/page/scenes/cache-layout.ts';
import { cacheMotion } from '../../../lib/page/scenes/cache-motion.ts';
import { CacheScene } from '../../../lib/page/scenes/cache-scene.ts';
import { blankContext, frameOf } from './blank-canvas.ts';

const event = (type: string, fields: Readonly<Record<string, unknown>>): LoggedEvent => ({
  id: 100,
  t: 5,
  type,
  causes: [],
  ...fields,
});

describe('layout', () => {
  const sizes = [
    { width: 1440, height: 820 },
    { width: 390, height: 700 },
  ];
  test.each(sizes)(
    'in $width x $height: nodes lie between clients and database, apart and within',
    (size) => {
      for (const count of [1, 6, 8, 24, 200, 1000]) {
        const { clients, database, isWide, nodes } = cacheLayout(count, size);
        expect(nodes).toHaveLength(count);
        const along = ({ x, y }: { readonly x: number; readonly y: number }): number => (isWide ? x : y);
        for (const [i, node] of nodes.entries()) {
          expect(along(node)).toBeGreaterThan(along(clients));
          expect(along(node)).toBeLessThan(along(database));
          expect(Math.min(node.x, node.y, size.width - node.x, size.height - node.y)).toBeGreaterThan(
            node.radius,
          );
          const other = nodes[i - 1];
          if (other !== undefined) {
            expect(Math.hypot(node.x - other.x, node.y - other.y)).toBeGreaterThan(2 * node.radius);
          }
        }
      }
    },
  );

  test('few nodes have words beside them, a thousand have none', () => {
    expect(cacheLayout(6, sizes[0]).hasLabels).toBe(true);
    expect(cacheLayout(6, sizes[1]).hasLabels).toBe(true);
    expect(cacheLayout(1000, sizes[0]).hasLabels).toBe(false);
  });
});

describe('events as motions', () => {
  const request = (outcome: string, node: number | null = 3) =>
    cacheMotion(event('request', { outcome, node }));

  test('a hit ends at its node, a miss at the database', () => {
    expect(request('hit')?.path).toEqual(['clients', 'balancer', { node: 3 }]);
    expect(request('miss')?.path).toEqual(['clients', 'balancer', { node: 3 }, 'database']);
    expect(request('timeout')).toMatchObject({
      path: ['clients', 'balancer', { node: 3 }],
      endsIn: 'failed',
    });
    expect(request('refused by database')?.path.at(-1)).toBe('database');
    expect(request('unavailable', null)?.path).toEqual(['clients', 'balancer']);
  });

  test('what befalls a node is seen there, what befalls all, at all', () => {
    expect(cacheMotion(event('node_killed', { node: 2 }))).toEqual({
      path: [{ node: 2 }],
      style: 'failed',
      isMinor: false,
    });
    expect(cacheMotion(event('flush', { node: null }))?.path).toEqual(['nodes']);
    expect(cacheMotion(event('refusal', { node: 2, place: 'database' }))?.path).toEqual(['database']);
    expect(cacheMotion(event('window', {}))).toBeNull();
  });
});

describe('scene', () => {
  const live = open(cache, { config: { nodes: 3, requests: 1000 }, seed: 1 });
  const state = { time: 0, turn: 0, events: 1, done: false, metrics: {}, view: live.view() };

  test('it says whom an event is about', () => {
    const scene = new CacheScene(state, live.recipe.config);
    expect(scene.entitiesOf(event('request', { outcome: 'miss', node: 1 }))).toEqual([
      ...['client:0', 'node:1', 'database'],
    ]);
    expect(scene.entitiesOf(event('invalidation_storm', {}))).toEqual(['node:0', 'node:1', 'node:2']);
    expect(scene.summary()).toContain('3 nodes');
  });

  test('it draws, and what it draws can be picked', () => {
    const scene = new CacheScene(state, live.recipe.config);
    for (const width of [1440, 390]) {
      scene.draw(blankContext(), frameOf(width));
      expect(scene.places().map(({ id }) => id)).toEqual([
        'client:0',
        'node:0',
        'node:1',
        'node:2',
        'database',
      ]);
    }
  });

  test('a request moves leg by leg: 260 ms, 380 ms, and 480 ms to the database', () => {
    const scene = new CacheScene(state, live.recipe.config);
    scene.happen(event('request', { outcome: 'miss', node: 1 }), 1000);
    expect([scene.isMoving(2119), scene.isMoving(2120)]).toEqual([true, false]);
  });
});
