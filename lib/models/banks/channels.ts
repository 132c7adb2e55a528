import { type BanksState, equityOf } from './state.ts';

/*
 * Which channel took how much equity from which bank. A price moves by one channel at a time, and takes
 * from every holder; but holders are not visited then. With C the sum of a channel's moves of a price, a
 * holding u(t) has lost -integral of u dC = integral of C du - u C: so `taken` gets C du (and the cost of
 * the order itself) when a holding changes, and u C is taken off when somebody asks. A price move costs
 * nothing by bank that way.
 */

/** What moves a price, and with it what the banks own. */
export const MARKETS = 0;
export const SHOCKS = 1;
export const FIRE_SALES = 2;
export const FUNDING = 3;
export const PRICE_CHANNELS = 4;

/** What a bank's equity went to, channel by channel: positive is lost. */
export interface Losses {
  /** What shocks destroyed or marked down, and the sales that a run on deposits forced. */
  shocks: number;
  /** Noise, and the price impact of what banks buy and sell of their own will. */
  markets: number;
  /** Claims on failed banks, written down. */
  direct: number;
  /** Own forced sales to meet a requirement, and being marked down by those of others. */
  fireSales: number;
  /** Sales forced by recalls, being marked down by them, and interest on central bank credit. */
  funding: number;
  /** Interest on external assets, deposits and interbank loans; negative is earned. */
  interest: number;
}

/** The names of the channels, in the order in which they are shown. */
export const CHANNELS = [
  'shocks',
  'markets',
  'direct',
  'fireSales',
  'funding',
  'interest',
] as const satisfies readonly (keyof Losses)[];

/** Changes a holding by `units` for `cash` (received: positive) at the price as it stands after the order. */
export function moveUnits(
  state: BanksState,
  bank: number,
  market: number,
  units: number,
  cash: number,
  channel: number,
): void {
  const { bankCount: n, marketCount, moved, taken } = state;
  state.units[market * n + bank] += units;
  taken[bank] += units * moved[market];
  if (state.hasMoved) {
    for (let c = 1; c < PRICE_CHANNELS; c++) taken[c * n + bank] += units * moved[c * marketCount + market];
  }
  taken[channel * n + bank] -= units * state.price[market] + cash;
}

/** What a channel has taken from a bank by prices, orders and, for some, in other ways. */
export function takenBy(state: BanksState, channel: number, bank: number): number {
  const { bankCount: n, marketCount, moved, taken, units } = state;
  let sum = taken[channel * n + bank];
  for (let m = 0; m < marketCount; m++) sum -= units[m * n + bank] * moved[channel * marketCount + m];
  return sum;
}

/**
 * What a bank is worth with everything that it has owed: a failed one's debts to banks stay counted,
 * though its creditors have written them down. Below 0, its creditors bear it.
 */
export function netWorthOf(state: BanksState, bank: number): number {
  return equityOf(state, bank) - state.claimsOnEstate[bank];
}

/** What a bank began with and was given since, less its net worth: the sum over `lossesOf`. */
export function lostBy(state: BanksState, bank: number): number {
  return state.openingEquityOf[bank] + state.injected[bank] - netWorthOf(state, bank);
}

/** The loss of a bank by channel. Interest is what remains; `check` counts it again over all banks. */
export function lossesOf(state: BanksState, bank: number): Losses {
  const shocks = takenBy(state, SHOCKS, bank);
  const markets = takenBy(state, MARKETS, bank);
  const direct = state.direct[bank];
  const fireSales = takenBy(state, FIRE_SALES, bank);
  const funding = takenBy(state, FUNDING, bank);
  const interest = lostBy(state, bank) - shocks - markets - direct - fireSales - funding;
  return { shocks, markets, direct, fireSales, funding, interest };
}
