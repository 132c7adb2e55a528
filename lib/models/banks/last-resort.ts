import { CENT } from './cent.ts';
import type { BanksConfig } from './config.ts';
import type { BanksContext } from './context.ts';
import { KIND } from './events.ts';
import { assetsOf, type BanksState } from './state.ts';

/** What the central bank would still lend bank `i`: up to its collateral less the haircut, and the limit. */
export function creditLeft(state: BanksState, config: BanksConfig, i: number): number {
  const { lastResortCollateral, lastResortHaircut, lastResortLimit } = config;
  const collateral = lastResortCollateral * state.externalAssets[i] * (1 - lastResortHaircut);
  const most = Math.min(collateral, lastResortLimit * assetsOf(state, i));
  return Math.max(0, most - state.centralBank[i]);
}

/** A bank borrows what it needs from the lender of last resort, as far as that one lends. */
export function borrowFromLastResort(
  state: BanksState,
  context: BanksContext,
  bank: number,
  wanted: number,
  cause: number,
): void {
  const amount = Math.min(wanted, creditLeft(state, context.config, bank));
  if (!(amount >= CENT)) return;
  state.cash[bank] += amount;
  state.centralBank[bank] += amount;
  state.hasCredit = true;
  const { log } = context;
  if (log === null) return;
  const row = log.append(KIND.last_resort_loan, state.time, cause);
  const { integers, numbers } = log.rowsOf(KIND.last_resort_loan);
  integers[0][row] = bank;
  numbers[0][row] = amount;
  numbers[1][row] = wanted;
}
