import { exp } from '../core/exp.ts';
import { assetsOf, debtsOf, type FireSaleBooks, marketableOf } from './fire-sale-books.ts';
import type { FireSaleSetup } from './fire-sale-setup.ts';

/** Amounts that differ by this share of the larger are equal: rounding shall make nobody fail or act. */
const TIE = 1e-12;
/** Differences up to this share are rounding. */
const ROUNDING = 1e-15;

/** Takes the shock off prices and other assets. */
export function strike(setup: FireSaleSetup, books: FireSaleBooks): void {
  const { bankCount, assetCount, priceShock, otherShock } = setup;
  const { prices, holdings, otherAssets, losses } = books;
  for (let i = 0; i < bankCount; i++) {
    losses.shock[i] = otherAssets[i] * otherShock[i];
    otherAssets[i] -= losses.shock[i];
    for (let m = 0; m < assetCount; m++) losses.shock[i] += holdings[i * assetCount + m] * priceShock[m];
  }
  for (let m = 0; m < assetCount; m++) prices[m] = 1 - priceShock[m];
}

/** Banks with negative equity fail, and those whom their creditors' write-offs take with them. Ascending. */
export function failBanks(setup: FireSaleSetup, books: FireSaleBooks): number[] {
  const defaulted: number[] = [];
  for (;;) {
    const falling: number[] = [];
    for (let i = 0; i < setup.bankCount; i++) {
      // Repaid debts leave rounding errors of the size that they had.
      const tolerance = TIE * (setup.externalDebt[i] + books.interbankDebt[i]);
      if (books.failed[i] === 0 && debtsOf(books, i) - assetsOf(books, i) > tolerance) falling.push(i);
    }
    if (falling.length === 0) return defaulted.sort((a, b) => a - b);
    for (const debtor of falling) {
      books.failed[debtor] = 1;
      defaulted.push(debtor);
      if (setup.isDirect) writeOff(setup, books, debtor);
    }
  }
}

function writeOff(
  { bankCount, exposures, recovery }: FireSaleSetup,
  books: FireSaleBooks,
  debtor: number,
): void {
  for (let i = 0; i < bankCount; i++) {
    const loss = (1 - recovery) * exposures[i * bankCount + debtor];
    books.claims[i] -= loss;
    books.losses.direct[i] += loss;
  }
}

/** What banks do in one round. `unitsSold` bank after bank. */
export interface FireSaleOrders {
  /** What each bank must shed, whether it can or not. */
  readonly required: Float64Array;
  readonly paidFromCash: Float64Array;
  readonly unitsSold: Float64Array;
}

/** What the banks above their limit do about it, at current prices. */
export function ordersOf(setup: FireSaleSetup, books: FireSaleBooks): FireSaleOrders {
  const { bankCount, assetCount } = setup;
  const required = new Float64Array(bankCount);
  const paidFromCash = new Float64Array(bankCount);
  const unitsSold = new Float64Array(bankCount * assetCount);
  for (let i = 0; i < bankCount; i++) {
    required[i] = requiredOf(setup, books, i, TIE);
    paidFromCash[i] = Math.min(books.cash[i], required[i]);
    const rest = required[i] - paidFromCash[i];
    const marketable = marketableOf(books, i);
    if (!(rest > TIE * required[i] && marketable > 0)) continue;
    const fraction = Math.min(1, rest / marketable);
    for (let at = i * assetCount; at < (i + 1) * assetCount; at++)
      unitsSold[at] = fraction * books.holdings[at];
  }
  return { required, paidFromCash, unitsSold };
}

/** What a bank must shed when it is above its limit by more than this share of its assets, else 0. */
function requiredOf(setup: FireSaleSetup, books: FireSaleBooks, bank: number, tolerance: number): number {
  if (!setup.isSelling || books.failed[bank] === 1) return 0;
  const assets = assetsOf(books, bank);
  const equity = assets - debtsOf(books, bank);
  const isAbove = assets - setup.maxLeverage * equity > tolerance * assets;
  return isAbove ? assets - setup.targetLeverage * equity : 0;
}

/** What each bank with something to sell must still shed; with the target at the limit, however little. */
export function remainderOf(setup: FireSaleSetup, books: FireSaleBooks): number[] {
  const tolerance = setup.targetLeverage === setup.maxLeverage ? ROUNDING : TIE;
  return Array.from(books.cash, (cash, i) =>
    cash > 0 || marketableOf(books, i) > 0 ? requiredOf(setup, books, i, tolerance) : 0,
  );
}

/** Carries the orders out, all at once. What each bank is paid for what it sells. */
export function trade(setup: FireSaleSetup, books: FireSaleBooks, orders: FireSaleOrders): Float64Array {
  const { bankCount, assetCount, fill } = setup;
  const { prices, holdings, cash, externalDebt, losses } = books;
  const proceeds = new Float64Array(bankCount);
  for (let m = 0; m < assetCount; m++) {
    const price = prices[m];
    prices[m] = price * priceFactor(setup, m, orders.unitsSold);
    const drop = price - prices[m];
    for (let i = 0; i < bankCount; i++) {
      const at = i * assetCount + m;
      const sold = orders.unitsSold[at];
      holdings[at] -= sold;
      proceeds[i] += sold * (price - fill * drop);
      losses.fireSaleLiquidation[i] += sold * fill * drop;
      losses.fireSaleMark[i] += holdings[at] * drop;
    }
  }
  for (let i = 0; i < bankCount; i++) {
    cash[i] -= orders.paidFromCash[i];
    externalDebt[i] -= orders.paidFromCash[i] + proceeds[i];
  }
  return proceeds;
}

function priceFactor(setup: FireSaleSetup, asset: number, unitsSold: Float64Array): number {
  let sold = 0;
  for (let at = asset; at < unitsSold.length; at += setup.assetCount) sold += unitsSold[at];
  const pressure = sold / setup.depth[asset];
  return setup.isLinear ? Math.max(0, 1 - pressure) : exp(-pressure);
}
