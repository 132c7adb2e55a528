import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { AnyModel } from '../../lib/core/model.ts';
import { banks, type Recipe, run } from '../../lib/index.ts';
import type { PendingDecision, SessionStatus } from '../../lib/live/session-message.ts';
import {
  changedCommands,
  type KeptSession,
  stillDecided,
  withRecord,
} from '../../lib/live/session-record.ts';
import type { SessionRequest } from '../../lib/live/session-request.ts';
import { draws } from '../support/draws.ts';
import { HandClock } from './hand-clock.ts';
import { OpenedSession } from './opened-session.ts';

const capital = (bank: number, at: number) => ({ name: 'add_capital', bank, amount: 1, at });
const kept: KeptSession = {
  run: {
    recipe: {
      ...run(banks, { config: { banks: 3, steps: 1 } }).recipe,
      commands: [capital(0, 1), capital(1, 2)],
    },
    turnCount: 5,
    landedCount: 1,
    scheduledCount: 1,
  } as unknown as KeptSession['run'],
  status: 'running',
  pace: 'max',
  decided: [
    { key: 'a', at: 3 },
    { key: 'b', at: 4 },
  ],
};

describe('a record', () => {
  test('of the place alone leaves all else', () => {
    expect(withRecord(kept, { turnCount: 9, landedCount: 2 })).toEqual({
      ...kept,
      run: { ...kept.run, turnCount: 9, landedCount: 2 },
    });
  });

  test('puts commands in the place of those after the first few', () => {
    const record = { turnCount: 5, landedCount: 1, commands: { keep: 1, add: [capital(2, 9)] } };
    expect(withRecord(kept, record).run.recipe.commands).toEqual([capital(0, 1), capital(2, 9)]);
    expect(kept.run.recipe.commands.length).toBe(2);
  });

  test('adds a decision; a rewind takes those back that came from its time on', () => {
    const place = { turnCount: 5, landedCount: 1 };
    expect(
      withRecord(kept, { ...place, decided: { key: 'c', at: 4.5 } }).decided.map(({ key }) => key),
    ).toEqual([...['a', 'b', 'c']]);
    expect(withRecord(kept, { ...place, rewound: 4 }).decided).toEqual([{ key: 'a', at: 3 }]);
    expect(stillDecided(kept.decided, 3)).toEqual([]);
  });

  test('survives JSON', () => {
    const record = {
      turnCount: 5,
      landedCount: 1,
      rewound: 0,
      status: 'paused',
      pace: { turns: 3 },
    } as const;
    expect(withRecord(kept, JSON.parse(JSON.stringify(record)))).toEqual(withRecord(kept, record));
  });
});

test('how one list of commands becomes another', () => {
  const [a, b, c] = [capital(0, 1), capital(1, 2), capital(2, 3)];
  for (const [before, after, keep] of [
    [[], [], 0],
    [[a], [a], 1],
    [[a], [a, b], 1],
    [[a, b, c], [a], 1],
    [[a, b, c], [a, c], 1],
    [[a, b], [c, b], 0],
    [[a, b], [], 0],
  ] as const) {
    const change = changedCommands(before, after);
    expect([...before.slice(0, change.keep), ...change.add]).toEqual(after);
    expect(change.keep).toBe(keep);
  }
});

/** What somebody does: asks for something, waits, opens the session again after a crash, or fills the disk. */
type Deed =
  | { readonly request: SessionRequest }
  | { readonly answer: 'recommended' | 'alternative' }
  | { readonly wait: number }
  | { readonly restart: 'crash' | 'close' }
  | { readonly full: boolean };

const somePace = fc.oneof(
  fc.constant('max' as const),
  fc.constantFrom(5, 60, 2000).map((turns) => ({ turns })),
  fc.constantFrom(0.5, 8).map((time) => ({ time })),
);
const someRequest: fc.Arbitrary<SessionRequest> = fc.oneof(
  fc.constantFrom<SessionRequest>({ do: 'pause' }, { do: 'resume' }, { do: 'resume' }, { do: 'step' }),
  fc.nat(200).map((turns) => ({ do: 'step' as const, turns: turns + 1 })),
  fc.integer({ min: 1, max: 12 }).map((to) => ({ do: 'step' as const, to })),
  somePace.map((pace) => ({ do: 'pace' as const, pace })),
  fc.integer({ min: 0, max: 12 }).map((to) => ({ do: 'rewind' as const, to })),
  fc.constantFrom(
    ...[
      { name: 'add_capital', bank: 1, amount: 500 },
      { name: 'apply_shock', kind: 'bank_failure', bank: 2 },
      { name: 'apply_shock', kind: 'asset_price_crash', magnitude: 0.6 },
      { name: 'set', path: 'noise', value: 0.4 },
      { name: 'add_capital', bank: 99, amount: 1 },
    ].map((command) => ({ do: 'command' as const, command })),
  ),
);
const someDeed: fc.Arbitrary<Deed> = fc.oneof(
  { weight: 5, arbitrary: fc.record({ request: someRequest }) },
  {
    weight: 1,
    arbitrary: fc.record({ answer: fc.constantFrom('recommended' as const, 'alternative' as const) }),
  },
  { weight: 3, arbitrary: fc.record({ wait: fc.constantFrom(0, 10, 300, 4000) }) },
  { weight: 1, arbitrary: fc.record({ restart: fc.constantFrom('crash' as const, 'close' as const) }) },
  { weight: 1, arbitrary: fc.record({ full: fc.boolean() }) },
);

const CONFIG = { banks: 6, steps: 12, density: 0.5, noise: 0.2, shocks: 'none' };

/** Does it; what is refused changes nothing. Returns the session that goes on. */
function done(opened: OpenedSession, deed: Deed): OpenedSession {
  if ('wait' in deed) opened.clock.run(deed.wait);
  else if ('full' in deed) opened.full = deed.full ? () => true : null;
  else if ('restart' in deed) {
    if (deed.restart === 'close') opened.session.close();
    const again = opened.restarted({ clock: clockOf(), decisionWait: 1000 });
    if (deed.restart === 'close' && opened.full === null) expect(again.live.digest).toBe(opened.live.digest);
    return again;
  } else {
    const { digest, recipe, turnCount } = opened.live;
    try {
      if ('request' in deed) void opened.ask(deed.request);
      else {
        const pending = opened.ask({ do: 'decision' }) as PendingDecision | null;
        if (pending !== null) opened.ask({ do: 'answer', decision: pending.decision, choice: deed.answer });
      }
    } catch {
      expect(opened.live.digest).toBe(digest);
      expect(opened.live.recipe).toEqual(recipe);
      expect(opened.live.turnCount).toBe(turnCount);
    }
  }
  return opened;
}

/** Looks cost time, so that slices end at many places. */
function clockOf(): HandClock {
  const clock = new HandClock();
  clock.perLook = 3;
  return clock;
}

test('whatever is asked of a session, at any pace, its recipe replays to its log, and its records are it', () => {
  const someCase = fc.record({ deeds: fc.array(someDeed, { maxLength: 25 }), seed: fc.nat(50) });
  const statuses = new Set<SessionStatus['status']>();
  let commands = 0;
  const property = fc.property(someCase, ({ deeds, seed }) => {
    let opened = new OpenedSession({ config: CONFIG, seed, clock: clockOf(), decisionWait: 1000 });
    for (const deed of deeds) {
      opened = done(opened, deed);
      const { run: snapshot } = opened.kept;
      expect(snapshot.recipe).toEqual(opened.live.recipe);
      expect(snapshot.turnCount).toBeLessThanOrEqual(opened.live.turnCount);
      const { pace, status } = opened.status;
      expect(opened.kept.pace).toEqual(pace);
      if (status === 'paused') expect(opened.kept.status).toBe('paused');
      statuses.add(status);
    }
    opened.full = null;
    const place = opened.live.snapshot();
    opened.session.close();
    expect(opened.kept.run).toEqual(JSON.parse(JSON.stringify(place)));
    const ended = opened.restarted({ clock: clockOf(), decisionWait: 1000 });
    expect(ended.live.digest).toBe(opened.live.digest);
    if (ended.status.status === 'paused') ended.ask({ do: 'resume' });
    ended.clock.perLook = 0;
    ended.clock.run(1e6);
    expect(ended.status.status).toBe('finished');
    const recipe = ended.ask({ do: 'recipe' }) as Recipe;
    commands += recipe.commands.length;
    expect(run(banks as AnyModel, JSON.parse(JSON.stringify(recipe))).digest).toBe(ended.status.digest);
  });
  fc.assert(property, draws(150));
  expect([...statuses].sort()).toEqual(['finished', 'paused', 'running', 'waiting']);
  expect(commands).toBeGreaterThan(0);
});
