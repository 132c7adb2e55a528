import type { Attribution } from '../../core/model.ts';
import type { TradingConfig } from './config.ts';
import type { Prepared } from './prepared.ts';
import type { Trade, TradingState } from './state.ts';

/** Where a loss comes from: how prices moved while a position was open, slippage on its fills, its fees. */
export const CHANNELS = ['prices', 'slippage', 'fees'] as const;

/** The loss by position and channel; over all it is whole. */
export const attribution: Attribution<TradingConfig, Prepared, TradingState, (typeof CHANNELS)[number]> = {
  metric: 'loss',
  entity: 'position',
  channels: CHANNELS,
  measure: (state, _context, out) => {
    out.fill(0);
    for (const trade of state.trades) add(state, trade, out);
    for (const trade of state.positions) if (trade !== null) add(state, trade, out);
  },
};

function add({ price }: TradingState, trade: Trade, out: Float64Array): void {
  const { position, entry, exits, side, lotSize, left, symbol, fees } = trade;
  const at = position * CHANNELS.length;
  let moved = left === 0 ? 0 : (price[symbol] - entry.raw) * left;
  let slipped = (entry.price - entry.raw) * entry.quantity;
  for (const { raw, price: paid, quantity } of exits) {
    moved += (raw - entry.raw) * quantity;
    slipped -= (paid - raw) * quantity;
  }
  out[at] -= side * moved * lotSize;
  out[at + 1] += side * slipped * lotSize;
  out[at + 2] += fees;
}
