import { bridgeHigh } from '../../../analysis/markets/bridge-high.ts';
import { bridgeLow } from '../../../analysis/markets/bridge-low.ts';
import { garchVariance } from '../../../analysis/markets/garch-variance.ts';
import { nextBootstrapIndex } from '../../../analysis/markets/next-bootstrap-index.ts';
import { exp } from '../../../core/exp.ts';
import type { TradingContext } from '../context.ts';
import type { TradingState } from '../state.ts';
import type { Law, Market } from './market.ts';
import type { MarketTable } from './market-table.ts';
import { rounded } from './rounded.ts';

/** Names of the streams that draw prices. */
export const PRICE_STREAMS = ['returns', 'highs', 'lows', 'blocks'] as const;

/** Sets the time of tick `i`, and its prices as the market has them. */
export function nextPrices(state: TradingState, context: TradingContext, i: number): void {
  const { market } = context.prepared;
  state.at = market.times[i];
  state.offset = market.offsets[i];
  state.second = market.seconds[i];
  if (market.law !== null) drawFromLaw(state, context, market, market.law, i);
  else if (market.resampling === null || i === 0) replay(state, market, market.table as MarketTable, i);
  else {
    const { rows, meanBlock } = market.resampling;
    const uniform = context.chance.streams.blocks.uniform(0, i, 0);
    state.row = nextBootstrapIndex(i === 1 ? -1 : state.row, rows, meanBlock, uniform);
    drawAgain(state, market, market.table as MarketTable, state.row);
  }
}

function replay(state: TradingState, market: Market, table: MarketTable, i: number): void {
  const { factor, volume, latent, given } = state;
  for (let s = 0; s < factor.length; s++) {
    const by = factor[s];
    const last = table.close[s][i];
    volume[s] = table.volume[s][i];
    latent[s] = last * by;
    if (by !== 1) {
      const round = (price: number): number => rounded(price * by, market.decimals[s]);
      setBar(state, s, round(table.open[s][i]), round(table.high[s][i]), round(table.low[s][i]), round(last));
    } else if (market.kind === 'ticks') setBar(state, s, last, last, last, last);
    else setBar(state, s, table.open[s][i], table.high[s][i], table.low[s][i], last);
  }
  for (let g = 0; g < given.length; g++) given[g] = market.given[g][i];
}

/** Row `row` of the bars’ returns over the price before. */
function drawAgain(state: TradingState, { decimals }: Market, table: MarketTable, row: number): void {
  const { latent, volume } = state;
  for (let s = 0; s < latent.length; s++) {
    const from = latent[s] / table.close[s][row];
    const next = row + 1;
    const places = decimals[s];
    setBar(
      state,
      s,
      rounded(from * table.open[s][next], places),
      rounded(from * table.high[s][next], places),
      rounded(from * table.low[s][next], places),
      rounded(from * table.close[s][next], places),
    );
    latent[s] = from * table.close[s][next];
    volume[s] = table.volume[s][next];
  }
}

function drawFromLaw(
  state: TradingState,
  { chance }: TradingContext,
  { kind, decimals }: Market,
  law: Law,
  i: number,
): void {
  const { latent } = state;
  const places = decimals[0];
  const from = i === 0 ? law.config.price * state.factor[0] : latent[0];
  // Of a constant volatility it is what the config in force says: `set` may have changed it.
  if (i === 0 || law.config.kind === 'gbm') state.variance = law.variance;
  const { variance } = state;
  // The first tick is the first price; a first bar moves from it.
  const isStart = i === 0 && kind === 'ticks';
  const shock = isStart ? 0 : Math.sqrt(variance) * chance.streams.returns.normal(0, i, 0);
  const move = isStart ? 0 : law.drift - variance / 2 + shock;
  const to = Math.min(Math.max(from * exp(move), PRICE_LEAST), PRICE_MOST);
  latent[0] = to;
  state.volume[0] = Number.NaN;
  if (kind === 'ticks') {
    const price = rounded(to, places);
    setBar(state, 0, price, price, price, price);
  } else {
    const high = exp(bridgeHigh(0, move, variance, chance.streams.highs.uniform(0, i, 0)));
    const low = exp(bridgeLow(0, move, variance, chance.streams.lows.uniform(0, i, 0)));
    const open = rounded(from, places);
    const close = rounded(to, places);
    setBar(
      state,
      0,
      open,
      Math.max(rounded(from * high, places), open, close),
      Math.min(rounded(from * low, places), open, close),
      close,
    );
  }
  if (law.config.kind === 'garch') {
    const { alpha, beta } = law.config;
    state.variance = garchVariance({ omega: law.omega, alpha, beta }, variance, shock);
  }
}

/** A path may not leave what a price with its decimals can be. */
const PRICE_LEAST = 1e-9;
const PRICE_MOST = 1e9;

function setBar(
  state: TradingState,
  s: number,
  open: number,
  high: number,
  low: number,
  close: number,
): void {
  state.open[s] = open;
  state.high[s] = high;
  state.low[s] = low;
  state.close[s] = close;
}
