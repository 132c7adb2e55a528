import type { LoggedEvent } from '../core/event-kind.ts';

/** Events as an array, another iterable, or a run's `Events`, which need not be read to the end. */
export type EventSource =
  | Iterable<LoggedEvent>
  | { readonly where: (query: { readonly type: readonly string[] }) => Iterable<LoggedEvent> };

/** The events of some types, in order. */
export function eventsOf(source: EventSource, types: readonly string[]): Iterable<LoggedEvent> {
  if ('where' in source) return source.where({ type: types });
  return [...source].filter((event) => types.includes(event.type));
}

/** A bank as it opened, and what became of it. */
export interface CascadeBank {
  readonly bank: number;
  readonly name: string;
  /** Total assets at the start: cash, external assets, loans, investments. */
  assets: number;
  /** Equity at the start. */
  readonly equity: number;
  /** Its default; null while it stands. */
  failure: Failure | null;
  /** When it was wound up by command; null when it was not. */
  deletedAt: number | null;
  /** What it wrote down on failed debtors. */
  lost: number;
}

/** A default. */
export interface Failure {
  readonly id: number;
  readonly t: number;
  /** 1 for those who fell first in a step, 2 for those whom they brought down, and so on. */
  readonly round: number;
  readonly equity: number;
  readonly causes: readonly number[];
}

/** What a creditor wrote down on a debtor. */
export interface CascadeLoss {
  readonly id: number;
  readonly t: number;
  readonly creditor: number;
  readonly debtor: number;
  readonly amount: number;
  /** The largest loss among the causes of the creditor's own default, and not of the same first round. */
  isMain: boolean;
  /** Whether it is among the causes of the creditor's own default. */
  isCause: boolean;
}

/** A run of the interbank model as far as its cascades go. */
export interface Cascade {
  readonly banks: readonly CascadeBank[];
  readonly loans: readonly { readonly lender: number; readonly borrower: number; readonly amount: number }[];
  readonly losses: readonly CascadeLoss[];
  /** The failed, in the order in which they fell. */
  readonly failed: readonly (CascadeBank & { readonly failure: Failure })[];
}

type Row = Readonly<Record<string, unknown>>;

const TYPES = ['init', 'default', 'loss', 'bank_deleted'];

/** Reads a run's cascades from its `init`, `default`, `loss` and `bank_deleted` events. */
export function readCascade(source: EventSource): Cascade {
  const banks: CascadeBank[] = [];
  const loans: { lender: number; borrower: number; amount: number }[] = [];
  const losses: CascadeLoss[] = [];
  const failed: CascadeBank[] = [];
  for (const event of eventsOf(source, TYPES)) {
    if (event.type === 'init') {
      banks.push(...openingBanks(event));
      loans.push(...(event.loans as typeof loans));
    } else if (event.type === 'default') {
      const bank = banks[event.bank as number]!;
      bank.failure = failureOf(event);
      failed.push(bank);
    } else if (event.type === 'loss') {
      const loss = lossOf(event);
      banks[loss.creditor]!.lost += loss.amount;
      losses.push(loss);
    } else {
      banks[event.bank as number]!.deletedAt = event.t;
    }
  }
  markMain(losses, banks);
  return { banks, loans, losses, failed: failed as Cascade['failed'][number][] };
}

function openingBanks(init: LoggedEvent): CascadeBank[] {
  const markets = init.markets as readonly Row[];
  const price = new Map(markets.map((row) => [row.market as string, row.price as number]));
  const banks = (init.banks as readonly Row[]).map((row): CascadeBank => {
    let assets = (row.cash as number) + (row.externalAssets as number);
    for (const [market, units] of Object.entries(row.units as Record<string, number>)) {
      assets += units * (price.get(market) ?? 0);
    }
    return {
      bank: row.bank as number,
      name: row.name as string,
      assets,
      equity: row.equity as number,
      failure: null,
      deletedAt: null,
      lost: 0,
    };
  });
  for (const loan of init.loans as readonly Row[]) {
    banks[loan.lender as number]!.assets += loan.amount as number;
  }
  return banks;
}

function failureOf(event: LoggedEvent): Failure {
  const { id, t, causes } = event;
  return { id, t, causes, round: (event.round as number) + 1, equity: event.equity as number };
}

function lossOf(event: LoggedEvent): CascadeLoss {
  return {
    id: event.id,
    t: event.t,
    creditor: event.creditor as number,
    debtor: event.debtor as number,
    amount: event.amount as number,
    isMain: false,
    isCause: false,
  };
}

function markMain(losses: readonly CascadeLoss[], banks: readonly CascadeBank[]): void {
  const main = new Map<number, CascadeLoss>();
  for (const loss of losses) {
    loss.isCause = banks[loss.creditor]!.failure?.causes.includes(loss.id) ?? false;
    if (!isBehind(loss, banks[loss.creditor]!.failure)) continue;
    const known = main.get(loss.creditor);
    if (known === undefined || loss.amount > known.amount) main.set(loss.creditor, loss);
  }
  for (const loss of main.values()) loss.isMain = true;
}

/** Those who fall in the first round of a step would have fallen without the losses of that round. */
function isBehind({ id, t }: CascadeLoss, failure: Failure | null): boolean {
  if (failure === null || !failure.causes.includes(id)) return false;
  return failure.round > 1 || failure.t > t;
}
