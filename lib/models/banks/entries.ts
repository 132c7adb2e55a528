import type { Entry, LoggedEvent } from '../../core/event-kind.ts';

/*
 * The movements of value that events are, from their own fields. Accounts are banks (0-based) and
 * market, depositors, centralBank, estate, outside. Positive: the item grows on the account; `owed`,
 * `deposits`, `arrearsOwed` and `centralBank` are debts. In each event the cash entries sum to zero.
 */

type Account = number | string;
type Fields = Readonly<Record<string, number>> & { readonly market: string | null };

/** Cash from one account to another. */
function pay(from: Account, to: Account, amount: number, market: string | null = null): Entry[] {
  return [entry(from, 'cash', -amount, to, market), entry(to, 'cash', amount, from, market)];
}

/** A change of an interbank claim in both books. */
function claim(lender: Account, borrower: Account, amount: number, asset: string, debt: string): Entry[] {
  if (amount === 0) return [];
  return [entry(lender, asset, amount, borrower), entry(borrower, debt, amount, lender)];
}

function entry(
  account: Account,
  item: string,
  amount: number,
  counterparty: Account,
  market: string | null = null,
): Entry {
  return { account, item, amount, counterparty, market };
}

function fieldsOf(event: LoggedEvent): Fields {
  return event as unknown as Fields;
}

export function ofShock(event: LoggedEvent): Entry[] {
  const { bank, amount } = fieldsOf(event);
  if (event.kind === 'liquidity_squeeze') {
    return [...pay(bank, 'outside', amount), entry(bank, 'externalAssets', amount, 'outside')];
  }
  return [];
}

export function ofWithdrawal(event: LoggedEvent): Entry[] {
  const { bank, amount } = fieldsOf(event);
  return [...pay(bank, 'depositors', amount), entry(bank, 'deposits', -amount, 'depositors')];
}

export function ofWriteOff(event: LoggedEvent): Entry[] {
  const { bank, amount, units, market } = fieldsOf(event);
  if (event.item === 'cash') return pay(bank, 'outside', amount);
  if (event.item === 'deposits') return [entry(bank, 'deposits', amount, 'depositors')];
  return [entry(bank, event.item as string, -(event.item === 'units' ? units : amount), 'outside', market)];
}

export function ofAccrual(event: LoggedEvent): Entry[] {
  const { bank, earned, cost, credit } = fieldsOf(event);
  const credited = credit > 0 ? [entry(bank, 'centralBank', credit, 'centralBank')] : [];
  return [...pay('outside', bank, earned), entry(bank, 'deposits', cost, 'depositors'), ...credited];
}

export function ofTransaction(event: LoggedEvent): Entry[] {
  const { bank, counterparty, amount, units, market } = fieldsOf(event);
  switch (event.action) {
    case 'LEND':
      return [...pay(bank, counterparty, amount), ...claim(bank, counterparty, amount, 'loan', 'owed')];
    case 'RECALL':
      return [...pay(counterparty, bank, amount), ...claim(bank, counterparty, -amount, 'loan', 'owed')];
    case 'INVEST':
      return [...pay(bank, 'market', amount, market), ...unitsMove(bank, units, market)];
    default:
      return [...pay('market', bank, amount, market), ...unitsMove(bank, units, market)];
  }
}

function unitsMove(bank: number, units: number, market: string | null): Entry[] {
  return [entry(bank, 'units', units, 'market', market), entry('market', 'units', -units, bank, market)];
}

export function ofPayment(event: LoggedEvent): Entry[] {
  const { lender, borrower, amount } = fieldsOf(event);
  return pay(borrower, lender, amount);
}

export function ofRepayment(event: LoggedEvent): Entry[] {
  const { lender, borrower, amount } = fieldsOf(event);
  return [...pay(borrower, lender, amount), ...claim(lender, borrower, -amount, 'loan', 'owed')];
}

export function ofArrears(event: LoggedEvent): Entry[] {
  const { lender, borrower, amount } = fieldsOf(event);
  const moved = event.of === 'principal' ? claim(lender, borrower, -amount, 'loan', 'owed') : [];
  return [...moved, ...claim(lender, borrower, amount, 'arrears', 'arrearsOwed')];
}

export function ofRecall(event: LoggedEvent): Entry[] {
  const { lender, borrower, amount } = fieldsOf(event);
  return [
    ...claim(lender, borrower, -amount, 'loan', 'owed'),
    ...claim(lender, borrower, amount, 'arrears', 'arrearsOwed'),
  ];
}

export function ofDebtRepayment(event: LoggedEvent): Entry[] {
  const { bank, toCentralBank, toDepositors } = fieldsOf(event);
  return [
    ...pay(bank, 'centralBank', toCentralBank),
    entry(bank, 'centralBank', -toCentralBank, 'centralBank'),
    ...pay(bank, 'depositors', toDepositors),
    entry(bank, 'deposits', -toDepositors, 'depositors'),
  ];
}

export function ofArrearsPayment(event: LoggedEvent): Entry[] {
  const { lender, borrower, amount } = fieldsOf(event);
  return [...pay(borrower, lender, amount), ...claim(lender, borrower, -amount, 'arrears', 'arrearsOwed')];
}

export function ofBooking(event: LoggedEvent): Entry[] {
  const { bank, amount, units, market } = fieldsOf(event);
  return amount > 0 ? [...pay('market', bank, amount, market), ...unitsMove(bank, units, market)] : [];
}

export function ofLoss(event: LoggedEvent): Entry[] {
  const { creditor, debtor, recovered, loan, arrears } = fieldsOf(event);
  return [
    ...pay('estate', creditor, recovered),
    ...claim(creditor, debtor, -loan, 'loan', 'owed'),
    ...claim(creditor, debtor, -arrears, 'arrears', 'arrearsOwed'),
  ];
}

export function ofCapital(event: LoggedEvent): Entry[] {
  const { bank, amount } = fieldsOf(event);
  return pay('outside', bank, amount);
}

export function ofLiquidity(event: LoggedEvent): Entry[] {
  const { bank, amount } = fieldsOf(event);
  return [...pay('centralBank', bank, amount), entry(bank, 'centralBank', amount, 'centralBank')];
}

export function ofSettlement(event: LoggedEvent): Entry[] {
  const { lender, borrower, loan, arrears, refinanced } = fieldsOf(event);
  const refinancing =
    refinanced > 0
      ? [...pay('depositors', borrower, refinanced), entry(borrower, 'deposits', refinanced, 'depositors')]
      : [];
  return [
    ...refinancing,
    ...pay(borrower, lender, loan + arrears),
    ...claim(lender, borrower, -loan, 'loan', 'owed'),
    ...claim(lender, borrower, -arrears, 'arrears', 'arrearsOwed'),
  ];
}

export function ofAssetSale(event: LoggedEvent): Entry[] {
  const { bank, amount, units, market } = fieldsOf(event);
  const given =
    market === null
      ? entry(bank, 'externalAssets', -amount, 'outside')
      : entry(bank, 'units', -units, 'outside', market);
  return [...pay('outside', bank, amount), given];
}

export function ofDeletion(event: LoggedEvent): Entry[] {
  const { bank, cash, externalAssets, deposits, centralBank } = fieldsOf(event);
  const units = event.units as Readonly<Record<string, number>>;
  return [
    ...pay(bank, 'outside', cash),
    entry(bank, 'externalAssets', -externalAssets, 'outside'),
    ...Object.entries(units).map(([market, count]) => entry(bank, 'units', -count, 'outside', market)),
    entry(bank, 'deposits', -deposits, 'outside'),
    entry(bank, 'centralBank', -centralBank, 'outside'),
  ];
}
