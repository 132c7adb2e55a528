import { describe, expect, test } from 'vitest';
import type { At } from '../../../lib/core/turn.ts';
import {
  type BanksCommand,
  type BanksGivenConfig,
  banks,
  type LiveRun,
  open,
  run,
  runSeed,
  sweep,
} from '../../../lib/index.ts';
import { still } from '../../support/still-banks.ts';

const crash = { shocks: [{ kind: 'asset_price_crash', at: 1, magnitude: 0.4 }], steps: 2 } as const;

/** Where a live run stands. */
const placeOf = ({ nextTurn }: LiveRun) =>
  nextTurn as { phase: string; round: number; entity: number } | null;

describe('commands that land among the turns of contagion', () => {
  test('at every turn of a cascade, a live run replays from its recipe', () => {
    let landed = 0;
    for (const seed of [2, 3, 5]) {
      const live = open(banks, { seed, config: crash });
      for (let place = placeOf(live); place !== null && place.phase !== 'accrual'; place = placeOf(live)) {
        if (place.phase === 'shock_cascade') {
          const fork = live.fork();
          fork.command({ name: 'inject_liquidity', bank: 0, amount: 1 });
          fork.finish();
          expect(run(banks, fork.recipe).digest).toBe(fork.digest);
          landed++;
        }
        live.step();
      }
    }
    expect(landed).toBeGreaterThan(5);
  });

  test('a shock within a round of fire sales leaves no cash below zero, and the books in order', () => {
    const deeds = [
      { name: 'apply_shock', kind: 'liquidity_squeeze', magnitude: 1 },
      { name: 'apply_shock', kind: 'deposit_run', magnitude: 0.5 },
      { name: 'apply_shock', kind: 'bank_failure', magnitude: 10 },
      { name: 'delete_bank' },
    ];
    let landed = 0;
    for (const seed of [0, 1]) {
      const live = open(banks, { seed, config: crash });
      for (let place = placeOf(live); place !== null && place.phase !== 'accrual'; place = placeOf(live)) {
        const { phase, round, entity } = place;
        if (phase === 'shock_contagion' && round > 0) {
          const fork = live.fork();
          fork.command({ ...deeds[landed++ % deeds.length]!, bank: entity } as never);
          for (let turns = 0; turns < 40 && !fork.done; turns++) {
            fork.step();
            fork.check();
          }
          expect(run(banks, fork.finish().recipe).digest).toBe(fork.digest);
        }
        live.step();
      }
    }
    expect(landed).toBeGreaterThan(20);
  });

  test('clearing switched on among failures: runs of a sweep share nothing', async () => {
    const config: BanksGivenConfig = {
      shocks: [
        { kind: 'asset_price_crash', at: 1, magnitude: 0.5 },
        { kind: 'bank_failure', at: 2, bank: 3 },
      ],
      ...{ steps: 4, impactStrength: 2, directLosses: 'clearing' },
    };
    const at = { time: 1, phase: 'shock_contagion', entity: 4, ordinal: 0 };
    const commands: (BanksCommand & { readonly at: At })[] = [
      { name: 'set', path: 'directLosses', value: 'write-down', at: 1 },
      { name: 'set', path: 'directLosses', value: 'clearing', at },
    ];
    const { losses } = await sweep(banks, { config, commands, runs: 8, seed: 5, workers: 1 });
    for (const [i, loss] of losses.entries()) {
      const { metrics, events } = run(banks, { config, commands, seed: runSeed(5, i) });
      expect(metrics.loss).toBe(loss);
      for (const { t, recovery } of events.ofType('default'))
        if (t > 1) expect(recovery).toBeGreaterThan(0.5);
    }
  });
});

test('a bank that has lost exactly its capital stands, whatever the rounding', () => {
  for (let tenths = 10; tenths < 400; tenths++) {
    const capital = tenths / 10;
    const { metrics } = run(banks, {
      config: still({
        banks: [
          { capital: 50, targetLeverage: 10 },
          { capital, targetLeverage: 10 },
          { capital: 50, targetLeverage: 10 },
        ],
        matrix: [
          [0, 0, 0],
          [capital, 0, 0],
          [0, 0, 0],
        ],
        shocks: [{ kind: 'bank_failure', at: 1, bank: 0 }],
        recovery: 0,
      }),
    });
    expect(metrics.defaults, `capital ${capital}`).toBe(1);
  }
});
