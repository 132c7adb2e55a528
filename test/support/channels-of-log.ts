import type { Events, LoggedEvent } from '../../lib/index.ts';
import type { BanksConfig } from '../../lib/models/banks/config.ts';
import { BankBooks, type BankRow } from './bank-books.ts';

const CHANNELS = ['shocks', 'markets', 'direct', 'fireSales', 'funding', 'interest'] as const;
type Channel = (typeof CHANNELS)[number];
type Fields = Readonly<Record<string, number>> & { readonly market: string };

/**
 * What each channel took from each bank, counted from the log alone, event by event: every holder is
 * visited at every move of a price. Prices between two records follow from the orders and their impact.
 */
export class Recount {
  /** Against which rounding is measured. */
  readonly scale: number;
  private readonly books: BankBooks;
  private readonly losses: Record<Channel, number>[];
  private readonly opening: number[];
  private readonly injected: number[];
  /** By market: the price as the orders so far have left it. */
  private readonly price: Record<string, number> = {};
  /** By market: what a unit of currency moves it, in this step and from the next on. */
  private readonly slope: Record<string, number> = {};
  private nextStrength: number | null;
  /** Markets in which sellers of a round have sold, and whose price is to come. */
  private readonly onSale = new Set<string>();
  /** By failed bank: what it owed to banks. */
  private readonly owed = new Map<number, number>();
  private readonly config: BanksConfig;
  private readonly events: Events;

  constructor(events: Events, config: BanksConfig) {
    const init = events.get(0);
    const rows = init.banks as BankRow[];
    this.events = events;
    this.config = config;
    this.books = new BankBooks(init);
    this.losses = rows.map(() => ({
      shocks: 0,
      markets: 0,
      direct: 0,
      fireSales: 0,
      funding: 0,
      interest: 0,
    }));
    this.opening = rows.map((row) => row.equity);
    this.injected = rows.map(() => 0);
    Object.assign(this.price, this.books.prices);
    this.nextStrength = config.impactStrength;
    this.setSlopes();
    this.scale = rows.reduce((sum, { deposits, equity }) => sum + deposits + equity, 1);
  }

  of(bank: number): { lost: number; losses: Record<Channel, number> } {
    const worth = this.books.equity(bank) - (this.owed.get(bank) ?? 0);
    return { lost: this.opening[bank]! + this.injected[bank]! - worth, losses: this.losses[bank]! };
  }

  add(event: LoggedEvent): void {
    const fields = event as unknown as Fields;
    const { bank, lender, borrower, amount, cost, earned, credit } = fields;
    const at = (which: number) => this.losses[which]!;
    switch (event.type) {
      case 'step_start':
        this.setSlopes();
        break;
      case 'config_set':
        if (event.path === 'impactStrength') this.nextStrength = event.value as number;
        break;
      case 'accrual':
        at(bank!).interest += cost! - earned!;
        at(bank!).funding += credit!;
        break;
      case 'interest_payment':
        this.payInterest(lender!, borrower!, amount!);
        break;
      case 'arrears':
        if (event.of === 'interest') this.payInterest(lender!, borrower!, amount!);
        break;
      case 'loss':
        at(fields.creditor!).direct += amount!;
        break;
      case 'default':
        this.owed.set(bank!, this.books.of(bank!).borrowed + this.books.of(bank!).arrearsOwed);
        break;
      case 'write_off':
        at(bank!).shocks += amount!;
        break;
      case 'capital_added':
        this.injected[bank!]! += amount!;
        break;
      case 'bank_deleted':
        this.injected[bank!]! -= fields.equity!;
        break;
      case 'shock_applied':
        if (event.kind === 'asset_price_crash') {
          this.move(fields.market, this.price[fields.market]! * (1 - fields.magnitude!), 'shocks');
        }
        break;
      case 'transaction':
      case 'profit_booking':
        if (fields.market !== null && fields.units !== 0) this.order(event, fields);
        break;
      case 'price':
        this.record(fields.market, fields.price!);
        break;
    }
    this.books.add(event);
  }

  /** Interest moves worth from the borrower to the lender, paid or not. */
  private payInterest(lender: number, borrower: number, amount: number): void {
    this.losses[lender]!.interest -= amount;
    this.losses[borrower]!.interest += amount;
  }

  /** An order of a bank, at its own impact; one of a round of sellers leaves the price for later. */
  private order(event: LoggedEvent, { bank, market, units, amount }: Fields): void {
    const channel = this.channelOf(event);
    const before = this.price[market]!;
    const cash = units! > 0 ? -amount! : amount!;
    // What the bank has less by it at the price of before; the move comes after it, for all alike.
    this.losses[bank!]![channel] -= cash + units! * before;
    if (channel === 'fireSales') {
      if (this.slope[market]! > 0) this.onSale.add(market);
      return;
    }
    const left = before - this.slope[market]! * cash;
    for (const [holder, { units: held }] of this.books.books.entries()) {
      const now = held[market]! + (holder === bank ? units! : 0);
      this.losses[holder]![channel] += now * (before - left);
    }
    this.price[market] = left;
  }

  /** Why a bank ordered, by the event that caused it. */
  private channelOf(event: LoggedEvent): Channel {
    const [cause] = event.causes;
    if (event.type !== 'transaction' || event.action !== 'DIVEST' || cause === undefined) return 'markets';
    const by = this.events.get(cause);
    // What a bank sells of its own will names what hit it last, which can be a sale for which it had nothing.
    if (by.type === 'fire_sale' && (by.share as number) > 0) return 'fireSales';
    if (by.kind === 'deposit_run') return 'shocks';
    return this.isForPayment(event, cause) ? 'funding' : 'markets';
  }

  /** Whether a bank pays arrears with what a sale brings: they are the next thing that it does. */
  private isForPayment(sale: LoggedEvent, cause: number): boolean {
    for (let id = sale.id + 1; id < this.events.count; id++) {
      const next = this.events.get(id);
      if (next.causes[0] !== cause) return false;
      if (next.type === 'arrears_payment') return next.borrower === sale.bank;
      if (next.bank !== sale.bank) return false;
    }
    return false;
  }

  /** A price for the record: what orders and crashes leave open is a round of sales, or noise. */
  private record(market: string, price: number): void {
    this.move(market, price, this.onSale.delete(market) ? 'fireSales' : 'markets');
  }

  private move(market: string, price: number, channel: Channel): void {
    const fall = this.price[market]! - price;
    for (const [bank, { units }] of this.books.books.entries())
      this.losses[bank]![channel] += units[market]! * fall;
    this.price[market] = price;
  }

  /** From the config and the opening holdings: see docs/banks.md, Markets. */
  private setSlopes(): void {
    const { impact, bankMarketShare, markets } = this.config;
    const rows = this.events.get(0).banks as BankRow[];
    for (const { name } of markets) {
      const held = rows.reduce((sum, { units }) => sum + units[name]!, 0) / bankMarketShare;
      const perUnit = held > 0 ? (this.nextStrength ?? 1) / held : 0;
      this.slope[name] = impact === 'linear' ? (this.nextStrength ?? 0.001) : perUnit;
    }
  }
}
