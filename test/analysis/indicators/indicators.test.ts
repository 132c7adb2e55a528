import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createIndicator, USUAL_DECIMALS } from '../../../lib/analysis/indicators/create-indicator.ts';
import { CANDLE_ROOM, type IndicatorSpec } from '../../../lib/analysis/indicators/indicator.ts';
import { indicatorSeries } from '../../../lib/analysis/indicators/indicator-series.ts';
import { expectClose } from '../shared-cases.ts';
import { candlesOf, everyKind, type SomeBars, someBars } from './some-bars.ts';

/** The bars with every price of theirs put through `change`. */
function repriced(bars: SomeBars, change: (price: number) => number): SomeBars {
  const [open, high, low, close] = [bars.open, bars.high, bars.low, bars.close].map((list) =>
    list.map(change),
  );
  return { ...bars, open: open!, high: high!, low: low!, close: close! };
}

/** The outputs after each candle, of an indicator that is fed by hand. */
function fed(spec: IndicatorSpec, bars: SomeBars): number[][] {
  const indicator = createIndicator(spec, 'here', USUAL_DECIMALS);
  const candles = candlesOf(bars);
  const memory = new Float64Array(indicator.room);
  indicator.reset(memory, 0);
  return bars.close.map((_, i) => {
    indicator.update(memory, 0, candles, i * CANDLE_ROOM);
    return Array.from(memory.subarray(0, indicator.outputs.length));
  });
}

describe.each(everyKind)('%j', (spec: IndicatorSpec, definedFrom) => {
  test('fed one by one, and copied in the middle, it gives the series and touches no other memory', () => {
    fc.assert(
      fc.property(someBars, fc.nat(11), (bars, copyAt) => {
        const series = indicatorSeries(spec, bars);
        const indicator = createIndicator(spec, 'here', USUAL_DECIMALS);
        expect(Object.keys(series)).toEqual(indicator.outputs);
        const candles = candlesOf(bars);
        let memory = new Float64Array(indicator.room + 5).fill(-7);
        let at = 2;
        indicator.reset(memory, at);
        for (let i = 0; i < bars.close.length; i++) {
          if (i === copyAt) {
            const copy = new Float64Array(indicator.room + 5).fill(-7);
            copy.set(memory.subarray(at, at + indicator.room), 3);
            // What becomes of the original is nothing to the copy.
            indicator.update(memory, at, candles, 0);
            memory = copy;
            at = 3;
          }
          indicator.update(memory, at, candles, i * CANDLE_ROOM);
          const outputs = memory.slice(at, at + indicator.outputs.length);
          expect(Array.from(outputs)).toEqual(indicator.outputs.map((name) => series[name]![i]));
        }
        const others = [...memory.subarray(0, at), ...memory.subarray(at + indicator.room)];
        expect(others).toEqual([-7, -7, -7, -7, -7]);
      }),
      { numRuns: 50 },
    );
  });

  test('after a reset it begins anew', () => {
    fc.assert(
      fc.property(someBars, (bars) => {
        const indicator = createIndicator(spec, 'here', USUAL_DECIMALS);
        const candles = candlesOf(bars);
        const memory = new Float64Array(indicator.room);
        const pass = () => {
          indicator.reset(memory, 0);
          expect(Array.from(memory.subarray(0, indicator.outputs.length)).every(Number.isNaN)).toBe(true);
          for (let i = 0; i < bars.close.length; i++) indicator.update(memory, 0, candles, i * CANDLE_ROOM);
          return memory.slice();
        };
        expect(pass()).toEqual(pass());
      }),
      { numRuns: 20 },
    );
  });

  test('it is defined from there on, and not before', () => {
    fc.assert(
      fc.property(someBars, (bars) => {
        const series = indicatorSeries(spec, bars);
        for (const [name, from] of Object.entries(definedFrom)) {
          series[name]!.forEach((value, i) => {
            expect(Number.isFinite(value), `${name} at ${i}: ${value}`).toBe(i + 1 >= from);
          });
        }
      }),
      { numRuns: 20 },
    );
  });

  test('another future leaves the past as it was', () => {
    fc.assert(
      fc.property(someBars, someBars, fc.nat(11), (bars, others, keep) => {
        const joined = Object.fromEntries(
          Object.entries(bars).map(([name, list]) => [
            name,
            [...list.slice(0, keep), ...others[name as keyof SomeBars].slice(keep)],
          ]),
        ) as unknown as SomeBars;
        const [before, after] = [bars, joined].map((each) => fed(spec, each));
        expect(after!.slice(0, keep)).toEqual(before!.slice(0, keep));
      }),
      { numRuns: 50 },
    );
  });

  test('of prices twice as high it is twice as much, and RSI the same', () => {
    fc.assert(
      fc.property(someBars, (bars) => {
        const factor = spec.kind === 'rsi' ? 1 : 2;
        const before = indicatorSeries(spec, bars);
        const after = indicatorSeries(
          spec,
          repriced(bars, (price) => price * 2),
        );
        for (const name of Object.keys(before)) {
          before[name]!.forEach((value, i) => {
            if (Number.isNaN(value)) expect(after[name]![i]).toBeNaN();
            else expectClose(after[name]![i], value * factor, 1e-12);
          });
        }
      }),
      { numRuns: 50 },
    );
  });

  test.each([0.1, 44.34, 1234.567])('of one price, %d, nothing moves it, not by a rounding', (price) => {
    const list = new Array(60).fill(price);
    const bars = { open: list, high: list, low: list, close: list, volume: list.map((_, i) => i + 1) };
    const still: Record<string, number> = { rsi: 50, atr: 0, macd: 0 };
    const expected = still[spec.kind] ?? price;
    for (const [name, series] of Object.entries(indicatorSeries(spec, bars))) {
      for (const value of series.slice(definedFrom[name]! - 1)) expect(value).toBe(expected);
    }
  });
});
