import type { EventLog } from '../../core/event-log.ts';
import { KIND } from './events.ts';
import type { BanksState } from './state.ts';
import { noteDue } from './trace.ts';

/**
 * Records the service of a run of slots, an interest payment and a repayment each, in blocks copied
 * from the loans' own columns. An event in between closes a block.
 */
export class PaymentWriter {
  private readonly log: EventLog;
  private readonly state: BanksState;
  private readonly cause: number;
  /** The first slot that is not yet recorded. */
  private next: number;

  constructor(log: EventLog, state: BanksState, from: number, end: number) {
    this.log = log;
    this.state = state;
    this.cause = state.trace === null ? -1 : state.trace.step;
    this.next = from;
    log.reserve(KIND.interest_payment, end - from);
    log.reserve(KIND.loan_repayment, end - from);
  }

  /** Records a shortfall on the slot before `next`. */
  arrears(lender: number, borrower: number, amount: number, of: number, next: number): void {
    this.finish(next);
    if (this.state.trace !== null) noteDue(this.state.trace, borrower, this.log.count);
    const row = this.record(KIND.arrears, lender, borrower, amount);
    this.log.rowsOf(KIND.arrears).integers[2][row] = of;
  }

  /** Records that arrears were made up before slot `next` pays. */
  arrearsPayment(lender: number, borrower: number, amount: number, next: number): void {
    this.finish(next);
    this.record(KIND.arrears_payment, lender, borrower, amount);
  }

  /** Slot `slot` holds no loan any more. */
  skip(slot: number): void {
    this.finish(slot);
    this.next = slot + 1;
  }

  /** Records the payments of all slots before `end` that are not yet recorded. */
  finish(end: number): void {
    const { next, log, state } = this;
    if (end === next) return;
    const { lender, borrower, paid, repaid } = state.loans;
    const lenders = lender.subarray(next, end);
    const borrowers = borrower.subarray(next, end);
    for (const [kind, amount] of [
      [KIND.interest_payment, paid],
      [KIND.loan_repayment, repaid],
    ] as const) {
      const { integers, numbers, used } = log.rowsOf(kind);
      integers[0].set(lenders, used);
      integers[1].set(borrowers, used);
      numbers[0].set(amount.subarray(next, end), used);
    }
    log.commitPairs(KIND.interest_payment, KIND.loan_repayment, state.time, this.cause, end - next);
    this.next = end;
  }

  private record(kind: number, lender: number, borrower: number, amount: number): number {
    const row = this.log.append(kind, this.state.time, this.cause);
    const { integers, numbers } = this.log.rowsOf(kind);
    integers[0][row] = lender;
    integers[1][row] = borrower;
    numbers[0][row] = amount;
    return row;
  }
}
