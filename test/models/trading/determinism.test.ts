import { describe, expect, test } from 'vitest';
import { runSeed } from '../../../lib/core/seed.ts';
import { runStrategy, sweep, trading } from '../../../lib/index.ts';
import { everything } from '../../support/some-strategies.ts';
import { marketOf, tradingSimulation } from '../../support/trading-runs.ts';

const BUSY = {
  strategy: 'rsi-reversal',
  parameters: { period: 2, oversold: '45', overbought: '55' },
  market: { kind: 'garch', interval: 60, days: 3 },
};

function tradesOf({
  events,
}: {
  readonly events: { ofType(type: string): Record<string, unknown>[] };
}): string {
  return JSON.stringify(events.ofType('trade_update').map(({ trade, summary }) => ({ trade, summary })));
}

describe('the same strategy over the same data', () => {
  test('gives the same list of trades byte for byte, run again and in steps of any size', () => {
    const whole = tradingSimulation(BUSY).simulation;
    whole.finish();
    const trades = tradesOf(whole);
    expect(whole.events.ofType('trade_update').length).toBeGreaterThan(100);
    const digest = whole.events.digest();
    for (const size of [1, 7, 400]) {
      const { simulation } = tradingSimulation(BUSY);
      while (simulation.advance(size) > 0);
      expect(tradesOf(simulation)).toBe(trades);
      expect(simulation.events.digest()).toBe(digest);
    }
    // The names that trades were told by before a restart are forgotten.
    whole.restart(2);
    whole.finish();
    const others = tradesOf(whole);
    expect(others).not.toBe(trades);
    const { simulation } = tradingSimulation(BUSY, { seed: 2 });
    simulation.finish();
    expect(tradesOf(simulation)).toBe(others);
  });

  test('goes on alike from a copy made half way, and without a log', () => {
    const { simulation } = tradingSimulation({ ...BUSY, strategy: everything, parameters: {} });
    simulation.advance(500);
    const copy = simulation.fork();
    simulation.finish();
    copy.finish();
    expect(tradesOf(copy)).toBe(tradesOf(simulation));
    expect(copy.events.digest()).toBe(simulation.events.digest());
    const { simulation: silent } = tradingSimulation(
      { ...BUSY, strategy: everything, parameters: {} },
      { log: false },
    );
    silent.finish();
    expect(silent.metrics()).toEqual(simulation.metrics());
  });

  test('is told alike by runStrategy, whose digest is that of the list', () => {
    const { strategy, ...config } = BUSY;
    const [one, other] = [1, 2].map(() => runStrategy({ strategy, config }));
    expect(JSON.stringify(one.trades)).toBe(JSON.stringify(other.trades));
    expect(one.tradesDigest).toBe(other.tradesDigest);
    expect(one.tradesDigest).toMatch(/^[0-9a-f]{64}$/);
  });
});

test('a sweep is the same for any number of threads and any chunk, and as its runs one by one', async () => {
  const cents = Array.from({ length: 300 }, (_, i) => 10_000 + ((i * 7919) % 1009));
  const config = {
    strategy: 'sma-cross',
    parameters: { fast: 3, slow: 8 },
    ...marketOf(cents, 'bars'),
    market: { kind: 'bootstrap' as const },
  };
  const sweeps = [];
  for (const [workers, chunk] of [
    [1, 40],
    [2, 3],
  ]) {
    sweeps.push(await sweep(trading, { config, runs: 40, seed: 'x', workers, chunk }));
  }
  expect(new Set(sweeps.map(({ digest }) => digest)).size).toBe(1);
  const { simulation } = tradingSimulation(config, { log: false });
  expect(new Set(sweeps[0].metrics.trades).size).toBeGreaterThan(5);
  for (const run of [0, 17, 39]) {
    simulation.restart(runSeed('x', run));
    simulation.finish();
    for (const [metric, value] of Object.entries(simulation.metrics())) {
      expect(sweeps[1].metrics[metric as 'loss'][run]).toBe(value);
    }
  }
});
