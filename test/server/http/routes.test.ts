import type { FastifyInstance } from 'fastify';
import { expect, test } from 'vitest';
import { banks } from '../../../lib/models/banks/banks.ts';
import { run } from '../../../lib/node/run.ts';
import { CONFIG, openedApp } from './opened-server.ts';

// biome-ignore lint/suspicious/noExplicitAny: what a test expects of it, it says itself
type Json = any;

async function ask(
  app: FastifyInstance,
  method: string,
  url: string,
  payload?: object,
): Promise<[number, Json]> {
  const answer = await app.inject({ method: method as 'GET', url, ...(payload && { payload }) });
  return [answer.statusCode, answer.payload === '' ? undefined : answer.json()];
}

async function begun(app: FastifyInstance, more: object = {}): Promise<string> {
  const [status, { id }] = await ask(app, 'POST', '/api/v1/sessions', {
    model: 'banks',
    config: CONFIG,
    ...more,
  });
  expect(status).toBe(201);
  return `/api/v1/sessions/${id}`;
}

test('a session from its beginning to its end, step by step', async () => {
  const app = await openedApp();
  const path = await begun(app, { start: false, seed: 7, name: 'mine' });
  expect(await ask(app, 'GET', path)).toEqual([
    200,
    expect.objectContaining({ name: 'mine', model: 'banks', owner: 'local', status: 'paused', viewers: 0 }),
  ]);
  expect((await ask(app, 'POST', `${path}/step`))[1]).toMatchObject({ status: 'paused', turn: 1 });
  expect((await ask(app, 'POST', `${path}/step`, { to: 3 }))[1]).toMatchObject({ time: 2 });
  const command = { name: 'add_capital', bank: 2, amount: 500 };
  expect(await ask(app, 'POST', `${path}/commands`, command)).toEqual([
    200,
    { ...command, at: expect.anything() },
  ]);
  expect((await ask(app, 'PUT', `${path}/pace`, { pace: { turns: 1000 } }))[1].pace).toEqual({ turns: 1000 });
  const [, { time }] = await ask(app, 'GET', `${path}/status`);
  const [created, fork] = await ask(app, 'POST', `${path}/fork`, { name: 'other' });
  expect([created, fork.name, fork.time, fork.commands]).toEqual([201, 'other', time, 1]);
  expect((await ask(app, 'POST', `${path}/rewind`, { to: 2 }))[1]).toMatchObject({
    time: 1,
    status: 'paused',
  });
  await ask(app, 'PUT', `${path}/pace`, { pace: 'max' });
  expect((await ask(app, 'POST', `${path}/step`, { turns: 1e9 }))[1]).toMatchObject({ status: 'finished' });
  const [, { digest, events }] = await ask(app, 'GET', `${path}/status`);
  expect(digest).toBe(run(banks, { config: CONFIG, seed: 7 }).digest);
  const [, recipe] = await ask(app, 'GET', `${path}/recipe`);
  expect(run(banks, recipe).digest).toBe(digest);
  const log = await app.inject(`${path}/log`);
  expect(log.headers['content-type']).toMatch('application/x-ndjson');
  const lines = log.payload
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line));
  expect(lines).toHaveLength(events);
  expect(lines[3]).toEqual(JSON.parse(JSON.stringify(run(banks, { config: CONFIG, seed: 7 }).events.get(3))));
  const part = await app.inject(`${path}/log?from=5&count=2`);
  expect(
    part.payload
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line).id),
  ).toEqual([5, 6]);
  expect((await ask(app, 'DELETE', path))[0]).toBe(204);
  expect((await ask(app, 'GET', path))[0]).toBe(404);
  expect((await ask(app, 'GET', '/api/v1/sessions'))[1].map(({ name }: Json) => name)).toEqual(['other']);
});

test('events by type, time and fields', async () => {
  const app = await openedApp();
  const path = await begun(app, { start: false });
  await ask(app, 'POST', `${path}/step`, { to: 4 });
  const all = run(banks, { config: CONFIG }).events;
  const ids = async (query: string): Promise<number[]> =>
    (await ask(app, 'GET', `${path}/events?${query}`))[1].events.map(({ id }: Json) => id);
  const expected = [...all.where({ type: 'accrual', bank: 2, from: 2, to: 3 })].map(({ id }) => id);
  expect(expected.length).toBeGreaterThan(0);
  expect(await ids('type=accrual&bank=2&from=2&to=3')).toEqual(expected);
  const lends = [...all.where({ type: 'transaction', action: 'LEND', to: 3 })].map(({ id }) => id);
  expect(await ids('type=transaction&action=LEND')).toEqual(lends);
  const [, { events, more }] = await ask(app, 'GET', `${path}/events?type=accrual,price&limit=3&last=1`);
  expect(events).toHaveLength(3);
  expect(more).toBeGreaterThan(0);
});

test('why, questions, diagnostics', async () => {
  const app = await openedApp();
  const path = await begun(app, { config: {}, seed: 9, start: false });
  await ask(app, 'POST', `${path}/step`, { turns: 1e9 });
  const [status, questions] = await ask(app, 'GET', `${path}/questions`);
  expect(status).toBe(200);
  const [{ target }] = questions;
  expect((await ask(app, 'POST', `${path}/why`, { target }))[0]).toBe(200);
  expect(await ask(app, 'POST', `${path}/why`, { target: { event: 1e6 } })).toEqual([
    400,
    { error: expect.objectContaining({ message: expect.stringContaining('1000000') }) },
  ]);
  const [, diagnostics] = await ask(app, 'GET', `${path}/diagnostics?count=3`);
  expect(Object.keys(diagnostics.events_history)).toEqual(['0', '1', '2']);
});

test('models, health, and what there is', async () => {
  const app = await openedApp();
  const [, models] = await ask(app, 'GET', '/api/v1/models');
  expect(models.map(({ name }: Json) => name)).toEqual(['banks', 'trading', 'cache']);
  expect((await ask(app, 'GET', '/api/v1/models/cache'))[1].name).toBe('cache');
  expect((await ask(app, 'GET', '/api/v1/models/cake'))[0]).toBe(404);
  expect(await ask(app, 'GET', '/healthz')).toEqual([200, { status: 'ok' }]);
  expect((await app.inject('/')).payload).toMatch(/without its page/);
  expect((await app.inject({ method: 'HEAD', url: '/healthz' })).statusCode).toBe(200);
});

test('what is wrong is said in one line, with where it is and what is allowed', async () => {
  const app = await openedApp({ limits: { bodyBytes: 2000 } }, { sessionsMax: 2 });
  const path = await begun(app, { start: false });
  const wrong: [string, string, object | undefined, number, RegExp][] = [
    ['POST', '/api/v1/sessions', { model: 'bonks' }, 400, /model: given "bonks"; one of banks/],
    ['POST', '/api/v1/sessions', { model: 'banks', config: { bnks: 3 } }, 400, /did you mean banks/],
    ['POST', '/api/v1/sessions', { model: 'banks', sed: 3 }, 400, /body.sed: .*did you mean seed/],
    ['POST', '/api/v1/sessions', { name: 'x'.repeat(3000) }, 413, /too large/],
    ['POST', `${path}/step`, { turns: 0 }, 400, /body.turns: given 0/],
    ['POST', `${path}/commands`, { name: 'nope' }, 400, /nope/],
    ['POST', `${path}/commands`, { name: 'add_capital', bank: 99, amount: 1 }, 400, /bank/],
    ['POST', `${path}/decisions/x`, { choice: 'recommended' }, 409, /./],
    ['PUT', `${path}/pace`, { pace: 'fast' }, 400, /pace/],
    ['GET', `${path}/events?limit=0`, undefined, 400, /query.limit: given 0/],
    ['GET', `${path}/events?limit=x`, undefined, 400, /query.limit: given "x"/],
    ['GET', `${path}/events?type=nope`, undefined, 400, /one of init/],
    ['GET', `${path}/log?form=1`, undefined, 400, /query.form: .*did you mean from/],
    ['GET', `${path}/stream?kinds=defautl`, undefined, 400, /one of init/],
    ['GET', `${path}/stream?types=evnt`, undefined, 400, /types/],
    ['GET', `${path}/status?a=1`, undefined, 400, /query.a/],
    ['GET', '/api/v1/sessions/nobody', undefined, 404, /session: given "nobody"/],
    ['GET', '/api/v1/sessionz', undefined, 404, /nothing at \/api\/v1\/sessionz/],
    ['PUT', `${path}/pause`, {}, 405, /no PUT/],
    ['GET', `${path}/ws`, undefined, 426, /WebSockets only/],
    ['GET', '/api/v1/%zz', undefined, 400, /not well-formed/],
  ];
  for (const [method, url, body, status, words] of wrong) {
    const [given, { error }] = await ask(app, method, url, body);
    expect([method, url, given]).toEqual([method, url, status]);
    expect(error.message).toMatch(words);
    expect(error.message).not.toMatch(/\n|\.ts|node_modules/);
  }
  const put = await app.inject({ method: 'PUT', url: `${path}/pause` });
  expect(put.headers.allow).toBe('POST');
  await begun(app, { start: false });
  const [full, { error }] = await ask(app, 'POST', '/api/v1/sessions', { model: 'banks', config: CONFIG });
  expect([full, error.allowed]).toEqual([503, expect.stringContaining('at most 2')]);
});

test('bodies that are no JSON', async () => {
  const app = await openedApp();
  const send = async (payload: string, type = 'application/json'): Promise<[number, string]> => {
    const headers = { 'content-type': type };
    const answer = await app.inject({ method: 'POST', url: '/api/v1/sessions', headers, payload });
    return [answer.statusCode, answer.json().error.message];
  };
  expect(await send('{"model": nope}')).toEqual([400, 'the body is not JSON: at character 11: "nope}"']);
  expect(await send('{"model":')).toEqual([400, 'the body is not JSON: at character 10: it ends too early']);
  expect(await send('{"__proto__": {"a": 1}}')).toEqual([400, expect.stringContaining('__proto__')]);
  expect(await send('[1]')).toEqual([400, expect.stringContaining('body: given [1]')]);
  expect(await send('model=banks', 'application/x-www-form-urlencoded')).toEqual([
    415,
    'the body must be JSON, with Content-Type: application/json',
  ]);
  expect((await send(''))[0]).toBe(400);
});

test('a session that is over takes no more', async () => {
  const app = await openedApp();
  const path = await begun(app, { start: false });
  await ask(app, 'POST', `${path}/stop`);
  for (const [method, what, body] of [
    ...[
      ['POST', 'pause'],
      ['POST', 'resume'],
      ['POST', 'step'],
      ['POST', 'rewind', { to: 0 }],
    ],
    ['POST', 'commands', { name: 'add_capital', bank: 1, amount: 1 }],
    ['PUT', 'pace', { pace: 'max' }],
  ] as [string, string, object?][]) {
    const [status, { error }] = await ask(app, method, `${path}/${what}`, body);
    expect([what, status, error.allowed]).toEqual([what, 409, expect.stringContaining('still goes on')]);
  }
  expect((await ask(app, 'GET', `${path}/state`))[0]).toBe(200);
});
