import { gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { newSessionSchema } from '../../../lib/server/session/new-session.ts';
import { reference } from './reference-trade.ts';
import { served } from './served.ts';
import { type SseEvent, sseEvents } from './sse.ts';
import type { Told } from './told-by.ts';

let server: Awaited<ReturnType<typeof served>>;
beforeAll(async () => {
  server = await served();
});
afterAll(() => server.close());

const create = (config: object, user = 'ann') =>
  server.sessions.create(newSessionSchema.parse({ model: 'trading', config, start: false }), user);
const get = (path: string, user = 'ann') => fetch(server.url + path, { headers: { 'x-user': user } });
const json = async (path: string, user?: string): Promise<Told> =>
  (await get(path, user)).json() as Promise<Told>;

async function untilComplete(response: Response): Promise<SseEvent[]> {
  const all: SseEvent[] = [];
  for await (const event of sseEvents(response)) {
    all.push(event);
    if (event.event === 'session_complete') break;
  }
  return all;
}

test.each(['', '?encoding=gzip%2Bbase64', '?encoding=gzip+base64'])(
  'the document’s client: %s',
  async (query) => {
    const session = await create(reference);
    const response = await get(`/api/live-trading/stream/${session.id}${query}`);
    const stream = untilComplete(response);
    await new Promise((resolve) => setTimeout(resolve, 100));
    await session.request({ do: 'resume' });
    const decompressAndParse = ({ data }: SseEvent): Told =>
      JSON.parse(query === '' ? data : gunzipSync(Buffer.from(data, 'base64')).toString());
    let eventsHistory: Told = {};
    const trades: Told[] = [];
    const all = await stream;
    for (const event of all) {
      if (event.event === 'node_events') eventsHistory = { ...eventsHistory, ...decompressAndParse(event) };
      if (event.event === 'trade_update') trades.push(decompressAndParse(event).trade);
      if (event.event === 'tick_update') JSON.parse(event.data);
    }
    expect(all[0].event).toBe('initial_state');
    expect(trades.length).toBe(1);
    const missing = [...trades[0].entry_flow_ids, ...trades[0].exit_flow_ids].filter(
      (id) => !eventsHistory[id],
    );
    expect(missing).toEqual([]);
    expect(trades[0].pnl).toBe('-78.45');

    const diagnostics = await json(`/api/session/${session.id}/diagnostics`);
    expect(diagnostics.events_history).toEqual(eventsHistory);
    expect(diagnostics.current_state['exit-3']).toEqual(eventsHistory[trades[0].exit_flow_ids.at(-1)]);
    expect(diagnostics.next).toBe(null);
  },
);

test('diagnostics page by page are the whole', async () => {
  const session = await create(reference);
  await session.request({ do: 'step', turns: 1000 });
  const whole = await json(`/api/session/${session.id}/diagnostics`);
  let history: Told = {};
  let pages = 0;
  for (let from: number | null = 0; from !== null; pages++) {
    const page: Told = await json(`/api/session/${session.id}/diagnostics?from=${from}&count=7`);
    history = { ...history, ...page.events_history };
    from = page.next;
  }
  expect(pages).toBeGreaterThan(3);
  expect(history).toEqual(whole.events_history);
});

test('a long log is sent piece by piece, each node event once and a state of its size', async () => {
  const market = { kind: 'gbm', days: 2, interval: 10, volatility: 1 };
  const session = await create({ preset: 'rsi-reversal', market, tickUpdates: true });
  await session.request({ do: 'step', turns: 1e9 });
  const { events } = session.status;
  expect(events).toBeGreaterThan(5000);
  const response = await get(`/api/session/${session.id}/diagnostics`);
  const { current_state, events_history } = (await response.json()) as Told;
  const nodes = new Set(Object.values<Told>(events_history).map(({ node_id }) => node_id));
  expect(new Set(Object.keys(current_state))).toEqual(nodes);
  for (const [id, event] of Object.entries<Told>(events_history)) expect(event.execution_id).toBe(id);
});

test('the dashboard has positions, trades with their chains and prices, and no events', async () => {
  const session = await create(reference, 'bea');
  await session.request({ do: 'step', turns: 1000 });
  await create(reference, 'bea');
  const board = await json('/api/live-trading/dashboard/bea', 'bea');
  expect(board).toMatchObject({ total_sessions: 2, active_sessions: 1 });
  const { data, status } = board.sessions[session.id];
  expect(status).toBe('finished');
  expect(data.gps_data.positions).toEqual([]);
  expect(data.gps_data.trades[0]).toMatchObject({ pnl: '-78.45', entry_flow_ids: expect.any(Array) });
  expect(data.gps_data.pnl).toMatchObject({ total_pnl: '-78.45', closed_trades: 1 });
  expect(data.market_data.ltp_store.NIFTY).toBe(24340);
  expect(JSON.stringify(board)).not.toContain('events_history');
});

test('a dashboard is for its user, or an administrator', async () => {
  await create(reference, 'cay');
  expect((await get('/api/live-trading/dashboard/cay', 'dan')).status).toBe(404);
  const byAdmin = await fetch(`${server.url}/api/live-trading/dashboard/cay`);
  expect(await byAdmin.json()).toMatchObject({ total_sessions: 1 });
});

test('somebody else’s session, and one of another model, are not there', async () => {
  const session = await create(reference, 'eve');
  expect((await get(`/api/live-trading/stream/${session.id}`)).status).toBe(404);
  expect((await get(`/api/session/${session.id}/diagnostics`)).status).toBe(404);
  const given = newSessionSchema.parse({ model: 'banks', config: { banks: 4 }, start: false });
  const other = await server.sessions.create(given, 'ann');
  expect((await get(`/api/live-trading/stream/${other.id}`)).status).toBe(404);
  const { events_history } = await json(`/api/session/${other.id}/diagnostics`);
  expect(events_history['0'].type).toBe('init');
});
