import { pick, unit } from '../../core/chance.ts';
import { sellForCash } from './act.ts';
import { CENT } from './cent.ts';
import { moveUnits, SHOCKS as SHOCK_CHANNEL } from './channels.ts';
import type { BanksContext } from './context.ts';
import { KIND, WRITTEN_OFF } from './events.ts';
import { becomeIlliquid } from './funding.ts';
import { borrowFromLastResort } from './last-resort.ts';
import { movePrice, recordPrice, recordPrices, removeUnits, tracesOrder } from './markets.ts';
import { SHOCK_KINDS, SHOCKS } from './shock-kind.ts';
import { type BanksState, equityOf, isAlive } from './state.ts';
import { noteHit } from './trace.ts';

const [CRASH, SQUEEZE, RUN, RATES, FAILURE] = SHOCK_KINDS.keys();
const [EXTERNAL, CASH, UNITS, DEBTS] = WRITTEN_OFF.keys();

/** Finds the shocks of the step that begins, in the order of their turns: by kind, then ordinal. */
export function findShocks(state: BanksState, context: BanksContext): void {
  state.dueCount = 0;
  const { config, prepared } = context;
  if (config.shocks === 'none') return;
  if (config.shocks === 'random') {
    drawShocks(state, context);
    return;
  }
  for (let kind = 0; kind < SHOCK_KINDS.length; kind++) {
    let ordinal = 0;
    for (const shock of prepared.schedule) {
      if (shock.at !== state.time || shock.kind !== SHOCK_KINDS[kind]) continue;
      const market = shock.market === undefined ? -1 : prepared.marketNames.indexOf(shock.market);
      const magnitude = shock.magnitude ?? SHOCKS[shock.kind].magnitude;
      addDue(state, kind, ordinal++, shock.bank ?? -1, market, magnitude);
    }
  }
}

const words = new Int32Array(2 * SHOCK_KINDS.length);

/** At most one random shock of each kind in a step, with probability rate / stepsPerYear. */
function drawShocks(state: BanksState, context: BanksContext): void {
  const { shockRates, stepsPerYear } = context.config;
  const drawn = words;
  context.chance.streams.shocks.row(0, SHOCK_KINDS.length, state.time, 0, drawn);
  for (let kind = 0; kind < SHOCK_KINDS.length; kind++) {
    const happens = unit(drawn[2 * kind]) < shockRates[SHOCK_KINDS[kind]] / stepsPerYear;
    if (happens) addRandom(state, context, kind, unit(drawn[2 * kind + 1]));
  }
}

/** @param size uniform on (0, 1): where in its range the magnitude lies. */
function addRandom(state: BanksState, context: BanksContext, kind: number, size: number): void {
  const { config, chance } = context;
  const [low, high] = config.shockMagnitudes[SHOCK_KINDS[kind]];
  chance.streams.shocks.words(kind, state.time, 1);
  const place = pick(chance.words[0], state.marketCount + 1);
  const market = kind === CRASH && place < state.marketCount ? place : -1;
  const oneBank = kind === SQUEEZE || kind === RUN || kind === FAILURE;
  const bank = oneBank ? pick(chance.words[1], state.bankCount) : -1;
  addDue(state, kind, 0, bank, market, low + (high - low) * size);
}

function addDue(
  state: BanksState,
  kind: number,
  ordinal: number,
  bank: number,
  market: number,
  magnitude: number,
): void {
  const at = state.dueCount++;
  state.dueKind[at] = kind;
  state.dueOrdinal[at] = ordinal;
  state.dueBank[at] = bank;
  state.dueMarket[at] = market;
  state.dueMagnitude[at] = magnitude;
}

/**
 * Applies a shock. `bank` or `market` -1: to all. A bank that is gone is passed over.
 *
 * @param cause the command that ordered it; -1 for one from outside.
 */
export function applyShock(
  state: BanksState,
  context: BanksContext,
  kind: number,
  bank: number,
  market: number,
  magnitude: number,
  cause: number,
): void {
  state.isStricken = true;
  if (kind === RATES) {
    const event = recordShock(state, context, kind, -1, -1, magnitude, 0, cause);
    state.rateShift += magnitude;
    if (state.trace !== null) state.trace.rates = event;
  } else if (kind === CRASH) {
    const first = market < 0 ? 0 : market;
    const end = market < 0 ? state.marketCount : market + 1;
    for (let m = first; m < end; m++) crash(state, context, m, magnitude, cause);
  } else {
    const first = bank < 0 ? 0 : bank;
    const end = bank < 0 ? state.bankCount : bank + 1;
    for (let i = first; i < end; i++) {
      if (!isAlive(state, i)) continue;
      if (kind === SQUEEZE) squeeze(state, context, i, magnitude, cause);
      else if (kind === RUN) runOnDeposits(state, context, i, magnitude, cause);
      else fail(state, context, i, magnitude, cause);
    }
  }
}

function crash(
  state: BanksState,
  context: BanksContext,
  market: number,
  magnitude: number,
  cause: number,
): void {
  const lost = state.unitsHeld[market] * state.price[market] * magnitude;
  const event = recordShock(state, context, CRASH, -1, market, magnitude, lost, cause);
  tracesOrder(state, market, event);
  movePrice(state, market, state.price[market] * (1 - magnitude), SHOCK_CHANNEL);
  recordPrice(state, context, market);
}

function squeeze(
  state: BanksState,
  context: BanksContext,
  bank: number,
  magnitude: number,
  cause: number,
): void {
  const locked = state.cash[bank] * magnitude;
  recordShock(state, context, SQUEEZE, bank, -1, magnitude, locked, cause);
  state.cash[bank] -= locked;
  state.externalAssets[bank] += locked;
}

/** Depositors are paid from cash; when that is short, a bank sells and, with funding on, borrows. */
function runOnDeposits(
  state: BanksState,
  context: BanksContext,
  bank: number,
  magnitude: number,
  cause: number,
): void {
  const { cash, deposits } = state;
  const wanted = deposits[bank] * magnitude;
  const event = recordShock(state, context, RUN, bank, -1, magnitude, wanted, cause);
  sellForCash(state, context, bank, wanted, event, SHOCK_CHANNEL);
  const { funding } = context.config;
  if (funding && cash[bank] < wanted) {
    borrowFromLastResort(state, context, bank, wanted - cash[bank], event);
  }
  const paid = wanted < cash[bank] ? wanted : cash[bank];
  cash[bank] -= paid;
  deposits[bank] -= paid;
  const unpaid = wanted - paid;
  recordWithdrawal(state, context, bank, paid, unpaid, event);
  if (funding && unpaid >= CENT) becomeIlliquid(state, context, bank, unpaid, event);
}

function recordWithdrawal(
  state: BanksState,
  { log }: BanksContext,
  bank: number,
  paid: number,
  unpaid: number,
  cause: number,
): void {
  if (log === null) return;
  const row = log.append(KIND.withdrawal, state.time, cause);
  const { integers, numbers } = log.rowsOf(KIND.withdrawal);
  integers[0][row] = bank;
  numbers[0][row] = paid;
  numbers[1][row] = unpaid;
}

/**
 * Assets are written off until equity is -magnitude: external ones first, then cash, then units. Where
 * they are not enough, hidden debts come to light, owed to depositors.
 */
function fail(
  state: BanksState,
  context: BanksContext,
  bank: number,
  magnitude: number,
  cause: number,
): void {
  const { cash, externalAssets, deposits, units, price, bankCount, marketCount } = state;
  recordPrices(state, context);
  const wanted = equityOf(state, bank) + magnitude;
  let left = wanted > 0 ? wanted : 0;
  const event = recordShock(state, context, FAILURE, bank, -1, magnitude, left, cause);
  if (state.trace !== null) noteHit(state.trace, bank, event);
  for (const [item, book] of [
    [EXTERNAL, externalAssets],
    [CASH, cash],
  ] as const) {
    const amount = book[bank] < left ? book[bank] : left;
    book[bank] -= amount;
    left -= amount;
    writeOff(state, context, bank, item, -1, amount, 0, event);
  }
  for (let m = 0; m < marketCount && left > 0; m++) {
    const at = m * bankCount + bank;
    const value = units[at] * price[m];
    const amount = value < left ? value : left;
    if (!(amount > 0)) continue;
    const gone = amount / price[m];
    state.booked[at] *= 1 - gone / units[at];
    moveUnits(state, bank, m, -gone, 0, SHOCK_CHANNEL);
    removeUnits(state, m, gone);
    left -= amount;
    writeOff(state, context, bank, UNITS, m, amount, gone, event);
  }
  deposits[bank] += left;
  writeOff(state, context, bank, DEBTS, -1, left, 0, event);
}

function recordShock(
  state: BanksState,
  context: BanksContext,
  kind: number,
  bank: number,
  market: number,
  magnitude: number,
  amount: number,
  cause: number,
): number {
  const { log } = context;
  if (log === null) return -1;
  const event = log.count;
  const row = log.append(KIND.shock_applied, state.time, cause);
  const { integers, numbers } = log.rowsOf(KIND.shock_applied);
  integers[0][row] = kind;
  integers[1][row] = bank;
  integers[2][row] = market;
  numbers[0][row] = magnitude;
  numbers[1][row] = amount;
  return event;
}

/** Counts and records what a failure has taken. */
function writeOff(
  state: BanksState,
  context: BanksContext,
  bank: number,
  item: number,
  market: number,
  amount: number,
  units: number,
  cause: number,
): void {
  if (!(amount > 0)) return;
  state.lossWriteOffs += amount;
  if (item !== UNITS) state.taken[SHOCK_CHANNEL * state.bankCount + bank] += amount;
  const { log } = context;
  if (log === null || state.trace === null) return;
  noteHit(state.trace, bank, log.count);
  const row = log.append(KIND.write_off, state.time, cause);
  const { integers, numbers } = log.rowsOf(KIND.write_off);
  integers[0][row] = bank;
  integers[1][row] = item;
  integers[2][row] = market;
  numbers[0][row] = amount;
  numbers[1][row] = units;
}
