import { expect, test } from 'vitest';
import { banks, type Events, run } from '../../../lib/index.ts';
import { endOf } from '../../support/bank-books.ts';
import { still } from '../../support/still-banks.ts';

type Given = Readonly<Record<string, unknown>>;

/** A bank of total assets 100: 10 in cash, the rest external, unless some of it is in the market. */
const bank = (capital: number, marketInvestments = 0) => ({
  ...{ capital, targetLeverage: 100 / capital, marketInvestments },
});
const made = (given: Given, more: Given = {}) =>
  run(banks, {
    config: still({ leverageMinimum: 0, capitalMinimum: 0, markets: [{ name: 'X', price: 100 }], ...given }),
    ...more,
  });
const failed = (events: Events) => events.ofType('default').map(({ bank: which, reason }) => [which, reason]);

test('right: below the minimum of leverage a bank fails with what it has left', () => {
  const given = { failsWhen: ['below_minimum'], leverageMinimum: 0.05 };
  const { events, metrics } = made({ banks: [bank(4.9), bank(5), bank(5.1)], ...given });
  expect(events.ofType('default')).toMatchObject([
    { bank: 0, reason: 'below_minimum', equity: expect.closeTo(4.9, 12), round: 0 },
  ]);
  // Its owners lose it all: what its creditors do not need is the estate's.
  expect(metrics.finalEquity).toBeCloseTo(10.1, 12);
  expect(metrics.lossEstates).toBeCloseTo(4.9, 12);
});

test('right: below the minimum of capital', () => {
  // 30 invested and 60 of external assets weigh 30 + 0.5 * 60; 6 of equity carries 60 at a tenth.
  const riskWeights = { cash: 0, investments: 1, external: 0.5 };
  const given = { failsWhen: ['below_minimum'], capitalMinimum: 0.1, riskWeights };
  const { events } = made({ banks: [bank(5.9, 30), bank(6, 30), bank(5.9, 28)], ...given });
  expect(failed(events)).toEqual([[0, 'below_minimum']]);
  // Cash can be made to weigh: 1 more.
  const heavy = made({
    banks: [bank(6, 30), bank(6.1, 30)],
    ...given,
    riskWeights: { ...riskWeights, cash: 0.1 },
  });
  expect(failed(heavy.events)).toEqual([[0, 'below_minimum']]);
});

test('right: a creditor falls below its minimum by what it writes down', () => {
  // 2 of 10 lent are recovered: of 98 that 1 has then, 8 of equity are 8.2 %; 0.4 less would be too few.
  const matrix = [
    [0, 0],
    [10, 0],
  ];
  const given = {
    banks: [bank(20), bank(10)],
    matrix,
    recovery: 0.8,
    failsWhen: ['insolvent', 'below_minimum'],
  };
  const shocks = [{ kind: 'bank_failure', at: 1, bank: 0 }];
  const of = (leverageMinimum: number) => failed(made({ ...given, shocks, leverageMinimum }).events);
  expect(of(8 / 98 - 1e-9)).toEqual([[0, 'insolvent']]);
  expect(of(8 / 98 + 1e-9)).toEqual([
    [0, 'insolvent'],
    [1, 'below_minimum'],
  ]);
});

test('a bank fails for what failsWhen has, and for nothing else', () => {
  // 0 is under water, 1 cannot pay its depositors, 2 is thin.
  const shocks = [
    { kind: 'bank_failure', at: 1, bank: 0 },
    { kind: 'deposit_run', at: 1, bank: 1, magnitude: 1 },
  ];
  const given = {
    ...{ banks: [bank(10), bank(10), bank(2)], shocks, leverageMinimum: 0.03, funding: true },
    ...{ lastResortLimit: 0, capitalRequirement: 0, leverageRequirement: 0 },
  };
  const of = (...failsWhen: string[]) => failed(made({ ...given, failsWhen }).events);
  expect(of('insolvent')).toEqual([[0, 'insolvent']]);
  expect(of('illiquid')).toEqual([[1, 'illiquid']]);
  expect(of('below_minimum')).toEqual([
    [0, 'below_minimum'],
    [2, 'below_minimum'],
  ]);
  // The first that applies is the reason.
  expect(of('insolvent', 'below_minimum', 'illiquid')).toEqual([
    [0, 'insolvent'],
    [1, 'illiquid'],
    [2, 'below_minimum'],
  ]);
  expect(of('below_minimum', 'insolvent')[0]).toEqual([0, 'below_minimum']);
  // Under water and going on: its book says so, and it is no loss to anybody yet.
  const under = made({ ...given, failsWhen: ['illiquid'] });
  expect(endOf(under.events)[0]).toMatchObject({ equity: -1, defaulted: false });
});

test('failsWhen may be set while a run goes on', () => {
  const given = { banks: [bank(2), bank(10)], steps: 3, leverageMinimum: 0.03, failsWhen: ['insolvent'] };
  const value = ['insolvent', 'below_minimum'];
  const { events } = made(given, { commands: [{ name: 'set', path: 'failsWhen', value, at: 2 }] });
  expect(events.ofType('default')).toMatchObject([{ t: 2, bank: 0, reason: 'below_minimum' }]);
});

test('a bank that is brought down in another way than by a creditor’s loss is a first default', () => {
  // 1 is brought below water by the price that 0’s sale leaves.
  const { events } = made({
    ...{
      banks: [bank(4, 40), bank(5, 60)],
      fireSales: true,
      capitalRequirement: 0,
      leverageRequirement: 0.05,
    },
    ...{ impact: 'linear', impactStrength: 1 },
  });
  const cascades = events.ofType('cascade');
  expect(cascades.map(({ trigger, defaults, depth }) => [trigger, defaults, depth])).toEqual([
    [0, 1, 1],
    [1, 1, 1],
  ]);
});
