import { unit } from '../../core/chance.ts';
import { FaultlineError } from '../../core/faultline-error.ts';
import type { BanksContext } from './context.ts';
import { ACTIONS, type Decision, type Observation, PRIORITIES } from './policy.ts';
import { type BanksState, isAlive, valueBooks } from './state.ts';

const LEVERAGE_MAX = 1000;

const HOLD = 4;

/** Every living bank observes; the policies judge all of them; the state holds what they decided. */
export function decide(state: BanksState, context: BanksContext): void {
  const { bankCount, policyOf } = state;
  const { policies, room } = context.prepared;
  const observation = observe(state, context);
  if (!state.isMixed) {
    judge(state, context, policyOf[0], observation, state);
    return;
  }
  for (const p of policies.keys()) {
    if (!policyOf.includes(p)) continue;
    judge(state, context, p, observation, room.other);
    for (let i = 0; i < bankCount; i++) {
      if (policyOf[i] !== p) continue;
      state.priority[i] = room.other.priority[i];
      state.action[i] = room.other.action[i];
      state.amount[i] = room.other.amount[i];
    }
  }
}

function judge(
  state: BanksState,
  context: BanksContext,
  index: number,
  observation: Observation,
  decision: Decision,
): void {
  const { policies, policyNames, builtInPolicies } = context.prepared;
  const policy = policies[index];
  // Ours fill in every bank that acts, and only what is allowed.
  if (builtInPolicies[index]) {
    policy.decide(observation, decision);
    return;
  }
  decision.priority.fill(0);
  decision.action.fill(HOLD);
  decision.amount.fill(1);
  const where = `policy ${policyNames[index]}, step ${observation.step}`;
  let answer: unknown;
  try {
    answer = policy.decide(copyOf(observation), decision);
  } catch (cause) {
    throw new Error(`${where}: ${cause instanceof Error ? cause.message : String(cause)}`, { cause });
  }
  if (answer !== undefined) throw failure(where, 'an answer', 'nothing returned, and at once: no promise');
  checkDecision(where, state, decision);
}

/** What a policy decides is no input of the user's: it makes the run fail, which names its recipe. */
function failure(where: string, given: unknown, allowed: string): Error {
  return new Error(new FaultlineError(where, given, allowed).message);
}

/** A copy for a policy from outside: what it does to it, no other sees. */
function copyOf(observation: Observation): Observation {
  const { features, alive, draws } = observation;
  return { ...observation, features: features.slice(), alive: alive.slice(), draws: draws.slice() };
}

/** A policy from outside may decide anything; what cannot be is not acted on. */
function checkDecision(where: string, state: BanksState, decision: Decision): void {
  for (let i = 0; i < state.bankCount; i++) {
    if (!isAlive(state, i)) continue;
    const { action, priority, amount } = decision;
    if (!(action[i] < ACTIONS.length)) {
      throw failure(`${where}, bank ${i}: action`, action[i], `from 0 to ${ACTIONS.length - 1}`);
    }
    if (!(priority[i] < PRIORITIES.length)) {
      throw failure(`${where}, bank ${i}: priority`, priority[i], `from 0 to ${PRIORITIES.length - 1}`);
    }
    if (!(amount[i] >= 0 && amount[i] <= 1)) {
      throw failure(`${where}, bank ${i}: amount`, amount[i], 'from 0 to 1');
    }
  }
}

function observe(state: BanksState, context: BanksContext): Observation {
  const { bankCount, time, words, books, failedBorrowers, alive } = state;
  const { rowStart } = state.loans;
  const { features, draws } = context.prepared.room;
  const [marketReturn, sinceStart] = returnsOf(state, context);
  context.chance.streams.decisions.row(0, bankCount, time, 0, words);
  valueBooks(state);
  const n = bankCount;
  for (let i = 0, at = 0; i < n; i++, at += 12) {
    const lent = books[2 * n + i];
    const behind = books[3 * n + i];
    const owed = books[5 * n + i];
    const worth = books[9 * n + i];
    const assets = worth + books[4 * n + i] + owed + books[6 * n + i] + books[7 * n + i];
    const share = assets > 0 ? 1 / assets : 0;
    const failed = failedBorrowers[i];
    draws[i] = unit(words[2 * i]);
    features[at] = books[i] * share;
    features[at + 1] = lent * share;
    features[at + 2] = books[8 * n + i] * share;
    features[at + 3] = worth * share;
    features[at + 4] = owed * share;
    features[at + 7] = assets < LEVERAGE_MAX * worth ? assets / worth : LEVERAGE_MAX;
    features[at + 8] = failed > 0 ? failed / (rowStart[i + 1] - rowStart[i] + failed) : 0;
    features[at + 9] = behind > 0 ? behind / (lent + behind) : 0;
    features[at + 10] = marketReturn;
    features[at + 11] = sinceStart;
  }
  return { step: time, bankCount, features, alive, draws };
}

/** Mean return of the markets since the step before, and since the start. */
function returnsOf(state: BanksState, context: BanksContext): [number, number] {
  const { marketCount, price, previousPrice } = state;
  const { startPrice } = context.prepared;
  let step = 0;
  let sinceStart = 0;
  for (let m = 0; m < marketCount; m++) {
    step += (price[m] / previousPrice[m] - 1) / marketCount;
    sinceStart += (price[m] / startPrice[m] - 1) / marketCount;
  }
  return [step, sinceStart];
}
