import type { Metric } from '../../core/model.ts';
import { FIRE_SALES, FUNDING, lostBy, MARKETS, SHOCKS, takenBy } from './channels.ts';
import { type BanksState, equityOf } from './state.ts';

/**
 * What a run is measured by. loss = lossMarkets + lossWriteOffs + lossEstates + lastResortCost - income,
 * and capitalLoss = shockLosses + marketLosses + interbankLosses + fireSaleLosses + fundingLosses -
 * income - passedOn.
 */
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
  finalEquity: {
    help: 'closing equity of all banks, a failed one counting 0',
    unit: 'currency',
    isGain: true,
  },
  lossMarkets: { help: 'channel: what prices and the cost of own orders took', unit: 'currency' },
  lossWriteOffs: { help: 'channel: what shocks destroyed', unit: 'currency' },
  lossEstates: { help: 'channel: what estates hold beyond what they owe', unit: 'currency' },
  lastResortCost: { help: 'channel: interest on central bank credit', unit: 'currency' },
  income: { help: 'channel: earned on external assets less the cost of deposits', unit: 'currency' },
  interbankLosses: {
    help: 'written down by creditors of failed banks; passed on, not lost to the system',
    unit: 'currency',
  },
  depositorLosses: { help: 'what depositors of failed banks lost', unit: 'currency' },
  outsideLosses: { help: 'what the outside lost beyond depositors', unit: 'currency' },
  capitalLoss: {
    help: 'equity that banks lost: opening equity and injections less finalEquity',
    unit: 'currency',
  },
  shockLosses: { help: 'of capitalLoss: what shocks took at once', unit: 'currency' },
  marketLosses: { help: 'of capitalLoss: noise and the impact of voluntary orders', unit: 'currency' },
  fireSaleLosses: {
    help: 'of capitalLoss: forced sales to meet a requirement, and their marks',
    unit: 'currency',
  },
  fundingLosses: {
    help: 'of capitalLoss: sales forced by recalls, their marks, interest on central bank credit',
    unit: 'currency',
  },
  passedOn: {
    help: 'what losses of failed banks exceeded their equity by: creditors bear it',
    unit: 'currency',
  },
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
    state.lastResortCost,
    state.income,
    state.interbankLosses,
    depositorLosses,
    outsideLosses,
    state.openingEquity + state.injections - finalEquity,
    takenByAll(state, SHOCKS),
    takenByAll(state, MARKETS),
    takenByAll(state, FIRE_SALES),
    takenByAll(state, FUNDING),
    passedOn(state),
  ];
  for (let i = 0; i < values.length; i++) out[i] = values[i];
}

function takenByAll(state: BanksState, channel: number): number {
  let sum = 0;
  for (let i = 0; i < state.bankCount; i++) sum += takenBy(state, channel, i);
  return sum;
}

/** By how much the losses of failed banks exceed what they had; below 0, what their owners lost with it. */
function passedOn(state: BanksState): number {
  let sum = 0;
  for (let i = 0; i < state.bankCount; i++) {
    if (state.defaulted[i] === 1) sum += lostBy(state, i) - state.openingEquityOf[i] - state.injected[i];
  }
  return sum;
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
