import net from 'node:net';
import v8 from 'node:v8';
import vm from 'node:vm';
import { expect, onTestFinished, test } from 'vitest';
import { eventMessage, publishStart, type ServedHub, serveHub, stateMessage, until } from './serve-hub.ts';
import { watchHttp, watchSocket } from './watching.ts';

const upgrade =
  'GET / HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n' +
  'Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n\r\n';
const requests = { WebSocket: upgrade, SSE: 'GET / HTTP/1.1\r\nHost: x\r\n\r\n' };

/** Connects, and never reads. */
function deaf({ port }: ServedHub, request: string): net.Socket {
  const socket = net.connect({ port, host: '127.0.0.1' });
  onTestFinished(() => void socket.destroy());
  socket.on('error', () => undefined);
  socket.pause();
  socket.write(request);
  return socket;
}

/** Bytes of buffers that somebody still holds. */
function buffersNow(): number {
  v8.setFlagsFromString('--expose-gc');
  vm.runInNewContext('gc')();
  return process.memoryUsage().arrayBuffers;
}

const turn = () => new Promise((resolve) => setImmediate(resolve));

test.each(Object.entries(requests))(
  'a %s that is never read keeps nothing from another, and memory stays flat',
  async (_, request) => {
    const served = await serveHub({ bufferMessages: 4000, stall: 600_000, firstMessage: 0 });
    const { hub } = served;
    deaf(served, request);
    await until(() => hub.viewerCount === 1, 'the deaf one');
    const reader = watchHttp(served);
    await until(() => hub.viewerCount === 2, 'the reader');
    publishStart(hub);
    await until(() => reader.told.length === 2 && hub.stats.resets === 2, 'welcomes');
    const note = 'x'.repeat(150);
    const bodyOf = (id: number) => ({ type: 'event' as const, body: JSON.stringify({ id, note }) });
    const before = buffersNow();
    let most = 0;
    for (let id = 0; id < 100_000; id += 100) {
      hub.publish(Array.from({ length: 100 }, (_, i) => bodyOf(id + i)));
      await turn();
      most = Math.max(most, served.viewers[0].waiting);
      await until(() => reader.told.length > id - 2000, 'the reader keeps up');
    }
    await until(() => reader.told.length === 100_002, 'all');
    expect(reader.told.every(({ seq }, i) => seq === i + 1)).toBe(true);
    expect(hub.stats.resets).toBe(2);
    expect(hub.stats.lag).toBeGreaterThan(50_000);
    // The limit, and the piece that passed it.
    expect(most).toBeGreaterThan(262_144);
    expect(most).toBeLessThan(262_144 + 2 * 65_536);
    // What is free is swept a little later.
    await until(() => buffersNow() - before < 3_000_000, 'memory flat', 5_000);
  },
  60_000,
);

test('a viewer that fell out of the buffer is reset to the latest state and goes on', async () => {
  const served = await serveHub({ bufferMessages: 500, waitingMax: 10_000 });
  const { hub } = served;
  const seen = watchSocket(served);
  await until(() => hub.viewerCount === 1, 'the viewer');
  publishStart(hub);
  await until(() => seen.told.length === 2, 'welcome');
  seen.ws.pause();
  let next = 0;
  const most = 5_000_000;
  while (hub.stats.lag < 600 && next < most) {
    hub.publish(Array.from({ length: 50 }, () => eventMessage(next++)));
    await turn();
  }
  hub.publish([stateMessage(99), eventMessage(next)]);
  seen.ws.resume();
  await until(() => seen.told.at(-1)?.seq === hub.latest, 'all');
  const at = seen.told.findIndex(({ data }) => data.reason === 'behind');
  expect(seen.told[at]).toMatchObject({ seq: hub.latest - 1, type: 'reset', data: { state: { turn: 99 } } });
  expect(seen.told.slice(0, at).every(({ seq }, i) => seq === i + 1)).toBe(true);
  expect(seen.told.slice(at + 1).map(({ seq }) => seq)).toEqual([hub.latest]);
  expect(hub.stats).toMatchObject({ resets: 2, drops: 0 });
});

test.each(Object.entries(requests))(
  'a %s that takes nothing for too long is closed',
  async (form, request) => {
    const served = await serveHub({ waitingMax: 10_000, stall: 100 });
    const { hub } = served;
    const socket = deaf(served, request);
    const reader = watchHttp(served);
    await until(() => hub.viewerCount === 2, 'viewers');
    publishStart(hub);
    let isClosed = false;
    socket.on('close', () => {
      isClosed = true;
    });
    let id = 0;
    await until(() => {
      hub.publish([stateMessage(id), ...Array.from({ length: 2000 }, () => eventMessage(id++))]);
      return hub.stats.drops === 1;
    }, 'dropped');
    expect(hub.viewerCount).toBe(1);
    await until(() => reader.told.at(-1)?.seq === hub.latest, 'the reader has all');
    let bytes = Buffer.alloc(0);
    socket.on('data', (data: Buffer) => {
      bytes = Buffer.concat([bytes, data]);
    });
    socket.resume();
    await until(() => isClosed, 'closed');
    // 1013 and the reason, in the close frame.
    if (form === 'WebSocket')
      expect(bytes.subarray(-28).toString('latin1')).toContain('\x03\xf5too slow: it takes');
  },
);

/** More than a socket and the system take in a turn. */
const big = { type: 'event' as const, body: JSON.stringify('x'.repeat(3_000_000)) };
const tight = { bufferMessages: 50, bufferBytes: 1e9, waitingMax: 1, resetsMax: 3 };

/** All that the buffer holds, so that what was told before is lost. */
const bufferful = () => [
  stateMessage(0),
  ...Array(4).fill(big),
  ...Array.from({ length: 46 }, () => eventMessage(1)),
];

test('a viewer that falls behind again and again is closed', async () => {
  const served = await serveHub(tight);
  const { hub } = served;
  const seen = watchSocket(served);
  await until(() => hub.viewerCount === 1, 'the viewer');
  publishStart(hub);
  await until(() => seen.told.length === 2, 'welcome');
  for (let i = 0; i < 200 && hub.stats.drops === 0; i++) {
    hub.publish(bufferful());
    await turn();
  }
  await until(() => seen.closed !== null, 'closed');
  expect(seen.closed?.code).toBe(1013);
  expect(seen.asides).toEqual([{ type: 'closing', reason: 'too slow: it fell behind again and again' }]);
});

test('one that catches up in between is not', async () => {
  const served = await serveHub(tight);
  const { hub } = served;
  const seen = watchSocket(served);
  await until(() => hub.viewerCount === 1, 'the viewer');
  publishStart(hub);
  await until(() => seen.told.length === 2, 'welcome');
  for (let resets = 2; resets <= 5; resets++) {
    seen.ws.pause();
    while (served.viewers[0].waiting === 0) {
      hub.publish([big]);
      await turn();
    }
    hub.publish(bufferful());
    hub.publish([stateMessage(1)]);
    seen.ws.resume();
    await until(() => seen.told.at(-1)?.seq === hub.latest, 'all');
    expect(hub.stats).toMatchObject({ resets, drops: 0 });
  }
});
