import { describe, expect, test } from 'vitest';
import { type LiveRun, open } from '../../lib/index.ts';
import type { SessionState } from '../../lib/live/session-message.ts';
import { amountText } from '../../lib/page/examples/amount-text.ts';
import { banksExample } from '../../lib/page/examples/banks-example.ts';
import { cacheExample } from '../../lib/page/examples/cache-example.ts';
import type { Example, LeverCommand } from '../../lib/page/examples/example.ts';
import { exampleOf, examples } from '../../lib/page/examples/examples.ts';
import { percentText } from '../../lib/page/examples/percent-text.ts';
import { tradingExample } from '../../lib/page/examples/trading-example.ts';

const SEEDS = [1, 2, 3];

function openedAt({ model, config }: Example, seed: number): LiveRun {
  return open(model, { config, seed });
}

/** Moves the lever of an example. */
function pull({ lever }: Example, live: LiveRun, value: number): void {
  const command: LeverCommand =
    'path' in lever ? { name: 'set', path: lever.path, value } : lever.strike(value);
  live.command(command);
}

function stateOf(live: LiveRun): SessionState {
  const { time, turnCount, events, done, metrics } = live;
  return { time, turn: turnCount, events: events.count, done, metrics, view: live.view() };
}

describe.each(examples.map((example) => ({ name: example.model.name, example })))('$name', ({ example }) => {
  test('its lever holds at the start and breaks at two to four times as much', () => {
    const { breaksAt, from, start, step, to } = example.lever;
    expect(breaksAt / start).toBeGreaterThanOrEqual(2);
    expect(breaksAt / start).toBeLessThanOrEqual(4.001);
    expect(from).toBeLessThanOrEqual(start);
    expect(to).toBeGreaterThan(breaksAt);
    expect(step).toBeLessThan(start);
  });

  test('its headline has words for the first state and later ones', () => {
    const live = openedAt(example, example.seed);
    const texts = [stateOf(live)];
    live.advance(3000);
    texts.push(stateOf(live));
    for (const { help, label, of } of example.headline) {
      expect(help.length).toBeGreaterThan(10);
      for (const state of texts) expect(`${label} ${of(state)}`).not.toMatch(/NaN|undefined|Infinity/);
    }
  });

  test('a move of its lever is a command that the run takes', () => {
    const live = openedAt(example, example.seed);
    live.advance(200);
    pull(example, live, example.lever.breaksAt);
    live.advance(10);
    expect(live.recipe.commands).toHaveLength(1);
  });

  test('it is the example of its model', () => {
    expect(exampleOf(example.model.name)).toBe(example);
  });
});

describe('banks', () => {
  const defaults = (live: LiveRun): number => live.metrics.defaults as number;

  test.each(SEEDS)(
    'seed %i: ten years without a default, and a fall as at the start brings nobody down',
    (seed) => {
      const live = openedAt(banksExample, seed);
      live.runUntil(260);
      pull(banksExample, live, banksExample.lever.start);
      live.runUntil(521);
      expect(defaults(live)).toBe(0);
    },
  );

  test.each(SEEDS)('seed %i: at the mark at least seven banks fail within a quarter', (seed) => {
    for (const at of [10, 100, 260]) {
      const live = openedAt(banksExample, seed);
      live.runUntil(at);
      pull(banksExample, live, banksExample.lever.breaksAt);
      live.runUntil(at + 13);
      expect(defaults(live)).toBeGreaterThanOrEqual(7);
    }
  });

  test('at twice the mark most banks fail', () => {
    const live = openedAt(banksExample, banksExample.seed);
    live.runUntil(30);
    pull(banksExample, live, 2 * banksExample.lever.breaksAt);
    live.runUntil(43);
    expect(defaults(live)).toBeGreaterThan(20);
    const texts = banksExample.headline.map(({ isBad, of }) => [of(stateOf(live)), isBad?.(stateOf(live))]);
    expect(texts.map(([, isBad]) => isBad)).toEqual([true, true, true, true]);
  });
});

describe('cache', () => {
  const windowsFrom = (live: LiveRun, from: number): readonly number[] =>
    [...live.events.where({ type: 'window' })].flatMap((event) =>
      event.t > from && typeof event.availability === 'number' ? [event.availability] : [],
    );
  const mean = (values: readonly number[]): number =>
    values.reduce((sum, value) => sum + value, 0) / values.length;

  test.each(SEEDS)('seed %i: a minute of the model with next to every request answered', (seed) => {
    const live = openedAt(cacheExample, seed);
    live.runUntil(60_000);
    expect(live.metrics.availability).toBeGreaterThan(0.999);
    expect(live.metrics.hitRatio).toBeGreaterThan(0.8);
  });

  test.each(SEEDS)(
    'seed %i: at the mark it breaks within 3 s of the model, and stays broken after',
    (seed) => {
      const live = openedAt(cacheExample, seed);
      live.runUntil(2000);
      pull(cacheExample, live, cacheExample.lever.breaksAt);
      live.runUntil(5000);
      expect(Math.min(...windowsFrom(live, 2000))).toBeLessThan(0.85);
      live.runUntil(8000);
      expect(mean(windowsFrom(live, 5000))).toBeLessThan(0.85);
      // The load is as before, and it does not recover.
      pull(cacheExample, live, cacheExample.lever.start);
      live.runUntil(14_000);
      expect(mean(windowsFrom(live, 11_000))).toBeLessThan(0.85);
    },
  );

  test.each(SEEDS)('seed %i: twice the load is borne', (seed) => {
    const live = openedAt(cacheExample, seed);
    live.runUntil(2000);
    pull(cacheExample, live, 2 * cacheExample.lever.start);
    live.runUntil(8000);
    expect(mean(windowsFrom(live, 2000))).toBeGreaterThan(0.99);
  });
});

describe('trading', () => {
  const DAY = 376;
  const toDay = (live: LiveRun, day: number): void => void live.advance(day * DAY - live.turnCount);
  const squaredOff = (live: LiveRun): boolean => [...live.events.where({ type: 'square_off' })].length > 0;

  test.each(SEEDS)('seed %i: half a year of profit without a deep drawdown', (seed) => {
    const live = openedAt(tradingExample, seed);
    toDay(live, 125);
    expect(squaredOff(live)).toBe(false);
    expect(live.metrics.maxDrawdownPct).toBeGreaterThan(-2);
    expect(live.metrics.returnPct).toBeGreaterThan(5);
  });

  test.each(SEEDS)('seed %i: at the mark it hits its loss limit within three weeks of trading', (seed) => {
    for (const day of [5, 60]) {
      const live = openedAt(tradingExample, seed);
      toDay(live, day);
      pull(tradingExample, live, tradingExample.lever.breaksAt);
      toDay(live, day + 15);
      expect(squaredOff(live)).toBe(true);
      expect((live.view() as { active_nodes: readonly string[] }).active_nodes).toEqual([]);
    }
  });
});

test('amounts are short', () => {
  const values = [0, 3, 1.234, 12.345, 123.4, 9999, 12_345, 1_234_567, -5.5e9];
  expect(values.map(amountText)).toEqual([
    ...['0', '3', '1.23', '12.3', '123', '9999', '12.3k', '1.23M', '−5.50G'],
  ]);
});

test('percentages are short, and there is no minus zero', () => {
  expect([0.5, -0.126, -0.0001, null, Number.NaN].map((share) => percentText(share))).toEqual([
    ...['50 %', '−13 %', '0 %', '–', '–'],
  ]);
  expect(percentText(-0.0123, 1)).toBe('−1.2 %');
});
