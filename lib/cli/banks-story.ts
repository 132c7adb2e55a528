import type { LoggedEvent } from '../core/event-kind.ts';
import type { Run } from '../core/run.ts';
import { counted, percent } from '../figures/quantity.ts';
import type { Sweep } from '../study/sweep-result.ts';
import { reasonsOf } from './banks-reasons.ts';
import { amountText, displayUnit } from './display-unit.ts';
import { listed } from './listed.ts';

type Words<T> = (value: T) => string;

const NAMES_MAX = 4;

/** Who fell first and why, how far it spread, and what it cost: a paragraph each. */
export function banksStory(run: Run): readonly string[] {
  const { events, recipe } = run;
  const currency = String(recipe.config.currency);
  const money: Words<number> = (amount) => amountText(displayUnit(currency, [amount]), amount);
  const [first, ...others] = events.ofType('default');
  if (first === undefined) return ['No bank failed.', whatItCost(run, money)];
  const names = namesOf(run);
  const along = others.filter(({ t, round }) => t === first.t && round === first.round);
  const company =
    along.length === 0
      ? ''
      : ` with ${listed(
          along.map(({ bank }) => names(bank)),
          NAMES_MAX,
        )}`;
  const reasons = reasonsOf(run, first, names, money);
  return [
    `${names(first.bank)} fell first${company}, in step ${first.t} of ${recipe.config.steps}. ` +
      `What took its equity to ${money(Number(first.equity))}:`,
    ...reasons.map((reason) => `- ${reason}`),
    howFarItSpread(run, [first, ...others], names, money),
    whatItCost(run, money),
  ];
}

/** How many runs saw a bank fail, and the deepest cascade of all. */
export function banksHighlights({ metrics, runs }: Sweep): readonly string[] {
  const { defaults, cascadeDepth } = metrics;
  const failing = defaults.reduce((count, each) => count + (each > 0 ? 1 : 0), 0);
  if (failing === 0) return ['No bank failed in any run.'];
  const deepest = cascadeDepth.reduce((most, each) => Math.max(most, each), 0);
  const most = defaults.reduce((largest, each) => Math.max(largest, each), 0);
  return [
    `${percent(failing / runs)} of the runs saw a bank fail. At most ${counted(most, 'bank')} failed in ` +
      `one run; the deepest cascade went ${counted(deepest, 'round')}.`,
  ];
}

function howFarItSpread(
  { events, metrics }: Run,
  falls: readonly LoggedEvent[],
  names: Words<unknown>,
  money: Words<number>,
): string {
  const cascades = events.ofType('cascade');
  const spread = falls.length - cascades.length;
  const banks = counted(Math.round(metrics.defaults / metrics.failedShare), 'bank');
  const pushed = spread === 0 ? 'none' : String(spread);
  const total = `${falls.length} of ${banks} failed, ${pushed} brought down by others`;
  const written = `Creditors wrote down ${money(metrics.interbankLosses)}.`;
  const [longest] = cascades.toSorted(
    (a, b) => Number(b.depth) - Number(a.depth) || Number(b.defaults) - Number(a.defaults) || a.id - b.id,
  );
  if (longest === undefined || spread === 0) return `${total}. ${written}`;
  const victims = falls
    .filter(({ id, bank }) => longest.causes.includes(id) && bank !== longest.trigger)
    .map(({ bank }) => names(bank));
  return (
    `${total}. The longest cascade: in step ${longest.t}, ${names(longest.trigger)} brought down ` +
    `${listed(victims, NAMES_MAX)} in ${counted(Number(longest.depth), 'round')}. ${written}`
  );
}

/** Which channels took and which gave: together, the loss. */
function whatItCost({ metrics }: Run, money: Words<number>): string {
  const { loss, lossMarkets, lossWriteOffs, lossEstates, income } = metrics;
  const channels = [
    ['market prices', lossMarkets],
    ['write-offs', lossWriteOffs],
    ['the estates of failed banks', lossEstates],
    [income < 0 ? 'running costs' : 'income', -income],
  ] as const;
  const share = (verb: string, among: readonly (typeof channels)[number][]): string[] => {
    const [first, ...rest] = among.map(([name, amount]) => [name, money(Math.abs(amount))] as const);
    if (first === undefined) return [];
    return [listed([`${first[0]} ${verb} ${first[1]}`, ...rest.map((each) => each.join(' '))])];
  };
  const took = share(
    'took',
    channels.filter(([, amount]) => amount > 0),
  );
  const gave = share(
    'gave',
    channels.filter(([, amount]) => amount < 0),
  );
  const sides = loss < 0 ? [...gave, ...took] : [...took, ...gave];
  return `${loss < 0 ? 'A gain' : 'A loss'} of ${money(Math.abs(loss))}: ${sides.join('; ')}.`;
}

/** The names that banks have in the log. */
function namesOf({ events }: Run): Words<unknown> {
  const rows = events.get(0).banks as readonly { readonly name: string }[];
  return (bank) => rows[Number(bank)]?.name ?? `bank ${bank}`;
}
