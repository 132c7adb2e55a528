import { describe, expect, test } from 'vitest';
import { type BanksCommand, banks, type LiveRun, type LoggedEvent, open, run } from '../../lib/index.ts';
import { CHAIN, still } from '../support/still-banks.ts';

const CONFIG = { banks: 6, steps: 5, density: 0.5, noise: 0.2, shocks: 'none' } as const;
const opened = (more: Readonly<Record<string, unknown>> = {}) =>
  open(banks, { config: CONFIG, seed: 2, ...more });
const whole = () => run(banks, { config: CONFIG, seed: 2 });

async function all(live: LiveRun): Promise<LoggedEvent[]> {
  const events: LoggedEvent[] = [];
  for await (const event of live) events.push(event);
  return events;
}

describe('for await', () => {
  test('gives every event from the first, in order, and ends with the run', async () => {
    const live = opened();
    expect(await all(live)).toEqual(whole().events.toArray());
    expect(live.done).toBe(true);
    // Again: from the first.
    expect((await all(live)).length).toBe(whole().events.count);
  });

  test('two readers see the same, each all of it', async () => {
    const live = opened();
    const [one, other] = await Promise.all([all(live), all(live)]);
    expect(one).toEqual(whole().events.toArray());
    expect(other).toEqual(one);
  });

  test('makes a turn only when an event of it is asked for', async () => {
    const live = opened();
    for await (const event of live) {
      if (event.type === 'step_start' && event.t === 2) break;
    }
    expect(live.time).toBe(2);
    expect(live.events.toArray().at(-1)).toMatchObject({ type: 'step_start', t: 2 });
    expect(live.finish().digest).toBe(whole().digest);
  });

  test('stops at a pause and goes on after it; steps by hand go on meanwhile', async () => {
    const live = opened();
    const seen: LoggedEvent[] = [];
    const reading = (async () => {
      for await (const event of live) {
        seen.push(event);
        if (event.type === 'step_start' && event.t === 2) live.pause();
      }
    })();
    while (!live.paused) await new Promise((resolve) => setImmediate(resolve));
    const turns = live.turnCount;
    for (let i = 0; i < 20; i++) await new Promise((resolve) => setImmediate(resolve));
    expect(live.turnCount).toBe(turns);
    expect(seen.length).toBe(live.events.count);
    live.step(3);
    expect(live.turnCount).toBe(turns + 3);
    live.resume();
    expect(live.paused).toBe(false);
    await reading;
    expect(seen).toEqual(whole().events.toArray());
  });

  test('a command in the middle is seen, and the run replays', async () => {
    const live = opened();
    const seen: LoggedEvent[] = [];
    for await (const event of live) {
      seen.push(event);
      if (event.type === 'step_end' && event.t === 2)
        live.command({ name: 'add_capital', bank: 3, amount: 10 });
    }
    expect(seen.map(({ type }) => type)).toContain('capital_added');
    expect(seen).toEqual(live.events.toArray());
    const { config, seed, commands } = live.recipe;
    expect(commands).toEqual([{ name: 'add_capital', bank: 3, amount: 10, at: 3 }]);
    expect(run(banks, { config, seed, commands }).digest).toBe(live.digest);
  });

  test('waits for its pace before each turn', async () => {
    let waits = 0;
    const live = opened({
      pace: async () => {
        waits++;
      },
    });
    await all(live);
    expect(waits).toBe(live.turnCount);
  });

  test('a fault in its pace comes out where it is read', async () => {
    const live = opened({ pace: () => Promise.reject(new Error('late')) });
    await expect(all(live)).rejects.toThrow('late');
  });
});

describe('stepping', () => {
  test('gives the events of its turns', () => {
    const live = opened();
    const events = [live.events.get(0)];
    while (!live.done) events.push(...live.step());
    expect(events).toEqual(whole().events.toArray());
    expect(live.step(5)).toEqual([]);
  });

  test('runUntil a time stops before its first turn', () => {
    const live = opened();
    expect(live.runUntil(3)).toBe(true);
    expect(live.time).toBe(2);
    expect(live.nextTurn).toBe(3);
    expect(live.runUntil(99)).toBe(false);
    expect(live.digest).toBe(whole().digest);
  });

  test('runUntil an event runs through its turn, and finds new ones only', () => {
    const live = opened();
    expect(live.runUntil({ type: 'step_end' })).toBe(true);
    expect([live.time, live.events.toArray().at(-1)!.type]).toEqual([1, 'step_end']);
    expect(live.runUntil({ type: 'step_end' })).toBe(true);
    expect(live.time).toBe(2);
    expect(live.runUntil(({ type, t }) => type === 'step_start' && t === 4)).toBe(true);
    expect(live.time).toBe(4);
    expect(() => live.runUntil({ type: 'defualt' as 'default' })).toThrow(
      'events: type: given "defualt"; one of init,',
    );
    expect(live.runUntil({ type: 'default', bank: -5 })).toBe(false);
    expect(live.done).toBe(true);
    expect(live.nextTurn).toBe(null);
  });

  test('metrics, view and check are of the moment', () => {
    const live = open(banks, {
      config: still({ ...CHAIN, steps: 2, shocks: [{ kind: 'bank_failure', at: 2, bank: 0 }] }),
    });
    live.runUntil(2);
    expect(live.metrics.defaults).toBe(0);
    live.check();
    live.finish();
    expect(live.metrics.defaults).toBe(2);
    expect((live.view() as { defaults: number }).defaults).toBe(2);
  });
});

describe('commands', () => {
  test('land before the next turn, and are in the recipe with their turn', () => {
    const live = opened();
    live.runUntil({ type: 'accrual', bank: 2 });
    const given = live.command({ name: 'add_capital', bank: 3, amount: 10 });
    expect(given).toEqual({
      ...{ name: 'add_capital', bank: 3, amount: 10 },
      at: { time: 1, phase: 'accrual', round: 0, entity: 3, ordinal: 0 },
    });
    expect(live.recipe.commands).toEqual([given]);
    expect(live.events.toArray().at(-1)).toMatchObject({ type: 'capital_added', bank: 3 });
  });

  test('that are bad, or come when the run is over, change nothing', () => {
    const live = opened({ commands: [{ name: 'add_capital', bank: 0, amount: 1, at: 1 }] });
    const before = { digest: live.digest, view: live.view(), recipe: live.recipe, turns: live.turnCount };
    for (const bad of [
      { name: 'none' },
      { name: 'add_capital', bank: 99, amount: 1 },
      { name: 'set', path: 'steps', value: 3 },
      { name: 'set', path: 'noise', value: 'loud' },
    ]) {
      expect(() => live.command(bad as BanksCommand)).toThrow('commands[1]');
      expect({ digest: live.digest, view: live.view(), recipe: live.recipe, turns: live.turnCount }).toEqual(
        before,
      );
    }
    live.finish();
    const { digest } = live;
    expect(() => live.command({ name: 'halt_lending' })).toThrow(
      'command: given "halt_lending"; a run that still',
    );
    expect(live.digest).toBe(digest);
  });

  test('that were scheduled land first where they are due at the same turn', () => {
    const live = opened({ commands: [{ name: 'halt_lending', bank: 0, at: 2 }] });
    live.runUntil(2);
    live.command({ name: 'halt_lending', bank: 1 });
    live.finish();
    expect(live.events.ofType('lending_halted').map(({ bank }) => bank)).toEqual([0, 1]);
    const { config, seed, commands } = live.recipe;
    expect(run(banks, { config, seed, commands }).digest).toBe(live.digest);
  });

  test('a module that a live command names is refused before anything happens, or works', () => {
    const live = opened();
    expect(() => live.command({ name: 'set_policy', policy: './none.mjs' })).toThrow('given "./none.mjs"');
    expect(live.recipe.commands).toEqual([]);
    expect(live.finish().digest).toBe(whole().digest);
  });
});

describe('rewind', () => {
  test('to a time that is behind only', () => {
    const live = opened();
    live.runUntil(3);
    for (const to of [3, -1, Number.NaN])
      expect(() => live.rewind(to)).toThrow(`rewind: given ${to}; a time from 0 to 2`);
    live.rewind(2);
    expect(live.nextTurn).toBe(2);
    live.rewind(0);
    expect([live.turnCount, live.time]).toEqual([0, 0]);
    expect(live.finish().digest).toBe(whole().digest);
  });

  test('drops what was commanded from then on, keeps what came before and what the opening recipe has', () => {
    const scheduled = { name: 'halt_lending', bank: 0, at: 4 };
    const live = opened({ commands: [scheduled] });
    live.runUntil(2);
    live.command({ name: 'add_capital', bank: 1, amount: 1 });
    live.runUntil(3);
    live.command({ name: 'add_capital', bank: 2, amount: 2 });
    live.finish();
    live.rewind(3);
    expect(live.recipe.commands).toMatchObject([
      { name: 'halt_lending', bank: 0 },
      { name: 'add_capital', bank: 1 },
    ]);
    live.finish();
    const { config, seed, commands } = live.recipe;
    expect(run(banks, { config, seed, commands }).digest).toBe(live.digest);
  });
});

test('bad options are refused when a run is opened', () => {
  expect(() => open(banks, { config: { steps: 0 } })).toThrow('config.steps: given 0');
  expect(() => open(banks, { seed: 0.5 })).toThrow('seed: given 0.5');
  expect(() => open(banks, { commands: [{ name: 'x' as 'set', path: 'noise', value: 1, at: 1 }] })).toThrow(
    'commands[0].name',
  );
});
