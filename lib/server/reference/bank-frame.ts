import type { LoggedEvent } from '../../core/event-kind.ts';
import type { BanksView, BankView, MarketView } from '../../models/banks/view.ts';

/** A message of the interactive document: its `type`, `step`, the document’s fields, and ours beside. */
export interface BankFrame {
  readonly type: string;
  readonly step: number;
  readonly [field: string]: unknown;
}

/** A bank’s books, as `step_end` and the view have them. */
export type Books = Pick<
  BankView,
  | 'bank'
  | 'cash'
  | 'loans'
  | 'investments'
  | 'externalAssets'
  | 'arrears'
  | 'borrowed'
  | 'arrearsOwed'
  | 'centralBank'
  | 'deposits'
  | 'equity'
  | 'defaulted'
>;

/** The document’s words for what a bank does, where ours are others. */
const ACTIONS: Readonly<Record<string, string>> = { RECALL: 'BORROW' };

/** An event of the interbank model as the document has it. */
export function bankFrame(event: LoggedEvent): BankFrame {
  const { banks, markets, type, ...fields } = event;
  const head = { type, step: event.t, ...fields };
  switch (event.type) {
    case 'transaction': {
      const { action, bank, counterparty, market } = event;
      return {
        ...head,
        action: ACTIONS[action as string] ?? action,
        bank_id: bank,
        from_bank: bank,
        to_bank: counterparty,
        target: counterparty ?? market,
      };
    }
    case 'interest_payment':
    case 'loan_repayment':
      return { ...head, from_bank: event.borrower, to_bank: event.lender };
    case 'profit_booking':
      return { ...head, bank_id: event.bank, profit: event.amount };
    case 'cascade':
      return { ...head, bank_id: event.trigger, trigger_bank: event.trigger };
    case 'step_end':
      return { ...head, ...systemOf(banks as readonly Books[], markets as readonly MarketView[]) };
    default:
      return 'bank' in event ? { ...head, bank_id: event.bank } : head;
  }
}

/** The world as it stands, under the document’s names. */
export function worldOf({ banks, loans, markets }: BanksView): Record<string, unknown> {
  return {
    banks: banks.map(bankState),
    markets: markets.map(marketState),
    connections: loans.map((loan) => ({ ...loan, from: loan.lender, to: loan.borrower })),
  };
}

function systemOf(banks: readonly Books[], markets: readonly MarketView[]): Record<string, unknown> {
  return {
    bank_states: banks.map(bankState),
    market_states: markets.map(marketState),
    total_defaults: banks.filter(({ defaulted }) => defaulted).length,
    total_capital: banks.reduce((sum, { defaulted, equity }) => sum + (defaulted ? 0 : equity), 0),
  };
}

function bankState(books: Books): Record<string, unknown> {
  const { bank, defaulted, equity } = books;
  const isGone = isDeleted(books);
  return { ...books, bank_id: bank, capital: equity, is_defaulted: defaulted, is_deleted: isGone };
}

function marketState(market: MarketView): Record<string, unknown> {
  return { ...market, market_id: market.market, name: market.market };
}

/** A bank that was wound up has nothing and owes nothing. One that failed is not wound up. */
export function isDeleted(books: Books): boolean {
  const { arrears, cash, externalAssets, investments, loans } = books;
  const { arrearsOwed, borrowed, centralBank, deposits } = books;
  const has = [arrears, cash, externalAssets, investments, loans];
  const owes = [arrearsOwed, borrowed, centralBank, deposits];
  return !books.defaulted && [...has, ...owes].every((amount) => amount === 0);
}
