import type { EventLog } from '../../core/event-log.ts';
import { KIND } from './events.ts';
import type { Prepared } from './prepared.ts';
import type { BanksState } from './state.ts';
import { addCause, sortCauses, startCauses, type Trace } from './trace.ts';

/**
 * What a bank's straits came from, into `trace.causes`: hits, prices below their start of markets that
 * it was in, an accrual that cost more than it earned, and the interest of the step; without any, the
 * prices at which it traded.
 */
export function findCauses(
  state: BanksState,
  log: EventLog,
  trace: Trace,
  bank: number,
  { startPrice, openingInvestments }: Prepared,
): void {
  startCauses(trace, trace.hitHead[bank]);
  for (let m = 0; m < state.marketCount; m++) {
    const invested = openingInvestments[bank] > 0 || state.units[m * state.bankCount + bank] > 0;
    if (invested && state.price[m] < startPrice[m]) addCause(trace, trace.price[m]);
  }
  addCause(trace, trace.accrual[bank]);
  addInterest(log, trace, bank, state.time);
  if (trace.causeCount === 0) for (const price of trace.price) addCause(trace, price);
  sortCauses(trace);
}

/** Adds the interest that a bank has paid in the step in hand. */
function addInterest(log: EventLog, trace: Trace, bank: number, time: number): void {
  const rows = log.rowsOf(KIND.interest_payment);
  const [, borrower, amount] = rows.places;
  for (let segment = log.segmentCount - 1; segment >= 0 && log.segmentTime[segment] === time; segment--) {
    if (log.segmentKind[segment] !== KIND.interest_payment) continue;
    for (let id = log.segmentEvent[segment]; id < log.segmentEnd(segment); id += 2) {
      const row = log.rowOf(id, segment);
      if (rows.value(row, borrower) === bank && rows.value(row, amount) > 0) addCause(trace, id);
    }
  }
}
