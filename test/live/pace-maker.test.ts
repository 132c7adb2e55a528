import { expect, test } from 'vitest';
import { PaceMaker } from '../../lib/live/pace-maker.ts';
import { HandClock } from './hand-clock.ts';
import { OpenedSession } from './opened-session.ts';

/** Nothing is made later than this after it was due, in milliseconds. */
const FRAME = 16;

function started(pace: { turns: number } | { time: number } | 'max', from = 0) {
  const clock = new HandClock();
  clock.time = 5000;
  const maker = new PaceMaker(clock);
  maker.start(pace, from);
  return { clock, maker };
}

test('turns a second: what is due is what has not been made', () => {
  const { clock, maker } = started({ turns: 8 });
  expect(maker.due()).toEqual({ turns: 0, before: Number.POSITIVE_INFINITY });
  clock.time += 249;
  expect(maker.due().turns).toBe(1);
  clock.time += 1;
  expect(maker.due().turns).toBe(2);
  maker.count(2);
  expect(maker.due().turns).toBe(0);
  expect(maker.untilNext(0)).toBe(125);
});

test('time a second: what is due is all before a time', () => {
  const { clock, maker } = started({ time: 4 }, 10);
  expect(maker.due()).toEqual({ turns: Number.POSITIVE_INFINITY, before: 10 });
  clock.time += 500;
  expect(maker.due().before).toBe(12);
  expect(maker.untilNext(13)).toBe(250);
});

test('as fast as it can: all is due, at once', () => {
  const { maker } = started('max');
  expect(maker.due()).toEqual({ turns: Number.POSITIVE_INFINITY, before: Number.POSITIVE_INFINITY });
  expect(maker.untilNext(99)).toBe(0);
});

test('it sleeps at least a frame and at most a second', () => {
  expect(started({ turns: 1e6 }).maker.untilNext(0)).toBe(FRAME);
  expect(started({ turns: 0.01 }).maker.untilNext(0)).toBe(1000);
  expect(started({ time: 1 }).maker.untilNext(Number.POSITIVE_INFINITY)).toBe(1000);
});

test('a session makes so many turns in each second, whatever the pace, no frame behind', () => {
  for (const turns of [1, 3, 7, 50, 60, 333, 1000]) {
    const { clock, live } = new OpenedSession({ status: 'running', pace: { turns } });
    for (let second = 1; second <= 2; second++) {
      clock.run(1000 * second - FRAME - clock.time);
      expect(live.turnCount, `${turns} a second`).toBeLessThan(turns * second);
      clock.run(2 * FRAME);
      const late = Math.floor((turns * FRAME) / 1000);
      expect(live.turnCount, `${turns} a second`).toBeGreaterThanOrEqual(turns * second);
      expect(live.turnCount, `${turns} a second`).toBeLessThanOrEqual(turns * second + late);
    }
  }
});

test('a session makes each turn when its time comes, no frame behind', () => {
  for (const time of [0.5, 1, 4]) {
    const { clock, ...opened } = new OpenedSession({ status: 'running', pace: { time } });
    for (let t = 1; t <= 12; t++) {
      clock.run((1000 * t) / time - clock.time);
      expect(opened.live.nextTurn, `${t} at ${time} a second`).toBe(t);
      clock.run(FRAME);
      expect(opened.live.nextTurn, `${t} at ${time} a second`).toBe(t + 1);
    }
  }
});

test('after a pause it goes on from where it stands: nothing is owed for the pause', () => {
  const opened = new OpenedSession({ status: 'running', pace: { turns: 10 } });
  opened.clock.run(1000 + FRAME);
  opened.ask({ do: 'pause' });
  opened.clock.run(60_000);
  opened.ask({ do: 'resume' });
  expect(opened.live.turnCount).toBe(10);
  opened.clock.run(1000 + FRAME);
  expect(opened.live.turnCount).toBe(20);
});

test('a changed pace counts from the change', () => {
  const opened = new OpenedSession({ status: 'running', pace: { turns: 10 } });
  opened.clock.run(1000 + FRAME);
  expect(opened.ask({ do: 'pace', pace: { turns: 2 } })).toMatchObject({ pace: { turns: 2 }, turn: 10 });
  opened.clock.run(5000 + FRAME);
  expect(opened.live.turnCount).toBe(20);
  opened.ask({ do: 'pace', pace: 'max' });
  opened.clock.run(0);
  expect(opened.live.done).toBe(true);
});

test('after a long while at a slow pace, full speed still leaves others their turn', () => {
  const opened = new OpenedSession({ status: 'running', pace: { turns: 1 } });
  opened.clock.run(60_000);
  opened.ask({ do: 'pace', pace: 'max' });
  opened.clock.perLook = 3;
  opened.clock.run(0);
  expect(opened.live.turnCount).toBeLessThan(60 + 4 * 64);
});

test('what a slow machine could not make in time is not owed', () => {
  const { clock, live } = new OpenedSession({ status: 'running', pace: { turns: 1000 } });
  clock.run(100);
  // Now a look at the clock takes as long as most of a slice: of 1000 turns due some are made.
  clock.time += 1000;
  clock.perLook = 7;
  clock.run(0);
  clock.perLook = 0;
  const made = live.turnCount;
  expect(made).toBeGreaterThan(100);
  expect(made).toBeLessThan(800);
  clock.run(500 + FRAME);
  expect(live.turnCount - made).toBeGreaterThanOrEqual(500 - FRAME);
  // Looks took some time of their own, which is owed; the second before them is not.
  expect(live.turnCount - made).toBeLessThanOrEqual(600);
});
