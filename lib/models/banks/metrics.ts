import type { Metric } from '../../core/model.ts';
import { type BanksState, equityOf } from './state.ts';

/** What a run is measured by. loss = lossMarkets + lossWriteOffs + lossEstates - income. */
export const metrics = {
  loss: {
    help: 'opening equity and injections less closing equity (0 if failed), and what others outside lost',
    unit: 'currency',
  },
  defaults: { help: 'banks that failed', unit: 'banks' },
  failedShare: { help: 'banks that failed, of all', unit: 'share' },
  cascadeDepth: {
    help: 'rounds of the longest cascade; 1: nobody was brought down by another',
    unit: 'rounds',
  },
  finalEquity: { help: 'closing equity of all banks, a failed one counting 0', unit: 'currency' },
  lossMarkets: { help: 'channel: what prices and the cost of own orders took', unit: 'currency' },
  lossWriteOffs: { help: 'channel: what shocks destroyed', unit: 'currency' },
  lossEstates: { help: 'channel: what estates hold beyond what they owe', unit: 'currency' },
  income: { help: 'channel: earned on external assets less the cost of deposits', unit: 'currency' },
  interbankLosses: {
    help: 'written down by creditors of failed banks; passed on, not lost to the system',
    unit: 'currency',
  },
  depositorLosses: { help: 'what depositors of failed banks lost', unit: 'currency' },
  outsideLosses: { help: 'what the outside lost beyond depositors', unit: 'currency' },
} satisfies Readonly<Record<string, Metric>>;

/** Writes the metrics in their declared order. */
export function measure(state: BanksState, out: Float64Array): void {
  const { finalEquity, lossEstates, depositorLosses, outsideLosses } = closing(state);
  const values = [
    lossFrom(state, finalEquity, depositorLosses + outsideLosses),
    state.defaultCount,
    state.defaultCount / state.bankCount,
    state.cascadeDepthMax,
    finalEquity,
    state.lossMarkets,
    state.lossWriteOffs,
    lossEstates,
    state.income,
    state.interbankLosses,
    depositorLosses,
    outsideLosses,
  ];
  for (let i = 0; i < values.length; i++) out[i] = values[i];
}

/** The loss as the state stands. */
export function lossOf(state: BanksState): number {
  const { finalEquity, depositorLosses, outsideLosses } = closing(state);
  return lossFrom(state, finalEquity, depositorLosses + outsideLosses);
}

function lossFrom(state: BanksState, finalEquity: number, lostByOthers: number): number {
  return state.openingEquity + state.injections - finalEquity + lostByOthers;
}

/**
 * The books at the end. An estate owes its depositors, the central bank and, to the outside, the
 * recoveries that were advanced to its creditors; depositors bear a shortfall first.
 */
function closing(state: BanksState): {
  finalEquity: number;
  lossEstates: number;
  depositorLosses: number;
  outsideLosses: number;
} {
  let finalEquity = 0;
  let lossEstates = 0;
  let depositorLosses = 0;
  let outsideLosses = 0;
  for (let i = 0; i < state.bankCount; i++) {
    const equity = equityOf(state, i);
    if (state.defaulted[i] === 0) {
      finalEquity += equity;
      continue;
    }
    const left = equity - state.recoveryPaid[i];
    if (left >= 0) {
      lossEstates += left;
      continue;
    }
    const byDepositors = Math.min(-left, state.deposits[i]);
    depositorLosses += byDepositors;
    outsideLosses += -left - byDepositors;
  }
  return { finalEquity, lossEstates, depositorLosses, outsideLosses };
}
