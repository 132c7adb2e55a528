import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { banks, loadTable, type Run, run } from '../../../lib/index.ts';
import { type BankRow, equityOf } from '../../support/bank-books.ts';
import { draws } from '../../support/draws.ts';
import { inRecipe } from '../../support/in-recipe.ts';
import { temporaryFile } from '../../support/temporary-files.ts';

interface Loan {
  lender: number;
  borrower: number;
  amount: number;
}

const opened = (config: Readonly<Record<string, unknown>>, seed = 1) =>
  run(banks, { config: { steps: 1, ...config }, seed, until: 0 });
const loansOf = ({ events }: Run) => events.get(0).loans as Loan[];
const rowsOf = ({ events }: Run) => events.get(0).banks as (BankRow & { name: string })[];

const isCents = (amount: number) => Math.abs(amount * 100 - Math.round(amount * 100)) < 1e-6 * (1 + amount);

/** Assets less debts are the equity, each bank's, to the cent; claims are debts; a pair has one loan. */
function checkOpening(made: Run, capital?: readonly number[]): void {
  const loans = loansOf(made);
  const rows = rowsOf(made);
  const prices = Object.fromEntries(
    (made.events.get(0).markets as { market: string; price: number }[]).map(({ market, price }) => [
      market,
      price,
    ]),
  );
  const pairs = new Set<string>();
  for (const { lender, borrower, amount } of loans) {
    expect(lender).not.toBe(borrower);
    expect(amount).toBeGreaterThanOrEqual(0);
    expect(isCents(amount)).toBe(true);
    pairs.add(`${lender} ${borrower}`);
  }
  expect(pairs.size).toBe(loans.length);
  const of = (side: 'lender' | 'borrower', bank: number) =>
    loans.reduce((sum, loan) => sum + (loan[side] === bank ? loan.amount : 0), 0);
  for (const row of rows) {
    for (const item of ['cash', 'externalAssets', 'deposits'] as const) {
      expect(row[item], `${item} of ${row.bank}`).toBeGreaterThanOrEqual(0);
      expect(isCents(row[item])).toBe(true);
    }
    const debts = { arrears: 0, arrearsOwed: 0, centralBank: 0 };
    const book = { ...row, ...debts, loans: of('lender', row.bank), borrowed: of('borrower', row.bank) };
    expect(Math.abs(equityOf(book, prices) - row.equity)).toBeLessThan(0.005);
    if (capital) expect(Math.abs(row.equity - capital[row.bank]!)).toBeLessThan(0.011);
  }
}

test('lawful: books open balanced to the cent, by count and by table', () => {
  const shares = {
    cashShare: fc.integer({ min: 0, max: 30 }).map((percent) => percent / 100),
    interbankShare: fc.integer({ min: 0, max: 30 }).map((percent) => percent / 100),
    investmentShare: fc.integer({ min: 0, max: 20 }).map((percent) => percent / 100),
    density: fc.integer({ min: 0, max: 100 }).map((percent) => percent / 100),
    network: fc.constantFrom('erdos-renyi', 'core-periphery'),
    exposureLimit: fc.constantFrom(null, 0.25),
  };
  const row = fc.record(
    {
      capital: fc.integer({ min: 1, max: 1e8 }).map((cents) => cents / 100),
      targetLeverage: fc.double({ min: 1.1, max: 60, noNaN: true }),
      riskFactor: fc.double({ min: 0, max: 1, noNaN: true }),
    },
    { requiredKeys: ['capital'] },
  );
  const table = fc.array(row, { minLength: 2, maxLength: 20 });
  const given = fc.record({ ...shares, banks: fc.oneof(fc.integer({ min: 2, max: 40 }), table) });
  fc.assert(
    fc.property(given, fc.integer(), (config, seed) => {
      const made = opened(config, seed);
      const capital = typeof config.banks === 'number' ? undefined : config.banks.map((bank) => bank.capital);
      inRecipe(made.recipe, () => checkOpening(made, capital));
    }),
    draws(200),
  );
});

describe('links', () => {
  test('have the density that the config says, within 4 standard errors', () => {
    for (const [count, density] of [
      [10, 0.1],
      [30, 0.05],
      [30, 0.5],
      [60, 0.15],
      [8, 0.95],
    ] as const) {
      const runs = 60;
      const pairs = count * (count - 1);
      let links = 0;
      for (let seed = 0; seed < runs; seed++)
        links += loansOf(opened({ banks: count, density }, seed)).length;
      const error = Math.sqrt(runs * pairs * density * (1 - density));
      expect(Math.abs(links - runs * pairs * density), `${count} ${density}`).toBeLessThan(4 * error);
    }
    expect(loansOf(opened({ banks: 7, density: 1 })).length).toBe(42);
    expect(loansOf(opened({ banks: 7, density: 0 }))).toEqual([]);
  });

  test('are drawn for each pair alike, and independently', () => {
    const [count, density, runs] = [5, 0.3, 600];
    const seen = new Map<string, number>();
    let both = 0;
    for (let seed = 0; seed < runs; seed++) {
      const pairs = new Set(
        loansOf(opened({ banks: count, density }, seed)).map((l) => `${l.lender} ${l.borrower}`),
      );
      for (const pair of pairs) seen.set(pair, (seen.get(pair) ?? 0) + 1);
      if (pairs.has('0 1') && pairs.has('0 2')) both++;
    }
    expect(seen.size).toBe(count * (count - 1));
    for (const [pair, times] of seen) {
      expect(Math.abs(times - runs * density), pair).toBeLessThan(
        4.5 * Math.sqrt(runs * density * (1 - density)),
      );
    }
    expect(Math.abs(both - runs * density ** 2)).toBeLessThan(4.5 * Math.sqrt(runs * density ** 2));
  });

  test('of a lower density are among those of a higher one, on the same seed', () => {
    for (let seed = 0; seed < 10; seed++) {
      const linked = (density: number) =>
        loansOf(opened({ banks: 20, density }, seed)).map(({ lender, borrower }) => `${lender} ${borrower}`);
      const [low, high] = [linked(0.1), linked(0.3)];
      expect(high).toEqual(expect.arrayContaining(low));
      expect(high.length).toBeGreaterThan(low.length);
    }
  });

  test('core and periphery: the core is dense, the periphery lends to nobody in it', () => {
    const [count, coreShare, coreDensity, density, runs] = [20, 0.25, 0.8, 0.2, 100];
    const core = 5;
    const counts = { within: 0, across: 0, periphery: 0 };
    for (let seed = 0; seed < runs; seed++) {
      const made = opened({ banks: count, network: 'core-periphery', coreShare, coreDensity, density }, seed);
      for (const { lender, borrower } of loansOf(made)) {
        const inCore = [lender, borrower].map((bank) => rankOf(made, bank) < core);
        if (inCore[0] && inCore[1]) counts.within++;
        else if (inCore[0] || inCore[1]) counts.across++;
        else counts.periphery++;
      }
    }
    const expected = (pairs: number, p: number) => [
      runs * pairs * p,
      4 * Math.sqrt(runs * pairs * p * (1 - p)),
    ];
    const [within, across] = [
      expected(core * (core - 1), coreDensity),
      expected(2 * core * (count - core), density),
    ];
    expect(Math.abs(counts.within - within[0]!)).toBeLessThan(within[1]!);
    expect(Math.abs(counts.across - across[0]!)).toBeLessThan(across[1]!);
    expect(counts.periphery).toBe(0);
  });
});

/** How many banks have larger total assets. */
function rankOf(made: Run, bank: number): number {
  const loans = loansOf(made);
  const size = ({ bank: i, cash, externalAssets, units }: BankRow) =>
    cash +
    externalAssets +
    Object.values(units).reduce((sum, held) => sum + 100 * held, 0) +
    loans.reduce((sum, { lender, amount }) => sum + (lender === i ? amount : 0), 0);
  const rows = rowsOf(made);
  const own = size(rows[bank]!);
  return rows.filter((row) => size(row) > own + 0.01).length;
}

test('a single loan stays within the exposure limit, interbank funding within half of all funding', () => {
  for (let seed = 0; seed < 5; seed++) {
    const config = { banks: 15, density: 0.15, interbankShare: 0.5, medianLeverage: 10, cashShare: 0 };
    const limited = opened({ ...config, exposureLimit: 0.3 }, seed);
    const free = opened({ ...config, exposureLimit: null }, seed);
    let most = 0;
    for (const { lender, amount } of loansOf(limited)) {
      const share = amount / rowsOf(limited)[lender]!.equity;
      most = Math.max(most, share);
      expect(share).toBeLessThanOrEqual(0.3 + 1e-9);
    }
    expect(most).toBeGreaterThan(0.299);
    expect(loansOf(free).some(({ lender, amount }) => amount > 0.3 * rowsOf(free)[lender]!.equity)).toBe(
      true,
    );
    for (const { bank, deposits } of rowsOf(free)) {
      const owed = loansOf(free).reduce((sum, loan) => sum + (loan.borrower === bank ? loan.amount : 0), 0);
      expect(owed).toBeLessThanOrEqual(deposits + 1);
    }
  }
});

test('a matrix is the loans, exactly', () => {
  const matrix = [
    [0, 10.5, 0],
    [3, 0, 0.01],
    [0, 0, 0],
  ];
  const made = opened({ banks: [100, 100, 100].map((capital) => ({ capital, targetLeverage: 3 })), matrix });
  expect(loansOf(made)).toEqual([
    { lender: 0, borrower: 1, amount: 10.5 },
    { lender: 1, borrower: 0, amount: 3 },
    { lender: 1, borrower: 2, amount: 0.01 },
  ]);
  checkOpening(made, [100, 100, 100]);
});

test.each([
  [{ matrix: [[0, 1]] }, 'config.matrix: given "1 rows"; a row for each of the 2 banks'],
  [{ matrix: [[0, 1], [0]] }, 'config.matrix[1]: given "1 numbers"; 2 numbers, as the matrix must be square'],
  [
    {
      matrix: [
        [1, 1],
        [0, 0],
      ],
    },
    'config.matrix[0][0]: given 1; 0, as no bank lends to itself',
  ],
  [
    {
      matrix: [
        [0, -1],
        [0, 0],
      ],
    },
    'config.matrix[0][1]: given -1; a number of at least 0',
  ],
  [
    {
      matrix: [
        [0, 1e9],
        [0, 0],
      ],
    },
    'config.banks[0]: given',
  ],
  [{ banks: [{ capital: -5 }, { capital: 1 }] }, 'config.banks[0].capital: given -5; a number above 0'],
  [
    { banks: [{ capital: 1 }, { capital: 1, colour: 'red' }] },
    'config.banks[1].colour: given "red"; no such field',
  ],
  [
    {
      banks: [
        { capital: 1, name: 'A' },
        { capital: 1, name: 'A' },
      ],
    },
    'config.banks[1].name: given "A"',
  ],
  [{ banks: [{ capital: 1 }, { targetLeverage: 3 }] }, 'config.banks[1].capital: given nothing; a number'],
  [{ banks: [{ capital: 1 }] }, 'config.banks: given [{"capital":1}]; a list with a length of at least 2'],
  [{ banks: 1 }, 'config.banks: given 1; a number of at least 2'],
  [{ banks: 2.5 }, 'config.banks: given 2.5; an integer'],
  [{ banks: true }, 'config.banks: given true; a number or a list'],
  [{ markets: [{ name: 'A' }, { name: 'A' }] }, 'config.markets[1].name: given "A"'],
  [{ markets: [] }, 'config.markets: given []'],
  [{ markets: [{ name: 'A', price: 0 }] }, 'config.markets[0].price: given 0; a number of at least'],
  [{ cashShare: 0.7, investmentShare: 0.7 }, 'config.banks[0]: given "cash'],
])('bad books say so: %j', (config, message) => {
  expect(() => opened({ banks: 2, ...config })).toThrow(message);
});

describe('CSV', () => {
  test('a table, quoted names and blank lines and all', () => {
    const path = temporaryFile(
      'banks.csv',
      '\ufeffname,capital,riskFactor,targetLeverage\r\n"Alpha, Ltd",100,0.25,10\r\n\r\n Beta ,50.5,1,4\r\n',
    );
    const made = opened({ banks: path });
    expect(made.recipe.config.banks).toEqual([
      { name: 'Alpha, Ltd', capital: 100, riskFactor: 0.25, targetLeverage: 10 },
      { name: 'Beta', capital: 50.5, riskFactor: 1, targetLeverage: 4 },
    ]);
    expect(rowsOf(made).map(({ name }) => name)).toEqual(['Alpha, Ltd', 'Beta']);
    checkOpening(made, [100, 50.5]);
    expect(opened({ banks: loadTable(banks, 'banks', path) }).digest).toBe(made.digest);
    // The recipe has the content, not the path.
    expect(JSON.stringify(made.recipe)).not.toContain('banks.csv');
  });

  test('aggregates', () => {
    const path = temporaryFile(
      'banks.csv',
      [
        'bank,tier1_capital,total_exposure,interbank_assets,government_bonds,corporate_bonds',
        'A,100,1500,60,80,20',
        'B,200,2500,90,0,0',
        '',
      ].join('\n'),
    );
    const made = opened({
      banks: path,
      density: 1,
      exposureLimit: null,
      markets: [{ name: 'M', price: 10 }],
    });
    expect(made.recipe.config.banks).toEqual([
      {
        name: 'A',
        capital: 100,
        targetLeverage: 15,
        riskFactor: 0.5,
        interbankAssets: 60,
        marketInvestments: 100,
      },
      {
        name: 'B',
        capital: 200,
        targetLeverage: 12.5,
        riskFactor: 0.5,
        interbankAssets: 90,
        marketInvestments: 0,
      },
    ]);
    expect(rowsOf(made)[0]!.units).toEqual({ M: 10 });
    expect(loansOf(made)).toEqual([
      { lender: 0, borrower: 1, amount: 60 },
      { lender: 1, borrower: 0, amount: 90 },
    ]);
    checkOpening(made, [100, 200]);
  });

  test.each([
    ['name,targetLeverage\nA,3\nB,4\n', ':1: given "name,targetLeverage"; column'],
    [
      'bank,tier1_capital,total_exposure\nA,1,9\nB,1,9\n',
      ':1: given "bank,tier1_capital,total_exposure"; column',
    ],
    ['name,capital\nA,1\nB,much\n', ':3 capital: given "much"; a number is needed'],
    ['name,capital\nA,1\nB,\n', ':3 capital: given ""; a number is needed'],
    ['name,capital\nA,1\nB,2,3\n', 'CSV with the same number of cells'],
    ['', 'a header line and a line for each bank'],
    ['name,capital\n', 'a header line and a line for each bank'],
    ['bank,tier1_capital,total_exposure,interbank_assets\nA,10,9,1\nB,1,9,1\n', ':2: given "A,10,9,1"'],
    ['name,capital\nA,1\nB,-2\n', 'config.banks[1].capital: given -2; a number above 0'],
  ])('a bad file says where: %j', (text, message) => {
    const path = temporaryFile('banks.csv', text);
    expect(() => opened({ banks: path })).toThrow(message);
  });

  test('a file that is not there', () => {
    expect(() => opened({ banks: './none.csv' })).toThrow(
      'config.banks: given "./none.csv"; a file that can be read',
    );
  });
});

test('a preset is between what is given and the defaults, field by field', () => {
  const { config } = opened({ preset: 'reference', steps: 3, shockRates: { bank_failure: 0.5 } }).recipe;
  expect(config).toMatchObject({
    interbankRate: 0.05,
    repaymentRate: 0.1,
    repaymentCashLimit: 0.3,
    steps: 3,
  });
  expect(config).toMatchObject({ impact: 'linear', impactStrength: 0.001, profitBookingInterval: 5 });
  expect(config.shockRates).toMatchObject({ bank_failure: 0.5, rate_rise: 0 });
  expect(() => opened({ preset: 'refrence' })).toThrow('config.preset: given "refrence"; one of reference');
});
