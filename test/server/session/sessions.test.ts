import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { copyFileSync, existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import type { Recipe } from '../../../lib/core/recipe.ts';
import type { SessionState, SessionStatus } from '../../../lib/live/session-message.ts';
import { banks } from '../../../lib/models/banks/banks.ts';
import { cache } from '../../../lib/models/cache/cache.ts';
import { run } from '../../../lib/node/run.ts';
import { why } from '../../../lib/node/why.ts';
import { newSessionSchema } from '../../../lib/server/session/new-session.ts';
import type { ServedSession } from '../../../lib/server/session/served-session.ts';
import { Sessions, type SessionsOptions } from '../../../lib/server/session/sessions.ts';
import { temporaryFiles } from '../../support/temporary-files.ts';

const CONFIG = { banks: 8, steps: 12, noise: 0.3 };
const given = (more: object = {}) => newSessionSchema.parse({ model: 'banks', config: CONFIG, ...more });

async function opened(options: Partial<SessionsOptions> = {}): Promise<Sessions> {
  const sessions = await Sessions.open(options);
  onTestFinished(() => sessions.close());
  return sessions;
}

/** When the session is over. */
async function finished(session: ServedSession): Promise<SessionStatus> {
  for (;;) {
    const status = (await session.request({ do: 'status' })) as SessionStatus;
    if (status.status === 'finished') return status;
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}

test('a session has the digest of its recipe run at once', async () => {
  const sessions = await opened();
  const session = await sessions.create(given({ seed: 7 }), 'alice');
  const { digest } = await finished(session);
  expect(digest).toBe(run(banks, { config: CONFIG, seed: 7 }).digest);
  expect(run(banks, (await session.request({ do: 'recipe' })) as Recipe).digest).toBe(digest);
  expect(await session.info()).toMatchObject({
    id: session.id,
    name: 'banks',
    model: 'banks',
    owner: 'alice',
    recovered: null,
    unkept: null,
    status: 'finished',
  });
});

test('many at once, each by itself: other models, other seeds, one paused, one deleted', async () => {
  const sessions = await opened();
  const seeds = [1, 2, 3];
  const all = await Promise.all(seeds.map((seed) => sessions.create(given({ seed }), 'alice')));
  const paused = await sessions.create(given({ start: false }), 'alice');
  const other = await sessions.create(
    newSessionSchema.parse({ model: 'cache', config: { requests: 500 } }),
    'bob',
  );
  await sessions.delete(paused);
  const digests = await Promise.all(all.map(async (session) => (await finished(session)).digest));
  expect(digests).toEqual(seeds.map((seed) => run(banks, { config: CONFIG, seed }).digest));
  expect((await finished(other)).digest).toBe(run(cache, { config: { requests: 500 } }).digest);
  const idsOf = (list: readonly ServedSession[]) => list.map(({ id }) => id).sort();
  expect(idsOf(sessions.list('alice'))).toEqual(idsOf(all));
  expect(() => sessions.get(other.id, 'alice')).toThrow(/session: given ".*"; the id of a session of yours/);
  expect(sessions.get(other.id, null)).toBe(other);
  await expect(paused.request({ do: 'status' })).rejects.toThrow(/the session has ended/);
});

test('a command and a fork: both branches replay, the fork on the same noise', async () => {
  const sessions = await opened();
  const session = await sessions.create(given({ start: false }), 'alice');
  await session.request({ do: 'step', to: 4 });
  const command = { name: 'add_capital', bank: 2, amount: 1000 };
  const fork = await sessions.fork(session, { command, start: true }, 'alice');
  await session.request({ do: 'resume' });
  const [one, other] = [await finished(session), await finished(fork)];
  expect(one.digest).toBe(run(banks, { config: CONFIG }).digest);
  const recipe = (await fork.request({ do: 'recipe' })) as Recipe;
  expect(recipe.commands).toMatchObject([command]);
  expect(run(banks, recipe).digest).toBe(other.digest);
  expect(other.digest).not.toBe(one.digest);
  // A command that is refused leaves no fork behind.
  const bad = sessions.fork(session, { command: { name: 'add_capital', bank: 99, amount: 1 } }, 'alice');
  await expect(bad).rejects.toThrow();
  expect(sessions.count).toBe(2);
});

test.each([
  [{ model: 'bank' }, /model: given "bank"; one of banks, trading, cache/],
  [{ config: { bank: 3 } }, /config/],
  [{ seed: 1.5 }, /seed/],
  [{ commands: [{ name: 'add_capital', bank: 900, amount: 1, at: 1 }] }, /commands\[0\]/],
  [{ recipe: { faultline: 99 } }, /newer Faultline|model/],
  [{ config: { policy: './policy.js' } }, /start the server with --allow-files/],
])('%j is refused, and nothing is left of it', async (more, message) => {
  const folder = temporaryFiles({});
  const sessions = await opened({ folder });
  await expect((async () => sessions.create(given(more), 'alice'))()).rejects.toThrow(message);
  expect(sessions.count).toBe(0);
  expect(readdirSync(folder)).toEqual(['server.lock']);
});

test('no more sessions than allowed, and no longer logs', async () => {
  const sessions = await opened({ sessionsMax: 1, eventsMax: 500 });
  const session = await sessions.create(given({ config: { steps: 1000 } }), 'alice');
  await expect(sessions.create(given(), 'alice')).rejects.toThrow(/at most 1: delete one/);
  for (;;) {
    const { status, reason } = (await session.request({ do: 'status' })) as SessionStatus;
    if (status !== 'stopped') continue;
    expect(reason).toBe('the log has more than 500 events, the limit of this server');
    break;
  }
});

test('closed while a session is set up and while questions wait: nothing goes on', async () => {
  const folder = temporaryFiles({});
  const first = await Sessions.open({ folder, answers: { atOnce: 1, queued: 16, seconds: 60 } });
  const session = await first.create(given(), 'alice');
  await finished(session);
  const asked = [1, 2, 3].map(() => session.ask({ ask: 'questions' }).catch(String));
  const late = first.create(given({ start: false }), 'alice');
  const refused = expect(late).rejects.toThrow(/a server that is going/);
  await session.request({ do: 'status' });
  await first.close();
  await refused;
  expect((await Promise.all(asked)).slice(1)).toEqual(
    [1, 2].map(() => expect.stringMatching(/that is going/)),
  );
  expect(first.count).toBe(0);
  // It was asked for, and not answered: it is there at the next start.
  expect((await opened({ folder })).count).toBe(2);
});

test('who has gone while the question waited is not answered', async () => {
  const sessions = await opened({ answers: { atOnce: 1, queued: 16, seconds: 60 } });
  const session = await sessions.create(given(), 'alice');
  await finished(session);
  const gone = new AbortController();
  const before = session.ask({ ask: 'questions' });
  const left = expect(session.ask({ ask: 'questions' }, gone.signal)).rejects.toThrow(/has gone/);
  const after = session.ask({ ask: 'questions' });
  await session.request({ do: 'status' });
  gone.abort();
  await left;
  expect(await before).toEqual(await after);
});

test('closed and opened again, sessions go on to the same end', async () => {
  const folder = temporaryFiles({});
  const first = await Sessions.open({ folder });
  const command = { name: 'add_capital', bank: 1, amount: 500 };
  const paused = await first.create(given({ start: false, name: 'mine' }), 'alice');
  await paused.request({ do: 'step', turns: 30 });
  await paused.request({ do: 'command', command });
  await paused.request({ do: 'step', turns: 5 });
  const before = await paused.request({ do: 'state' });
  const slow = await first.create(given({ pace: { turns: 1 } }), 'bob');
  const over = await first.create(given({ seed: 3 }), 'bob');
  const { digest } = await finished(over);
  const recipe = (await paused.request({ do: 'recipe' })) as Recipe;
  await first.close();

  const second = await opened({ folder });
  expect(second.broken).toEqual([]);
  const again = second.get(paused.id, 'alice');
  expect(again.name).toBe('mine');
  expect(await again.request({ do: 'state' })).toEqual(before);
  expect(await again.info()).toMatchObject({ status: 'paused', recovered: null, commands: 1 });
  await again.request({ do: 'resume' });
  expect((await finished(again)).digest).toBe(run(banks, recipe).digest);
  expect(await second.get(slow.id, 'bob').info()).toMatchObject({ status: 'running', pace: { turns: 1 } });
  expect(await second.get(over.id, 'bob').info()).toMatchObject({ status: 'finished', digest });
  await second.delete(again);
  expect(existsSync(join(folder, `${paused.id}.ndjson`))).toBe(false);
});

test('from the journal of a server that died: every acknowledged command, and what was lost in words', async () => {
  const folder = temporaryFiles({});
  const first = await opened({ folder });
  const session = await first.create(given({ start: false }), 'alice');
  await session.request({ do: 'step', to: 3 });
  await session.request({ do: 'command', command: { name: 'add_capital', bank: 1, amount: 500 } });
  const state = (await session.request({ do: 'state' })) as SessionState;
  // As the disk was at that moment; and torn, as a crash leaves it.
  const other = temporaryFiles({});
  const name = `${session.id}.ndjson`;
  copyFileSync(join(folder, name), join(other, name));
  writeFileSync(join(other, name), '{"turnCount":99', { flag: 'a' });
  writeFileSync(join(other, 'zz.ndjson'), 'something else\n');

  const second = await opened({ folder: other });
  expect(second.broken).toEqual([expect.stringMatching(/^zz\.ndjson: .*not the journal of a session/)]);
  const again = second.get(session.id, 'alice');
  expect(again.recovered).toBe(
    `The server ended without notice. The session goes on from turn ${state.turn}, with 1 commands; ` +
      'turns after that, if any, are run again as they were, and what was not acknowledged is lost. ' +
      'A change of 15 characters was cut off, and never acknowledged.',
  );
  expect(await again.request({ do: 'state' })).toEqual(state);
  await again.request({ do: 'resume' });
  await session.request({ do: 'resume' });
  expect((await finished(again)).digest).toBe((await finished(session)).digest);
});

test('a thread that dies is the end of its session, and of no other', async () => {
  const sessions = await opened();
  const session = await sessions.create(given({ pace: { turns: 10 } }), 'alice');
  const other = await sessions.create(given({ seed: 2 }), 'alice');
  // As when it is out of memory.
  const { thread } = session as unknown as { thread: { worker: { terminate(): Promise<void> } } };
  await thread.worker.terminate();
  await expect.poll(() => session.hub.isClosed).toBe(true);
  expect(await session.info()).toMatchObject({ status: 'failed', reason: 'its thread has ended' });
  await expect(session.request({ do: 'resume' })).rejects.toThrow(/the session has ended/);
  expect((await finished(other)).digest).toBe(run(banks, { config: CONFIG, seed: 2 }).digest);
  await sessions.delete(session);
  expect(sessions.count).toBe(1);
});

test('a session that nobody watches is deleted in its time, if it was begun so', async () => {
  const folder = temporaryFiles({});
  const sessions = await opened({ folder });
  const kept = await sessions.create(given(), 'alice');
  const watched = await sessions.create(given({ idle: 1 }), 'alice');
  const left = await sessions.create(given({ idle: 1 }), 'alice');
  const server = createServer((_, response) => void watched.hub.addSse(response)).listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  await fetch(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`);
  await expect.poll(() => sessions.count, { timeout: 10_000 }).toBe(2);
  expect(sessions.get(kept.id, 'alice')).toBe(kept);
  expect(sessions.get(watched.id, 'alice')).toBe(watched);
  expect(() => sessions.get(left.id, 'alice')).toThrow(/the id of a session of yours/);
  expect(existsSync(join(folder, `${left.id}.ndjson`))).toBe(false);
});

test('a folder has one server: another process is told which', async () => {
  const folder = temporaryFiles({});
  const first = await opened({ folder });
  const held = readFileSync(join(folder, 'server.lock'), 'utf8');
  expect(held).toMatch(new RegExp(`^${process.pid} `));
  await first.close();
  expect(readdirSync(folder)).toEqual([]);

  const other = spawn('sleep', ['60']);
  onTestFinished(() => void other.kill());
  const began = readFileSync(`/proc/${other.pid}/stat`, 'utf8').split(') ')[1].split(' ')[19];
  writeFileSync(join(folder, 'server.lock'), `${other.pid} ${began}\n`);
  await expect(Sessions.open({ folder })).rejects.toThrow(
    `folder: given "${folder}"; a folder that no other server uses: process ${other.pid} does`,
  );
  // Another process that has its number by now, and one that has ended.
  for (const mark of [`${other.pid} 1\n`, '999999999 5\n', 'nonsense']) {
    writeFileSync(join(folder, 'server.lock'), mark);
    await (await Sessions.open({ folder })).close();
  }
});

test('questions are answered beside the run, and what cannot be is said', async () => {
  const sessions = await opened();
  const session = await sessions.create(newSessionSchema.parse({ model: 'banks', seed: 27 }), 'alice');
  await finished(session);
  const found = (await session.ask({ ask: 'questions' })) as { target: Record<string, unknown> }[];
  expect(found.length).toBeGreaterThan(0);
  const target = { type: 'default', bank: 35 };
  const answer = await session.ask({ ask: 'why', target, prevention: false });
  expect(answer).toEqual(
    JSON.parse(JSON.stringify(why(run(banks, { seed: 27 }), target, { prevention: false }))),
  );
  const missing = session.ask({ ask: 'why', target: { event: 1e9 }, prevention: false });
  await expect(missing).rejects.toThrow(/event/);
});
