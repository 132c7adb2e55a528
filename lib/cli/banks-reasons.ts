import type { LoggedEvent } from '../core/event-kind.ts';
import type { Run } from '../core/run.ts';
import { percent, quantity } from '../figures/quantity.ts';

type Words<T> = (value: T) => string;

/** Losses on other banks that are named one by one. */
const LOSSES_NAMED_MAX = 3;

/** Why a bank failed, from the causes of its default: shocks, losses on banks, prices, running costs. */
export function reasonsOf(
  run: Run,
  fall: LoggedEvent,
  names: Words<unknown>,
  money: Words<number>,
): string[] {
  const { events } = run;
  const causes = fall.causes.map((id) => events.get(id));
  const ofType = (type: string): LoggedEvent[] => causes.filter((event) => event.type === type);
  return [
    ...ofType('illiquid').map(
      ({ t, short }) => `what it had to pay in step ${t}: it was ${money(Number(short))} short`,
    ),
    ...ofType('shock_applied').map((shock) => shockReason(shock, money)),
    ...recallReasons(ofType('recall'), money),
    ...lossReasons(ofType('loss'), names, money),
    ...ofType('price').map((price) => priceReason(run, price)),
    ...ofType('accrual')
      .slice(-1)
      .map((accrual) => costReason(run, accrual, money)),
  ];
}

function shockReason({ t, kind, amount }: LoggedEvent, money: Words<number>): string {
  return `a ${String(kind).replaceAll('_', ' ')} in step ${t}, which took ${money(Number(amount))}`;
}

function recallReasons(recalls: readonly LoggedEvent[], money: Words<number>): string[] {
  if (recalls.length === 0) return [];
  const sum = recalls.reduce((total, { amount }) => total + Number(amount), 0);
  return [`recalls of ${money(sum)} by lenders, the last in step ${recalls[recalls.length - 1].t}`];
}

function lossReasons(losses: readonly LoggedEvent[], names: Words<unknown>, money: Words<number>): string[] {
  const sorted = losses.toSorted((a, b) => Number(b.amount) - Number(a.amount) || a.id - b.id);
  const named = sorted.slice(0, LOSSES_NAMED_MAX).map(({ amount, debtor, t }) => {
    return `a loss of ${money(Number(amount))} on ${names(debtor)}, which failed in step ${t}`;
  });
  const rest = sorted.slice(LOSSES_NAMED_MAX);
  if (rest.length === 0) return named;
  const sum = rest.reduce((total, { amount }) => total + Number(amount), 0);
  return [...named, `losses of ${money(sum)} on ${rest.length} more that failed`];
}

function priceReason({ events }: Run, { t, market, price }: LoggedEvent): string {
  const markets = events.get(0).markets as readonly { readonly market: string; readonly price: number }[];
  const start = markets.find((each) => each.market === market)?.price ?? Number(price);
  const crashes = [...events.where({ type: 'shock_applied', kind: 'asset_price_crash', market, to: t })];
  const [worst] = crashes.toSorted((a, b) => Number(b.magnitude) - Number(a.magnitude));
  const below = percent(1 - Number(price) / start);
  const fall = `${market} at ${quantity(Number(price))}, ${below} below its start`;
  if (worst === undefined) return fall;
  return `${fall}, after a crash of ${percent(Number(worst.magnitude))} in step ${worst.t}`;
}

function costReason({ events }: Run, { t, earned, cost }: LoggedEvent, money: Words<number>): string {
  const rises = [...events.where({ type: 'shock_applied', kind: 'rate_rise', to: t })];
  const after =
    rises.length === 0 ? '' : `, after rates rose in step ${rises.map((rise) => rise.t).join(', ')}`;
  const gap = money(Number(cost) - Number(earned));
  return `deposits that cost ${gap} a step more than its assets earned${after}`;
}
