import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { connect } from '../../lib/client/connect.ts';
import type { SessionStream } from '../../lib/client/session-stream.ts';
import { type LittleServer, littleServer } from './little-server.ts';

let server: LittleServer;

beforeEach(async () => {
  server = await littleServer();
});
afterEach(() => server.close());

const soon = { tries: 20, wait: 10 };
const until = (check: () => unknown): Promise<void> =>
  vi.waitFor(() => expect(check()).toBeTruthy(), { timeout: 10_000, interval: 5 });

/** The numbers that a stream gives, as they come. */
function numbers(stream: SessionStream): number[] {
  const seqs: number[] = [];
  stream.on('message', ({ seq }) => seqs.push(seq));
  return seqs;
}

const upTo = (last: number): number[] => Array.from({ length: last }, (_, i) => i + 1);

describe.each(['websocket', 'sse'] as const)('a stream over %s', (transport) => {
  test('is whole and in order however often it is cut', async () => {
    const stream = connect(server.url, { reconnect: soon }).session('s').watch({ transport });
    const seqs = numbers(stream);
    for (let i = 0; i < 20; i++) {
      await until(() => stream.connection === 'live');
      server.publish(1 + ((i * 7) % 5));
      const before = server.opened.length;
      if (i % 3 > 0) server.cut();
      server.publish(1);
      if (i % 3 === 0) server.cut();
      server.publish(2);
      await until(() => server.opened.length > before);
    }
    await until(() => seqs.length === stream.last && stream.connection === 'live' && seqs.length > 100);
    expect(seqs).toEqual(upTo(seqs.length));
    expect(server.opened.length).toBeGreaterThan(20);
    stream.close();
    await until(() => server.viewerCount === 0);
  });

  test('asks for what is wanted', async () => {
    const stream = connect(server.url, { token: 'secret' })
      .session('a b')
      .watch({
        transport,
        after: 7,
        types: ['event', 'state'],
        kinds: ['default'],
        window: 20,
        compress: true,
      });
    stream.on('event', () => {});
    await until(() => stream.connection === 'live');
    expect(server.opened[0]).toMatchObject({
      after: '7',
      types: 'event,state',
      kinds: 'default',
      window: '20',
      compress: '1',
      ...(transport === 'websocket' && { access_token: 'secret', path: '/api/v1/sessions/a b/ws' }),
    });
    expect(server.opened[0]).not.toHaveProperty('about');
    stream.close();
  });

  test('waits for a server that is away, and finds it again', async () => {
    const { port } = new URL(server.url);
    const stream = connect(server.url, { reconnect: { tries: 1000, wait: 5 } })
      .session('s')
      .watch({ transport });
    const seqs = numbers(stream);
    await until(() => seqs.length === 1);
    await server.close();
    await until(() => stream.connection === 'retrying' && /ECONNREFUSED/.test(stream.reason ?? ''));
    server = await littleServer({ port: Number(port) });
    server.publish(3);
    await until(() => seqs.length === 4);
    expect(seqs).toEqual([1, 2, 3, 4]);
    stream.close();
  });

  test('gives up where nobody answers, and says why', async () => {
    await server.close();
    const stream = connect(server.url, { reconnect: { tries: 2, wait: 1 } })
      .session('s')
      .watch({ transport });
    const states: string[] = [];
    stream.on('connection', ({ connection }) => states.push(connection));
    await until(() => stream.connection === 'closed');
    expect(stream.reason).toBe(
      `gave up after 2 tries: ${server.url}/api/v1 cannot be reached (ECONNREFUSED)`,
    );
    expect(states).toEqual(['retrying', 'retrying', 'closed']);
    server = await littleServer();
  });

  test.each([401, 403, 404, 410])('ends at once when the server refuses with %i', async (status) => {
    server.refusal = status;
    const stream = connect(server.url).session('s').watch({ transport });
    const loop = stream[Symbol.asyncIterator]();
    await expect(loop.next()).rejects.toMatchObject({ message: `stream: refused with ${status}`, status });
  });

  test('tries again when the server has no room', async () => {
    server.refusal = 503;
    const stream = connect(server.url, { reconnect: soon }).session('s').watch({ transport });
    const seqs = numbers(stream);
    await until(() => /refused with 503/.test(stream.reason ?? ''));
    server.refusal = null;
    await until(() => seqs.length === 1);
    stream.close();
  });

  test('leaves a server that has fallen silent', async () => {
    await server.close();
    server = await littleServer({ heartbeat: 30 });
    const stream = connect(server.url, { reconnect: soon, silence: 200 }).session('s').watch({ transport });
    const seqs = numbers(stream);
    await until(() => seqs.length === 1);
    server.isMute = true;
    server.publish(2);
    await until(
      () => stream.reason === 'the server is silent' || /does not answer/.test(stream.reason ?? ''),
    );
    server.isMute = false;
    await until(() => seqs.length === 3);
    stream.close();
  });

  test('survives what cannot be read', async () => {
    const stream = connect(server.url, { reconnect: soon }).session('s').watch({ transport });
    const seqs = numbers(stream);
    await until(() => seqs.length === 1);
    server.say('{"seq":2,');
    await until(() => server.opened.length === 2);
    server.say('7');
    await until(() => server.opened.length === 3);
    server.say('[{"seq":2,"type":"event","data":{}},{"seq":3,"type":"event","data":{}}]');
    await until(() => seqs.length === 3);
    expect(seqs).toEqual([1, 2, 3]);
    stream.close();
  });
});

test('what sse says before it ends is the reason', async () => {
  const stream = connect(server.url).session('s').watch({ transport: 'sse' });
  numbers(stream);
  await until(() => stream.connection === 'live');
  server.part(1001, 'the server is going');
  await until(() => stream.connection === 'retrying');
  expect(stream.reason).toBe('the server is going');
  stream.close();
});

test('heartbeats over sse are signs of life', async () => {
  await server.close();
  server = await littleServer({ heartbeat: 50 });
  const stream = connect(server.url, { silence: 300 }).session('s').watch({ transport: 'sse' });
  const states: string[] = [];
  stream.on('connection', ({ connection }) => states.push(connection));
  await until(() => server.beats > 20);
  expect(states).toEqual(['live']);
  stream.close();
});

describe('over a WebSocket', () => {
  test.each([
    [1008, 'no', 'closed', 'no (1008)'],
    [4404, '', 'closed', 'there is no such session (4404)'],
    [4410, '', 'closed', 'the session was deleted (4410)'],
    [1001, '', 'retrying', 'the server is going (1001)'],
    [1013, 'too slow: again', 'retrying', 'too slow: again (1013)'],
  ])('code %i', async (code, reason, connection, expected) => {
    const stream = connect(server.url).session('s').watch();
    numbers(stream);
    await until(() => stream.connection === 'live');
    server.part(code, reason);
    await until(() => stream.connection === connection);
    expect(stream.reason).toBe(expected);
    stream.close();
  });

  test('a silent server is asked before it is left', async () => {
    await server.close();
    server = await littleServer({ heartbeat: 250 });
    const stream = connect(server.url).session('s').watch({ after: 0 });
    numbers(stream);
    await until(() => server.heard.length >= 2);
    expect(new Set(server.heard.map((each) => JSON.stringify(each)))).toEqual(new Set(['{"type":"ping"}']));
    expect([stream.connection, server.opened.length]).toEqual(['live', 1]);
    stream.close();
  });

  test('requests and subscriptions', async () => {
    const stream = connect(server.url).session('s').watch();
    expect(await stream.request({ do: 'pause' })).toEqual({ did: 'pause' });
    await expect(stream.request({ do: 'stop' })).rejects.toMatchObject({ message: 'no stop', where: 'stop' });
    stream.subscribe({ about: ['bank:7'] });
    await until(() => server.heard.length === 4);
    expect(server.heard[0]).toEqual({ type: 'resume', after: null });
    expect(server.heard[3]).toEqual({ type: 'subscribe', types: null, kinds: null, about: ['bank:7'] });
    stream.close();
  });

  test('a class of sockets can be given, and one that fails is said', async () => {
    class Broken {
      constructor() {
        throw new Error('no sockets here');
      }
    }
    const stream = connect(server.url, { WebSocket: Broken as never })
      .session('s')
      .watch();
    numbers(stream);
    await until(() => stream.connection === 'closed');
    expect(stream.reason).toBe('no sockets here');
  });
});

describe('calls', () => {
  const calls: [
    string,
    (session: ReturnType<ReturnType<typeof connect>['session']>) => Promise<unknown>,
    object,
  ][] = [
    ['info', (s) => s.info(), { method: 'GET', path: '' }],
    ['pause', (s) => s.pause(), { method: 'POST', path: '/pause' }],
    ['resume', (s) => s.resume(), { method: 'POST', path: '/resume' }],
    ['stop', (s) => s.stop(), { method: 'POST', path: '/stop' }],
    ['step', (s) => s.step({ turns: 3 }), { method: 'POST', path: '/step', body: { turns: 3 } }],
    ['step to', (s) => s.step({ to: 3 }), { method: 'POST', path: '/step', body: { to: 3 } }],
    ['pace', (s) => s.pace({ turns: 5 }), { method: 'PUT', path: '/pace', body: { pace: { turns: 5 } } }],
    ['rewind', (s) => s.rewind(4), { method: 'POST', path: '/rewind', body: { to: 4 } }],
    [
      'command',
      (s) => s.command({ name: 'set', path: 'noise', value: 1 }),
      { method: 'POST', path: '/commands', body: { name: 'set', path: 'noise', value: 1 } },
    ],
    [
      'answer',
      (s) => s.answer('capital:bank:7', 'alternative'),
      { method: 'POST', path: '/decisions/capital:bank:7', body: { choice: 'alternative' } },
    ],
    [
      'why',
      (s) => s.why({ type: 'default', bank: 7 }),
      { method: 'POST', path: '/why', body: { target: { type: 'default', bank: 7 } } },
    ],
    [
      'whyNot',
      (s) => s.whyNot({ bank: 7 }),
      { method: 'POST', path: '/why-not', body: { target: { bank: 7 } } },
    ],
    ['status', (s) => s.status(), { method: 'GET', path: '/status' }],
    ['state', (s) => s.state(), { method: 'GET', path: '/state' }],
    ['decision', (s) => s.decision(), { method: 'GET', path: '/decision' }],
    ['recipe', (s) => s.recipe(), { method: 'GET', path: '/recipe' }],
    ['questions', (s) => s.questions(), { method: 'GET', path: '/questions' }],
    ['diagnostics', (s) => s.diagnostics(), { method: 'GET', path: '/diagnostics' }],
    ['delete', (s) => s.delete(), { method: 'DELETE', path: '' }],
    [
      'events',
      (s) => s.events({ type: ['a', 'b'], bank: 7, limit: 2, last: true }),
      { method: 'GET', path: '/events', query: { type: 'a,b', bank: '7', limit: '2', last: 'true' } },
    ],
  ];
  test.each(calls)('%s', async (_, call, expected) => {
    const { path } = expected as { path: string };
    const whole = `/api/v1/sessions/s 1${path}`;
    server.answers[whole] = { status: 200, body: { did: path } };
    const session = connect(server.url, { token: 'secret' }).session('s 1');
    const result = await call(session);
    if (path !== '' || result !== undefined) expect(result).toEqual({ did: path });
    expect(server.received).toEqual([
      { query: {}, body: undefined, ...expected, path: whole, authorization: 'Bearer secret' },
    ]);
  });

  test('create, list, fork', async () => {
    server.answers['/api/v1/sessions'] = { status: 201, body: { id: 'one' } };
    server.answers['/api/v1/sessions/one/fork'] = { status: 201, body: { id: 'two' } };
    server.answers['/api/v1/models'] = { status: 200, body: [{ name: 'banks' }] };
    const client = connect(`${server.url}/`);
    const session = await client.create({ model: 'banks', config: { steps: 3 }, seed: 7, start: false });
    const fork = await session.fork({ command: { name: 'add_capital', bank: 7 } });
    expect([session.id, fork.id]).toEqual(['one', 'two']);
    expect(await client.models()).toEqual([{ name: 'banks' }]);
    expect(await client.sessions()).toEqual({ id: 'one' });
    expect(server.received.map(({ body }) => body)).toEqual([
      { model: 'banks', config: { steps: 3 }, seed: 7, start: false },
      { command: { name: 'add_capital', bank: 7 } },
      undefined,
      undefined,
    ]);
  });

  test('the log, line by line', async () => {
    const log = '/api/v1/sessions/s/log';
    server.answers[log] = { status: 200, body: '{"id":0}\n{"id":1}\n\n{"id":2}' };
    const session = connect(server.url).session('s');
    const ids: number[] = [];
    for await (const { id } of session.log()) ids.push(id);
    expect(ids).toEqual([0, 1, 2]);
    server.answers[log] = { status: 200, body: '' };
    for await (const { id } of session.log()) ids.push(id);
    expect(ids).toEqual([0, 1, 2]);
  });

  test('errors say what the server says', async () => {
    const error = {
      message: 'config.steps: given -1; a whole number',
      where: 'config.steps',
      allowed: 'a whole number',
    };
    server.answers['/api/v1/sessions'] = { status: 400, body: { error } };
    server.answers['/api/v1/models'] = { status: 502, body: '<html>' };
    const client = connect(server.url);
    await expect(client.create({ model: 'banks' })).rejects.toMatchObject({
      ...error,
      name: 'ClientError',
      status: 400,
    });
    await expect(client.models()).rejects.toMatchObject({
      message: 'the server answers 502 Bad Gateway',
      status: 502,
      where: null,
    });
    await expect(client.session('s').request({ do: 'snapshot' })).rejects.toThrow(
      'snapshot: goes over a WebSocket',
    );
    await server.close();
    await expect(client.models()).rejects.toMatchObject({
      status: null,
      message: /cannot be reached \(ECONNREFUSED\)/,
    });
    server = await littleServer();
  });

  test('can be broken off', async () => {
    const abort = new AbortController();
    const why = connect(server.url).session('s').why({ event: 1 }, { signal: abort.signal });
    abort.abort();
    await expect(why).rejects.toThrow(/abort/i);
  });
});

test('an address may have a path, and has to be one', () => {
  expect(() => connect('nowhere')).toThrow(TypeError);
  expect(() => connect(server.url, { reconnect: { wait: -1 } })).toThrow(
    'reconnect.wait: given -1; milliseconds',
  );
});
