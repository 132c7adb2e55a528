import { describe, expect, test } from 'vitest';
import { noHost } from '../../lib/core/host.ts';
import type { Recipe } from '../../lib/core/recipe.ts';
import { makeRecipe } from '../../lib/core/recipe.ts';
import { LiveRun, type LiveSnapshot } from '../../lib/live/live-run.ts';
import type { SessionStatus } from '../../lib/live/session-message.ts';
import { banks } from '../../lib/models/banks/banks.ts';
import type { LinkMessage } from '../../lib/page/link/session-link.ts';
import { localHome } from './local-home.ts';

const SLOW = { time: 0.001 } as const;
const recipe = makeRecipe(banks, { config: { banks: 12, steps: 20 }, seed: 7 }, noHost) as Recipe;

const digestOf = (whole: Recipe): string =>
  LiveRun.restore(banks, { recipe: whole, turnCount: 0, landedCount: 0 } as never).finish().digest;

describe('a session in a worker', () => {
  test('is asked, tells what happens, and gives the digest of its recipe', async () => {
    const { link, state, status } = await localHome().open({ recipe, pace: 'max', at: at(0, 0) });
    expect([status.status, status.turn, state.time]).toEqual(['paused', 0, 0]);
    const told: LinkMessage[] = [];
    link.onMessage((message) => told.push(message));
    await link.request({ do: 'step', to: 5 });
    await link.request({ do: 'command', command: { name: 'add_capital', bank: 3, amount: 100 } });
    const end = (await link.request({ do: 'step', turns: 1e9 })) as SessionStatus;
    expect(end.status).toBe('finished');
    const whole = (await link.request({ do: 'recipe' })) as Recipe;
    expect(whole.commands).toEqual([{ name: 'add_capital', at: expect.anything(), bank: 3, amount: 100 }]);
    expect(end.digest).toBe(digestOf(whole));
    expect(told.map(({ seq }) => seq)).toEqual(told.map((_, i) => i + 1));
    const ids = told.flatMap((message) => (message.type === 'event' ? [message.data.id] : []));
    expect(new Set(ids).size).toBe(ids.length);
    expect(ids.length).toBeGreaterThan(100);
    link.close();
  });

  test('that is opened where another stood goes on as that one did', async () => {
    const home = localHome();
    const first = (await home.open({ recipe, pace: SLOW, at: at(0, 0) })).link;
    await first.request({ do: 'step', turns: 333 });
    await first.request({ do: 'command', command: { name: 'set', path: 'recovery', value: 0.1 } });
    const {
      landedCount,
      recipe: sofar,
      turnCount,
    } = (await first.request({ do: 'snapshot' })) as LiveSnapshot;
    expect([turnCount, landedCount]).toEqual([333, 1]);
    const second = await home.open({ recipe: sofar, pace: SLOW, at: at(turnCount, landedCount) });
    expect([second.status.status, second.status.turn]).toEqual(['paused', 333]);
    const endOf = (link: typeof first) => link.request({ do: 'step', turns: 1e9 }) as Promise<SessionStatus>;
    const [one, two] = await Promise.all([endOf(first), endOf(second.link)]);
    expect(two.digest).toBe(one.digest);
    expect(one.digest).toHaveLength(64);
  });

  test('says in one line what it refuses', async () => {
    const { link } = await localHome().open({ recipe, pace: SLOW, at: at(0, 0) });
    const wrong = link.request({ do: 'command', command: { name: 'add_capital', bank: 99, amount: 1 } });
    await expect(wrong).rejects.toThrow('commands[0].bank: given 99; a bank from 0 to 11');
    await expect(link.request({ do: 'rewind', to: 9 })).rejects.toThrow(/^rewind: given 9/);
    link.close();
    await expect(link.request({ do: 'status' })).rejects.toThrow('the session was closed');
    expect(link.connection.value).toBe('offline');
  });

  test('of a recipe that cannot be set up is not opened', async () => {
    const broken = { ...recipe, commands: [{ name: 'delete_bank', at: 1, bank: 40 }] };
    await expect(localHome().open({ recipe: broken, pace: SLOW })).rejects.toThrow('commands[0].bank');
  });

  test('forks into one that stands where it does, and then goes its own way', async () => {
    const { link } = await localHome().open({ recipe, pace: SLOW, at: at(100, 0) });
    const fork = await link.fork({ command: { name: 'set', path: 'recovery', value: 1 } });
    const [here, there] = (await Promise.all([
      link.request({ do: 'status' }),
      fork.request({ do: 'status' }),
    ])) as SessionStatus[];
    expect([there.turn, there.commands, there.status]).toEqual([100, 1, 'paused']);
    expect([here.turn, here.commands]).toEqual([100, 0]);
    await expect(link.fork({ command: { name: 'nothing' } })).rejects.toThrow(/^commands\[0\].name/);
    await fork.discard();
  });
});

describe('a question', () => {
  test('is answered of the run so far, in a worker of its own, which ends', async () => {
    const home = localHome();
    const { link } = await home.open({ recipe, pace: SLOW, at: at(0, 0) });
    await link.request({ do: 'step', to: 4 });
    await link.request({ do: 'command', command: { name: 'apply_shock', kind: 'bank_failure', bank: 2 } });
    await link.request({ do: 'step', to: 6 });
    const why = await link.why({ type: 'default', bank: 2 });
    expect(why.rootCauses[0]).toMatchObject({ kind: 'command', command: 0, verdict: 'necessary' });
    expect((await link.questions()).length).toBeGreaterThan(0);
    expect((await link.whyNot({ type: 'default', bank: 2 })).text).toBe('Bank 2 did fail, at step 4.');
    await expect(link.why({ type: 'default', bank: 99 })).rejects.toThrow(/^why/);
    expect((await link.request({ do: 'status' })) as SessionStatus).toMatchObject({ status: 'paused' });
  });

  test('is broken off', async () => {
    const { link } = await localHome().open({ recipe, pace: SLOW, at: at(2000, 0) });
    const breaker = new AbortController();
    const asked = link.questions(breaker.signal);
    breaker.abort(new Error('closed'));
    await expect(asked).rejects.toThrow('closed');
  });
});

function at(turnCount: number, landedCount: number) {
  return { turnCount, landedCount };
}
