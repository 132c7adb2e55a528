import { sharesOfClearing } from './clearing.ts';
import type { BanksContext } from './context.ts';
import { findFailing, resolveDefault } from './defaults.ts';
import { findSellers, finishSales, sellToRequirement } from './forced-sales.ts';
import { findDue, findStressed, flagDue, payDue, recallLoans } from './funding.ts';
import type { BanksState } from './state.ts';
import { surveyBanks } from './survey.ts';

/*
 * Contagion goes through in rounds until one finds nobody: banks that fail, and their creditors lose;
 * else banks below a requirement, which sell; else banks under stress, which recall and are recalled;
 * else banks with claims on them that are due, which pay. All banks of a round are found at once, and
 * have their turns in ascending order.
 */

/** The kinds of rounds. The first that finds a bank is the next. */
const [DEFAULTS, SALES, RECALLS, PAYMENTS] = [0, 1, 2, 3];

/** Looks for the first round of a step's contagion. Rounds of a step are counted on. */
export function beginContagion(state: BanksState, context: BanksContext): void {
  state.isStricken = false;
  if (state.firstCount > 0) {
    state.trigger.fill(-1);
    state.worstDebtor.fill(-1);
    state.worstLoss.fill(0);
    state.firstCount = 0;
  }
  state.paidShare.fill(-1);
  if (context.config.funding) flagDue(state);
  findRound(state, context);
}

/** Goes on to the next round. False when it finds nobody: contagion has come to rest. */
export function nextRound(state: BanksState, context: BanksContext): boolean {
  state.round++;
  if (state.roundKind === DEFAULTS) state.defaultRound++;
  return findRound(state, context);
}

function findRound(state: BanksState, context: BanksContext): boolean {
  const { fireSales, funding, failsWhen } = context.config;
  state.moverCount = 0;
  const { mayFail, hasDue } = surveyBanks(state, context.config);
  state.roundKind = DEFAULTS;
  if ((mayFail || failsWhen.includes('below_minimum')) && findFailing(state, context)) return true;
  if (state.breachedCount === 0 && !hasDue) return false;
  state.roundKind = SALES;
  if (fireSales && findSellers(state, context)) return true;
  if (!funding) return false;
  state.roundKind = RECALLS;
  if (findStressed(state)) return true;
  state.roundKind = PAYMENTS;
  return findDue(state, context);
}

/** The turns of the round's banks from place `from` to `end` (excluded). */
export function runRound(state: BanksState, context: BanksContext, from: number, end: number): void {
  const { movers, moverCount } = state;
  for (let at = from; at < end; at++) {
    const bank = movers[at];
    if (state.roundKind === DEFAULTS) {
      if (context.config.directLosses === 'clearing') sharesOfClearing(state, context);
      resolveDefault(state, context, bank);
    } else if (state.roundKind === RECALLS) recallLoans(state, context, bank);
    else if (state.roundKind === PAYMENTS) payDue(state, context, bank);
    else {
      sellToRequirement(state, context, bank);
      if (at === moverCount - 1) finishSales(state, context);
    }
  }
}
