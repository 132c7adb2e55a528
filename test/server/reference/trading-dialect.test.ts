import { gunzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { trading } from '../../../lib/models/trading/trading.ts';
import { tradingDialect } from '../../../lib/server/reference/trading-dialect.ts';
import { sharedCases } from '../../analysis/shared-cases.ts';
import { reference } from './reference-trade.ts';
import { type Told, ToldBy } from './told-by.ts';

const told = (encoding: 'plain' | 'gzip+base64' = 'plain') =>
  new ToldBy(trading, { config: reference }, (facts) => tradingDialect('t-1', facts, encoding)).run();

test('the document’s trade: its nodes, its chains, its P&L', () => {
  const run = told();
  const events = Object.assign({}, ...run.of('node_events').map(({ event: _, ...nodes }) => nodes));
  const [{ summary, trade }] = run.of('trade_update');
  const flow = (ids: string[]) => ids.map((id) => events[id].node_id);
  expect(flow(trade.entry_flow_ids)).toEqual(['strategy-controller', 'entry-condition-1', 'entry-2']);
  expect(flow(trade.exit_flow_ids)).toEqual([
    'strategy-controller',
    'entry-condition-1',
    'entry-2',
    'exit-condition-2',
    'exit-3',
  ]);
  expect(trade).toMatchObject({
    position_id: 'entry-2-pos1',
    side: 'sell',
    entry_price: '181.60',
    exit_price: '260.05',
    pnl: '-78.45',
    pnl_percent: '-43.20',
    duration_minutes: 89,
    entry_trigger: 'entry-2',
    exit_reason: 'exit_condition_met',
  });
  expect(summary).toEqual({
    total_trades: 1,
    total_pnl: '-78.45',
    winning_trades: 0,
    losing_trades: 1,
    win_rate: '0.00',
  });
});

test('a node’s event has the fields of the document, and each is told once', () => {
  const run = told();
  const told1 = run.of('node_events').flatMap(({ event: _, ...nodes }) => Object.entries<Told>(nodes));
  expect(new Set(told1.map(([id]) => id)).size).toBe(told1.length);
  const [id, signal] = told1.find(([, { node_id }]) => node_id === 'entry-condition-1') as [string, Told];
  expect(signal).toMatchObject({
    execution_id: id,
    parent_execution_id: expect.stringMatching(/^exec_strategy-controller_20241029_091500_/),
    timestamp: '2024-10-29T09:19:00+05:30',
    event_type: 'signal_emitted',
    node_type: 'EntrySignalNode',
    signal_emitted: true,
    evaluated_conditions: {
      condition_results: [
        { condition_type: expect.any(String), result: true, current_value: 24500, threshold: 24450 },
      ],
    },
  });
  const order = told1.find(([, { node_id }]) => node_id === 'entry-2')?.[1];
  expect(order?.order_details).toMatchObject({ side: 'sell', quantity: 1, price: 181.6 });
});

test('a tick has the open position of the document, with its unrealized loss', () => {
  const tick = told()
    .of('tick_update')
    .find(({ timestamp }) => timestamp === '2024-10-29T09:19:05+05:30');
  expect(tick).toMatchObject({
    current_time: '2024-10-29T09:19:05+05:30',
    open_positions: [
      { position_id: 'entry-2-pos1', entry_price: 181.6, current_price: 185.3, unrealized_pnl: -3.7 },
    ],
    pnl_summary: { realized_pnl: 0, unrealized_pnl: -3.7, total_pnl: -3.7, closed_trades: 0, open_trades: 1 },
    active_nodes: ['exit-condition-2'],
    ltp_store: { 'NIFTY:2024-11-07:OPT:24250:PE': 185.3 },
  });
  expect(Object.keys(tick ?? {})).not.toContain('trades');
});

test('packed, node events and trades unpack to the same; ticks are never packed', () => {
  const plain = told().frames;
  const packed = told('gzip+base64').frames;
  expect(packed.length).toBe(plain.length);
  packed.forEach(({ data, event }, i) => {
    const isPacked = event === 'node_events' || event === 'trade_update';
    const text = isPacked ? gunzipSync(Buffer.from(data, 'base64')).toString() : data;
    expect(text).toBe(plain[i].data);
    if (isPacked) expect(data).toMatch(/^[A-Za-z0-9+/]+=*$/);
  });
});

test('the session is complete once, and who comes late is told so', () => {
  const run = told();
  expect(run.of('session_complete')).toMatchObject([{ session_id: 't-1', status: 'completed' }]);
  const late = run.welcome().map(({ event }) => event);
  expect(late).toEqual(['initial_state', 'session_complete']);
});

test('re-entries have a P&L each, and the sum is theirs', () => {
  const market = { kind: 'gbm', days: 3, interval: 60, volatility: 1 };
  const config = { preset: 'rsi-reversal', market };
  const run = new ToldBy(trading, { config, seed: 4 }, (facts) => tradingDialect('t', facts, 'plain')).run();
  const updates = run.of('trade_update');
  expect(updates.length).toBeGreaterThan(2);
  const cents = (pnl: string) => Math.round(Number(pnl) * 100);
  let sum = 0;
  for (const { summary, trade } of updates) {
    sum += cents(trade.pnl);
    expect(cents(summary.total_pnl)).toBe(sum);
  }
});

test('the case in the shared files is the one here', () => {
  const shared = sharedCases('trading-reference-trade');
  if (shared === undefined) return;
  expect(shared.ticks).toEqual(reference.ticks);
  expect(shared.strategy).toEqual(reference.strategy);
});
