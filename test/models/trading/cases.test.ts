import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import type { Tick } from '../../../lib/models/trading/market/ticks-table.ts';
import type { Strategy } from '../../../lib/models/trading/strategy.ts';
import type { TradeMessage, TradesSummary } from '../../../lib/models/trading/trade-message.ts';
import { runStrategy, type StrategyResult } from '../../../lib/node/run-strategy.ts';
import { sharedCases } from '../../analysis/shared-cases.ts';

describe('the worked cases', () => {
  test.each([
    'trading-reference-trade',
    'trading-re-entry',
    'trading-any-all',
    'trading-node-variable',
    'trading-partial-exit-fees',
    'trading-square-off',
    'trading-rsi14-wilder',
  ])('%s, to the last digit', (name) => {
    const { strategy, ticks, expected } = sharedCases(name) ?? {};
    if (strategy === undefined) return;
    const result = runStrategy({ strategy, ticks, fill: 'same' });
    const at = (ids: readonly string[] | null) =>
      eventNumbers(result, ids).map((i) => {
        const { node_id, timestamp } = result.events[i];
        return `${node_id}@${timestamp.slice(11, 19)}`;
      });
    expect(
      result.trades.map((trade) => ({
        ...trade,
        entry_flow: at(trade.entry_flow_ids),
        exit_flow: at(trade.exit_flow_ids),
      })),
    ).toMatchObject(expected.trades);
    expect(result.summary).toEqual(expected.summary);
    expect(result.events).toHaveLength(expected.event_count);
    expect(
      result.events.map(({ node_id, timestamp, event_type, parent_execution_id }) => {
        const parent = result.events.find(({ execution_id }) => execution_id === parent_execution_id);
        return { node_id, parent_node: parent?.node_id ?? null, timestamp, event_type };
      }),
    ).toEqual(expected.events);
  });

  test('the open trade of the reference, tick by tick', () => {
    const { strategy, ticks, expected } = sharedCases('trading-reference-trade') ?? {};
    if (strategy === undefined) return;
    const { run } = runStrategy({ strategy, ticks, fill: 'same', config: { tickUpdates: true } });
    for (const [time, figures] of Object.entries<Record<string, unknown>>(expected.tick_update_at)) {
      const update = run.events.ofType('tick_update').find(({ timestamp }) => timestamp === time);
      for (const [name, figure] of Object.entries(figures)) {
        expect(Number(update?.[name as keyof typeof update]), name).toBeCloseTo(Number(figure), 9);
      }
    }
  });
});

test('when a position closes, an exit signal that still waits goes with it', () => {
  const at = (op: '>=' | '==', price: string) => ({ lhs: { type: 'ltp' as const }, op, rhs: price });
  const position_id = 'p';
  const { trades, events } = runStrategy({
    strategy: {
      nodes: [
        { id: 'controller', type: 'StrategyController' },
        { id: 'signal', type: 'EntrySignalNode', condition: at('>=', '100') },
        { id: 'enter', type: 'EntryNode', position_id, side: 'buy', quantity: 2 },
        { id: 'high', type: 'ExitSignalNode', position_id, condition: at('==', '105') },
        { id: 'sell-one', type: 'ExitNode', position_id, quantity: 1 },
        { id: 'mid', type: 'ExitSignalNode', position_id, condition: at('==', '103') },
        { id: 'sell-rest', type: 'ExitNode', position_id },
        { id: 'low', type: 'ExitSignalNode', position_id, condition: at('==', '97') },
        { id: 'stop', type: 'ExitNode', position_id, reason: 'stop' },
        { id: 'again', type: 'ReEntrySignalNode', max_re_entries: 1, condition: at('>=', '100') },
      ],
      edges: [
        ['controller', 'signal'],
        ['signal', 'enter'],
        ['enter', 'high'],
        ['high', 'sell-one'],
        ['sell-one', 'mid'],
        ['mid', 'sell-rest'],
        ['enter', 'low'],
        ['low', 'stop'],
        ['stop', 'again'],
        ['again', 'enter'],
      ],
    },
    // In at 100, half out at 105, the rest at 97; in again at 100. 'mid' waited from 105 to 97.
    ticks: ['100', '105', '97', '100', '100', '103'].map((price, i) => ({
      time: `2024-01-02T09:15:0${i}+05:30`,
      ltp: { XYZ: price },
    })),
    fill: 'same',
  });
  expect(trades.map(({ pnl, exit_price, exit_reason }) => [pnl, exit_price, exit_reason])).toEqual([
    ['2.00', '101.00', 'stop'],
  ]);
  expect(events.map(({ node_id, timestamp }) => `${node_id}@${timestamp.slice(18, 19)}`)).toEqual([
    ...['controller@0', 'signal@0', 'enter@0', 'high@1', 'sell-one@1', 'low@2', 'stop@2'],
    ...['again@3', 'enter@4'],
  ]);
});

/**
 * A strategy over made prices, and what a second engine, written in Python with its `decimal` from the rules of
 * the worked cases alone, made of it. Prices by symbol, one for each step, `-` where there is none.
 */
interface OracleCase {
  readonly seed: number;
  readonly about: string;
  readonly day: string;
  readonly offset: string;
  readonly start: string;
  readonly step: number;
  readonly prices: Readonly<Record<string, string>>;
  readonly rsi?: string;
  readonly strategy: Strategy;
  /** For each trade its fields, and the numbers of the events of its chains. */
  readonly trades: readonly string[];
  readonly summary: TradesSummary;
  readonly events: string;
}

const cases = JSON.parse(
  readFileSync(new URL('oracle/random-strategies.json', import.meta.url), 'utf8'),
) as readonly OracleCase[];

describe('random strategies, as a second engine runs them', () => {
  test.each(cases.map((each) => [each.seed, each.about, each] as const))('%d: %s', (_, __, each) => {
    const result = runStrategy({ strategy: each.strategy, ticks: ticksOf(each), fill: 'same' });
    expect(result.trades.flatMap((trade) => [fieldsText(trade), flowsText(result, trade)])).toEqual(
      each.trades,
    );
    expect(result.summary).toEqual(each.summary);
    expect(eventsText(result)).toBe(each.events);
  });
});

function ticksOf({ day, offset, start, step, prices, rsi }: OracleCase): Tick[] {
  const columns = Object.entries(prices).map(([symbol, text]) => [symbol, text.split(' ')] as const);
  const values = rsi?.split(' ');
  const first = Date.parse(`${day}T${start}Z`);
  return columns[0][1].flatMap((_, i) => {
    const ltp = Object.fromEntries(
      columns.filter(([, column]) => column[i] !== '-').map(([symbol, column]) => [symbol, column[i]]),
    );
    if (Object.keys(ltp).length === 0) return [];
    const time = `${new Date(first + i * step * 1000).toISOString().slice(0, 19)}${offset}`;
    return [{ time, ltp, ...(values && { ind: { rsi: values[i] === '-' ? null : values[i] } }) }];
  });
}

function fieldsText(trade: TradeMessage): string {
  const { trade_id, position_id, re_entry_num, symbol, side, quantity, entry_price, exit_price } = trade;
  const { pnl, fees, pnl_percent, duration_minutes, status, exit_reason } = trade;
  const entry = `${entry_price} ${trade.entry_time.slice(11, 19)}`;
  const exit = `${exit_price} ${trade.exit_time.slice(11, 19)}`;
  // The second engine writes whole minutes as 13.0.
  const minutes = Number.isInteger(duration_minutes) ? `${duration_minutes}.0` : `${duration_minutes}`;
  return (
    `${trade_id} ${position_id} ${re_entry_num} ${symbol} ${side} ${quantity} ${entry} ${exit} ` +
    `${pnl} ${fees} ${pnl_percent} ${minutes} ${status} ${exit_reason}`
  );
}

function flowsText(result: StrategyResult, { entry_flow_ids, exit_flow_ids }: TradeMessage): string {
  const entry = eventNumbers(result, entry_flow_ids).join(' ');
  return `entry ${entry}, exit ${eventNumbers(result, exit_flow_ids).join(' ')}`;
}

function eventsText({ events }: StrategyResult): string {
  const nodes = new Map(events.map(({ execution_id, node_id }) => [execution_id, node_id]));
  return events
    .map(({ timestamp, node_id, event_type, parent_execution_id }) => {
      const parent = parent_execution_id === null ? '' : ` of ${nodes.get(parent_execution_id)}`;
      return `${timestamp.slice(11, 19)} ${node_id} ${event_type}${parent}`;
    })
    .join(', ');
}

function eventNumbers({ events }: StrategyResult, ids: readonly string[] | null): number[] {
  return (ids ?? []).map((id) => events.findIndex(({ execution_id }) => execution_id === id));
}
