import type { Entry, Events, LoggedEvent } from '../../lib/index.ts';

/** One bank's book, as readers of the log keep it. Debts are positive. */
export interface Book {
  cash: number;
  loans: number;
  borrowed: number;
  externalAssets: number;
  deposits: number;
  arrears: number;
  arrearsOwed: number;
  centralBank: number;
  units: Record<string, number>;
}

/** A row of `step_end.banks`. */
export interface BankRow extends Book {
  readonly bank: number;
  readonly investments: number;
  readonly equity: number;
  readonly defaulted: boolean;
}

interface Init {
  readonly banks: (BankRow & { readonly name: string })[];
  readonly loans: { lender: number; borrower: number; amount: number }[];
  readonly markets: { market: string; price: number }[];
}

const ITEMS: Readonly<Record<string, keyof Omit<Book, 'units'>>> = {
  cash: 'cash',
  loan: 'loans',
  owed: 'borrowed',
  externalAssets: 'externalAssets',
  deposits: 'deposits',
  arrears: 'arrears',
  arrearsOwed: 'arrearsOwed',
  centralBank: 'centralBank',
};

const ACCOUNTS = ['market', 'depositors', 'centralBank', 'estate', 'outside'];

/** Every book, loan and price, rebuilt from `init` and the entries of all later events. */
export class BankBooks {
  readonly books: Book[];
  readonly prices: Record<string, number> = {};
  /** Loans by `lender borrower`. */
  readonly loans = new Map<string, number>();

  constructor(init: LoggedEvent) {
    const { banks, loans, markets } = init as unknown as Init;
    this.books = banks.map(({ cash, externalAssets, deposits, units }) => ({
      ...{ cash, externalAssets, deposits, loans: 0, borrowed: 0 },
      ...{ arrears: 0, arrearsOwed: 0, centralBank: 0, units: { ...units } },
    }));
    for (const { lender, borrower, amount } of loans) {
      this.books[lender]!.loans += amount;
      this.books[borrower]!.borrowed += amount;
      this.loans.set(`${lender} ${borrower}`, amount);
    }
    for (const { market, price } of markets) this.prices[market] = price;
  }

  /** Takes up one event. */
  add(event: LoggedEvent): void {
    if (event.type === 'price') this.prices[event.market as string] = event.price as number;
    for (const entry of entriesOf(event)) this.enter(entry, event);
  }

  /** The book of a bank. */
  of(bank: number): Book {
    return this.books[bank]!;
  }

  equity(bank: number): number {
    return equityOf(this.of(bank), this.prices);
  }

  /** The largest number in a bank's book, and 1: what rounding is measured against. */
  scale(bank: number): number {
    const { cash, loans, externalAssets, deposits } = this.of(bank);
    return 1 + Math.abs(cash) + Math.abs(loans) + Math.abs(externalAssets) + Math.abs(deposits);
  }

  private enter({ account, item, amount, counterparty, market }: Entry, event: LoggedEvent): void {
    if (!Number.isFinite(amount)) throw new Error(`${event.type} ${event.id}: an entry of ${amount}`);
    if (typeof account === 'string') {
      if (!ACCOUNTS.includes(account)) throw new Error(`${event.type} ${event.id}: no account ${account}`);
      return;
    }
    const book = this.books[account];
    if (book === undefined) throw new Error(`${event.type} ${event.id}: no bank ${account}`);
    if (item === 'units') {
      if (market === null || book.units[market] === undefined)
        throw new Error(`${event.type}: units of ${market}`);
      book.units[market] += amount;
      return;
    }
    const field = ITEMS[item];
    if (field === undefined) throw new Error(`${event.type} ${event.id}: no item ${item}`);
    book[field] += amount;
    if (item === 'loan') {
      const pair = `${account} ${counterparty}`;
      this.loans.set(pair, (this.loans.get(pair) ?? 0) + amount);
    }
  }
}

/** Everything that a bank owns less everything that it owes. */
export function equityOf(book: Book, prices: Readonly<Record<string, number>>): number {
  const owned = book.cash + book.loans + book.externalAssets + book.arrears + investmentsOf(book, prices);
  return owned - book.borrowed - book.deposits - book.arrearsOwed - book.centralBank;
}

/** The market value of a bank's units. */
export function investmentsOf(book: Book, prices: Readonly<Record<string, number>>): number {
  return Object.entries(book.units).reduce((sum, [market, units]) => sum + units * prices[market]!, 0);
}

/** What an event moved. */
export function entriesOf(event: LoggedEvent): readonly Entry[] {
  return (event.entries ?? []) as readonly Entry[];
}

/** The rows of the last `step_end`, or of that of a step. */
export function endOf(events: Events, step?: number): BankRow[] {
  const ends = events.ofType('step_end').filter(({ t }) => step === undefined || t === step);
  return ends.at(-1)!.banks as BankRow[];
}
