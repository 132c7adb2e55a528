import type { FireSaleSetup } from './fire-sale-setup.ts';

/** The ways in which a bank loses. */
export const FIRE_SALE_CHANNELS = ['shock', 'direct', 'fireSaleMark', 'fireSaleLiquidation'] as const;
export type FireSaleChannel = (typeof FIRE_SALE_CHANNELS)[number];

/** The state of a fire sale: amounts by bank, holdings bank after bank. */
export interface FireSaleBooks {
  readonly prices: Float64Array;
  readonly holdings: Float64Array;
  readonly cash: Float64Array;
  readonly otherAssets: Float64Array;
  /** What claims on other banks are worth. */
  readonly claims: Float64Array;
  readonly externalDebt: Float64Array;
  /** What is owed to other banks, written off or not. */
  readonly interbankDebt: Float64Array;
  readonly failed: Uint8Array;
  /** What each bank has lost. */
  readonly losses: Readonly<Record<FireSaleChannel, Float64Array>>;
}

/** The books before the shock. */
export function openFireSaleBooks(setup: FireSaleSetup): FireSaleBooks {
  const { bankCount, assetCount, exposures } = setup;
  const claims = new Float64Array(bankCount);
  const interbankDebt = new Float64Array(bankCount);
  for (let i = 0; i < bankCount; i++) {
    for (let j = 0; j < bankCount; j++) {
      claims[i] += exposures[i * bankCount + j];
      interbankDebt[j] += exposures[i * bankCount + j];
    }
  }
  const none = () => new Float64Array(bankCount);
  return {
    prices: new Float64Array(assetCount).fill(1),
    holdings: setup.holdings.slice(),
    cash: setup.cash.slice(),
    otherAssets: setup.otherAssets.slice(),
    claims,
    externalDebt: setup.externalDebt.slice(),
    interbankDebt,
    failed: new Uint8Array(bankCount),
    losses: { shock: none(), direct: none(), fireSaleMark: none(), fireSaleLiquidation: none() },
  };
}

/** What a bank could sell, at current prices. */
export function marketableOf({ holdings, prices }: FireSaleBooks, bank: number): number {
  let sum = 0;
  const first = bank * prices.length;
  for (let m = 0; m < prices.length; m++) sum += holdings[first + m] * prices[m];
  return sum;
}

export function assetsOf(books: FireSaleBooks, bank: number): number {
  return books.cash[bank] + books.otherAssets[bank] + books.claims[bank] + marketableOf(books, bank);
}

export function debtsOf({ externalDebt, interbankDebt }: FireSaleBooks, bank: number): number {
  return externalDebt[bank] + interbankDebt[bank];
}

/** Equity of every bank. */
export function equitiesOf(books: FireSaleBooks): number[] {
  return Array.from(books.cash, (_, bank) => assetsOf(books, bank) - debtsOf(books, bank));
}
