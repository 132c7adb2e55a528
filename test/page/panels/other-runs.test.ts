import { signal } from '@preact/signals';
import { describe, expect, test } from 'vitest';
import type { AnyModel } from '../../../lib/core/model.ts';
import type { GivenCommand } from '../../../lib/core/recipe.ts';
import type { LiveRun } from '../../../lib/live/live-run.ts';
import type { SessionState } from '../../../lib/live/session-message.ts';
import { banks } from '../../../lib/models/banks/banks.ts';
import type { ForkOptions, SessionLink } from '../../../lib/page/link/session-link.ts';
import { changedAt } from '../../../lib/page/panels/changed-at.ts';
import { type Compared, compareRuns } from '../../../lib/page/panels/compare-runs.ts';
import { comparedMetrics } from '../../../lib/page/panels/compared-metrics.ts';
import { runTo } from '../../../lib/page/panels/run-to.ts';
import { tryPrevention } from '../../../lib/page/panels/try-prevention.ts';
import { OpenedSession } from '../../live/opened-session.ts';
import { askOf, standingAt } from './ask-of.ts';

const shock = { name: 'apply_shock', kind: 'asset_price_crash', magnitude: 0.3 } as const;

describe('trying what would have prevented something', () => {
  test('is the run of the recipe with the command in it', async () => {
    const { ask, opened } = await standingAt(10);
    await ask({ do: 'step', turns: 5 });
    await ask({ do: 'command', command: shock });
    await ask({ do: 'step', to: 14 });
    await ask({ do: 'command', command: { name: 'add_capital', bank: 3, amount: 7 } });
    await ask({ do: 'step', to: 20 });
    const before = opened.live.recipe.commands as readonly GivenCommand[];
    const turns = opened.live.turnCount;
    const prevention: GivenCommand = { name: 'add_capital', bank: 1, amount: 500, at: 4 };
    const status = await tryPrevention(ask, banks.phases, [prevention]);
    expect(status.status).toBe('paused');
    const { commands } = opened.live.recipe;
    expect(commands).toEqual([prevention, ...before]);
    // The same as a session that was given all of them from the start.
    const whole = await standingAt(20, { config: opened.live.recipe.config });
    expect(whole.opened.live.digest).not.toBe(opened.live.digest);
    const { ask: told, opened: other } = await standingAt(4, { config: opened.live.recipe.config });
    for (const { at, ...command } of commands as readonly GivenCommand[]) {
      await runTo(told, typeof at === 'number' ? at : at.time);
      while (JSON.stringify(other.status.next) !== JSON.stringify(at)) await told({ do: 'step' });
      await told({ do: 'command', command: command as { readonly name: string } });
    }
    await runTo(told, 20);
    expect(other.live.digest).toBe(opened.live.digest);
    expect(Math.abs(opened.live.turnCount - turns)).toBeLessThan(turns / 2);
  });

  test('lands in the turn that it names, and stands at the end of its own time', async () => {
    const { ask, opened } = await standingAt(8);
    await ask({ do: 'step', turns: 40 });
    const time = opened.live.time;
    const at = { time: 3, phase: 'shock_contagion' };
    await tryPrevention(ask, banks.phases, [{ name: 'add_capital', bank: 1, amount: 5, at } as GivenCommand]);
    const [landed] = opened.live.recipe.commands;
    expect(typeof landed.at === 'number' ? landed.at : landed.at.time).toBe(3);
    const phase = typeof landed.at === 'number' ? 0 : banks.phases.indexOf(landed.at.phase as string);
    expect(phase).toBeGreaterThanOrEqual(banks.phases.indexOf('shock_contagion'));
    expect(opened.live.time).toBe(time);
  });

  test('a command that is refused is an error', async () => {
    const { ask } = await standingAt(8);
    const bad = { name: 'add_capital', bank: 99, amount: 5, at: 3 } as GivenCommand;
    await expect(tryPrevention(ask, banks.phases, [bad])).rejects.toThrow('bank');
  });
});

/** A link to a session in this process, with all that is forked from it. */
class FakeLink implements SessionLink {
  readonly connection = signal('live' as const);
  readonly reason = signal('');
  readonly opened: OpenedSession;
  readonly forks: FakeLink[] = [];
  isDiscarded = false;
  readonly isOwn = true;
  isAlone = async () => true;

  constructor(opened: OpenedSession) {
    this.opened = opened;
  }

  request: SessionLink['request'] = (request) => askOf(this.opened)(request);
  onMessage = () => () => undefined;
  why = () => Promise.reject(new Error('not here'));
  whyNot = () => Promise.reject(new Error('not here'));
  questions = () => Promise.reject(new Error('not here'));
  fork = async ({ command }: ForkOptions = {}): Promise<SessionLink> => {
    const fork = new FakeLink(new OpenedSession({ live: this.opened.live.fork() as LiveRun }));
    this.forks.push(fork);
    if (command !== undefined) await fork.request({ do: 'command', command });
    return fork;
  };
  close = (): void => undefined;
  discard = async (): Promise<void> => {
    this.isDiscarded = true;
  };
}

/** Every link that was forked from one. */
function forksOf(link: FakeLink): FakeLink[] {
  return link.forks.flatMap((fork) => [fork, ...forksOf(fork)]);
}

describe('hold and compare', () => {
  const compare = async (
    command: { readonly name: string; readonly [field: string]: unknown },
    abort = new AbortController(),
    onSlice: (compared: Compared) => void = () => undefined,
  ) => {
    const { opened } = await standingAt(6);
    const link = new FakeLink(opened);
    const { signal } = abort;
    const compared = compareRuns({ fork: link.fork, command, span: 12, onSlice, signal });
    return { link, opened, compared };
  };

  test('a change that changes nothing leaves no difference: the noise is the same', async () => {
    const { compared, link, opened } = await compare({ name: 'halt_lending', bank: 0, halted: false });
    const { changed, held } = await compared;
    expect(held.length).toBeGreaterThan(10);
    expect(changed.map(({ metrics }) => metrics)).toEqual(held.map(({ metrics }) => metrics));
    expect(held.at(-1)?.time).toBe(held[0].time + 12);
    expect(held[0].metrics.finalEquity).not.toBe(held.at(-1)?.metrics.finalEquity);
    expect(forksOf(link)).toHaveLength(2);
    expect(forksOf(link).every(({ isDiscarded }) => isDiscarded)).toBe(true);
    // The run itself stands where it stood.
    expect(opened.live.time).toBe(5);
    expect(opened.live.recipe.commands).toEqual([]);
  });

  test('a shock is seen in one of them', async () => {
    const slices: number[] = [];
    const { compared } = await compare(shock, undefined, ({ held }) => slices.push(held.length));
    const { changed, held } = await compared;
    expect(slices).toEqual(held.map((_, i) => i + 1));
    const [a, b] = [held.at(-1) as SessionState, changed.at(-1) as SessionState];
    expect(b.metrics.loss).toBeGreaterThan(a.metrics.loss);
    const rows = comparedMetrics(banks as AnyModel, a, b);
    expect(rows[0]).toMatchObject({
      name: 'loss',
      isBetter: false,
      difference: b.metrics.loss - a.metrics.loss,
    });
    expect(rows.find(({ name }) => name === 'finalEquity')?.isBetter).toBe(false);
    // A channel is neither good nor bad.
    expect(rows.find(({ name }) => name === 'income')?.isBetter).toBe(null);
    const same = rows.findIndex(({ difference }) => difference === 0);
    expect(same).toBeGreaterThan(3);
    expect(rows.slice(same).every(({ difference }) => difference === 0)).toBe(true);
    expect(rows).toHaveLength(Object.keys(banks.metrics).length);
  });

  test('a command that is refused, and one that is broken off, leave no fork behind', async () => {
    const refused = await compare({ name: 'add_capital', bank: 99, amount: 1 });
    await expect(refused.compared).rejects.toThrow('bank');
    expect(refused.link.forks[0].isDiscarded).toBe(true);
    const abort = new AbortController();
    const broken = await compare(shock, abort, () => abort.abort(new Error('closed')));
    await expect(broken.compared).rejects.toThrow('closed');
    expect(forksOf(broken.link).map(({ isDiscarded }) => isDiscarded)).toEqual([true, true]);
  });

  test('a part of a field is changed alone', () => {
    const arrivals = { kind: 'poisson', rate: 1 };
    expect(changedAt(arrivals, 'arrivals', 'arrivals.rate', 3)).toEqual({ kind: 'poisson', rate: 3 });
    expect(changedAt(arrivals, 'arrivals', 'arrivals', null)).toBe(null);
    expect(changedAt([1, { a: 2 }], 'list', 'list.1.a', 5)).toEqual([1, { a: 5 }]);
    expect(changedAt(arrivals, 'arrivals', 'arrivals.rate', undefined)).toEqual({ kind: 'poisson' });
    expect(arrivals).toEqual({ kind: 'poisson', rate: 1 });
  });
});
