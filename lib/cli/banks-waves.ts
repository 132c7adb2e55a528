import type { LoggedEvent } from '../core/event-kind.ts';
import type { Run } from '../core/run.ts';
import { counted, percent } from '../figures/quantity.ts';
import { grouped } from './grouped.ts';
import { listed } from './listed.ts';

type Words<T> = (value: T) => string;

/** As many failures, or fewer, are named one by one. */
const ALL_NAMED_MAX = 10;
const NAMES_MAX = 4;
const STEPS_MAX = 6;

/** The failures of a run, an item for each step that has some: how many, who, and mainly why. */
export function wavesOf(run: Run, names: Words<unknown>): readonly string[] {
  const falls = run.events.ofType('default');
  const namesMax = falls.length <= ALL_NAMED_MAX ? ALL_NAMED_MAX : NAMES_MAX;
  const steps = grouped(falls, ({ t }) => t);
  const largest = steps.toSorted(([, a], [, b]) => b.length - a.length).slice(0, STEPS_MAX);
  const told = steps.filter((step) => largest.includes(step));
  const rest = falls.length - told.reduce((sum, [, banks]) => sum + banks.length, 0);
  const more = `- ${counted(steps.length - told.length, 'more step')}: ${counted(rest, 'bank')}.`;
  return [
    ...told.map(([t, banks]) => `- Step ${t}: ${stepWords(run, banks, names, namesMax)}.`),
    ...(rest > 0 ? [more] : []),
  ];
}

function stepWords(run: Run, falls: readonly LoggedEvent[], names: Words<unknown>, namesMax: number): string {
  const triggers = new Set(run.events.ofType('cascade').flatMap(({ causes }) => causes[0] ?? []));
  const [firsts, victims] = [true, false].map((is) => falls.filter(({ id }) => triggers.has(id) === is));
  const groups = grouped(firsts, (fall) => firstReason(run, fall));
  if (victims.length > 0) groups.push([victimReason(run, victims, names), victims]);
  const told = groups.map(
    ([reason, group]) =>
      `${listed(
        group.map(({ bank }) => names(bank)),
        namesMax,
      )} ${reason}`,
  );
  return `${counted(falls.length, 'bank')}. ${told.join('; ')}`;
}

/** Mainly why a bank fell that nobody brought down in its step. */
function firstReason(run: Run, fall: LoggedEvent): string {
  const { events } = run;
  const causes = fall.causes.map((id) => events.get(id));
  const own = causes.find(({ type, t }) => type === 'shock_applied' && t === fall.t);
  if (own !== undefined) return `through a ${String(own.kind).replaceAll('_', ' ')}`;
  const markets = causes.flatMap(({ type, market }) => (type === 'price' ? [String(market)] : []));
  const crashes = [
    ...events.where({ type: 'shock_applied', kind: 'asset_price_crash', from: fall.t, to: fall.t }),
  ].filter(({ market }) => market === null || markets.includes(String(market)));
  const [crash] = crashes.toSorted((a, b) => Number(b.magnitude) - Number(a.magnitude));
  if (crash !== undefined) return `through the price crash of ${percent(Number(crash.magnitude))}`;
  return slowReason(run, fall, causes);
}

/** What took most from a bank that fell without a shock in its step. */
function slowReason({ events }: Run, fall: LoggedEvent, causes: readonly LoggedEvent[]): string {
  const { bank } = fall;
  const init = events.get(0);
  const banks = init.banks as readonly { readonly units: Readonly<Record<string, number>> }[];
  const markets = init.markets as readonly { readonly market: string; readonly price: number }[];
  const units = banks[Number(bank)]?.units ?? {};
  const sum = (amounts: Iterable<number>): number => [...amounts].reduce((total, each) => total + each, 0);
  const losses = sum(causes.filter(({ type }) => type === 'loss').map(({ amount }) => Number(amount)));
  const prices = sum(
    markets.map(({ market, price }) => {
      const last = causes.findLast((event) => event.type === 'price' && event.market === market);
      return (units[market] ?? 0) * (price - Number(last?.price ?? price));
    }),
  );
  const accruals = [...events.where({ type: 'accrual', bank, to: fall.t })];
  const running = sum(accruals.map(({ cost, earned }) => Number(cost) - Number(earned)));
  const interest = sum(
    [...events.where({ type: 'interest_payment', borrower: bank, to: fall.t })].map(({ amount }) =>
      Number(amount),
    ),
  );
  const reasons = [
    ['mainly through losses on banks that had failed', losses],
    ['mainly through prices below their start', prices],
    ['mainly through deposits that cost more than assets earned', running],
    ['mainly through interest on its debts', interest],
  ] as const;
  const [[reason]] = reasons.toSorted(([, a], [, b]) => b - a);
  return reason;
}

function victimReason({ events }: Run, victims: readonly LoggedEvent[], names: Words<unknown>): string {
  const losses = victims.flatMap(({ causes, t }) =>
    causes.map((id) => events.get(id)).filter((event) => event.type === 'loss' && event.t === t),
  );
  const byDebtor = grouped(losses, ({ debtor }) => Number(debtor));
  const total = (own: readonly LoggedEvent[]): number =>
    own.reduce((sum, { amount }) => sum + Number(amount), 0);
  const debtors = byDebtor.toSorted(([, a], [, b]) => total(b) - total(a)).map(([debtor]) => names(debtor));
  return `brought down by losses on ${listed(debtors, NAMES_MAX)}`;
}
