import { expect, test } from 'vitest';
import { sweep, trading } from '../../lib/index.ts';

test('what is better when it is larger has no value at risk', async () => {
  const options = { config: { market: { kind: 'gbm' as const, days: 1 } }, runs: 2, workers: 1 };
  await expect(sweep(trading, { ...options, measure: 'pnl' })).rejects.toThrow(
    'measure: given "pnl"; a metric of which more is worse: loss, trades, openAtEnd, maxDrawdown, exposurePct',
  );
  const { losses, metrics } = await sweep(trading, { ...options, measure: 'maxDrawdown' });
  expect([...losses]).toEqual([...metrics.maxDrawdown]);
});
