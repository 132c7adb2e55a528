import { expect, test } from 'vitest';
import { kindsOf } from '../../../lib/core/command.ts';
import { banks, open } from '../../../lib/index.ts';
import { PlainScene } from '../../../lib/page/scenes/plain-scene.ts';
import { blankContext, frameOf } from './blank-canvas.ts';

const live = open(banks, { config: { banks: 5, steps: 5, shocks: 'none' }, seed: 1 });
live.runUntil(3);
const state = { time: 2, turn: 9, events: 40, done: false, metrics: {}, view: {} };
const names = ['A', 'B', 'C', 'D', 'E'];
const scene = new PlainScene(
  state,
  {
    bank: { names, printed: 'index' },
    market: { names: ['M'], printed: 'name' },
    unspoken: { names, printed: 'name' },
  },
  kindsOf(banks),
);

test('any model is a ring of what its events speak of', () => {
  scene.draw(blankContext(), frameOf(800));
  expect(scene.places().map(({ id }) => id)).toEqual([
    ...['bank:0', 'bank:1', 'bank:2', 'bank:3', 'bank:4', 'market:M'],
  ]);
  expect(scene.places()[0]).toMatchObject({ label: 'bank A', x: 400, y: 30 });
});

test('an event is seen between those that it names', () => {
  expect(scene.entitiesOf({ id: 1, t: 1, type: 'loss', causes: [], creditor: 4, debtor: 2 })).toEqual([
    ...['bank:4', 'bank:2'],
  ]);
  expect(scene.entitiesOf({ id: 1, t: 1, type: 'default', causes: [], bank: 77 })).toEqual([]);
  expect(scene.entitiesOf({ id: 1, t: 1, type: 'unheard of', causes: [] })).toEqual([]);
});

test('it moves when something happens', () => {
  expect(scene.isMoving(1000)).toBe(false);
  for (const event of live.events) scene.happen(event, 1000);
  expect([scene.isMoving(1000), scene.isMoving(1900)]).toEqual([true, false]);
  scene.draw(blankContext(), frameOf(390));
});
