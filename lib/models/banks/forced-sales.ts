import { deliver } from './act.ts';
import { CENT } from './cent.ts';
import { FIRE_SALES } from './channels.ts';
import type { BanksConfig } from './config.ts';
import type { BanksContext } from './context.ts';
import { recordDistress } from './distress.ts';
import { KIND } from './events.ts';
import { movePrice, priceAfter, proceedsOf, recordPrice } from './markets.ts';
import { isBelow, riskWeightedAssets, valuedAssets } from './requirements.ts';
import { type BanksState, isAlive } from './state.ts';
import { noteHit } from './trace.ts';

/*
 * Fire sales by a one-sided constraint (Cont and Schaanning 2017): a bank at its requirement or above
 * does nothing; one below sells what brings it back to `restoreTo` times the requirement at the prices of
 * the moment, and no more. All sellers of a round sell at once: each gets the average price along the
 * impact of all, and only then is everyone marked down. Own sales lower the price, so a bank that wants
 * exactly its requirement (restoreTo 1) stays a little below and sells again, ever less: selling of less
 * than a cent is cut off.
 */

/** A bank keeps this share of its assets in cash when it pays debts back to shrink. */
const CASH_KEPT = 0.03;

/** Looks through the banks below a requirement for those that have something to sell or to pay back with. */
export function findSellers(state: BanksState, context: BanksContext): boolean {
  const { breached, breachedCount, onSale, units, saleShare, bankCount, marketCount } = state;
  onSale.fill(0);
  state.sold.fill(0);
  for (let b = 0; b < breachedCount; b++) {
    const bank = breached[b];
    if (!planSale(state, context.config, bank)) continue;
    state.movers[state.moverCount++] = bank;
    for (let m = 0; m < marketCount; m++) onSale[m] += saleShare[bank] * units[m * bankCount + bank];
  }
  return state.moverCount > 0;
}

/** What bank `i`, of valued books, has to do. False when it can do nothing that is worth a cent. */
function planSale(state: BanksState, config: BanksConfig, i: number): boolean {
  const equity = state.equity[i];
  const invested = state.investments[i];
  const assets = valuedAssets(state, i);
  const debts = state.deposits[i] + state.centralBank[i];
  const shed = Math.min(debts, excessOf(equity, assets, config.leverageRequirement, config.restoreTo));
  const weighted = riskWeightedAssets(state, config.riskWeights, i);
  const unburden = excessOf(equity, weighted, config.capitalRequirement, config.restoreTo);
  state.required[i] = shed;
  state.fromCash[i] = Math.max(0, Math.min(shed, state.cash[i] - CASH_KEPT * assets));
  // What is sold becomes cash, which may have a weight too.
  const weight = config.riskWeights.investments - config.riskWeights.cash;
  const wanted = Math.max(shed - state.fromCash[i], weight > 0 ? unburden / weight : 0);
  state.saleShare[i] = invested > 0 ? Math.min(1, wanted / invested) : 0;
  return state.fromCash[i] + state.saleShare[i] * invested >= CENT;
}

/** By how much assets exceed what equity carries at `restoreTo` times the ratio; 0 above the ratio. */
function excessOf(equity: number, assets: number, ratio: number, restoreTo: number): number {
  if (!isBelow(equity, ratio, assets)) return 0;
  return assets - Math.max(0, equity) / (ratio * restoreTo);
}

/** The turn of a seller. What it sells to shrink, and spare cash, pays its debts back. */
export function sellToRequirement(state: BanksState, context: BanksContext, bank: number): void {
  if (!isAlive(state, bank)) return;
  const { bankCount, marketCount, units, onSale, saleShare, required, fromCash } = state;
  const event = recordSale(state, context, bank);
  let raised = 0;
  for (let m = 0; m < marketCount; m++) {
    const sold = saleShare[bank] * units[m * bankCount + bank];
    if (!(sold > 0)) continue;
    const proceeds = (sold / onSale[m]) * proceedsOf(state, m, onSale[m]);
    state.unitsHeld[m] -= sold;
    state.sold[m] += sold;
    state.lossMarkets += sold * state.price[m] - proceeds;
    deliver(state, context, bank, m, sold, proceeds, FIRE_SALES, event);
    raised += proceeds;
  }
  const payable = Math.min(fromCash[bank] + raised, required[bank], state.cash[bank]);
  if (payable > 0) repayDebts(state, context, bank, payable, event);
}

/** After the last seller of a round: the prices that the round leaves, for all holders. */
export function finishSales(state: BanksState, context: BanksContext): void {
  const { sold } = state;
  for (let m = 0; m < state.marketCount; m++) {
    if (!(sold[m] > 0)) continue;
    const proceeds = proceedsOf(state, m, sold[m]);
    movePrice(state, m, priceAfter(state, m, sold[m], proceeds), FIRE_SALES);
    recordPrice(state, context, m);
  }
}

/** Pays back what the central bank has lent, then depositors. */
function repayDebts(
  state: BanksState,
  context: BanksContext,
  bank: number,
  cash: number,
  cause: number,
): void {
  const toCentralBank = Math.min(cash, state.centralBank[bank]);
  const toDepositors = Math.min(cash - toCentralBank, state.deposits[bank]);
  state.cash[bank] -= toCentralBank + toDepositors;
  state.centralBank[bank] -= toCentralBank;
  state.deposits[bank] -= toDepositors;
  const { log } = context;
  if (log === null) return;
  const row = log.append(KIND.debt_repayment, state.time, cause);
  const { integers, numbers } = log.rowsOf(KIND.debt_repayment);
  integers[0][row] = bank;
  numbers[0][row] = toCentralBank;
  numbers[1][row] = toDepositors;
}

/** Returns the event; -1 with the log off. */
function recordSale(state: BanksState, context: BanksContext, bank: number): number {
  const { log } = context;
  const row = recordDistress(state, context, KIND.fire_sale, bank);
  if (log === null || state.trace === null) return -1;
  const event = log.count - 1;
  const { numbers } = log.rowsOf(KIND.fire_sale);
  numbers[2][row] = state.required[bank];
  numbers[3][row] = state.fromCash[bank];
  numbers[4][row] = state.saleShare[bank];
  noteHit(state.trace, bank, event);
  return event;
}
