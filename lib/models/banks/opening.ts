import type { EventLog } from '../../core/event-log.ts';
import { cents } from './cent.ts';
import { PRICE_CHANNELS } from './channels.ts';
import type { BanksContext } from './context.ts';
import { KIND } from './events.ts';
import { createLoans, fillFromMatrix, settleLoans } from './loans.ts';
import { drawLinks } from './network.ts';
import type { Prepared } from './prepared.ts';
import { sampleLoans } from './reconstruction.ts';
import { type BanksState, columnsOf, equityOf } from './state.ts';
import { clearTrace, createTrace } from './trace.ts';

/** Room for one run. */
export function createState(prepared: Prepared): BanksState {
  const n = prepared.banks.length;
  const markets = prepared.marketNames.length;
  const perBank = (): Float64Array => new Float64Array(n);
  const indexes = (): Int32Array => new Int32Array(n);
  const due = prepared.schedule.length + 5;
  const books = new Float64Array(10 * n);
  return {
    time: 0,
    done: false,
    step: 0,
    phase: 0,
    cursor: 0,
    round: 0,
    roundKind: 0,
    defaultRound: 0,
    horizon: 0,
    bankCount: n,
    marketCount: markets,
    books,
    ...columnsOf(books, n),
    units: new Float64Array(n * markets),
    booked: new Float64Array(n * markets),
    loans: createLoans(n, n * 4),
    alive: new Uint8Array(n),
    defaulted: new Uint8Array(n),
    deleted: new Uint8Array(n),
    halted: new Uint8Array(n),
    policyOf: new Uint8Array(n),
    isMixed: false,
    failedBorrowers: indexes(),
    recoveryPaid: perBank(),
    claimsOnEstate: perBank(),
    openingEquityOf: perBank(),
    injected: perBank(),
    direct: perBank(),
    moved: new Float64Array(PRICE_CHANNELS * markets),
    hasMoved: false,
    taken: new Float64Array(PRICE_CHANNELS * n),
    price: new Float64Array(markets),
    recordedPrice: new Float64Array(markets),
    previousPrice: new Float64Array(markets),
    slope: new Float64Array(markets),
    unitsHeld: new Float64Array(markets),
    rateShift: 0,
    isStricken: false,
    dueCount: 0,
    dueKind: new Int32Array(due),
    dueOrdinal: new Int32Array(due),
    dueBank: new Int32Array(due),
    dueMarket: new Int32Array(due),
    dueMagnitude: new Float64Array(due),
    priority: new Uint8Array(n),
    action: new Uint8Array(n),
    amount: perBank(),
    words: new Int32Array(2 * n),
    moverCount: 0,
    movers: indexes(),
    breachedCount: 0,
    breached: indexes(),
    hasRecalled: new Uint8Array(n),
    isDue: new Uint8Array(n),
    isIlliquid: new Uint8Array(n),
    onSale: new Float64Array(markets),
    sold: new Float64Array(markets),
    required: perBank(),
    fromCash: perBank(),
    saleShare: perBank(),
    paidShare: perBank(),
    firstCount: 0,
    first: indexes(),
    trigger: indexes(),
    failedIn: indexes(),
    worstDebtor: indexes(),
    worstLoss: perBank(),
    cascadeSize: indexes(),
    cascadeDepth: indexes(),
    cascadeLoss: perBank(),
    openingEquity: 0,
    injections: 0,
    income: 0,
    lossMarkets: 0,
    lossWriteOffs: 0,
    interbankLosses: 0,
    hasCredit: false,
    lastResortCost: 0,
    defaultCount: 0,
    cascadeDepthMax: 0,
    trace: null,
  };
}

/** The books at the start of a run: balanced to the cent, each bank's, interbank claims with debts. */
export function openBooks(state: BanksState, context: BanksContext): void {
  const { config, prepared, log } = context;
  resetFlags(state);
  state.time = 0;
  state.step = 0;
  state.done = false;
  state.phase = 0;
  state.cursor = 0;
  state.round = 0;
  state.horizon = config.steps;
  openLoans(state, context);
  openMarkets(state, prepared);
  state.openingEquity = 0;
  for (let i = 0; i < state.bankCount; i++) {
    const { capital } = prepared.banks[i];
    state.cash[i] = prepared.openingCash[i];
    const inMarkets = prepared.openingInvestments[i];
    state.externalAssets[i] = cents(prepared.totalAssets[i] - state.cash[i] - inMarkets - state.lent[i]);
    state.deposits[i] = cents(prepared.totalAssets[i] - capital - state.owed[i]);
    state.openingEquityOf[i] = equityOf(state, i);
    state.openingEquity += state.openingEquityOf[i];
  }
  state.slope.set(prepared.slope);
  if (log === null) state.trace = null;
  else {
    state.trace ??= createTrace(state.bankCount, state.marketCount);
    clearTrace(state.trace);
    recordInit(state, log, prepared);
  }
}

function resetFlags(state: BanksState): void {
  for (const array of [
    state.centralBank,
    state.arrearsClaim,
    state.arrearsOwed,
    state.defaulted,
    state.deleted,
    state.halted,
    state.policyOf,
    state.priority,
    state.action,
    state.amount,
    state.words,
    state.failedBorrowers,
    state.recoveryPaid,
    state.claimsOnEstate,
    state.injected,
    state.direct,
    state.moved,
    state.taken,
    state.hasRecalled,
    state.isDue,
    state.isIlliquid,
    state.worstLoss,
  ]) {
    array.fill(0);
  }
  state.alive.fill(1);
  state.trigger.fill(-1);
  state.worstDebtor.fill(-1);
  state.isMixed = false;
  state.rateShift = 0;
  state.isStricken = false;
  state.dueCount = 0;
  state.roundKind = 0;
  state.defaultRound = 0;
  state.moverCount = 0;
  state.breachedCount = 0;
  state.firstCount = 0;
  state.injections = 0;
  state.income = 0;
  state.lossMarkets = 0;
  state.lossWriteOffs = 0;
  state.interbankLosses = 0;
  state.hasCredit = false;
  state.hasMoved = false;
  state.lastResortCost = 0;
  state.defaultCount = 0;
  state.cascadeDepthMax = 0;
}

/**
 * Loans as given or as made from the banks' totals; else links are drawn, then each lender's interbank
 * assets are split over its borrowers by their size. A single loan stays within the exposure limit, and
 * a borrower takes at most half of its funding from other banks; what finds no borrower stays with the
 * lender as external assets.
 */
function openLoans(state: BanksState, context: BanksContext): void {
  const { config, prepared, chance } = context;
  const { loans } = state;
  if (prepared.matrix !== null) fillFromMatrix(loans, prepared.matrix);
  else if (prepared.sampler !== null) {
    fillFromMatrix(loans, sampleLoans(prepared.sampler, chance.streams.network));
  } else {
    drawLinks(loans, prepared.network, chance.streams.network);
    splitOverBorrowers(state, prepared, config.exposureLimit);
  }
  sumLoans(state);
}

function sumLoans({ loans, lent, owed }: BanksState): void {
  const { count, lender, borrower, amount } = loans;
  lent.fill(0);
  owed.fill(0);
  for (let k = 0; k < count; k++) {
    lent[lender[k]] += amount[k];
    owed[borrower[k]] += amount[k];
  }
}

/** Most of its funding besides equity that a bank may owe to other banks at the start. */
const INTERBANK_FUNDING_MAX = 0.5;

function splitOverBorrowers(state: BanksState, prepared: Prepared, exposureLimit: number | null): void {
  const { loans, owed, bankCount } = state;
  const { rowStart, borrower, amount, count } = loans;
  const { totalAssets, interbankTarget, banks } = prepared;
  owed.fill(0);
  for (let i = 0; i < bankCount; i++) {
    const start = rowStart[i];
    const end = rowStart[i + 1];
    let size = 0;
    for (let k = start; k < end; k++) size += totalAssets[borrower[k]];
    const scale = size > 0 ? interbankTarget[i] / size : 0;
    const most = exposureLimit === null ? Number.POSITIVE_INFINITY : exposureLimit * banks[i].capital;
    for (let k = start; k < end; k++) {
      const j = borrower[k];
      const wanted = scale * totalAssets[j];
      const given = wanted < most ? wanted : most;
      amount[k] = given;
      owed[j] += given;
    }
  }
  for (let j = 0; j < bankCount; j++) {
    const most = INTERBANK_FUNDING_MAX * (totalAssets[j] - banks[j].capital);
    owed[j] = owed[j] > most ? most / owed[j] : 1;
  }
  for (let k = 0; k < count; k++) {
    amount[k] = Math.floor(amount[k] * owed[borrower[k]] * 100) / 100;
    if (amount[k] === 0) loans.holeCount++;
  }
  settleLoans(loans);
}

/** Investments are spread evenly over the markets, at the opening prices. */
function openMarkets(state: BanksState, prepared: Prepared): void {
  const { bankCount, marketCount, units, booked } = state;
  state.price.set(prepared.startPrice);
  state.recordedPrice.set(prepared.startPrice);
  state.previousPrice.set(prepared.startPrice);
  for (let m = 0; m < marketCount; m++) {
    let held = 0;
    for (let i = 0; i < bankCount; i++) {
      const at = m * bankCount + i;
      units[at] = prepared.openingInvestments[i] / marketCount / prepared.startPrice[m];
      booked[at] = units[at] * prepared.startPrice[m];
      held += units[at];
    }
    state.unitsHeld[m] = held;
  }
}

function recordInit(state: BanksState, log: EventLog, prepared: Prepared): void {
  const { bankCount, marketCount, loans } = state;
  log.append(KIND.init, 0, -1);
  const banks = log.appendTable(KIND.init, 0, bankCount);
  const at = banks.used - bankCount;
  for (let i = 0; i < bankCount; i++) {
    banks.integers[0][at + i] = i;
    banks.integers[1][at + i] = i;
    banks.numbers[3][at + i] = equityOf(state, i);
  }
  banks.numbers[0].set(state.cash, at);
  banks.numbers[1].set(state.externalAssets, at);
  banks.numbers[2].set(state.deposits, at);
  for (let m = 0; m < marketCount; m++) {
    banks.numbers[4 + m].set(state.units.subarray(m * bankCount, (m + 1) * bankCount), at);
  }
  const rows = log.appendTable(KIND.init, 1, loans.count);
  const first = rows.used - loans.count;
  rows.integers[0].set(loans.lender.subarray(0, loans.count), first);
  rows.integers[1].set(loans.borrower.subarray(0, loans.count), first);
  rows.numbers[0].set(loans.amount.subarray(0, loans.count), first);
  const markets = log.appendTable(KIND.init, 2, marketCount);
  for (let m = 0, row = markets.used - marketCount; m < marketCount; m++, row++) {
    markets.integers[0][row] = m;
    markets.numbers[0][row] = prepared.startPrice[m];
  }
}
