import {
  assetsOf,
  equitiesOf,
  FIRE_SALE_CHANNELS,
  type FireSaleBooks,
  type FireSaleChannel,
  openFireSaleBooks,
} from './fire-sale-books.ts';
import { failBanks, ordersOf, remainderOf, strike, trade } from './fire-sale-round.ts';
import { type FireSaleSetup, type FireSalesInput, fireSaleSetup } from './fire-sale-setup.ts';

const ROUNDS_MAX = 1000;

/** What the shock alone does. */
export interface FireSaleStart {
  readonly round: 0;
  readonly prices: number[];
  readonly equity: number[];
}

/** One round: by bank, or by bank and asset; prices, equity and leverage as it ends. */
export interface FireSaleRound {
  /** From 1. */
  readonly round: number;
  /** Banks that fail in it, ascending. */
  readonly defaulted: number[];
  /** What each bank must shed, whether it can or not. */
  readonly required: number[];
  readonly paidFromCash: number[];
  readonly unitsSold: number[][];
  readonly proceeds: number[];
  readonly prices: number[];
  readonly equity: number[];
  /** Assets over equity; null where equity is not above 0, as in a failed bank. */
  readonly leverage: (number | null)[];
}

/** What `fireSales` finds. Banks and assets in the order of the input, counted from 0. */
export interface FireSalesResult {
  readonly initialEquity: number[];
  /** How many rounds have a sale. */
  readonly numberOfSellingRounds: number;
  readonly rounds: [FireSaleStart, ...FireSaleRound[]];
  /** Ascending. */
  readonly defaulted: number[];
  readonly finalPrices: number[];
  readonly finalEquity: number[];
  readonly finalHoldings: number[][];
  /** Initial less final equity: the sum of the bank's losses by channel. */
  readonly losses: number[];
  readonly lossesByChannel: Record<FireSaleChannel, number[]>;
  /** The same over all banks. */
  readonly totals: Record<FireSaleChannel, number>;
  readonly totalLoss: number;
  /** What each bank had yet to shed, and could have, when the selling was cut off; 0 where it was not. */
  readonly cutOff: number[];
}

/**
 * Losses that spread by forced sales and by defaults, in rounds, until no bank fails, pays or sells. The
 * shock strikes first. In each round:
 *
 * 1. Banks with equity below 0 fail. With the channel 'direct' each creditor at once writes off
 *    1 - recovery of its claim on them, until nobody new fails. Failed banks do not act; their books go on
 *    being marked.
 * 2. With the channel 'fireSales' every other bank whose assets exceed maxLeverage times its equity must
 *    shed assets - targetLeverage * equity, all banks at once and at current prices: from cash, then by
 *    selling the same fraction of each holding, at most everything (Cont & Schaanning 2017, with a target
 *    below the limit).
 * 3. The price p of each asset becomes p' = p (1 - sold / depth), at least 0 (linear: Greenwood, Landier &
 *    Thesmar 2015), or p' = p exp(-sold / depth) (Cifuentes, Ferrucci & Shin 2005). Sellers get
 *    p - fill (p - p'). Cash and proceeds repay external debt, which falls below 0 where only debts to
 *    banks are left.
 *
 * Losses by channel are `shock`; `direct`, what is written off; `fireSaleLiquidation`, sold fill (p - p');
 * and `fireSaleMark`, kept (p - p').
 *
 * Ties do not act: a bank fails when it lacks more than 1e-12 of its opening debts, and acts when it is
 * above its limit by more than 1e-12 of its assets. With the target at the limit sales never quite end by
 * themselves, each being a fraction of the one before: that tolerance cuts them off. So does, in any case,
 * the end of round 1,000. `cutOff` says what was left.
 *
 * @throws FaultlineError for input of the wrong shape or out of range.
 */
export function fireSales(input: FireSalesInput): FireSalesResult {
  const setup = fireSaleSetup(input);
  const books = openFireSaleBooks(setup);
  const initialEquity = equitiesOf(books);
  strike(setup, books);
  const rounds: [FireSaleStart, ...FireSaleRound[]] = [
    { round: 0, prices: Array.from(books.prices), equity: equitiesOf(books) },
  ];
  while (rounds.length <= ROUNDS_MAX) {
    const next = playRound(setup, books, rounds.length);
    if (next === undefined) break;
    rounds.push(next);
  }
  const finalEquity = equitiesOf(books);
  const losses = initialEquity.map((equity, i) => equity - finalEquity[i]);
  return {
    initialEquity,
    numberOfSellingRounds: rounds.filter((each) => 'unitsSold' in each && hasAny(each.unitsSold.flat()))
      .length,
    rounds,
    defaulted: Array.from(books.failed.keys()).filter((i) => books.failed[i] === 1),
    finalPrices: Array.from(books.prices),
    finalEquity,
    finalHoldings: rowsOf(books.holdings, setup),
    losses,
    lossesByChannel: byChannel((channel) => Array.from(books.losses[channel])),
    totals: byChannel((channel) => sum(books.losses[channel])),
    totalLoss: sum(losses),
    cutOff: remainderOf(setup, books),
  };
}

/** Undefined when nobody fails, pays or sells. */
function playRound(setup: FireSaleSetup, books: FireSaleBooks, round: number): FireSaleRound | undefined {
  const defaulted = failBanks(setup, books);
  const orders = ordersOf(setup, books);
  if (defaulted.length === 0 && !hasAny(orders.paidFromCash) && !hasAny(orders.unitsSold)) return undefined;
  const proceeds = trade(setup, books, orders);
  const equity = equitiesOf(books);
  return {
    round,
    defaulted,
    required: Array.from(orders.required),
    paidFromCash: Array.from(orders.paidFromCash),
    unitsSold: rowsOf(orders.unitsSold, setup),
    proceeds: Array.from(proceeds),
    prices: Array.from(books.prices),
    equity,
    leverage: equity.map((each, i) => (each > 0 ? assetsOf(books, i) / each : null)),
  };
}

function hasAny(amounts: ArrayLike<number>): boolean {
  return Array.prototype.some.call(amounts, (amount) => amount > 0);
}

function rowsOf(matrix: Float64Array, { bankCount, assetCount }: FireSaleSetup): number[][] {
  return Array.from({ length: bankCount }, (_, i) =>
    Array.from(matrix.subarray(i * assetCount, (i + 1) * assetCount)),
  );
}

function byChannel<T>(of: (channel: FireSaleChannel) => T): Record<FireSaleChannel, T> {
  return Object.fromEntries(FIRE_SALE_CHANNELS.map((channel) => [channel, of(channel)])) as Record<
    FireSaleChannel,
    T
  >;
}

function sum(amounts: ArrayLike<number>): number {
  return Array.from(amounts).reduce((total, amount) => total + amount, 0);
}
