import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { connect } from '../../lib/client/connect.ts';
import type { LoggedEvent } from '../../lib/core/event-kind.ts';
import { type CutProxy, cutProxy } from '../client/cut-proxy.ts';
import { type ServerProcess, serverProcess } from '../client/server-process.ts';
import { type ToldMessage, toldWhole } from '../client/told-whole.ts';

const VIEWERS = 100;
const CUTS = 10;

let server: ServerProcess;
let proxy: CutProxy;

beforeAll(async () => {
  server = await serverProcess('--port', '0', '--no-keep');
  proxy = await cutProxy(server.url);
});
afterAll(async () => {
  await proxy?.close();
  await server?.end();
});

/** The same moments in every run of this test: numbers in [0, 1) by a linear congruence. */
function moments(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

test(`${VIEWERS} viewers, each cut off ${CUTS} times, are told everything once and in order`, async () => {
  const control = await connect(server.url).create({
    model: 'banks',
    config: { banks: 12, steps: 2000 },
    seed: 5,
    start: false,
    pace: { turns: 60 },
  });
  const client = connect(proxy.url, { reconnect: { tries: 100, wait: 20, jitter: 1 } });
  const told: ToldMessage[][] = [];
  const lost = new Array<number>(VIEWERS).fill(0);
  const streams = Array.from({ length: VIEWERS }, (_, i) => {
    const transport = i % 2 === 0 ? 'websocket' : 'sse';
    const stream = client.session(control.id).watch({ transport, compress: i % 4 > 1 });
    told.push([]);
    // A hundred times every state would be too much to keep.
    stream.on('message', ({ data, seq, type }) => {
      told[i].push({ seq, type, data: type === 'state' || type === 'reset' ? null : data });
    });
    stream.on('connection', ({ connection, tries }) => {
      if (connection === 'retrying' && tries === 1) lost[i]++;
    });
    return stream;
  });
  const patience = { timeout: 60_000, interval: 20 };
  await vi.waitFor(() => expect(told.every(({ length }) => length > 0)).toBe(true), patience);
  await control.resume();

  const draw = moments(7);
  while (lost.some((count) => count < CUTS)) {
    // Rather one who has not been cut off for long: those stand first.
    if (proxy.count > 0) proxy.cut(Math.floor(draw() * draw() * proxy.count));
    await new Promise((resolve) => setTimeout(resolve, 1 + 8 * draw()));
  }
  await control.pause();
  const { events } = await control.state();
  const isThere = (messages: readonly ToldMessage[]): boolean =>
    (messages.findLast(({ type }) => type === 'event')?.data as LoggedEvent | undefined)?.id === events - 1;
  await vi.waitFor(() => expect(told.every(isThere)).toBe(true), patience);

  const log: LoggedEvent[] = [];
  for await (const event of control.log()) log.push(event);
  expect(log.length).toBe(events);
  for (const [i, stream] of streams.entries()) {
    stream.close();
    expect(toldWhole(told[i], log).length, `viewer ${i}`).toBe(log.length - 1);
    expect(told[i].filter(({ type }) => type === 'reset').length, `viewer ${i}`).toBe(1);
  }
}, 300_000);
