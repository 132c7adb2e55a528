import { describe, expect, test } from 'vitest';
import type { Decision } from '../../lib/core/decision.ts';
import type { AnyModel } from '../../lib/core/model.ts';
import { banks, cache, type Recipe, run, trading } from '../../lib/index.ts';
import type { PendingDecision, SessionStatus } from '../../lib/live/session-message.ts';
import { OpenedSession } from './opened-session.ts';

/** Banks of which one comes to ask for capital, in step 15, and is best let be. */
const BANKS = {
  ...{ banks: 12, steps: 30, density: 0.4, shocks: 'random' },
  shockRates: { asset_price_crash: 2, bank_failure: 2 },
};
const asking = (more: object = {}) =>
  new OpenedSession({ config: BANKS, seed: 3, decisionWait: null, status: 'running', ...more });

/** The session as it waits for the first decision. */
function waiting(more: object = {}): { opened: OpenedSession; pending: PendingDecision } {
  const opened = asking(more);
  opened.clock.run(0);
  expect(opened.status.status).toBe('waiting');
  return { opened, pending: opened.ask({ do: 'decision' }) as PendingDecision };
}

const endOf = (model: AnyModel, recipe: Recipe) => run(model, recipe);
/** A model that asks whenever `decisions` says so. */
const askingModel = (decisions: (time: number) => readonly Decision[]): AnyModel => ({
  ...(banks as AnyModel),
  decide: ({ time }: { time: number }) => decisions(time),
});
const someDecision = (key: string): Decision => ({
  ...{ key, entity: 'bank:3', title: 'More?', description: 'More capital.' },
  choices: [
    { sentence: 'Give 10.', command: { name: 'add_capital', bank: 3, amount: 10 } },
    { sentence: 'Give nothing.', command: null },
  ],
});

/** Which of the pending two does a command; null: nothing. */
function choiceOf(opened: OpenedSession, command: string | null): 'recommended' | 'alternative' {
  const { recommended } = opened.ask({ do: 'decision' }) as PendingDecision;
  return (recommended.command?.name ?? null) === command ? 'recommended' : 'alternative';
}

/** Answers every question with nothing. */
function letAllBe(opened: OpenedSession): void {
  while (opened.status.status === 'waiting') {
    const { decision } = opened.ask({ do: 'decision' }) as PendingDecision;
    opened.ask({ do: 'answer', decision, choice: choiceOf(opened, null) });
    opened.clock.run(0);
  }
}

test('nobody is asked unless it is asked for', () => {
  const opened = asking({ decisionWait: undefined });
  opened.clock.run(0);
  expect(opened.status).toMatchObject({ status: 'finished', commands: 0 });
  expect(opened.told.filter(({ type }) => type === 'decision')).toEqual([]);
});

test('a person is told whom it is about, and the run waits', () => {
  const { opened, pending } = waiting();
  expect(pending).toMatchObject({ decision: 'capital:bank:10', entity: 'bank:10', time: 15, wait: null });
  const told = opened.told.filter(({ type }) => type === 'decision');
  expect(told).toEqual([{ type: 'decision', about: ['bank:10'], body: JSON.stringify(pending) }]);
  const { turnCount } = opened.live;
  opened.clock.run(1e7);
  expect(opened.live.turnCount).toBe(turnCount);
  for (const request of [{ do: 'resume' }, { do: 'step' }] as const) {
    expect(() => opened.ask(request)).toThrow('an answer to the decision capital:bank:10');
  }
  expect(() => opened.ask({ do: 'answer', decision: 'x', choice: 'recommended' })).toThrow(
    'answer: decision: given "x"; the pending one, capital:bank:10',
  );
});

describe('what is projected is what comes of it', () => {
  const cases = {
    banks: { model: banks, config: BANKS, seed: 3 },
    'a node': {
      model: cache,
      config: { requests: 3000, chaos: [{ kind: 'kill', at: 30, node: 2 }] },
      seed: 1,
    },
    retries: {
      model: cache,
      config: { requests: 3000, timeout: 20, retries: 3, database: { workers: 4 } },
      seed: 1,
    },
    trading: { model: trading, config: { preset: 'sma-cross' }, seed: 1 },
  } as const;
  for (const [name, { model, config, seed }] of Object.entries(cases)) {
    for (const choice of ['recommended', 'alternative'] as const) {
      test(`${name}: ${choice}`, () => {
        const { opened, pending } = waiting({ model, config, seed });
        const { command, projected } = pending[choice];
        const { loss } = model as AnyModel;
        expect(pending.recommended.projected.metrics[loss]).toBeLessThanOrEqual(
          pending.alternative.projected.metrics[loss]!,
        );
        const taken = opened.ask({ do: 'answer', decision: pending.decision, choice });
        expect(taken).toEqual({ ...pending, taken: choice, by: 'person' });
        const recipe = opened.ask({ do: 'recipe' }) as Recipe;
        expect(recipe.commands).toEqual(command === null ? [] : [{ ...command, at: expect.anything() }]);
        const end = endOf(model as AnyModel, recipe);
        expect(projected.metrics).toEqual(end.metrics);
        // With nothing else decided, the session comes to that very end.
        opened.clock.run(0);
        letAllBe(opened);
        expect(opened.status).toMatchObject({ status: 'finished', digest: end.digest });
        expect(opened.live.metrics).toEqual(projected.metrics);
        expect(opened.live.time).toBe(projected.to);
      });
    }
  }
});

describe('in time', () => {
  test('the recommended one is taken, not a moment before', () => {
    const { opened, pending } = waiting({ decisionWait: 5000 });
    expect(pending.wait).toBe(5000);
    opened.clock.run(4999);
    expect(opened.status.status).toBe('waiting');
    opened.clock.run(1);
    expect(opened.bodies<PendingDecision>('decision')[1]).toEqual({
      ...pending,
      taken: 'recommended',
      by: 'time',
    });
    expect(opened.status.status).not.toBe('waiting');
  });

  test('an answer before leaves the time for nothing, also for the next one', () => {
    const model = askingModel((time) =>
      time < 3 ? [] : time < 6 ? [someDecision('a')] : [someDecision('b')],
    );
    const { opened } = waiting({ model, decisionWait: 5000, config: { ...BANKS, shocks: 'none' } });
    opened.clock.run(3000);
    opened.ask({ do: 'answer', decision: 'a', choice: 'alternative' });
    opened.clock.run(0);
    expect(opened.ask({ do: 'decision' })).toMatchObject({ decision: 'b' });
    opened.clock.run(4999);
    expect(opened.status.status).toBe('waiting');
    opened.clock.run(1);
    expect(opened.status.status).toBe('finished');
  });

  test('what cannot be kept is not taken: it waits for a person, and says why', () => {
    const { opened, pending } = waiting({ decisionWait: 5000 });
    const { digest } = opened.live;
    opened.full = ({ decided }) => decided !== undefined;
    opened.clock.run(5000);
    expect(opened.status).toMatchObject({ status: 'waiting', reason: expect.stringContaining('ENOSPC') });
    expect(opened.live.digest).toBe(digest);
    const answer = { do: 'answer', decision: pending.decision, choice: 'alternative' } as const;
    expect(() => opened.ask(answer)).toThrow('ENOSPC');
    expect(opened.live.digest).toBe(digest);
    expect(opened.kept.decided).toEqual([]);
    opened.full = null;
    opened.ask(answer);
    expect(opened.status).not.toHaveProperty('reason');
    opened.clock.run(0);
    expect(opened.status.status).toBe('finished');
  });
});

describe('while it is pending', () => {
  test('a pause holds after the answer', () => {
    const { opened, pending } = waiting();
    expect(opened.ask({ do: 'pause' })).toMatchObject({ status: 'waiting' });
    opened.ask({ do: 'answer', decision: pending.decision, choice: 'recommended' });
    const { turnCount } = opened.live;
    opened.clock.run(1000);
    expect(opened.status).toMatchObject({ status: 'paused', turn: turnCount });
    expect(opened.kept.status).toBe('paused');
    opened.ask({ do: 'resume' });
    opened.clock.run(0);
    expect(opened.status.status).toBe('finished');
  });

  test('a step that came to it is over, and after the answer it is paused as it was', async () => {
    const opened = asking({ status: 'paused' });
    const step = opened.ask({ do: 'step', to: 25 });
    opened.clock.run(0);
    expect(await step).toMatchObject({ status: 'waiting', time: 15 });
    opened.ask({ do: 'answer', decision: 'capital:bank:10', choice: 'recommended' });
    opened.clock.run(1000);
    expect(opened.status).toMatchObject({ status: 'paused', time: 15 });
  });

  test('a stop drops it', () => {
    const { opened, pending } = waiting({ decisionWait: 5000 });
    opened.ask({ do: 'stop' });
    expect(opened.bodies<PendingDecision>('decision')[1]).toEqual({ ...pending, by: 'stop' });
    expect(opened.ask({ do: 'decision' })).toBe(null);
    opened.clock.run(10_000);
    expect(opened.status).toMatchObject({ status: 'stopped', commands: 0 });
    expect(() => opened.ask({ do: 'answer', decision: pending.decision, choice: 'recommended' })).toThrow(
      'no decision is pending',
    );
  });

  test('a rewind drops it, and it is asked again when the run comes there', () => {
    const { opened, pending } = waiting({ decisionWait: 5000 });
    opened.ask({ do: 'rewind', to: 10 });
    expect(opened.ask({ do: 'decision' })).toBe(null);
    opened.clock.run(10_000);
    expect(opened.status).toMatchObject({ status: 'paused', next: 10 });
    opened.ask({ do: 'resume' });
    opened.clock.run(0);
    expect(opened.ask({ do: 'decision' })).toMatchObject({ decision: pending.decision });
  });

  test('closed, nothing is taken any more; opened again, it is asked again, from the same place', () => {
    const { opened, pending } = waiting({ decisionWait: 5000 });
    opened.session.close();
    opened.clock.run(10_000);
    expect(opened.kept).toMatchObject({ decided: [], run: { recipe: { commands: [] } } });
    const again = opened.restarted({ decisionWait: 5000 });
    again.clock.run(0);
    expect(again.ask({ do: 'decision' })).toEqual(pending);
  });

  test('a command by hand is projected anew', () => {
    const { opened, pending } = waiting();
    opened.ask({ do: 'command', command: { name: 'set', path: 'noise', value: 0.5 } });
    const renewed = opened.ask({ do: 'decision' }) as PendingDecision;
    expect(renewed.decision).toBe(pending.decision);
    expect(renewed.recommended.projected.metrics).not.toEqual(pending.recommended.projected.metrics);
    const nothing = [renewed.recommended, renewed.alternative].find(({ command }) => command === null)!;
    expect(nothing.projected.metrics).toEqual(endOf(banks as AnyModel, opened.live.recipe).metrics);
    expect(opened.bodies<PendingDecision>('decision').at(-1)).toEqual(renewed);
  });

  test('a command by hand that takes the occasion away lets the run go on', () => {
    const { opened, pending } = waiting({ decisionWait: 5000 });
    opened.ask({ do: 'command', command: { name: 'add_capital', bank: 10, amount: 1e5 } });
    expect(opened.bodies<PendingDecision>('decision').at(-1)).toEqual({ ...pending, by: 'stop' });
    expect(opened.status.status).toBe('running');
    opened.clock.run(0);
    expect(opened.status).toMatchObject({ status: 'finished', commands: 1 });
  });
});

describe('once taken', () => {
  test('it is not asked again, not after a restart either, though the occasion lasts', () => {
    const { opened, pending } = waiting();
    opened.ask({ do: 'answer', decision: pending.decision, choice: 'recommended' });
    expect(opened.live.decisions.map(({ key }) => key)).toContain(pending.decision);
    const again = opened.restarted({ decisionWait: null });
    for (const each of [opened, again]) {
      each.clock.run(0);
      expect(each.status).toMatchObject({ status: 'finished' });
    }
    expect(again.bodies('decision')).toEqual([]);
  });

  test('it is asked again after a rewind to before it, also across a restart, and not after one to later', () => {
    for (const isRestarted of [false, true]) {
      const { opened: first, pending } = waiting();
      first.ask({ do: 'answer', decision: pending.decision, choice: 'recommended' });
      first.clock.run(0);
      expect(first.status.status).toBe('finished');
      first.ask({ do: 'rewind', to: 20 });
      const later = isRestarted ? first.restarted({ decisionWait: null }) : first;
      expect(later.status).toMatchObject({ status: 'paused', next: 20 });
      later.ask({ do: 'resume' });
      later.clock.run(0);
      expect(later.status.status).toBe('finished');
      later.ask({ do: 'rewind', to: 15 });
      expect(later.kept.decided).toEqual([]);
      const earlier = isRestarted ? later.restarted({ decisionWait: null }) : later;
      earlier.ask({ do: 'resume' });
      earlier.clock.run(0);
      expect(earlier.ask({ do: 'decision' })).toMatchObject({ decision: pending.decision, time: 15 });
    }
  });

  test('rewound to where its command landed, the command and the decision are both gone', () => {
    const model = askingModel((time) => (time >= 3 ? [someDecision('more')] : []));
    const opened = new OpenedSession({ model, decisionWait: null, pace: { turns: 1000 } });
    const untilAsked = (): SessionStatus => {
      opened.ask({ do: 'resume' });
      for (let i = 0; i < 100 && opened.status.status !== 'waiting'; i++) opened.clock.run(20);
      return opened.status;
    };
    const { next, turn } = untilAsked();
    opened.ask({ do: 'answer', decision: 'more', choice: choiceOf(opened, 'add_capital') });
    const { time } = next as { time: number };
    expect(opened.live.recipe.commands).toMatchObject([{ at: next }]);
    expect(opened.kept.decided).toEqual([{ key: 'more', at: time }]);
    opened.clock.run(500);
    opened.ask({ do: 'rewind', to: time + 1 });
    expect(opened.live.recipe.commands.length).toBe(1);
    expect(opened.kept.decided.length).toBe(1);
    opened.ask({ do: 'rewind', to: time });
    expect(opened.live.recipe.commands).toEqual([]);
    // Another pace asks at the same turn.
    opened.ask({ do: 'pace', pace: { turns: 300 } });
    expect(untilAsked()).toMatchObject({ status: 'waiting', next, turn });
  });
});

test('of several, one at a time, each as soon as the one before is taken, without a turn between', () => {
  const model = askingModel((time) => (time < 5 ? [] : [someDecision('a'), someDecision('b')]));
  const { opened } = waiting({ model, config: { ...BANKS, shocks: 'none' } });
  const { turnCount } = opened.live;
  expect(opened.ask({ do: 'decision' })).toMatchObject({ decision: 'a' });
  opened.ask({ do: 'answer', decision: 'a', choice: 'recommended' });
  opened.clock.run(0);
  expect(opened.status).toMatchObject({ status: 'waiting', turn: turnCount });
  expect(opened.ask({ do: 'decision' })).toMatchObject({ decision: 'b' });
  opened.ask({ do: 'answer', decision: 'b', choice: 'alternative' });
  opened.clock.run(0);
  expect(opened.bodies<SessionStatus>('status').at(-1)).toMatchObject({ status: 'finished', commands: 1 });
});
