import { describe, expect, test } from 'vitest';
import { kindsOf } from '../../../lib/core/command.ts';
import type { AnyModel } from '../../../lib/core/model.ts';
import type { SessionRequest } from '../../../lib/live/session-request.ts';
import { banks } from '../../../lib/models/banks/banks.ts';
import { cache } from '../../../lib/models/cache/cache.ts';
import type { CacheView } from '../../../lib/models/cache/view.ts';
import { trading } from '../../../lib/models/trading/trading.ts';
import type { TradingView } from '../../../lib/models/trading/view.ts';
import { tradingExample } from '../../../lib/page/examples/trading-example.ts';
import { answerHighlight } from '../../../lib/page/panels/answer-highlight.ts';
import { entitiesOf } from '../../../lib/page/panels/entity-fields.ts';
import { entityQuestions } from '../../../lib/page/panels/entity-questions.ts';
import { latestEvents } from '../../../lib/page/panels/latest-events.ts';
import { loadEvents, spansOf } from '../../../lib/page/panels/load-events.ts';
import { orderStatistic } from '../../../lib/page/panels/order-statistics.ts';
import { slowRequests } from '../../../lib/page/panels/slow-requests.ts';
import { findTrade } from '../../../lib/page/panels/trade-chain.ts';
import type { Why } from '../../../lib/why/answer.ts';
import { standingAt } from './ask-of.ts';

const kinds = kindsOf(banks);

describe('the latest events about an entity', () => {
  test('are those of the log, whichever field names it', async () => {
    const { ask, opened } = await standingAt(30);
    const all = opened.live.events.toArray();
    for (const entity of ['bank:0', 'bank:7', `market:${all.find(({ type }) => type === 'price')?.market}`]) {
      const wanted = all.filter((event) => entitiesOf(event, kinds).includes(entity)).reverse();
      expect(wanted.length).toBeGreaterThan(20);
      const found = await latestEvents(ask, kinds, entity, { time: 30, events: all.length }, 12);
      expect(found.map(({ id }) => id)).toEqual(wanted.slice(0, 12).map(({ id }) => id));
      const every = await latestEvents(ask, kinds, entity, { time: 30, events: 40 * 50_000 }, 10_000);
      expect(every.map(({ id }) => id)).toEqual(wanted.map(({ id }) => id));
    }
  });

  test('a lively one is not looked for in the whole log', async () => {
    const { ask } = await standingAt(30);
    const from: number[] = [];
    const watched = (request: SessionRequest): Promise<unknown> => {
      if (request.do === 'events') from.push(request.query?.from as number);
      return ask(request);
    };
    // As if the log were long: of its tenths only the last is looked at.
    await latestEvents(watched, kinds, 'bank:0', { time: 29, events: 500_000 }, 5);
    expect(Math.min(...from)).toBeCloseTo(26.1);
    const abort = new AbortController();
    abort.abort(new Error('gone'));
    const reached = { time: 29, events: 500_000 };
    await expect(latestEvents(ask, kinds, 'bank:0', reached, 5, abort.signal)).rejects.toThrow('gone');
  });
});

describe('events by their ids', () => {
  test('are asked for in spans', () => {
    expect(spansOf([])).toEqual([]);
    expect(spansOf([3, 5, 30, 500, 501])).toEqual([
      { from: 3, count: 28 },
      { from: 500, count: 2 },
    ]);
    const far = Array.from({ length: 300 }, (_, i) => i * 20);
    expect(spansOf(far).every(({ count }) => count <= 2_000)).toBe(true);
    expect(spansOf(far)).toHaveLength(3);
  });

  test('are found, others not', async () => {
    const { ask } = await standingAt(5);
    const found = await loadEvents(ask, [9, 2, 9, 1_000_000]);
    expect([...found.keys()]).toEqual([2, 9]);
    expect(found.get(9)?.id).toBe(9);
  });

  test('an answer highlights its chain and its causes, in order, and whom they are about', async () => {
    const { ask, opened } = await standingAt(5);
    const events = opened.live.events.toArray();
    const [first, second] = events.filter(({ type }) => type === 'transaction');
    const answer = {
      chain: [{ id: second.id }],
      rootCauses: [
        { id: first.id, verdict: 'necessary' },
        { id: 0, verdict: 'irrelevant' },
      ],
    } as unknown as Why;
    const { entities, events: ids } = await answerHighlight(ask, kinds, answer);
    expect([...ids]).toEqual([first.id, second.id]);
    expect([...entities].sort()).toEqual(
      [...new Set([...entitiesOf(first, kinds), ...entitiesOf(second, kinds)])].sort(),
    );
  });
});

describe('percentiles', () => {
  test('by rank, with the order statistics that cover them', () => {
    // A hundred values 1 … 100: p95 is the 95th; 95 ± 1.96 · √(100 · 0.95 · 0.05) = 90.7 … 99.3.
    const hundred = Array.from({ length: 100 }, (_, i) => i + 1);
    expect(orderStatistic(hundred, 0.95)).toEqual({ value: 95, interval: [90, null] });
    expect(orderStatistic(hundred, 0.5)).toEqual({ value: 50, interval: [40, 61] });
    expect(orderStatistic(hundred, 0.01)).toEqual({ value: 1, interval: [null, 4] });
    expect(orderStatistic([7], 0.5)).toEqual({ value: 7, interval: [null, null] });
    expect(orderStatistic([], 0.5)).toEqual({ value: null, interval: [null, null] });
  });

  test('open to the requests of their window', async () => {
    const config = { requests: 5_000, warmup: 0, window: 400, arrivals: { kind: 'poisson', rate: 1 } };
    const { ask, opened } = await standingAt(1_950, { model: cache as AnyModel, config });
    const { latency } = opened.live.view() as CacheView;
    const window = { from: latency.from, to: latency.to };
    expect(latency.count).toBeGreaterThan(100);
    const all = await slowRequests(ask, window, 0, null);
    expect(all.events).toHaveLength(latency.count);
    expect(all.more).toBe(0);
    const p95 = latency.p95.value as number;
    const slow = await slowRequests(ask, window, p95, null);
    // Of n, those from the 95th percentile on are about 5 %; buckets of latencies are 0.8 % wide.
    expect(slow.events.length / latency.count).toBeGreaterThan(0.03);
    expect(slow.events.length / latency.count).toBeLessThan(0.07);
    const latencies = slow.events.map((event) => event.latency as number);
    expect(latencies).toEqual([...latencies].sort((a, b) => b - a));
    expect(Math.min(...latencies)).toBeGreaterThanOrEqual(p95);
    const node = await slowRequests(ask, window, 0, 1);
    expect(node.events.length).toBeGreaterThan(0);
    expect(node.events.every((event) => event.node === 1)).toBe(true);
  });
});

describe('a trade', () => {
  test('is found by its name, with the node events that led in and out', async () => {
    const { config, seed } = tradingExample;
    const { ask, opened } = await standingAt(700, { model: trading as AnyModel, config, seed });
    const { trades } = opened.live.view() as TradingView;
    expect(trades.length).toBeGreaterThan(1);
    for (const trade of [trades[0], trades.at(-1)]) {
      const found = await findTrade(ask, trade?.trade_id as string);
      expect(found?.event.trade).toMatchObject({ pnl: trade?.pnl });
      expect(found?.entry.events.at(-1)?.node).toBe('buy');
      expect(found?.entry.events.at(-1)?.id).toBe(found?.event.entry_leaf);
      expect(found?.exit.events.at(-1)?.id).toBe(found?.event.exit_leaf);
      const chain = found?.exit.events ?? [];
      for (const [i, event] of chain.entries()) {
        if (i > 0) expect(event.causes[0]).toBe(chain[i - 1].id);
      }
    }
    expect(await findTrade(ask, 'long-r99')).toBe(null);
    expect(await findTrade(ask, 'nonsense')).toBe(null);
  });
});

describe('questions about an entity', () => {
  test('why where it came, why not where it did not', async () => {
    const config = { banks: 6, steps: 12, density: 0.6, shocks: [] };
    const { ask, opened } = await standingAt(3, { model: banks as AnyModel, config });
    const entities = { bank: { names: ['A', 'B', 'C', 'D', 'E', 'F'], printed: 'index' as const } };
    const asked = await entityQuestions(ask, banks as AnyModel, entities, 'bank:1', 3);
    expect(asked).toEqual([
      { text: 'B: default: why not?', whyNot: { type: 'default', bank: 1 } },
      { text: 'B: bank deleted: why not?', whyNot: { type: 'bank_deleted', bank: 1 } },
    ]);
    await ask({ do: 'command', command: { name: 'delete_bank', bank: 4 } });
    const [, deleted] = await entityQuestions(ask, banks as AnyModel, entities, 'bank:4', 3);
    const event = opened.live.events.ofType('bank_deleted')[0];
    expect(deleted).toEqual({ text: 'E: bank deleted at t = 3: why?', event: event.id });
    expect(await entityQuestions(ask, banks as AnyModel, entities, 'event:3', 3)).toEqual([]);
  });
});
