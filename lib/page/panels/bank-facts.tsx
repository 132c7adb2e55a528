import { counted, quantity } from '../../figures/quantity.ts';
import type { SessionState } from '../../live/session-message.ts';
import type { BanksView, LoanView } from '../../models/banks/view.ts';
import type { RunStore } from '../store/run-store.ts';
import { entityLabel } from './entity-id.ts';
import { EntityLink } from './entity-link.tsx';
import { type Fact, Facts } from './facts.tsx';
import { LinePlot } from './line-plot.tsx';

interface Props {
  readonly run: RunStore;
  readonly state: SessionState;
  readonly bank: number;
}

/** Loans that are listed, the largest. */
const LOANS_MAX = 12;

/** Channels of a loss in words. */
const CHANNELS: Readonly<Record<string, string>> = {
  shocks: 'shocks',
  direct: 'failed debtors',
  fireSales: 'fire sales',
  funding: 'funding',
  markets: 'markets',
  interest: 'interest, less income',
};

/** Less money than this is what adding up leaves over. */
const DUST = 1e-9;

/** A bank's books, its loans, and what its equity went to. */
export function BankFacts({ bank, run, state }: Props) {
  const { banks, loans } = state.view as BanksView;
  const books = banks.find((each) => each.bank === bank);
  if (books === undefined) return <p class="muted">There is no such bank.</p>;
  const points = run.history.value.map(({ time, view }) => {
    const then = (view as BanksView).banks.find((each) => each.bank === bank);
    return [time, then?.equity ?? null] as const;
  });
  const rows: Fact[] = [
    ['equity', `${money(books.equity)} of ${money(books.openingEquity)}`, 'now, and at the start'],
    ['cash', money(books.cash)],
    ['lent to banks', money(books.loans)],
    ['in markets', money(books.investments)],
    ['external assets', money(books.externalAssets)],
    ['borrowed from banks', money(books.borrowed)],
    ['deposits', money(books.deposits)],
    ['owed to the central bank', money(books.centralBank)],
    ['behind with', money(books.arrearsOwed), 'what fell due and was not paid'],
    ['claims in arrears', money(books.arrears), 'on banks that are behind'],
  ];
  const losses = Object.entries(books.losses).filter(([, amount]) => amount !== 0);
  const own = loans.filter(({ borrower, lender }) => borrower === bank || lender === bank);
  const largest = [...own].sort((a, b) => sizeOf(b) - sizeOf(a)).slice(0, LOANS_MAX);
  return (
    <>
      {(books.defaulted || books.deleted) && (
        <p class="fault">{books.defaulted ? 'It has failed.' : 'It was wound up.'}</p>
      )}
      <LinePlot
        label="Equity"
        lines={[{ name: 'equity', points, color: 'var(--accent)' }]}
        height={48}
        isFromZero
      />
      <Facts rows={rows} />
      {losses.length > 0 && (
        <>
          <h3>What its equity went to</h3>
          <Facts rows={losses.map(([channel, amount]) => [CHANNELS[channel] ?? channel, money(amount)])} />
        </>
      )}
      {own.length > 0 && (
        <details>
          <summary>
            {counted(own.length, 'loan')}
            {own.length > LOANS_MAX ? `, the largest ${LOANS_MAX}` : ''}
          </summary>
          <Facts rows={largest.map((loan) => loanFact(run, bank, loan))} />
        </details>
      )}
    </>
  );
}

function money(amount: number): string {
  return quantity(Math.abs(amount) < DUST ? 0 : amount);
}

function sizeOf({ amount, arrears }: LoanView): number {
  return amount + arrears;
}

function loanFact(run: RunStore, bank: number, { amount, arrears, borrower, lender }: LoanView): Fact {
  const isLender = lender === bank;
  const other = `bank:${isLender ? borrower : lender}`;
  const behind = arrears > DUST ? `, ${money(arrears)} behind` : '';
  return [
    `${isLender ? 'to' : 'from'} ${entityLabel(other, run.entities)}`,
    <span>
      {money(amount)}
      {behind} <EntityLink run={run} entity={other} label="open" />
    </span>,
  ];
}
