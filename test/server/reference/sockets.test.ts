import { afterAll, beforeAll, expect, test } from 'vitest';
import { WebSocket } from 'ws';
import { newSessionSchema } from '../../../lib/server/session/new-session.ts';
import { served } from './served.ts';
import type { Told } from './told-by.ts';

let server: Awaited<ReturnType<typeof served>>;
beforeAll(async () => {
  server = await served();
});
afterAll(() => server.close());

const create = (given: object, user = 'ann') => server.sessions.create(newSessionSchema.parse(given), user);

/** A client of a path, with all that it was told. */
class Client {
  readonly ws: WebSocket;
  readonly told: Told[] = [];
  private wake: () => void = () => undefined;

  constructor(path: string, user = 'ann') {
    this.ws = new WebSocket(server.url.replace('http', 'ws') + path, { headers: { 'x-user': user } });
    this.ws.on('message', (data) => {
      this.told.push(JSON.parse(String(data)));
      this.wake();
    });
    this.ws.on('error', () => undefined);
  }

  async opened(): Promise<this> {
    await new Promise((resolve, reject) => this.ws.once('open', resolve).once('error', reject));
    return this;
  }

  send(message: object | string): void {
    this.ws.send(typeof message === 'string' ? message : JSON.stringify(message));
  }

  of(type: string): Told[] {
    return this.told.filter((message) => message.type === type);
  }

  /** The first message of a type, now or later. */
  async first(type: string): Promise<Told> {
    for (;;) {
      const [found] = this.of(type);
      if (found !== undefined) return found;
      await new Promise<void>((resolve) => {
        this.wake = resolve;
      });
    }
  }
}

const failing = {
  preset: 'reference',
  banks: [5, 5, 50].map((capital) => ({ capital, targetLeverage: 3 })),
  shocks: [{ kind: 'bank_failure', at: 2, bank: 0 }],
  steps: 4,
};

test('a session of banks is watched: steps, defaults, shocks, and ping has its pong', async () => {
  const session = await create({ model: 'banks', config: failing, start: false });
  const client = await new Client(`/api/v1/ws/simulation/${session.id}`).opened();
  client.send({ type: 'ping' });
  expect(await client.first('pong')).toMatchObject({ timestamp: expect.stringMatching(/Z$/) });
  await client.first('simulation_step');
  await session.request({ do: 'resume' });
  expect(await client.first('entity_default')).toMatchObject({
    timestamp: expect.stringMatching(/Z$/),
    data: { entity_id: 'bank:0', entity_type: 'bank', timestep: 2 },
  });
  expect((await client.first('shock_applied')).data).toMatchObject({ shock_type: 'bank_failure' });
  while (client.of('simulation_step').length < 5) await new Promise((resolve) => setTimeout(resolve, 10));
  expect(client.of('simulation_step').map(({ data }) => data.timestep)).toEqual([0, 1, 2, 3, 4]);
  client.ws.close();
});

test('a client that comes back with what it had misses nothing', async () => {
  const session = await create({ model: 'banks', config: { ...failing, steps: 12 }, start: false });
  const path = `/api/v1/ws/simulation/${session.id}`;
  const first = await new Client(path).opened();
  await first.first('simulation_step');
  await session.request({ do: 'step', to: 5 });
  await first.first('entity_default');
  while (first.of('simulation_step').length < 5) await new Promise((resolve) => setTimeout(resolve, 10));
  first.ws.terminate();
  await session.request({ do: 'step', to: 9 });
  const second = await new Client(path).opened();
  second.send({ type: 'resume', after: first.told.at(-1)?.seq });
  await session.request({ do: 'resume' });
  while (second.of('simulation_step').at(-1)?.data.timestep !== 12) {
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
  const steps = [...first.of('simulation_step'), ...second.of('simulation_step')];
  expect(steps.map(({ data }) => data.timestep)).toEqual(Array.from({ length: 13 }, (_, step) => step));
  second.ws.close();
});

test('what is no message is an error, and the socket goes on', async () => {
  const session = await create({ model: 'banks', config: failing, start: false });
  const client = await new Client(`/api/v1/ws/simulation/${session.id}`).opened();
  for (const bad of ['{', '[]', '{"type":"dance"}', '{"type":"decision"}', '{"type":"resume","after":-1}']) {
    client.send(bad);
  }
  client.send({ type: 'decision', decision_id: 'none', choice: 'recommended' });
  client.send({ type: 'ping' });
  await client.first('pong');
  expect(client.of('error').map(({ message }) => message)).toEqual([
    expect.stringContaining('JSON'),
    expect.stringContaining('message'),
    expect.stringContaining('dance'),
    expect.stringContaining('decision_id'),
    expect.stringContaining('after'),
    expect.stringContaining('no decision is pending'),
  ]);
  client.ws.close();
});

test('a session of somebody else is not there', async () => {
  const session = await create({ model: 'banks', config: failing, start: false }, 'bea');
  await expect(new Client(`/api/v1/ws/simulation/${session.id}`).opened()).rejects.toThrow('404');
  await expect(new Client(`/ws/simulation?session=${session.id}`).opened()).rejects.toThrow('404');
});

test('the test page runs under its own policy', async () => {
  const page = await fetch(`${server.url}/api/v1/ws/test`);
  expect(page.headers.get('content-security-policy')).toContain("script-src 'self'");
  const text = await page.text();
  const src = /<script src="([^"]+)"/.exec(text)?.[1] ?? '';
  expect(text).not.toMatch(/<script>| on\w+="|https?:/);
  const script = await fetch(new URL(src, `${server.url}/api/v1/ws/test`));
  expect(script.headers.get('content-type')).toContain('javascript');
  expect(await script.text()).toContain('new WebSocket');
});

test('START runs a cache over the socket: updates, kills in the log, the end', async () => {
  const client = await new Client('/ws/simulation', 'cay').opened();
  client.send({
    type: 'START',
    config: { requests: 3000, window: 50, chaos: [{ kind: 'kill', node: 2, at: 100, for: 50 }] },
    seed: 0,
    pace: 'max',
  });
  const end = await client.first('SIM_FINISHED');
  expect(end.data).toMatchObject({ status: 'finished', digest: expect.any(String) });
  expect(client.of('SIM_UPDATE')[0].data).toMatchObject({ time: 0 });
  expect(client.of('LOG').map(({ data }) => data.message)).toContainEqual(
    expect.stringMatching(/^node 2 is killed with/),
  );
  // A second run over the same socket.
  client.told.length = 0;
  client.send({ type: 'START', config: { requests: 1e6 } });
  const update = await client.first('SIM_UPDATE');
  expect(update.data.session_id).not.toBe(end.data.session_id);
  client.send({ type: 'START', config: { requests: 10 } });
  expect((await client.first('error')).message).toContain('STOP_SIM');
  client.send({ type: 'STOP_SIM' });
  expect((await client.first('SIM_FINISHED')).data).toMatchObject({ status: 'stopped' });
  client.ws.close();
});

test('a run begun by POST is watched without naming it, and stopped', async () => {
  const response = await fetch(`${server.url}/simulate/start`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-user': 'dan' },
    body: JSON.stringify({ config: { nodes: 4, requests: 1e6 } }),
  });
  expect(response.status).toBe(201);
  const { session_id } = (await response.json()) as Told;
  const client = await new Client('/ws/simulation', 'dan').opened();
  expect((await client.first('SIM_UPDATE')).data).toMatchObject({ session_id });
  client.send({ type: 'STOP_SIM' });
  expect((await client.first('SIM_FINISHED')).data).toMatchObject({ session_id, status: 'stopped' });
  client.ws.close();
});

test('a bad config is an error over either way', async () => {
  const response = await fetch(`${server.url}/simulate/start`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-user': 'eve' },
    body: JSON.stringify({ config: { cacheSize: 4 } }),
  });
  expect(response.status).toBe(400);
  const client = await new Client('/ws/simulation', 'eve').opened();
  client.send({ type: 'START', config: { nodes: 0 } });
  expect((await client.first('error')).message).toContain('nodes');
  client.send({ type: 'STOP_SIM' });
  client.ws.close();
});
