import type { Attribution } from '../../core/model.ts';
import { CHANNELS, type Losses, lossesOf, netWorthOf } from './channels.ts';
import type { BanksConfig } from './config.ts';
import type { Prepared } from './prepared.ts';
import type { BanksState } from './state.ts';

/**
 * The capital loss of each bank by channel. `passedOn` is what a failed bank's losses exceed its equity
 * by, which its creditors bear: it is taken off, so that a bank loses at most what it had.
 */
export const attribution: Attribution<BanksConfig, Prepared, BanksState, keyof Losses | 'passedOn'> = {
  metric: 'capitalLoss',
  entity: 'bankName',
  channels: [...CHANNELS, 'passedOn'],
  measure: (state, _context, out) => {
    let at = 0;
    for (let i = 0; i < state.bankCount; i++) {
      const losses = lossesOf(state, i);
      for (const channel of CHANNELS) out[at++] = losses[channel];
      out[at++] = state.defaulted[i] === 1 ? netWorthOf(state, i) : 0;
    }
  },
};
