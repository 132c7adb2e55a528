import type { DrawnCandle } from './trade-history.ts';

/** Wealth after some candle, and how far that is below its highest before. */
export interface EquityPoint {
  readonly wealth: number;
  /** A share of the highest wealth so far, the cash at the start included: 0 to −1, or below. */
  readonly drawdown: number;
}

/** The wealth at the end of each candle. */
export function equityPath(candles: readonly Pick<DrawnCandle, 'wealth'>[], cash: number): EquityPoint[] {
  let highest = cash;
  return candles.map(({ wealth }) => {
    highest = Math.max(highest, wealth);
    return { wealth, drawdown: highest > 0 ? wealth / highest - 1 : 0 };
  });
}

/** How wealth is shown. */
export interface WealthScale {
  readonly title: string;
  readonly of: (wealth: number) => number;
}

const LITTLE = 0.02;

/** All of it, in millions where it is large; where it moves little, what it differs by from the start. */
export function wealthScale(wealths: readonly number[], cash: number, unit: string): WealthScale {
  let [least, most] = [cash, cash];
  for (const wealth of wealths) {
    least = Math.min(least, wealth);
    most = Math.max(most, wealth);
  }
  if (most - least < LITTLE * Math.abs(cash)) {
    return { title: `P&L (${unit})`, of: (wealth) => wealth - cash };
  }
  if (most < 1e6) return { title: `wealth (${unit})`, of: (wealth) => wealth };
  return { title: `wealth (mn ${unit})`, of: (wealth) => wealth / 1e6 };
}
