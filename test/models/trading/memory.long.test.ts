import { expect, test } from 'vitest';
import { logBytes } from '../../support/log-bytes.ts';
import { tradingSimulation } from '../../support/trading-runs.ts';

test('half a million events, and all that the run remembers beside them, take less than 150 MB', () => {
  const held = (): number => {
    const { heapUsed, arrayBuffers } = process.memoryUsage();
    return heapUsed + arrayBuffers;
  };
  const before = held();
  const { simulation, state } = tradingSimulation({
    strategy: 'rsi-reversal',
    parameters: { period: 2, oversold: '45', overbought: '55' },
    candles: null,
    market: { kind: 'garch', interval: 60, days: 625 },
  });
  simulation.finish();
  expect(simulation.eventCount).toBeGreaterThan(500_000);
  expect(state.trades.length).toBeGreaterThan(50_000);
  expect(logBytes(simulation)).toBeLessThan(75e6);
  expect(held() - before).toBeLessThan(150e6);
}, 60_000);
