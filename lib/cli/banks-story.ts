import type { LoggedEvent } from '../core/event-kind.ts';
import type { Run } from '../core/run.ts';
import { moneyText } from '../figures/display-unit.ts';
import { counted, percent, quantity } from '../figures/quantity.ts';
import type { Sweep } from '../study/sweep-result.ts';
import { reasonsOf } from './banks-reasons.ts';
import { wavesOf } from './banks-waves.ts';
import { listed } from './listed.ts';

type Words<T> = (value: T) => string;

const NAMES_MAX = 4;
const COMMANDS_MAX = 6;

/** Commands that landed, who fell when and why, how far it spread, and what it cost: a paragraph each. */
export function banksStory(run: Run): readonly string[] {
  const { events, recipe } = run;
  const currency = String(recipe.config.currency);
  const money: Words<number> = (amount) => moneyText(amount, currency);
  const names = namesOf(run);
  const ordered = commandWords(run, names);
  const falls = events.ofType('default');
  const [first] = falls;
  const forced = underForce(run, money);
  if (first === undefined) return [...ordered, 'No bank failed.', ...forced, whatItCost(run, money)];
  return [
    ...ordered,
    ...whoFellFirst(run, falls, names, money),
    `In all, ${howFarItSpread(run, falls, names, money)}`,
    ...(falls.length > 1 ? wavesOf(run, names) : []),
    ...forced,
    whatItCost(run, money),
  ];
}

/** The first to fall, and why in detail. */
function whoFellFirst(
  run: Run,
  [first, ...others]: readonly LoggedEvent[],
  names: Words<unknown>,
  money: Words<number>,
): string[] {
  const along = others.filter(({ t, round }) => t === first.t && round === first.round);
  const fellAlong = along.map(({ bank }) => names(bank));
  const company = along.length === 0 ? '' : ` with ${listed(fellAlong, NAMES_MAX)}`;
  const verb = others.length === 0 ? 'failed' : `fell first${company}`;
  return [
    `${names(first.bank)} ${verb}, in step ${first.t} of ${run.recipe.config.steps}. ` +
      (first.reason === 'illiquid'
        ? 'What it could not bear:'
        : `What took its equity to ${money(Number(first.equity))}:`),
    ...reasonsOf(run, first, names, money).map((reason) => `- ${reason}`),
  ];
}

/** The commands that landed, in one sentence; none where there were none. */
function commandWords({ events, recipe }: Run, names: Words<unknown>): readonly string[] {
  const ignored = new Set(events.ofType('command_ignored').flatMap(({ causes }) => causes));
  const landed = events.ofType('command').map(({ id, t, name, command }) => {
    const { bank, path } = recipe.commands[Number(command)];
    const target = bank !== undefined ? ` for ${names(bank)}` : path !== undefined ? ` ${path}` : '';
    return `${name}${target} in step ${t}${ignored.has(id) ? ' (did nothing)' : ''}`;
  });
  return landed.length === 0 ? [] : [`Commands: ${listed(landed, COMMANDS_MAX)}.`];
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
      `one run; the deepest cascade had ${counted(deepest, 'round')}, that of its first bank counted.`,
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
  const pushed = spread === 0 ? 'none' : quantity(spread, 15);
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
    `${listed(victims, NAMES_MAX)}, in ${counted(Number(longest.depth), 'round')} with its own. ${written}`
  );
}

/** What banks sold, recalled and borrowed because they had to; nothing where nobody did. */
function underForce({ events, metrics }: Run, money: Words<number>): readonly string[] {
  const sellers = new Set(events.ofType('fire_sale').map(({ bank }) => bank));
  const sumOf = (type: string): number =>
    events.ofType(type).reduce((sum, { amount }) => sum + Number(amount), 0);
  const recalled = sumOf('recall');
  const lent = sumOf('last_resort_loan');
  const parts = [
    ...(sellers.size === 0
      ? []
      : [
          `${counted(sellers.size, 'bank')} below a requirement sold, which took ` +
            `${money(metrics.fireSaleLosses)} from all`,
        ]),
    ...(recalled > 0 ? [`banks under stress and their lenders recalled ${money(recalled)}`] : []),
    ...(lent > 0 ? [`the central bank lent ${money(lent)}`] : []),
  ];
  return parts.length === 0 ? [] : [`Under force: ${parts.join('; ')}.`];
}

/** Which channels took and which gave: together, the loss. */
function whatItCost({ metrics }: Run, money: Words<number>): string {
  const { loss, lossMarkets, lossWriteOffs, lossEstates, lastResortCost, income } = metrics;
  const channels = [
    ['market prices', lossMarkets],
    ['write-offs', lossWriteOffs],
    ['the estates of failed banks', lossEstates],
    ['central bank credit', lastResortCost],
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
