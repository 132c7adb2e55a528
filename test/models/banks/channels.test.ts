import fc from 'fast-check';
import { expect, test } from 'vitest';
import { banks, type Events, type LoggedEvent, run } from '../../../lib/index.ts';
import type { Losses } from '../../../lib/models/banks/channels.ts';
import { type OpenOptions, open } from '../../../lib/node/open.ts';
import type { BankRow } from '../../support/bank-books.ts';
import { Recount } from '../../support/channels-of-log.ts';
import { draws } from '../../support/draws.ts';
import { inRecipe } from '../../support/in-recipe.ts';
import { someCommands, someConfig } from '../../support/some-banks.ts';
import { CHAIN, still } from '../../support/still-banks.ts';

type Given = Readonly<Record<string, unknown>>;

interface Shown {
  readonly lost: number;
  readonly losses: Losses;
  readonly defaulted: boolean;
}

/** A run, and what its view then says of each bank. */
function made(options: OpenOptions) {
  const live = open(banks, options);
  const { metrics, events, recipe } = live.finish();
  return { metrics, events, recipe, shown: (live.view() as { banks: Shown[] }).banks };
}

const NAMES = ['shocks', 'markets', 'direct', 'fireSales', 'funding', 'interest'] as const;

const someRun = someConfig.chain((config) =>
  fc.record({ config: fc.constant(config), commands: someCommands(config), seed: fc.integer() }),
);

function close(what: string, given: number, expected: number, scale: number): void {
  if (!(Math.abs(given - expected) <= 1e-9 * scale)) throw new Error(`${what}: ${given}, not ${expected}`);
}

test('right: each channel of each bank, counted again from the log', () => {
  const met = new Map<string, number>();
  fc.assert(
    fc.property(someRun, (options) => {
      const { events, recipe, shown } = made(options);
      inRecipe(recipe, () => {
        const recount = new Recount(events, recipe.config as never);
        for (const event of events) recount.add(event);
        for (const [bank, { lost, losses }] of shown.entries()) {
          const expected = recount.of(bank);
          for (const name of NAMES) {
            close(`bank ${bank}, ${name}`, losses[name], expected.losses[name], recount.scale);
            if (Math.abs(losses[name]) > 1e-3) met.set(name, (met.get(name) ?? 0) + 1);
          }
          close(`bank ${bank}, lost`, lost, expected.lost, recount.scale);
          const sum = NAMES.reduce((total, name) => total + losses[name], 0);
          close(`bank ${bank}, sum`, sum, lost, recount.scale);
        }
      });
    }),
    draws(400),
  );
  // Each has been met often enough to say something.
  for (const name of NAMES) expect([name, met.get(name)! > 100]).toEqual([name, true]);
});

test('lawful: capitalLoss is the sum of what the metrics say of channels, and they of banks', () => {
  fc.assert(
    fc.property(someRun, (options) => {
      const { events, recipe, metrics, shown } = made(options);
      inRecipe(recipe, () => {
        const init = events.get(0).banks as BankRow[];
        const scale = init.reduce((sum, { equity, deposits }) => sum + equity + deposits, 1);
        const m = metrics as Record<string, number>;
        const taken =
          m.shockLosses! + m.marketLosses! + m.interbankLosses! + m.fireSaleLosses! + m.fundingLosses!;
        close('capitalLoss', m.capitalLoss!, taken - m.income! - m.passedOn!, scale);
        const of = (name: keyof Losses) => shown.reduce((sum, { losses }) => sum + losses[name], 0);
        close('shocks', m.shockLosses!, of('shocks'), scale);
        close('markets', m.marketLosses!, of('markets'), scale);
        close('direct', m.interbankLosses!, of('direct'), scale);
        close('fire sales', m.fireSaleLosses!, of('fireSales'), scale);
        close('funding', m.fundingLosses!, of('funding'), scale);
        close('interest', -m.income!, of('interest'), scale);
        const opening = init.reduce((sum, { equity }) => sum + equity, 0);
        const given = sumOf(events, 'capital_added', 'amount') - sumOf(events, 'bank_deleted', 'equity');
        close('capital', m.capitalLoss!, opening + given - m.finalEquity!, scale);
      });
    }),
    draws(200),
  );
});

function sumOf(events: Events, type: string, field: string): number {
  return events.ofType(type).reduce((sum, event) => sum + (event[field] as number), 0);
}

test.each([
  [{ fireSales: false }, 'fireSales'],
  [{ funding: false }, 'funding'],
  [{ directLosses: 'none' }, 'direct'],
  [{ recovery: 1 }, 'direct'],
  [{ shocks: 'none' }, 'shocks'],
  [{ noise: 0, policy: 'hold', profitBookingInterval: 0 }, 'markets'],
] as [Given, keyof Losses][])('off, with %j, a channel takes exactly nothing', (off, name) => {
  const { policy } = still({});
  const given = off.policy === 'hold' ? { ...off, policy } : off;
  let others = 0;
  for (let seed = 0; seed < 20; seed++) {
    const base = { banks: 12, steps: 12, stepsPerYear: 4, medianLeverage: 25, density: 0.4, recovery: 0.2 };
    const config = { ...base, noise: 0.6, interbankShare: 0.2, capitalRequirement: 0.12, ...given };
    const { shown } = made({ config, seed });
    for (const { losses } of shown) {
      expect(losses[name]).toBe(0);
      others += NAMES.filter((other) => losses[other] !== 0).length;
    }
  }
  expect(others).toBeGreaterThan(100);
});

/** What has happened, but for the numbers of the events. */
const happenings = (events: Events) =>
  [...events].map(({ id: _, causes: __, ...what }: LoggedEvent) => JSON.stringify(what));

test('channels that have nothing to do change nothing', () => {
  const shocks = [{ kind: 'bank_failure', at: 1, bank: 0 }];
  const given = { ...CHAIN, shocks, steps: 3, capitalRequirement: 0, leverageRequirement: 0 };
  const off = run(banks, { config: still(given) });
  const on = run(banks, { config: still({ ...given, fireSales: true, funding: true }) });
  expect(happenings(on.events)).toEqual(happenings(off.events));
  // In a world that is not still either, as long as all is paid.
  const live = {
    banks: 8,
    steps: 20,
    shocks: 'none',
    noise: 0.1,
    capitalRequirement: 0,
    leverageRequirement: 0,
  } as const;
  const quiet = run(banks, { config: { ...live, fireSales: false, funding: false } });
  expect(quiet.events.ofType('arrears')).toEqual([]);
  const awake = run(banks, { config: { ...live, fireSales: true, funding: true } });
  expect(happenings(awake.events)).toEqual(happenings(quiet.events));
});

test('right: the channels of a chain, by hand', () => {
  // Zero writes off 21 and fails; One loses 36 of 60 and fails; Two loses 30 of 50.
  const { shown, metrics } = made({
    config: still({ ...CHAIN, shocks: [{ kind: 'bank_failure', at: 1, bank: 0 }] }),
  });
  const none = { shocks: 0, markets: 0, direct: 0, fireSales: 0, funding: 0, interest: 0 };
  expect(shown).toMatchObject([
    { lost: 21, losses: { ...none, shocks: 21 } },
    { lost: 36, losses: { ...none, direct: 36 } },
    { lost: 30, losses: { ...none, direct: 30 } },
  ]);
  // Capital of 20 + 20 + 30 is gone; 1 and 16 more were passed on to creditors.
  expect(metrics).toMatchObject({ capitalLoss: 70, shockLosses: 21, interbankLosses: 66, passedOn: 17 });
});

test('right: who loses by a fire sale: the seller on its order and rest, others on what they hold', () => {
  // 0 sells 20 of 40: 0.2 units at 100, with a price that falls to 100 exp(-0.02). 1 holds 50.
  const table = [
    { capital: 4, targetLeverage: 25, marketInvestments: 40 },
    { capital: 50, targetLeverage: 2, marketInvestments: 50 },
  ];
  const { shown } = made({
    config: still({
      ...{ banks: table, markets: [{ name: 'X', price: 100 }], impact: 'linear', impactStrength: 0.1 },
      ...{ fireSales: true, leverageRequirement: 0.05, capitalRequirement: 0, restoreTo: 1, cashShare: 0.03 },
      // From here on nobody sells: the requirement is gone before the second round.
    }),
    commands: [
      { name: 'set', path: 'leverageRequirement', value: 0, at: { time: 1, phase: 'contagion', entity: 0 } },
    ],
  });
  const fall = 100 * (1 - Math.exp(-0.02));
  const own = 20 - fall / 0.1 + 0.2 * fall;
  expect(shown[0]!.losses.fireSales).toBeCloseTo(own, 10);
  expect(shown[1]!.losses.fireSales).toBeCloseTo(0.5 * fall, 10);
  for (const { lost, losses } of shown) expect(lost).toBeCloseTo(losses.fireSales, 10);
});
