import fc from 'fast-check';
import { expect, test } from 'vitest';
import { banks, type Events, type LoggedEvent, run } from '../../../lib/index.ts';
import { BankBooks, endOf } from '../../support/bank-books.ts';
import { draws } from '../../support/draws.ts';
import { inRecipe } from '../../support/in-recipe.ts';
import { still } from '../../support/still-banks.ts';

type Given = Readonly<Record<string, unknown>>;

const X = { markets: [{ name: 'X', price: 100 }] };
/** A bank of total assets 100. */
const bank = (capital: number, marketInvestments: number) => ({
  ...{ capital, targetLeverage: 100 / capital, marketInvestments },
});
/** Nothing to do, and nothing invested. */
const IDLE = bank(50, 0);

/** A leverage requirement of 5 %, met exactly; 3 of cash, which is kept; no impact. */
const selling = (given: Given) =>
  still({
    ...{ ...X, fireSales: true, leverageRequirement: 0.05, capitalRequirement: 0, restoreTo: 1 },
    ...{ cashShare: 0.03, impactStrength: 0, failsWhen: ['insolvent'], ...given },
  });
const made = (given: Given, more: Given = {}) => run(banks, { config: selling(given), ...more });

const sales = (events: Events) => events.ofType('fire_sale');
const amounts = (events: Events, type: string) => events.ofType(type).map(({ amount }) => amount as number);

test('right: below the leverage requirement a bank sells what is too much, and pays depositors back', () => {
  // Equity 4 carries 80 at 5 %.
  const { events } = made({ banks: [bank(4, 40), IDLE] });
  expect(sales(events)).toMatchObject([
    { bank: 0, required: 20, fromCash: 0, share: 0.5, leverageRatio: 0.04 },
  ]);
  expect(events.ofType('transaction')).toMatchObject([
    { bank: 0, action: 'DIVEST', amount: 20, units: -0.2 },
  ]);
  expect(events.ofType('debt_repayment')).toMatchObject([{ bank: 0, toCentralBank: 0, toDepositors: 20 }]);
  expect(endOf(events)[0]).toMatchObject({ cash: 3, investments: 20, deposits: 76, equity: 4 });
});

test('right: restoreTo asks for more', () => {
  // 5 % times 1.25: equity 4 carries 64.
  const { events } = made({ banks: [bank(4, 40), IDLE], restoreTo: 1.25 });
  expect(sales(events)).toMatchObject([{ required: 36, share: 0.9 }]);
  expect(endOf(events)[0]!.investments).toBeCloseTo(4, 12);
  expect(endOf(events)[0]!.deposits).toBeCloseTo(60, 12);
  // No more than there is: equity 1 carries 16, and 40 are sold of 84.
  const poor = made({ banks: [bank(1, 40), IDLE], restoreTo: 1.25, steps: 3 });
  const [all, ...rest] = sales(poor.events);
  expect(all).toMatchObject({ required: 84, share: 1 });
  // Of 60 that are left it needs less cash: 1.2 more goes, and so on.
  expect(rest.map(({ share }) => share)).toEqual([0, 0]);
  const [emptied] = endOf(poor.events);
  expect(emptied!.investments).toBe(0);
  expect(emptied!.equity).toBeCloseTo(1, 12);
  expect(emptied!.cash).toBeCloseTo(3 - 1.2 - 0.036, 12);
});

test('right: cash above 3 % of assets goes before investments', () => {
  // 10 of cash: 7 are spare, 13 are sold.
  const { events } = made({ banks: [bank(4, 40), IDLE], cashShare: 0.1 });
  expect(sales(events)).toMatchObject([{ required: 20, fromCash: 7, share: 13 / 40 }]);
  expect(endOf(events)[0]).toMatchObject({ cash: 3, investments: 27, deposits: 76 });
  // Spare cash alone does, for a bank with nothing to sell; and no price is touched.
  const rich = made({ banks: [bank(4, 0), IDLE], cashShare: 0.3, impactStrength: 1 });
  expect(sales(rich.events)).toMatchObject([{ fromCash: 20, share: 0 }]);
  expect(rich.events.ofType('transaction')).toEqual([]);
  expect(rich.events.ofType('price')).toEqual([]);
  expect(endOf(rich.events)[0]).toMatchObject({ cash: 10, deposits: 76 });
});

test('right: the central bank is paid back before depositors', () => {
  // 12 of its credit make assets 112: 32 are too much, 15 - 3.36 of cash is spare.
  const commands = [{ name: 'inject_liquidity', bank: 0, amount: 12, at: 1 }];
  const { events } = made({ banks: [bank(4, 40), IDLE] }, { commands });
  const [sale] = sales(events);
  expect(sale!.required).toBeCloseTo(32, 12);
  expect(sale!.fromCash).toBeCloseTo(11.64, 12);
  const [repayment] = events.ofType('debt_repayment');
  expect(repayment!.toCentralBank).toBe(12);
  expect(repayment!.toDepositors).toBeCloseTo(20, 12);
});

test('right: below the capital requirement a bank sells risk, and keeps the cash', () => {
  // 40 and 57 of external assets at 0.32 weigh 58.24; equity 4 carries 50 at 8 %.
  const given = { leverageRequirement: 0, capitalRequirement: 0.08 };
  const { events } = made({ banks: [bank(4, 40), IDLE], ...given });
  const [sale, ...more] = sales(events);
  expect(more).toEqual([]);
  expect(sale).toMatchObject({ bank: 0, required: 0, fromCash: 0 });
  expect(sale!.share).toBeCloseTo(8.24 / 40, 12);
  expect(sale!.capitalRatio).toBeCloseTo(4 / 58.24, 12);
  expect(events.ofType('debt_repayment')).toEqual([]);
  const [after] = endOf(events);
  expect(after!.cash).toBeCloseTo(11.24, 12);
  expect(after!.deposits).toBe(96);
  // Investments that weigh half bring half as much: 20 + 57 w = 50 + 8 / 2, so 16 are sold for 8 of weight.
  const riskWeights = { investments: 0.5, external: 38 / 57 };
  const half = made({ banks: [bank(4, 40), IDLE], ...given, riskWeights });
  expect(sales(half.events)[0]!.share).toBeCloseTo(16 / 40, 12);
  // And investments that weigh nothing are not sold at all.
  const none = made({ banks: [bank(4, 40), IDLE], ...given, riskWeights: { investments: 0, external: 1 } });
  expect(sales(none.events)).toEqual([]);
});

test('a bank exactly at its requirement does nothing; one a hair below sells', () => {
  expect(sales(made({ banks: [bank(5, 40), IDLE], restoreTo: 10 }).events)).toEqual([]);
  expect(sales(made({ banks: [bank(4.99, 40), IDLE], restoreTo: 10 }).events).length).toBe(1);
  const capital = { leverageRequirement: 0, capitalRequirement: 0.08, restoreTo: 10 };
  const riskWeights = { investments: 1, external: 10 / 57 };
  expect(sales(made({ banks: [bank(4, 40), IDLE], ...capital, riskWeights }).events)).toEqual([]);
});

test('a bank that could not pay debts back with it sells nothing', () => {
  // Its debts are to banks: cash in place of investments would leave it as large as it was.
  const matrix = [
    [0, 0],
    [95, 0],
  ];
  const large = { capital: 200, targetLeverage: 2, marketInvestments: 0 };
  const { events } = made({ banks: [bank(5, 40), large], matrix, leverageRequirement: 0.06 });
  expect(sales(events)).toEqual([]);
  const some = [
    [0, 0],
    [90, 0],
  ];
  const five = made({ banks: [bank(5, 40), large], matrix: some, leverageRequirement: 0.06, steps: 2 });
  expect(amounts(five.events, 'transaction')).toEqual([5]);
  expect(endOf(five.events)[0]).toMatchObject({ cash: 3, investments: 35, deposits: 0 });
});

test.each(['linear', 'exponential'])('right: sellers of a round get one average price (%s)', (impact) => {
  /*
   * 0 and 1 sell 20 and 25 of 40 and 50 each, at 100: 0.2 and 0.25 units of 0.9. The price falls by
   * exp(-0.45 k). 2 holds 30 and is marked down; it has 10 more equity than it needs.
   */
  const table = [bank(4, 40), bank(3.75, 50), bank(20, 30)];
  const units = 1.2 / 0.2;
  const [k, impactStrength] = impact === 'linear' ? [0.1, 0.1] : [0.9 / units, 0.9];
  const { events } = made({ banks: table, impact, impactStrength, steps: 1, restoreTo: 1 });
  const first = events.ofType('transaction').slice(0, 2);
  expect(sales(events).slice(0, 2)).toMatchObject([{ bank: 0 }, { bank: 1 }]);
  expect(first.map((sale) => sale.units)).toEqual([-0.2, -0.25]);
  const after = 100 * Math.exp(-0.45 * k);
  const each = (100 - after) / k / 0.45;
  for (const sale of first) expect(sale.amount).toBeCloseTo(-each * (sale.units as number), 10);
  const [price] = events.ofType('price');
  expect(price!.price).toBeCloseTo(after, 10);
  // Only after the last of a round is anybody marked down.
  expect(price!.id).toBeGreaterThan(first[1]!.id);
  expect(events.get(first[1]!.causes[0]!)).toMatchObject({ bank: 1, leverageRatio: 0.0375 });
});

/** One bank of 100 with 3 in cash that wants to be at 5 %, by hand: the units it sells, round by round. */
function roundsOf(capital: number, invested: number, k: number): { sold: number[]; price: number } {
  const external = 97 - invested;
  let [equity, units, price, cash] = [capital, invested / 100, 100, 3];
  const sold: number[] = [];
  for (;;) {
    const assets = cash + external + units * price;
    const wanted = assets - equity / 0.05;
    const fromCash = Math.max(0, Math.min(wanted, cash - 0.03 * assets));
    const q = Math.min(units, (wanted - fromCash) / price);
    if (equity < 0 || fromCash + q * price < 0.01) return { sold, price };
    cash -= fromCash;
    const next = price * Math.exp(-k * q);
    const proceeds = (price - next) / k;
    equity += proceeds - q * price - (units - q) * (price - next);
    units -= q;
    price = next;
    if (q > 0) sold.push(q);
  }
}

test.each([0.01, 0.05, 0.2, 1])(
  'right: a bank that wants no more than its requirement sells ever less (%d)',
  (k) => {
    const { events } = made({ banks: [bank(4.9, 40), IDLE], impact: 'linear', impactStrength: k, steps: 1 });
    const expected = roundsOf(4.9, 40, k);
    const sold = events.ofType('transaction').map(({ units }) => -(units as number));
    expect(sold.length).toBe(expected.sold.length);
    for (const [i, units] of sold.entries()) expect(units).toBeCloseTo(expected.sold[i]!, 10);
    expect(events.ofType('price').at(-1)!.price).toBeCloseTo(expected.price, 9);
    // Mild impact comes to rest, strong impact is its ruin.
    if (k === 0.01) expect(sold.length).toBe(2);
    expect(events.ofType('default').length).toBe(k === 1 ? 1 : 0);
  },
);

test('right: a sale pushes the next bank below its requirement, and that one below water', () => {
  /*
   * 0 loses 3 on 2. Equity 6 of 97 carries 75: 2.09 come from cash and 19.91 are sold, which takes the price
   * from 100 to 100 exp(-0.1991) = 81.95. 1 holds 60, has 8, loses 10.83 and fails, before it sells.
   */
  const { events } = made({
    ...{ banks: [bank(9, 40), bank(8, 60), IDLE], impact: 'linear', impactStrength: 1, restoreTo: 1 },
    leverageRequirement: 0.08,
    shocks: [{ kind: 'bank_failure', at: 1, bank: 2 }],
    matrix: [
      [0, 0, 5],
      [0, 0, 0],
      [0, 0, 0],
    ],
  });
  const [loss] = events.ofType('loss');
  expect(loss).toMatchObject({ creditor: 0, debtor: 2, amount: 3, recovered: 2 });
  const [sale] = sales(events);
  expect(sale!.bank).toBe(0);
  expect(sale!.fromCash).toBeCloseTo(2.09, 12);
  expect(sale!.share).toBeCloseTo(19.91 / 40, 12);
  expect(sale!.causes).toContain(loss!.id);
  const [order] = events.ofType('transaction');
  expect(order!.causes).toEqual([sale!.id]);
  const [price] = events.ofType('price');
  expect(price!.causes).toEqual([order!.id]);
  expect(price!.price).toBeCloseTo(100 * Math.exp(-0.1991), 10);
  const failed = [...events.where({ type: 'default', bank: 1 })];
  expect(failed.map(({ causes }) => causes)).toEqual([[price!.id]]);
  expect([...events.where({ type: 'fire_sale', bank: 1 })]).toEqual([]);
});

test('right: a bank marked down by the sale of another sells in the next round', () => {
  // 0 sells 20 of 40: the price falls to 100 exp(-0.02). 1 loses 60 (1 - exp(-0.02)) = 1.19 of 5.5.
  const { events } = made({ banks: [bank(4, 40), bank(5.5, 60)], impact: 'linear', impactStrength: 0.1 });
  const [first, second] = sales(events);
  expect(first).toMatchObject({ bank: 0 });
  const [price] = events.ofType('price');
  const next = sales(events).filter(({ causes }) => causes.includes(price!.id));
  expect(next.map((event) => event.bank)).toContain(1);
  const equity = 5.5 - 60 * (1 - Math.exp(-0.02));
  const own = next.find((event) => event.bank === 1)!;
  expect(own.required).toBeCloseTo(100 - 5.5 + equity - equity / 0.05, 9);
  expect(second!.id).toBeGreaterThan(price!.id);
});

test('what happens to a price between two sellers of a round stays', () => {
  // A crash halves it before the second sells: both fill at half, and the round leaves half of what it would.
  const given = { banks: [bank(4, 40), bank(4, 40), IDLE], impact: 'linear', impactStrength: 0.1 };
  const crash = { name: 'apply_shock', kind: 'asset_price_crash', magnitude: 0.5 };
  const at = (entity: number) => ({ time: 1, phase: 'contagion', entity });
  const priceOf = (events: Events, nth: number) => events.ofType('price')[nth]!.price as number;
  const plain = priceOf(made(given).events, 0);
  for (const entity of [0, 1]) {
    const { events } = made(given, { commands: [{ ...crash, at: at(entity) }] });
    expect(priceOf(events, 0)).toBe(50);
    expect(priceOf(events, 1)).toBeCloseTo(plain / 2, 12);
    const order = [...events.where({ type: 'transaction', bank: 1 })][0]!;
    const average = (100 - plain) / 0.1 / 0.4;
    expect((order.amount as number) / -(order.units as number)).toBeCloseTo(average / 2, 10);
  }
});

test('a ratio of a bank that carries no risk is null', () => {
  const riskWeights = { cash: 0, interbank: 0, investments: 0, external: 0 };
  const { events } = made({ banks: [bank(4, 40), IDLE], riskWeights, funding: true });
  expect(sales(events)).toMatchObject([{ leverageRatio: 0.04, capitalRatio: null }]);
});

test('failed banks sell nothing, and nobody sells when fire sales are off', () => {
  const shocks = [{ kind: 'bank_failure', at: 1, bank: 0 }];
  const { events } = made({ banks: [bank(4, 40), bank(4, 40)], shocks });
  expect(sales(events).map((event) => event.bank)).toEqual([1]);
  expect(sales(made({ banks: [bank(4, 40), bank(4, 40)], fireSales: false }).events)).toEqual([]);
});

test('lawful: at the prices before it a sale brings a bank just to its requirement, or sells all', () => {
  const table = fc.array(
    fc.record({ capital: fc.integer({ min: 2, max: 12 }), invested: fc.integer({ min: 0, max: 60 }) }),
    { minLength: 2, maxLength: 6 },
  );
  const case_ = fc.record({
    table,
    restoreTo: fc.constantFrom(1, 1.1, 2),
    leverageRequirement: fc.constantFrom(0, 0.05, 0.1),
    capitalRequirement: fc.constantFrom(0, 0.08, 0.15),
    impactStrength: fc.constantFrom(0, 0.2, 2),
  });
  let seen = 0;
  const property = fc.property(case_, ({ table: given, ...config }) => {
    const { events, recipe } = made({
      ...config,
      banks: given.map((row) => bank(row.capital, row.invested)),
    });
    inRecipe(recipe, () => {
      const books = new BankBooks(events.get(0));
      for (const event of events) {
        if (event.type === 'fire_sale') {
          seen++;
          checkSale(books, event, config);
        }
        books.add(event);
      }
    });
  });
  fc.assert(property, draws(200));
  expect(seen).toBeGreaterThan(200);
});

interface Requirements {
  readonly restoreTo: number;
  readonly leverageRequirement: number;
  readonly capitalRequirement: number;
}

function checkSale(books: BankBooks, event: LoggedEvent, config: Requirements): void {
  const { cash, externalAssets, units } = books.of(event.bank as number);
  const equity = books.equity(event.bank as number);
  const invested = units.X! * books.prices.X!;
  const assets = cash + externalAssets + invested;
  const weighted = 0.32 * externalAssets + invested;
  const { leverageRequirement: leverage, capitalRequirement: capital, restoreTo } = config;
  const [share, fromCash] = [event.share as number, event.fromCash as number];
  expect(Math.min(equity / assets - leverage, equity / weighted - capital)).toBeLessThan(0);
  expect(fromCash).toBeLessThanOrEqual(Math.max(0, cash - 0.03 * assets) + 1e-9);
  const sold = share * invested;
  // Either is at its target or was not below; unless there is no more to sell.
  const short = (ratio: number, measure: number, down: number) =>
    equity < ratio * measure ? measure - down - equity / (ratio * restoreTo) : -down;
  const [byLeverage, byCapital] = [short(leverage, assets, sold + fromCash), short(capital, weighted, sold)];
  const most = Math.max(byLeverage, byCapital);
  if (share < 1 && invested > 0) expect(Math.abs(most)).toBeLessThan(1e-6);
  else expect(most).toBeGreaterThan(-1e-6);
}
