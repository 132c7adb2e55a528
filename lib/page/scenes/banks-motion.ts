import type { LoggedEvent } from '../../core/event-kind.ts';

/** What banks do to each other, as colours of the drawing. */
export const STYLES = [
  'lend',
  'pay',
  'recall',
  'sell',
  'loss',
  'default',
  'gift',
  'shock',
  'strain',
] as const;
export type Style = (typeof STYLES)[number];

/** Where something is drawn: a bank, a market by name, or all banks. */
export type End = { readonly bank: number } | { readonly market: string } | 'all';

/** How an event of the interbank model is seen. Money travels the way it goes; losses from who failed. */
export interface BanksMotion {
  readonly from: End;
  /** The same end: a ring. */
  readonly to: End;
  readonly style: Style;
  /** What it weighs, in currency; decides how large it is. Null: of one size. */
  readonly amount: number | null;
  readonly isMinor: boolean;
}

/** How an event is seen; null: it is not. */
export function banksMotion(event: LoggedEvent): BanksMotion | null {
  const bank = (field: string): End => ({ bank: event[field] as number });
  const amount = (typeof event.amount === 'number' ? event.amount : null) as number | null;
  const travel = (from: End, to: End, style: Style, isMinor = true): BanksMotion | null =>
    amount === 0 ? null : { from, to, style, amount, isMinor };
  const ring = (at: End, style: Style, isMinor = false): BanksMotion => ({
    from: at,
    to: at,
    style,
    amount: null,
    isMinor,
  });
  switch (event.type) {
    case 'transaction':
      return transactionMotion(event, amount);
    case 'interest_payment':
    case 'loan_repayment':
    case 'arrears_payment':
      return travel(bank('borrower'), bank('lender'), 'pay');
    case 'settlement':
      return ring(bank('borrower'), 'pay', true);
    case 'recall':
      return travel(bank('lender'), bank('borrower'), 'recall', false);
    case 'arrears':
      return ring(bank('borrower'), 'strain', true);
    case 'stressed':
      return ring(bank('bank'), 'strain', true);
    case 'fire_sale':
      return ring(bank('bank'), 'sell', true);
    case 'withdrawal':
      return ring(bank('bank'), 'strain', true);
    case 'write_off':
      return ring(bank('bank'), 'loss', true);
    case 'illiquid':
      return ring(bank('bank'), 'strain');
    case 'loss':
      return { from: bank('debtor'), to: bank('creditor'), style: 'loss', amount, isMinor: false };
    case 'default':
      return ring(bank('bank'), 'default');
    case 'capital_added':
    case 'liquidity_injected':
    case 'last_resort_loan':
      return ring(bank('bank'), 'gift');
    case 'bank_deleted':
      return ring(bank('bank'), 'strain');
    case 'shock_applied':
      return ring(shockEnd(event), 'shock');
    default:
      return null;
  }
}

function transactionMotion(event: LoggedEvent, amount: number | null): BanksMotion | null {
  const self: End = { bank: event.bank as number };
  const money = (from: End, to: End, style: Style): BanksMotion => ({
    from,
    to,
    style,
    amount,
    isMinor: true,
  });
  const other = event.counterparty as number | null;
  const market = event.market as string | null;
  if (typeof other === 'number') {
    return event.action === 'RECALL'
      ? money({ bank: other }, self, 'pay')
      : money(self, { bank: other }, 'lend');
  }
  if (typeof market !== 'string') return null;
  const sells = (event.units as number) < 0;
  // Units go to the market, whether it is for a gain or in need.
  if (sells) return money(self, { market }, event.priority === 'PROFIT' ? 'pay' : 'sell');
  return money(self, { market }, 'lend');
}

function shockEnd({ bank, market }: LoggedEvent): End {
  if (typeof bank === 'number') return { bank };
  if (typeof market === 'string') return { market };
  return 'all';
}
