import { expect, test } from 'vitest';
import { type FromSession, portErrorOf, serveSession } from '../../lib/live/serve-session.ts';
import type { SessionState, SessionStatus } from '../../lib/live/session-message.ts';
import { OpenedSession } from './opened-session.ts';

function served(opened = new OpenedSession()) {
  const posted: FromSession[] = [];
  const take = serveSession(opened.session, (message) => posted.push(structuredClone(message)));
  const settled = () => new Promise((resolve) => setImmediate(resolve));
  const ask = async (request: unknown): Promise<FromSession> => {
    const id = posted.length + 100;
    take({ id, request });
    await settled();
    return posted.find((message) => 'id' in message && message.id === id) as FromSession;
  };
  return { opened, posted, take, ask, settled };
}

test('each request is answered under its number', async () => {
  const { ask } = served();
  expect(await ask({ do: 'status' })).toMatchObject({ id: 100, result: { status: 'paused', turn: 0 } });
  expect(await ask({ do: 'decision' })).toEqual({ id: 101, result: null });
  expect(await ask({ do: 'state' })).toMatchObject({ id: 102, result: { turn: 0, done: false } });
});

test('a step is answered when it is over, and others in the meantime', async () => {
  const { ask, opened, posted, settled } = served();
  expect(await ask({ do: 'step', turns: 5 })).toBe(undefined);
  expect(await ask({ do: 'status' })).toMatchObject({ result: { status: 'running' } });
  opened.clock.run(1);
  await settled();
  expect(posted.at(-1)).toMatchObject({ id: 100, result: { status: 'paused', turn: 5 } });
});

test('what is wrong is told as plain data: bad input with where and what is allowed', async () => {
  const { ask } = served();
  const error = async (request: unknown) => ((await ask(request)) as { error: unknown }).error;
  expect(await error({ do: 'fly' })).toMatchObject({
    message: expect.stringContaining('request'),
    where: 'request.do',
  });
  expect(await error({ do: 'pace', pace: { turns: 0 } })).toMatchObject({
    where: expect.stringContaining('pace'),
  });
  expect(await error(null)).toMatchObject({ where: 'request' });
  expect(await error({ do: 'step', more: 1 })).toMatchObject({ message: expect.stringContaining('more') });
  expect(await error({ do: 'command', command: { name: 'add_capital', bank: 99, amount: 1 } })).toMatchObject(
    {
      where: 'commands[0].bank',
      allowed: 'a bank from 0 to 7',
    },
  );
});

test('what cannot be done now is a conflict', async () => {
  const { ask, opened } = served();
  opened.ask({ do: 'resume' });
  opened.clock.run(0);
  expect(await ask({ do: 'pause' })).toMatchObject({
    error: {
      code: 'conflict',
      where: 'pause',
      allowed: expect.stringContaining('a session that still goes on'),
    },
  });
});

test('a fault that is not about input is its first line, without a stack', async () => {
  expect(portErrorOf(new Error('one\ntwo'))).toEqual({ message: 'one' });
  expect(portErrorOf('odd')).toEqual({ message: 'odd' });
  const { ask, opened } = served();
  opened.full = () => true;
  expect(await ask({ do: 'resume' })).toMatchObject({
    error: { message: 'ENOSPC: no space left on device' },
  });
});

test('who watches is told the state; nobody, nothing', async () => {
  const { opened, take } = served();
  take({ watch: false });
  opened.told.length = 0;
  opened.ask({ do: 'resume' });
  opened.clock.run(0);
  expect(opened.told.every(({ type }) => type === 'status')).toBe(true);
  take({ watch: true });
  expect(opened.bodies<SessionState>('state').at(-1)).toMatchObject({ done: true });
  expect(opened.bodies<SessionStatus>('status').at(-1)).toMatchObject({ status: 'finished' });
});

test('closed, it keeps where it stands, and says so last, even where that cannot be kept', () => {
  for (const isFull of [false, true]) {
    const { opened, posted, take } = served();
    void opened.ask({ do: 'step', turns: 9 });
    opened.clock.run(1);
    if (isFull) opened.full = () => true;
    take({ close: true });
    expect(posted).toEqual([{ closed: true }]);
    expect(opened.kept.run.turnCount).toBe(isFull ? 0 : 9);
  }
});
