import { describe, expect, test } from 'vitest';
import type { LoggedEvent } from '../../lib/core/event-kind.ts';
import { run } from '../../lib/core/run.ts';
import { candleGroups, candlePlace } from '../../lib/figures/candle-groups.ts';
import { equityFigure } from '../../lib/figures/equity-figure.ts';
import type { Figure } from '../../lib/figures/figure.ts';
import { tradeHistory } from '../../lib/figures/trade-history.ts';
import { tradesFigure } from '../../lib/figures/trades-figure.ts';
import { trading } from '../../lib/models/trading/trading.ts';

const DAY = 86_400_000;
const recipe = { config: { currency: 'EUR' } };
const dayOf = (i: number): { at: number; offset: null; timestamp: string } => {
  return { at: i * DAY, offset: null, timestamp: `1970-01-${String(i + 1).padStart(2, '0')}` };
};
const candle = (i: number, close: number, wealth: number, symbol = 'X') => {
  return {
    type: 'candle',
    ...dayOf(i),
    symbol,
    open: close - 1,
    high: close + 2,
    low: close - 3,
    close,
    wealth,
  };
};
const fill = (i: number) => ({ type: 'order_filled', ...dayOf(i) });
const opened = (position: string, side: string, price: number, cause: number, symbol = 'X') => {
  return { type: 'position_opened', position, side, price, quantity: 10, symbol, causes: [cause] };
};
const closed = (position: string, exit_price: number, pnl: number) => {
  return { type: 'position_closed', position, exit_price, pnl, reason: 'stop' };
};
const update = (position: string, i: number, cause: number) => {
  // Two digits, as it is shown: the figure wants those of the closing.
  return { type: 'trade_update', position, exit_at: i * DAY, exit_price: 0, pnl: 0, causes: [cause] };
};
const events = [
  { type: 'init', cash: 100 },
  candle(0, 20, 100),
  candle(0, 999, 100, 'Y'),
  fill(1),
  opened('long', 'buy', 21.12345, 3),
  candle(1, 22, 120),
  candle(2, 21, 90),
  fill(3),
  closed('long', 24.98765, 38.6),
  update('long', 3, 8),
  fill(3),
  opened('short', 'sell', 24.5, 10),
  candle(3, 24, 108),
  fill(4),
  closed('short', 26, -15),
  update('short', 4, 14),
  fill(4),
  opened('long', 'buy', 26, 16),
  candle(4, 26, 60),
].map((event, id) => ({ causes: [], t: 0, id, ...event })) as unknown as LoggedEvent[];
const traceOf = ({ data }: Figure, name: string) => data.find((trace) => trace.name === name)!;

describe('trades of a run', () => {
  test('as the log has them: all digits, times of fills, what is open at the end', () => {
    const { symbol, cash, candles, trades } = tradeHistory(events);
    expect({ symbol, cash }).toEqual({ symbol: 'X', cash: 100 });
    expect(candles.map(({ close }) => close)).toEqual([20, 22, 21, 24, 26]);
    const ends = trades.map(({ side, entry, exit }) => [
      side,
      entry.at / DAY,
      entry.price,
      exit?.at,
      exit?.pnl,
    ]);
    expect(ends).toEqual([
      ['buy', 1, 21.12345, 3 * DAY, 38.6],
      ['sell', 3, 24.5, 4 * DAY, -15],
      ['buy', 4, 26, undefined, undefined],
    ]);
    expect(trades[0].exit).toMatchObject({ price: 24.98765, timestamp: '1970-01-04', reason: 'stop' });
    expect(tradeHistory(events, 'Y')).toMatchObject({ candles: [{ close: 999 }], trades: [] });
  });

  test('price, marks, wealth and drawdown', () => {
    const figure = tradesFigure({ recipe, events });
    expect(figure.title).toBe('2 trades, loss 40, drawdown 50 %');
    expect(traceOf(figure, 'bar')).toMatchObject({ yaxis: 'y3' });
    expect((traceOf(figure, 'bar').y as number[]).slice(9, 18)).toEqual([
      ...[19, 24, null, 21, 21, null, 22, 22, null],
    ]);
    expect(traceOf(figure, 'long entry')).toMatchObject({ x: [1, 4], y: [21.12345, 26] });
    expect(traceOf(figure, 'long entry').marker).toMatchObject({ angle: 0 });
    expect(traceOf(figure, 'short entry')).toMatchObject({ x: [3], y: [24.5], marker: { angle: 180 } });
    expect(traceOf(figure, 'exit, profit')).toMatchObject({ x: [3], y: [24.98765] });
    expect(traceOf(figure, 'exit, loss')).toMatchObject({ x: [4], y: [26] });
    expect(traceOf(figure, 'wealth')).toMatchObject({ yaxis: 'y2', y: [100, 120, 90, 108, 60] });
    // Of the 120 of the second day: 90 is a quarter below, 108 a tenth, 60 half.
    expect(traceOf(figure, 'drawdown')).toMatchObject({ yaxis: 'y', y: [0, 0, -25, -10, -50] });
    const lines = figure.data.filter(({ mode, name }) => mode === 'lines' && name === undefined);
    expect(lines.map(({ x, y }) => [x, y])).toEqual([
      [
        [1, 3, null],
        [21.12345, 24.98765, null],
      ],
      [
        [3, 4, null],
        [24.5, 26, null],
      ],
    ]);
    expect(lines.map(({ line }) => (line as { dash?: string }).dash)).toEqual([undefined, 'dot']);
  });

  test('a span: trades that reach out of it are cut, the drawdown knows what came before', () => {
    const figure = tradesFigure({ recipe, events }, { from: '1970-01-03', to: '1970-01-04' });
    expect(traceOf(figure, 'drawdown').y).toEqual([-25, -10]);
    // Halfway from 21.12345 to 24.98765.
    const [held] = figure.data.filter(({ mode, name }) => mode === 'lines' && name === undefined);
    expect(held).toMatchObject({ x: [0, 1, null], y: [23.05555, 24.98765, null] });
    expect(traceOf(figure, 'long entry')).toBeUndefined();
    expect(traceOf(figure, 'exit, loss')).toBeUndefined();
    expect(figure.title).toBe('1 trade, loss 12, drawdown 25 %');
    expect(tradesFigure({ recipe, events }, { to: '1970' }).title).toBe('2 trades, loss 40, drawdown 50 %');
    expect(() => tradesFigure({ recipe, events }, { from: '1971' })).toThrow(/1970-01-01 to 1970-01-05/);
    expect(() => tradesFigure({ recipe, events }, { symbol: 'Z' })).toThrow('tradesFigure: symbol');
  });

  test('where a time falls among candles, and after those of the log', () => {
    const { candles } = tradeHistory(events);
    const places = [-1, 0, 0.5, 1, 4.9, 5].map((day) => candlePlace(candles, day * DAY));
    expect(places).toEqual([0, 0, 0, 1, 4, 5]);
    expect(candleGroups(candles, 2)).toEqual([
      { first: 0, place: 2 },
      { first: 3, place: 4 },
    ]);
  });

  test('a real run of ten years: few points, and the numbers of its metrics', () => {
    const config = { preset: 'sma-cross', parameters: { fast: 50, slow: 200 } } as const;
    const bars = Array.from({ length: 2600 }, (_, i) => {
      const year = 1990 + Math.floor(i / 260);
      const rest = i % 260;
      const time = `${year}-${String(Math.floor(rest / 22) + 1).padStart(2, '0')}-${String((rest % 22) + 1).padStart(2, '0')}`;
      const close = Math.round(10_000 + 3000 * Math.sin(i / 90) + 2 * i) / 100;
      return { time, open: close, high: 999, low: 1, close };
    });
    const real = run(trading, { config: { ...config, bars } });
    const figure = tradesFigure(real);
    const drawdown = traceOf(figure, 'drawdown').y as number[];
    expect(drawdown.length).toBeLessThanOrEqual(500);
    expect(Math.min(...drawdown)).toBeCloseTo(real.metrics.maxDrawdownPct, 2);
    const exits = ['exit, profit', 'exit, loss'].map((name) => (traceOf(figure, name)?.x as [])?.length ?? 0);
    expect(exits[0] + exits[1]).toBe(real.metrics.trades);
    expect(exits[0]).toBe((real.metrics.winRatePct * real.metrics.trades) / 100);
    expect(JSON.parse(JSON.stringify(figure))).toEqual(figure);
  });

  test('more candles than a call has room for arguments', () => {
    const many = Array.from({ length: 150_000 }, (_, i) => ({
      ...candle(0, 20, 100 - (i === 99_999 ? 30 : 0)),
      at: i,
    }));
    const list = [events[0], ...many.map((each, i) => ({ causes: [], t: 0, id: i + 1, ...each }))];
    const figure = tradesFigure({ recipe, events: list as LoggedEvent[] });
    expect(figure.title).toBe('No exit, profit 0, drawdown 30 %');
    // Every point stands for 300 candles, and shows the deepest of them.
    expect((traceOf(figure, 'drawdown').y as number[]).filter((share) => share < 0)).toEqual([-30]);
    expect(traceOf(figure, 'wealth').y).toHaveLength(500);
    expect(equityFigure({ a: { recipe, events: list as LoggedEvent[] } }).title).toBe(
      'Wealth at the end: a 100',
    );
  });

  test('nothing yet', () => {
    for (const list of [[], events.slice(0, 1)]) {
      expect(tradesFigure({ recipe, events: list }).title).toBe('No candle is complete');
      expect(equityFigure({ a: { recipe, events: list } }).title).toBe('No candle is complete');
    }
  });
});

describe('wealth of several runs', () => {
  const richer = events.map((event) =>
    event.type === 'candle' ? { ...event, wealth: (event.wealth as number) + 1e6 } : event,
  );

  test('a line for each in both panels', () => {
    const figure = equityFigure({ a: { recipe, events }, b: { recipe, events: richer } });
    expect(figure.data.map(({ name, yaxis, y }) => [name, yaxis, (y as number[])[4]])).toEqual([
      ['a', 'y2', 0.00006],
      ['a', 'y', -50],
      ['b', 'y2', 1.00006],
      // From 1,000,120 to 1,000,060.
      ['b', 'y', -0.005999],
    ]);
    expect(figure.title).toBe('Wealth at the end: a 60, b 1,000,000');
  });

  test('of another market', () => {
    const shorter = { recipe, events: events.slice(0, -1) };
    expect(() => equityFigure({ a: { recipe, events }, b: shorter })).toThrow('equityFigure: b');
  });
});
