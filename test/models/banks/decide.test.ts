import { describe, expect, test } from 'vitest';
import type { LiveRun } from '../../../lib/index.ts';
import { banks, open } from '../../../lib/index.ts';
import { decide, LOST_SHARE_MAX } from '../../../lib/models/banks/decide.ts';
import { CHAIN, still, world } from '../../support/still-banks.ts';

/** Three banks without any loans between them; Two has 100 of capital. */
const config = still({ ...CHAIN, matrix: undefined, steps: 3 });
const opened = (more: object = {}): LiveRun => open(banks, { config: { ...config, ...more } }) as LiveRun;

describe('a bank that has lost its capital', () => {
  test('is asked about when more than 60 % are gone, not at 60', () => {
    const { state, context } = world({ ...config, policy: 'rules' });
    const { cash } = state;
    const before = cash[2]!;
    cash[2] = before - 60;
    expect(decide(state, context)).toEqual([]);
    cash[2] = before - 60.01;
    const [decision, ...others] = decide(state, context);
    expect(others).toEqual([]);
    expect(LOST_SHARE_MAX).toBe(0.6);
    expect(decision).toEqual({
      key: 'capital:bank:2',
      entity: 'bank:2',
      title: 'Recapitalize Two?',
      description:
        'Two has 39.99 EUR million left of 100: it has lost 60.01 % of its capital. ' +
        'A person is asked from 60 % on.',
      choices: [
        {
          sentence: 'Give it 60.01 EUR million, back to where it began.',
          command: { name: 'add_capital', bank: 2, amount: expect.closeTo(60.01, 9) },
        },
        { sentence: 'Let it be: it goes on with what it has left, or fails.', command: null },
      ],
    });
  });

  test('counts what it was given as its capital', () => {
    const { state, context } = world({ ...config, policy: 'rules' });
    state.cash[2]! += 100 - 130;
    state.injected[2] = 100;
    // 70 of 200 are left.
    expect(decide(state, context).map(({ key }) => key)).toEqual(['capital:bank:2']);
    state.cash[2]! += 10;
    expect(decide(state, context)).toEqual([]);
  });

  test('is not asked about when it has failed or was wound up, nor when the run is over', () => {
    const { state, context } = world({ ...config, policy: 'rules' });
    state.cash[0]! -= 15;
    state.cash[1]! -= 15;
    expect(decide(state, context).map(({ key }) => key)).toEqual(['capital:bank:0', 'capital:bank:1']);
    state.alive[0] = 0;
    expect(decide(state, context).map(({ key }) => key)).toEqual(['capital:bank:1']);
    state.done = true;
    expect(decide(state, context)).toEqual([]);
  });
});

test('what is given brings the bank back to where it began, and nothing is asked any more', () => {
  const live = opened({ shocks: [{ kind: 'bank_failure', at: 2, bank: 2 }] });
  live.runUntil({ type: 'shock_applied' });
  const [decision] = live.decisions;
  expect(decision).toMatchObject({ key: 'capital:bank:2', entity: 'bank:2' });
  live.command(decision!.choices[0].command!);
  expect((live.view() as { banks: { equity: number }[] }).banks[2]!.equity).toBeCloseTo(100, 9);
  expect(live.decisions).toEqual([]);
  expect(live.finish().metrics.defaults).toBe(0);
  const other = opened({ shocks: [{ kind: 'bank_failure', at: 2, bank: 2 }] });
  expect(other.finish().metrics.defaults).toBe(1);
});

test('healthy banks leave nothing to decide', () => {
  const live = opened();
  while (!live.done) {
    expect(live.decisions).toEqual([]);
    live.step();
  }
});
