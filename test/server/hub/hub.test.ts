import type http from 'node:http';
import net from 'node:net';
import { describe, expect, onTestFinished, test } from 'vitest';
import type { SessionMessage } from '../../../lib/live/session-message.ts';
import type { Dialect } from '../../../lib/server/hub/dialect.ts';
import {
  eventMessage,
  publishStart,
  type ServedHub,
  serveHub,
  stateMessage,
  statusMessage,
  until,
} from './serve-hub.ts';
import { type Watching, watchEventSource, watchHttp, watchSocket } from './watching.ts';

const seqs = ({ told }: Watching) => told.map(({ seq }) => seq);
const range = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, i) => from + i);
const tell = ({ hub }: ServedHub, count: number, from = 0) =>
  hub.publish(Array.from({ length: count }, (_, i) => eventMessage(from + i)));
const has = (count: number, ...all: Watching[]) =>
  until(() => all.every(({ told }) => told.length >= count), `${count} messages`);
const came = (served: ServedHub, count: number) =>
  until(() => served.hub.viewerCount === count, `${count} viewers`);

const forms = [
  ['WebSocket', (served: ServedHub, query: string) => watchSocket(served, query)],
  ['WebSocket in batches', (served: ServedHub, query: string) => watchSocket(served, `${query}&batch`)],
  ['WebSocket compressed', (served: ServedHub, query: string) => watchSocket(served, `${query}&compress`)],
  ['eventsource', (served: ServedHub, query: string) => watchEventSource(served, query)],
  ['SSE', (served: ServedHub, query: string) => watchHttp(served, query)],
  ['SSE compressed', (served: ServedHub, query: string) => watchHttp(served, `${query}&compress`)],
  ['SSE in a window', (served: ServedHub, query: string) => watchHttp(served, `${query}&window=20`)],
] as const;

describe.each(forms)('%s', (_, watch) => {
  test('begins with a reset to the latest state, then has everything in order', async () => {
    const served = await serveHub();
    const first = watch(served, '');
    await came(served, 1);
    publishStart(served.hub);
    tell(served, 10);
    await has(12, first);
    expect(first.told[0]).toEqual({
      seq: 1,
      type: 'reset',
      data: { reason: 'welcome', status: { status: 'running' }, state: { turn: 0 }, decision: null },
    });
    served.hub.publish([stateMessage(7), statusMessage('paused')]);
    const second = watch(served, '');
    await has(2, second);
    tell(served, 5000, 10);
    await has(5000, first, second);
    await until(() => first.told.length === 5014 && second.told.length === 5002, 'all');
    expect(seqs(first)).toEqual(range(1, 5014));
    expect(first.told[20]).toEqual({ seq: 21, type: 'event', data: JSON.parse(eventMessage(16).body) });
    expect(second.told[0].data).toEqual({
      reason: 'welcome',
      status: { status: 'running' },
      state: { turn: 7 },
      decision: null,
    });
    expect(seqs(second)).toEqual(range(13, 5014));
  });

  test('goes on after a position, and is reset when that is unknown', async () => {
    const served = await serveHub({ bufferMessages: 100 });
    const first = watch(served, '');
    await came(served, 1);
    publishStart(served.hub);
    tell(served, 50);
    await has(52, first);
    const second = watch(served, 'after=40');
    const future = watch(served, 'after=53');
    await has(12, second);
    await has(52, future);
    expect(seqs(second)).toEqual(range(41, 52));
    expect(future.told[0]).toMatchObject({ seq: 1, type: 'reset', data: { reason: 'unknown position' } });
    tell(served, 60);
    served.hub.publish([stateMessage(9)]);
    const late = watch(served, 'after=5');
    await has(1, late);
    expect(late.told).toEqual([
      {
        seq: 113,
        type: 'reset',
        data: { reason: 'behind', status: { status: 'running' }, state: { turn: 9 }, decision: null },
      },
    ]);
    await until(() => first.told.length === 113, 'the first has all');
    expect(seqs(first)).toEqual(range(1, 113));
  });

  test('gets what it subscribed to', async () => {
    const served = await serveHub();
    const some = watch(served, 'types=event&kinds=loan,default&about=bank:2,bank:3');
    const states = watch(served, 'types=state');
    await came(served, 2);
    publishStart(served.hub);
    await has(2, some, states);
    served.hub.publish([
      eventMessage(0, 'loan', ['bank:1']),
      eventMessage(1, 'loan', ['bank:1', 'bank:2']),
      eventMessage(2, 'interest', ['bank:2']),
      stateMessage(3),
      eventMessage(4, 'default', ['bank:3']),
      { type: 'skipped', body: '{}' },
      { type: 'decision', about: ['bank:9'], body: '{}' },
      statusMessage('paused'),
    ]);
    await has(6, some);
    await has(5, states);
    expect(some.told.map(({ seq, type }) => [seq, type])).toEqual([
      [1, 'reset'],
      [2, 'status'],
      [4, 'event'],
      [7, 'event'],
      [9, 'decision'],
      [10, 'status'],
    ]);
    expect(states.told.map(({ type }) => type)).toEqual(['reset', 'status', 'state', 'decision', 'status']);
  });

  test('is told when the hub closes, in order', async () => {
    const served = await serveHub();
    const seen = watch(served, '');
    await came(served, 1);
    publishStart(served.hub);
    await has(2, seen);
    tell(served, 3);
    served.hub.close('the session is gone', 4410);
    await until(() => seen.asides.length === 1, 'closing');
    expect(seen.told).toHaveLength(5);
    expect(seen.asides).toEqual([{ type: 'closing', reason: 'the session is gone' }]);
    expect(served.hub.viewerCount).toBe(0);
    if (watch === forms[3][1]) return;
    await until(() => seen.closed !== null, 'closed');
    expect(seen.closed?.code).toBe(_.startsWith('Web') ? 4410 : 200);
  });
});

test('a WebSocket may say from where it goes on', async () => {
  const served = await serveHub({ firstMessage: 60_000 });
  const first = watchSocket(served, 'after=0');
  await came(served, 1);
  publishStart(served.hub);
  tell(served, 8);
  await has(10, first);
  const second = watchSocket(served, '', { type: 'resume', after: 4 });
  await has(6, second);
  expect(seqs(second)).toEqual(range(5, 10));
  second.send({ type: 'resume', after: 9 });
  await has(7, second);
  second.send({ type: 'resume' });
  await has(17, second);
  expect(seqs(second).slice(6)).toEqual([10, ...range(1, 10)]);
});

test('a WebSocket that says nothing is welcomed after a moment', async () => {
  const served = await serveHub({ firstMessage: 30 });
  const seen = watchSocket(served);
  await came(served, 1);
  publishStart(served.hub);
  await has(2, seen);
  expect(seen.told[0].type).toBe('reset');
});

test('a subscription changes what follows', async () => {
  const served = await serveHub();
  const seen = watchSocket(served, 'types=state');
  await came(served, 1);
  publishStart(served.hub);
  await has(2, seen);
  tell(served, 3);
  await until(() => served.hub.stats.lag === 0, 'sent');
  seen.send({ type: 'subscribe', kinds: ['loan'] });
  const key = () => served.viewers[0].channel.key;
  const before = key();
  await until(() => key() !== before, 'subscribed');
  tell(served, 2, 3);
  served.hub.publish([stateMessage(1), eventMessage(9, 'default')]);
  tell(served, 1, 5);
  await has(6, seen);
  expect(seqs(seen)).toEqual([1, 2, 6, 7, 8, 10]);
});

test('what was told before a change of the subscription is heard by the former', async () => {
  const served = await serveHub();
  const seen = watchSocket(served, 'types=state');
  await came(served, 1);
  publishStart(served.hub);
  await has(2, seen);
  served.hub.publish([stateMessage(1), eventMessage(2)]);
  served.viewers[0].subscribe({ types: ['event'] });
  served.hub.publish([stateMessage(3), eventMessage(4)]);
  await has(4, seen);
  expect(seqs(seen)).toEqual([1, 2, 3, 6]);
});

test('more than the buffer holds, told at once, is lost to nobody who keeps up', async () => {
  const served = await serveHub({ bufferMessages: 100 });
  const seen = watchHttp(served);
  await came(served, 1);
  publishStart(served.hub);
  await has(2, seen);
  tell(served, 3000);
  await has(3002, seen);
  expect(seqs(seen)).toEqual(range(1, 3002));
});

test('who comes when what followed the latest state is lost waits for the next', async () => {
  const served = await serveHub({ bufferMessages: 100 });
  const first = watchHttp(served);
  await came(served, 1);
  publishStart(served.hub);
  tell(served, 200);
  const second = watchHttp(served);
  await came(served, 2);
  tell(served, 10);
  await has(212, first);
  expect(second.told).toEqual([]);
  served.hub.publish([stateMessage(8), eventMessage(1)]);
  await has(2, second);
  expect(second.told[0]).toMatchObject({
    seq: 213,
    type: 'reset',
    data: { state: { turn: 8 }, decision: null },
  });
  expect(seqs(second)).toEqual([213, 214]);
});

test('a rewind counts as state and status from there on', async () => {
  const served = await serveHub();
  const first = watchHttp(served);
  await came(served, 1);
  publishStart(served.hub);
  await has(2, first);
  tell(served, 2);
  const body = { reason: 'rewound to 3', status: { status: 'paused' }, state: { turn: 3 }, decision: null };
  served.hub.publish([{ type: 'reset', body: JSON.stringify(body) }, eventMessage(2)]);
  const second = watchHttp(served);
  await has(6, first);
  await has(2, second);
  expect(first.told[4]).toEqual({ seq: 5, type: 'reset', data: body });
  expect(second.told[0]).toEqual({ seq: 5, type: 'reset', data: { ...body, reason: 'welcome' } });
  expect(seqs(second)).toEqual([5, 6]);
});

test('the status of a welcome is that of its state, and later ones follow', async () => {
  const served = await serveHub();
  const first = watchHttp(served);
  await came(served, 1);
  served.hub.publish([statusMessage('running'), stateMessage(1), statusMessage('paused')]);
  const second = watchHttp(served);
  await has(2, first, second);
  expect(second.told).toEqual([
    {
      seq: 2,
      type: 'reset',
      data: { reason: 'welcome', status: { status: 'running' }, state: { turn: 1 }, decision: null },
    },
    { seq: 3, type: 'status', data: { status: 'paused' } },
  ]);
});

test('says when it is watched; what was told before is no position any more', async () => {
  const changes: boolean[] = [];
  const served = await serveHub({ linger: 30, onWatched: (isWatched) => changes.push(isWatched) });
  served.hub.publish([statusMessage('running')]);
  const first = watchHttp(served);
  await came(served, 1);
  publishStart(served.hub);
  tell(served, 3);
  await has(5, first);
  first.leave();
  await came(served, 0);
  // Comes back in time: nothing is lost.
  const second = watchHttp(served, 'after=4');
  await has(2, second);
  expect(seqs(second)).toEqual([5, 6]);
  expect(changes).toEqual([true]);
  second.leave();
  await until(() => changes.length === 2, 'unwatched');
  served.hub.publish([statusMessage('paused')]);
  const third = watchHttp(served, 'after=6');
  const fourth = watchHttp(served, 'after=7');
  await came(served, 2);
  expect(changes).toEqual([true, false, true]);
  served.hub.publish([stateMessage(5), statusMessage('paused')]);
  await has(2, third, fourth);
  for (const { told } of [third, fourth]) {
    expect(told[0]).toMatchObject({ seq: 8, data: { reason: 'behind', state: { turn: 5 }, decision: null } });
  }
});

test('frames are made once for all who stand at the same place', async () => {
  const served = await serveHub();
  const made: unknown[] = [];
  const all = [...Array(5)].flatMap(() => [watchSocket(served, 'after=0'), watchHttp(served, 'compress')]);
  await came(served, 10);
  for (const viewer of served.viewers) {
    const write = viewer.write.bind(viewer);
    viewer.write = (encoded) => {
      made.push(encoded.bytes);
      write(encoded);
    };
  }
  publishStart(served.hub);
  await has(2, ...all);
  made.length = 0;
  tell(served, 20);
  await has(22, ...all);
  expect(made).toHaveLength(10);
  expect(new Set(made).size).toBe(2);
});

test('a dialect is asked once a message, and only the last of its frames carries the id', async () => {
  const asked: number[] = [];
  const dialect: Dialect = {
    name: 'two',
    translate: ({ seq, type, body }) => {
      asked.push(seq);
      if (type === 'status') return [];
      return [{ event: 'first', data: `${seq}\nlines` }, { data: body }];
    },
  };
  const served = await serveHub({ firstMessage: 0 }, dialect);
  const response = await fetch(`${served.url}?types=event`);
  const other = await fetch(served.url);
  const socket = watchSocket(served, 'compress');
  const texts: string[] = [];
  socket.ws.removeAllListeners('message').on('message', (data) => texts.push(String(data)));
  await came(served, 3);
  served.hub.publish([statusMessage('running'), stateMessage(1), eventMessage(5)]);
  const expected =
    'event: first\ndata: 2\ndata: lines\n\n' +
    'id: 2\ndata: {"reason":"welcome","status":{"status":"running"},"state":{"turn":1},"decision":null}\n\n' +
    `event: first\ndata: 3\ndata: lines\n\nid: 3\ndata: ${eventMessage(5).body}\n\n`;
  for (const { body } of [response, other]) {
    const reader = (body as ReadableStream<Uint8Array>).getReader();
    let text = '';
    while (text.length < expected.length) text += new TextDecoder().decode((await reader.read()).value);
    expect(text).toBe(expected);
  }
  await until(() => texts.length === 4, 'frames');
  expect(texts[0]).toBe('2\nlines');
  expect(asked).toEqual([2, 3]);
});

test('a dialect that fails ends its viewers and nobody else', async () => {
  const faults: unknown[] = [];
  const dialect: Dialect = {
    name: 'broken',
    translate: () => {
      throw new Error('broken');
    },
  };
  const served = await serveHub({ onFault: (error) => faults.push(error) }, dialect);
  const seen = watchSocket(served, 'after=0');
  await came(served, 1);
  publishStart(served.hub);
  await until(() => seen.closed !== null, 'closed');
  expect(seen.closed?.code).toBe(1011);
  expect(faults).toHaveLength(1);
  expect(served.hub.viewerCount).toBe(0);
});

test('heartbeats come in every form, and who does not answer is let go', async () => {
  const served = await serveHub({ heartbeat: 40 });
  const alive = watchSocket(served);
  const deaf = watchSocket(served);
  let pings = 0;
  alive.ws.on('ping', () => pings++);
  deaf.ws.on('open', () => deaf.ws.pause());
  const texts = await Promise.all(
    ['', '?compress'].map(async (query) => {
      const { body } = await fetch(served.url + query);
      const reader = (body as ReadableStream<Uint8Array>).getReader();
      return new TextDecoder().decode((await reader.read()).value);
    }),
  );
  expect(texts).toEqual([': heartbeat\n\n', ': heartbeat\n\n']);
  await until(() => pings > 5, 'pings');
  await until(() => served.hub.stats.viewers.ws === 1, 'the deaf one is gone');
  expect(alive.closed).toBe(null);
});

test('counts what it does', async () => {
  const served = await serveHub();
  const all = [watchSocket(served, 'batch'), watchHttp(served), watchHttp(served, 'compress')];
  await came(served, 3);
  publishStart(served.hub);
  await has(2, ...all);
  tell(served, 4);
  expect(served.hub.stats).toMatchObject({
    viewers: { sse: 1, 'sse-deflate': 1, ws: 0, 'ws-batch': 1, 'ws-deflate': 0 },
    messages: 6,
    resets: 3,
    drops: 0,
    lag: 4,
  });
  await has(6, ...all);
  expect(served.hub.stats.lag).toBe(0);
  expect(served.hub.stats.bytes).toBeGreaterThan(1000);
});

test('a viewer that came too late to be there is not counted', async () => {
  const served = await serveHub();
  served.server.removeAllListeners('request');
  let isAdded = false;
  served.server.on('request', (_, response) => {
    response.on('close', () => {
      served.hub.addSse(response);
      isAdded = true;
    });
    response.destroy();
  });
  await expect(fetch(served.url)).rejects.toThrow();
  await until(() => isAdded, 'added');
  expect(served.hub.viewerCount).toBe(0);
});

/** Writes requests to the port as they are; what comes back, as it comes. */
function rawText({ port }: ServedHub, requests: string): { text: string; isEnded: boolean } {
  const seen = { text: '', isEnded: false };
  const socket = net.connect({ port, host: '127.0.0.1' });
  onTestFinished(() => void socket.destroy());
  socket.setEncoding('utf8');
  socket.on('data', (part: string) => {
    seen.text += part;
  });
  socket.on('end', () => {
    seen.isEnded = true;
  });
  socket.write(requests);
  return seen;
}

test('HTTP/1.0, as of an old proxy, gets no chunks', async () => {
  const served = await serveHub();
  const seen = rawText(served, 'GET /?types=event HTTP/1.0\r\n\r\n');
  await came(served, 1);
  publishStart(served.hub);
  await until(() => seen.text.includes('id: 2'), 'events');
  served.hub.close('bye');
  await until(() => seen.isEnded, 'the end');
  const [head, body] = seen.text.split('\r\n\r\n');
  expect(head.toLowerCase()).not.toContain('transfer-encoding');
  expect(body).toBe(
    'id: 1\nevent: reset\ndata: {"seq":1,"type":"reset","data":{"reason":"welcome",' +
      '"status":{"status":"running"},"state":{"turn":0},"decision":null}}\n\n' +
      'id: 2\nevent: status\ndata: {"seq":2,"type":"status","data":{"status":"running"}}\n\n' +
      'event: closing\ndata: {"type":"closing","reason":"bye"}\n\n',
  );
});

test('a stream waits for the answers before it on its connection, and lets the next go after it', async () => {
  const served = await serveHub();
  const stream = served.server.listeners('request')[0] as http.RequestListener;
  let answer: () => void = () => undefined;
  served.server.removeAllListeners('request').on('request', (request, response) => {
    if (request.url === '/first') answer = () => response.end('first');
    else if (request.url === '/last') response.end('last');
    else stream(request, response);
  });
  const get = (path: string) => `GET ${path} HTTP/1.1\r\nHost: x\r\n\r\n`;
  const seen = rawText(served, get('/first') + get('/stream') + get('/last'));
  await came(served, 1);
  publishStart(served.hub);
  await new Promise((wake) => setTimeout(wake, 30));
  expect(seen.text).toBe('');
  answer();
  await until(() => seen.text.includes('event: status'), 'events');
  expect(seen.text.indexOf('first')).toBeLessThan(seen.text.indexOf('event: reset'));
  expect(seen.text).not.toContain('last');
  served.hub.close('bye');
  await until(() => seen.text.endsWith('last'), 'the last answer');
  expect(seen.text).toContain('0\r\n\r\nHTTP/1.1 200 OK');
});

test('no position that is no number of a message does harm', async () => {
  const served = await serveHub();
  const afters = [Number.NaN, 1.5, Number.POSITIVE_INFINITY, -1];
  const all = afters.map((after) => watchHttp(served, `after=${after}`));
  await came(served, 4);
  publishStart(served.hub);
  await has(2, ...all);
  expect(all.map(({ told }) => told[0].data.reason)).toEqual([
    ...Array(3).fill('unknown position'),
    'behind',
  ]);
});

test('who comes while a person is asked is told what; who comes after it was answered is not', async () => {
  const served = await serveHub();
  const decision = (more: object = {}): SessionMessage => ({
    type: 'decision',
    body: JSON.stringify({ decision: 'capital:bank:7', ...more }),
  });
  served.hub.publish([statusMessage('waiting'), decision()]);
  const resetOf = async (): Promise<unknown> => {
    const seen = watchHttp(served);
    await came(served, 1);
    served.hub.publish([stateMessage(2)]);
    await has(1, seen);
    seen.leave();
    await came(served, 0);
    return seen.told[0].data.decision;
  };
  expect(await resetOf()).toEqual({ decision: 'capital:bank:7' });
  served.hub.publish([decision({ taken: 'recommended', by: 'person' })]);
  expect(await resetOf()).toBeNull();
});
