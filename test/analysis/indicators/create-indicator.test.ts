import { expect, test } from 'vitest';
import { createIndicator } from '../../../lib/analysis/indicators/create-indicator.ts';
import type { IndicatorSpec } from '../../../lib/analysis/indicators/indicator.ts';
import { type BarColumns, indicatorSeries } from '../../../lib/analysis/indicators/indicator-series.ts';
import { FaultlineError } from '../../../lib/core/faultline-error.ts';

test.each<[string, unknown, string]>([
  ['nothing', undefined, 'node n1: given nothing; an indicator: { kind, … }, kind one of sma, ema,'],
  ['an unknown kind', { kind: 'wma', period: 3 }, 'node n1: kind: given "wma"; one of sma, ema, rsi,'],
  ['a kind that every object has', { kind: 'toString' }, 'node n1: kind: given "toString"'],
  ['no kind', { period: 3 }, 'node n1: kind: given nothing'],
  ['period 0', { kind: 'rsi', period: 0 }, 'node n1: period: given 0; an integer from 1 to 1000000'],
  ['half a candle', { kind: 'atr', period: 1.5 }, 'node n1: period: given 1.5'],
  ['a period in text', { kind: 'ema', period: '14' }, 'node n1: period: given "14"'],
  ['SMA without a period', { kind: 'sma' }, 'node n1: period: given nothing'],
  ['EMA without a period', { kind: 'ema', period: undefined }, 'node n1: period: given nothing'],
  ['null for a period', { kind: 'rsi', period: null }, 'node n1: period: given null'],
  ['null for a source', { kind: 'rsi', source: null }, 'node n1: source: given null; one of open, high,'],
  ['an option of another kind', { kind: 'sma', period: 3, fast: 2 }, 'node n1: sma: fast: given 2; no such'],
  ['a source for VWAP', { kind: 'vwap', source: 'close' }, 'node n1: vwap: source: given "close"; no such'],
  ['a source for ATR', { kind: 'atr', source: 'close' }, 'node n1: atr: source: given "close"; no such'],
  ['fast as slow', { kind: 'macd', fast: 26 }, 'node n1: fast: given 26; less than slow, which is 26'],
  ['a signal of 0', { kind: 'macd', signal: 0 }, 'node n1: signal: given 0'],
  [
    'no deviations',
    { kind: 'bollinger', deviations: 0 },
    'node n1: deviations: given 0; a finite number above',
  ],
  ['an unknown source', { kind: 'rsi', source: 'mid' }, 'node n1: source: given "mid"; one of open, high,'],
])('refuses %s', (_, spec, message) => {
  const create = () => createIndicator(spec as IndicatorSpec, 'node n1', 2);
  expect(create).toThrow(FaultlineError);
  expect(create).toThrow(message);
});

test.each([-1, 16, 0.5, Number.NaN])('refuses %d decimals', (decimals) => {
  expect(() => createIndicator({ kind: 'rsi' }, 'node n1', decimals)).toThrow('node n1: decimals: given');
});

test('what the literature takes is the default, and undefined is not given', () => {
  const rooms = (specs: IndicatorSpec[]) => specs.map((spec) => createIndicator(spec, 'here', null).room);
  expect(rooms([{ kind: 'bollinger', fast: undefined }])).toEqual(rooms([{ kind: 'bollinger', period: 20 }]));
  const high = Array.from({ length: 60 }, (_, i) => 50 + ((i * 37) % 11) + 1);
  const bars = { high, low: high.map((price) => price - 3), close: high.map((price) => price - 1) };
  const pairs: [IndicatorSpec, IndicatorSpec][] = [
    [{ kind: 'rsi' }, { kind: 'rsi', period: 14, source: 'close' }],
    [{ kind: 'atr' }, { kind: 'atr', period: 14 }],
    [{ kind: 'macd' }, { kind: 'macd', fast: 12, slow: 26, signal: 9 }],
    [{ kind: 'bollinger' }, { kind: 'bollinger', period: 20, deviations: 2 }],
  ];
  for (const [short, whole] of pairs) {
    expect(indicatorSeries(short, bars)).toEqual(indicatorSeries(whole, bars));
  }
});

test.each<[string, IndicatorSpec, unknown, string]>([
  ['no close', { kind: 'rsi' }, { open: [1] }, 'bars.close: given nothing'],
  ['lists of two lengths', { kind: 'rsi' }, { close: [1, 2], high: [1] }, 'bars.high: given "1 numbers"'],
  ['a price that is no number', { kind: 'rsi' }, { close: [1, Number.NaN] }, 'bars.close[1]: given NaN'],
  ['ATR without lows', { kind: 'atr' }, { close: [1], high: [1] }, 'bars.low: given nothing; a list of 1'],
  ['a source not there', { kind: 'rsi', source: 'hl2' }, { close: [1] }, 'bars.high: given nothing'],
  [
    'VWAP without volume',
    { kind: 'vwap' },
    { close: [1], high: [1], low: [1] },
    'bars.volume: given nothing',
  ],
  [
    'a negative volume',
    { kind: 'vwap' },
    { close: [1], high: [1], low: [1], volume: [-1] },
    'bars.volume[0]: given -1',
  ],
  ['a column mistyped', { kind: 'rsi' }, { close: [1], lows: [1] }, 'indicatorSeries: bars: lows'],
  ['a bad spec', { kind: 'sma' }, { close: [1] }, 'indicatorSeries: period: given nothing'],
])('a series refuses %s', (_, spec, bars, message) => {
  expect(() => indicatorSeries(spec, bars as BarColumns)).toThrow(message);
});
