import type { LoggedEvent } from '../../lib/core/event-kind.ts';

type Fields = Readonly<Record<string, unknown>>;

/** Events with ids in order; each is [t, type, fields, causes]. */
export function eventList(
  rows: readonly (readonly [t: number, type: string, fields?: Fields, causes?: readonly number[]])[],
): LoggedEvent[] {
  return rows.map(([t, type, fields = {}, causes = []], id) => ({ ...fields, id, t, type, causes }));
}

const open = (bank: number, name: string, cash: number, units: number) => ({
  bank,
  name,
  cash,
  externalAssets: 0,
  deposits: 0,
  equity: 10,
  units: { INDEX: units },
});

const end = (equity: readonly number[], fallen: readonly number[], price: number): Fields => ({
  banks: equity.map((each, bank) => ({ bank, equity: each, defaulted: fallen.includes(bank) })),
  markets: [{ market: 'INDEX', price, return: price / 50 - 1 }],
});

const loans = [
  { lender: 1, borrower: 0, amount: 60 },
  { lender: 2, borrower: 0, amount: 30 },
  { lender: 2, borrower: 1, amount: 20 },
];

const init = (names: readonly string[]): Fields => ({
  banks: [
    open(0, names[0]!, 100, 2),
    open(1, names[1]!, 40, 0),
    open(2, names[2]!, 50, 0),
    open(3, names[3]!, 25, 0),
  ],
  loans,
  markets: [{ market: 'INDEX', price: 50 }],
});

export const NAMES = ['Alpha', 'Beta', 'Gamma', 'Delta'];

/**
 * Four banks, two steps. In step 2 the index halves, Alpha falls, Beta falls over its loss on Alpha,
 * and Gamma loses on both but stands. Opening assets: 200, 100, 100, 25.
 */
export function smallRun(names: readonly string[] = NAMES): LoggedEvent[] {
  return eventList([
    [0, 'init', init(names)],
    [1, 'step_start'],
    [1, 'step_end', end([10, 11, 12, 13], [], 55)],
    [
      2,
      'shock_applied',
      { kind: 'asset_price_crash', bank: null, market: 'INDEX', magnitude: 0.5, amount: 50 },
    ],
    [2, 'price', { market: 'INDEX', price: 27.5 }, [3]],
    [2, 'default', { bank: 0, equity: -5, round: 0 }, [4]],
    [2, 'loss', { creditor: 1, debtor: 0, amount: 36, recovered: 24 }, [5]],
    [2, 'loss', { creditor: 2, debtor: 0, amount: 18, recovered: 12 }, [5]],
    [2, 'default', { bank: 1, equity: -25, round: 1 }, [6]],
    [2, 'loss', { creditor: 2, debtor: 1, amount: 12, recovered: 8 }, [8]],
    [2, 'cascade', { trigger: 0, defaults: 2, depth: 2, loss: 66 }, [5, 8]],
    [2, 'step_end', end([-5, -25, 6, 13], [0, 1], 27.5)],
    [2, 'complete', { defaults: 2, loss: 1 }],
  ]);
}

/** The same banks, and nothing happens. */
export function calmRun(): LoggedEvent[] {
  return eventList([
    [0, 'init', init(NAMES)],
    [1, 'step_end', end([10, 10, 10, 10], [], 50)],
    [2, 'step_end', end([10, 10, 10, 10], [], 50)],
  ]);
}

/** A figure with decimals cut, to compare. */
export function cut(value: unknown, decimals = 3): unknown {
  if (typeof value === 'number') return Number(value.toFixed(decimals)) + 0;
  if (Array.isArray(value)) return value.map((each) => cut(each, decimals));
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, cut(each, decimals)]));
}
