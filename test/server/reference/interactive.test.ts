import { afterAll, beforeAll, expect, test } from 'vitest';
import { banks } from '../../../lib/models/banks/banks.ts';
import { open } from '../../../lib/node/open.ts';
import { served } from './served.ts';
import { type SseEvent, sseEvents } from './sse.ts';
import type { Told } from './told-by.ts';

let server: Awaited<ReturnType<typeof served>>;
beforeAll(async () => {
  server = await served();
});
afterAll(() => server.close());

const nodes = [{ capital: 100, target: 3, risk: 0.5 }, { capital: 80, risk: 0.9 }, { capital: 120 }];

function post(path: string, body: object, user = 'ann'): Promise<Response> {
  const headers = { 'content-type': 'application/json', 'x-user': user };
  return fetch(server.url + path, { method: 'POST', headers, body: JSON.stringify(body) });
}

function get(path: string, headers: Record<string, string> = {}): Promise<Response> {
  return fetch(server.url + path, { headers: { 'x-user': 'ann', ...headers } });
}

const start = (body: object, user?: string) => post('/api/interactive/start', { nodes, ...body }, user);
const control = async (body: object, user?: string): Promise<Told> =>
  (await post('/api/interactive/control', body, user)).json() as Promise<Told>;
const told = ({ data }: SseEvent): Told => JSON.parse(data);

async function rest(stream: AsyncIterable<SseEvent>): Promise<Told[]> {
  const all: Told[] = [];
  for await (const event of stream) all.push(told(event));
  return all;
}

test('a start answers with the whole run, from init to complete, and ends', async () => {
  const response = await start({ transaction_delay: 0, steps: 4, seed: 0 });
  expect(response.headers.get('content-type')).toMatch(/^text\/event-stream/);
  const all = await rest(sseEvents(response));
  expect(all[0]).toMatchObject({ type: 'init', step: 0, session_id: response.headers.get('x-session-id') });
  expect(all[1]).toMatchObject({ type: 'step_start', step: 1 });
  expect(all.at(-1)).toMatchObject({ type: 'complete', step: 4 });
  expect(all.filter(({ type }) => type === 'step_end').map(({ step }) => step)).toEqual([1, 2, 3, 4]);
});

test('two callers have a run each, and cannot touch the other’s', async () => {
  const one = sseEvents(await start({ transaction_delay: 0.05, steps: 200 }, 'bea'));
  const two = sseEvents(await start({ transaction_delay: 0.05, steps: 200 }, 'cay'));
  const id = told((await one.next()).value).session_id;
  const other = told((await two.next()).value).session_id;
  expect(id).not.toBe(other);
  expect(await control({ command: 'pause' }, 'bea')).toMatchObject({ session_id: id, status: 'paused' });
  const status = async (user: string) => (await get('/api/interactive/status', { 'x-user': user })).json();
  expect(await status('cay')).toMatchObject({ session_id: other, is_running: true, is_paused: false });
  const stolen = await post('/api/interactive/control', { command: 'stop', session_id: id }, 'cay');
  expect(stolen.status).toBe(404);
  expect(await status('bea')).toMatchObject({ session_id: id, is_paused: true });
  await control({ command: 'stop' }, 'bea');
  await control({ command: 'stop' }, 'cay');
  expect((await rest(one)).at(-1)).toMatchObject({ type: 'stopped' });
  expect((await rest(two)).at(-1)).toMatchObject({ type: 'stopped' });
});

test('pause, add capital, delete, resume: each is told, and the books follow', async () => {
  const response = await start({ transaction_delay: 0.02, steps: 4, shocks: 'none', seed: 1 });
  const stream = sseEvents(response);
  const seen: Told[] = [];
  const until = async (type: string): Promise<Told> => {
    for (;;) {
      const { done, value } = await stream.next();
      if (done) throw new Error(`the stream ended before ${type}`);
      seen.push(told(value));
      if (seen.at(-1)?.type === type) return seen.at(-1) as Told;
    }
  };
  await until('transaction');
  const paused = await control({ command: 'pause' });
  expect(paused).toMatchObject({ ok: true, status: 'paused' });
  await until('paused');
  // Nothing happens while it is paused.
  expect((await control({ command: 'pause' })).turn).toBe(paused.turn);
  expect(await control({ command: 'add_capital', bank_id: 2, amount: 100 })).toMatchObject({
    ok: true,
    ignored: null,
  });
  expect(await until('capital_added')).toMatchObject({ bank_id: 2, amount: 100 });
  expect(await control({ command: 'delete_bank', bank_id: 0 })).toMatchObject({ ok: true, ignored: null });
  expect(await until('bank_deleted')).toMatchObject({ bank_id: 0 });
  expect(await control({ command: 'add_capital', bank_id: 0, amount: 1 })).toMatchObject({
    ok: false,
    ignored: 'bank was deleted',
  });
  await control({ command: 'resume' });
  await until('resumed');
  const end = await until('step_end');
  expect(end.bank_states[0]).toMatchObject({ is_deleted: true, loans: 0, borrowed: 0, capital: 0 });
  expect(end.bank_states[2].capital).toBeGreaterThan(200);
  const loans = (await rest(stream)).filter(({ type }) => type === 'interest_payment');
  expect(loans.some(({ from_bank, to_bank }) => from_bank === 0 || to_bank === 0)).toBe(false);
});

test('the run outlives its connection, and a client that comes back misses nothing', async () => {
  const aborted = new AbortController();
  const headers = { 'content-type': 'application/json', 'x-user': 'ann' };
  const body = JSON.stringify({ nodes, transaction_delay: 0.01, steps: 3, seed: 5 });
  const first = await fetch(`${server.url}/api/interactive/start`, {
    method: 'POST',
    headers,
    body,
    signal: aborted.signal,
  });
  const session = first.headers.get('x-session-id');
  const seen: SseEvent[] = [];
  for await (const event of sseEvents(first)) {
    seen.push(event);
    if (seen.length === 12) break;
  }
  aborted.abort();
  const again = await get(`/api/interactive/stream?session_id=${session}`, { 'last-event-id': seen[11].id });
  for await (const event of sseEvents(again)) seen.push(event);
  const ids = seen.map(({ data }) => (JSON.parse(data) as Told).id).filter((id) => id !== undefined);
  expect(ids).toEqual(ids.map((_, i) => i + 1));
  expect(told(seen.at(-1) as SseEvent).type).toBe('complete');
  const over = await get(`/api/interactive/stream?session_id=${session}`, {
    'last-event-id': seen.at(-1)?.id ?? '',
  });
  expect(over.status === 204 || (await rest(sseEvents(over))).length <= 1).toBe(true);
});

test('the recipe of a live run replays to its digest', async () => {
  const response = await start({ transaction_delay: 0, steps: 5, seed: 0 });
  await rest(sseEvents(response));
  const session = server.sessions.get(response.headers.get('x-session-id') ?? '', 'ann');
  const recipe = (await session.request({ do: 'recipe' })) as object;
  const { config, seed } = recipe as { config: object; seed: number };
  expect(seed).toBe(0);
  expect(open(banks, { config, seed }).finish().digest).toBe(session.status.digest);
});

test('the latest session of an administrator is his own, though he sees all', async () => {
  const stream = sseEvents(await start({ steps: 100 }, 'gus'));
  const { session_id } = told((await stream.next()).value);
  const asAdmin = async (query = '') => (await fetch(`${server.url}/api/interactive/status${query}`)).json();
  expect(await asAdmin()).toMatchObject({ session_id: null });
  expect(await asAdmin(`?session_id=${session_id}`)).toMatchObject({ session_id, is_running: true });
  await control({ command: 'stop' }, 'gus');
  await rest(stream);
});

test('without a session the status says so, and control is an error', async () => {
  const status = await get('/api/interactive/status', { 'x-user': 'dan' });
  expect(await status.json()).toEqual({ session_id: null, is_running: false, is_paused: false });
  expect((await post('/api/interactive/control', { command: 'pause' }, 'dan')).status).toBe(404);
});

test.each([
  [{ nodes: [{ capital: -1 }, { capital: 1 }] }, /banks\[0\]\.capital/],
  [{ nodes, bank: 3 }, /no such field/],
  [{ nodes, banks: 4 }, /nodes/],
  [{ nodes: [{ capital: 1, leverage: 2 }, { capital: 1 }] }, /leverage/],
  [{ nodes, pace: 'fast' }, /pace/],
  [{ nodes, seed: {} }, /seed/],
])('a bad start is an error that says where: %j', async (body, message) => {
  const before = server.sessions.count;
  const response = await post('/api/interactive/start', body);
  expect(response.status).toBe(400);
  expect(((await response.json()) as Told).error.message).toMatch(message);
  expect(server.sessions.count).toBe(before);
});

test.each([
  [{ command: 'explode' }, 400],
  [{ command: 'add_capital', bank_id: 0 }, 400],
  [{ command: 'add_capital', bank_id: 99, amount: 1 }, 400],
  [{ command: 'delete_bank', bank_id: -1 }, 400],
])('a bad command is an error: %j', async (body, status) => {
  const stream = sseEvents(await start({ steps: 100 }, 'eve'));
  await stream.next();
  expect((await post('/api/interactive/control', body, 'eve')).status).toBe(status);
  await control({ command: 'stop' }, 'eve');
  expect((await post('/api/interactive/control', { command: 'resume' }, 'eve')).status).toBe(409);
  await rest(stream);
});

test('transactions come about 0.4 s apart unless told', async () => {
  const response = await start({ steps: 1 }, 'flo');
  const stream = sseEvents(response);
  await stream.next();
  const session = server.sessions.get(response.headers.get('x-session-id') ?? '', 'flo');
  expect(session.status.pace).toEqual({ turns: 2.5 });
  await control({ command: 'stop' }, 'flo');
  await rest(stream);
});
