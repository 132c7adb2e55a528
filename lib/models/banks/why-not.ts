import type { LoggedEvent } from '../../core/event-kind.ts';
import type { Events } from '../../core/events.ts';
import { FaultlineError } from '../../core/faultline-error.ts';
import type { Guard, WhyNotAnswer, Withheld } from '../../core/reasons.ts';
import type { BanksConfig } from './config.ts';

interface BookRow {
  readonly bank: number;
  readonly cash: number;
  readonly loans: number;
  readonly investments: number;
  readonly externalAssets: number;
  readonly arrears: number;
  readonly equity: number;
  readonly defaulted: boolean;
}

const GUARDS_SHOWN = 5;

/**
 * Why a bank did not fail, or did not act: how far its equity and ratios stayed above what they must not
 * fall below; which guard held an action back.
 */
export function whyNot(target: Readonly<Record<string, unknown>>, world: Withheld): WhyNotAnswer | null {
  const { type, ...fields } = target;
  if (type === 'default' && typeof target.bank === 'number') return noDefault(target.bank, world);
  if (type === 'transaction') return noTransaction(fields, world.events);
  return null;
}

function noDefault(bank: number, { events, config }: Withheld): WhyNotAnswer | null {
  const { names } = events.log.entities.bank;
  if (!(Number.isInteger(bank) && bank >= 0 && bank < names.length)) {
    throw new FaultlineError('whyNot: bank', bank, `a bank from 0 to ${names.length - 1}`);
  }
  const acted = [...events.where({ type: 'default', bank })];
  const rows: { t: number; id: number; row: BookRow }[] = [];
  for (const event of events.where({ type: 'step_end' })) {
    const row = (event.banks as BookRow[]).find((each) => each.bank === bank);
    if (row !== undefined && !row.defaulted) rows.push({ t: event.t, id: event.id, row });
  }
  if (rows.length === 0) return null;
  const { failsWhen, leverageMinimum } = (config ?? { failsWhen: [], leverageMinimum: 0 }) as BanksConfig;
  const guards: Guard[] = [];
  const closest = least(rows, ({ row }) => row.equity);
  guards.push({
    t: closest.t,
    id: closest.id,
    guard: 'equity stays above 0',
    value: closest.row.equity,
    threshold: 0,
    sentence:
      `At step ${closest.t} its equity was ${shown(closest.row.equity)}, the least of the run; ` +
      'it fails below 0.',
  });
  if (failsWhen.includes('below_minimum')) {
    const thin = least(rows, ({ row }) => ratioOf(row));
    const ratio = ratioOf(thin.row);
    guards.push({
      t: thin.t,
      id: thin.id,
      guard: 'leverage ratio stays above its minimum',
      value: ratio,
      threshold: leverageMinimum,
      sentence:
        `At step ${thin.t} its leverage ratio was ${shown(ratio)}; ` +
        `it fails below ${shown(leverageMinimum)}.`,
    });
  }
  const name = events.log.entities.bank.names[bank] ?? `bank ${bank}`;
  const text =
    acted.length > 0
      ? `${name} did fail, at step ${acted[0].t}.`
      : `${name} did not fail. ${guards.map(({ sentence }) => sentence).join(' ')}`;
  return { guards, acted, text };
}

function noTransaction(fields: Readonly<Record<string, unknown>>, events: Events): WhyNotAnswer {
  const { t, ...told } = fields;
  const times = typeof t === 'number' ? { from: t, to: t } : {};
  const acted = [...events.where({ type: 'transaction', ...told, ...times })];
  const { bank, action } = told;
  const about = { ...(bank !== undefined && { bank }), ...(action !== undefined && { action }) };
  const held = [...events.where({ type: 'held_back', ...about, ...times })];
  const guards = held.slice(0, GUARDS_SHOWN).map((event) => guardOf(event, events));
  if (guards.length > 0) {
    return { guards, acted, text: guards.map(({ sentence }) => sentence).join(' ') };
  }
  const others = bank === undefined ? [] : [...events.where({ type: 'transaction', bank, ...times })];
  const chosen = others.slice(0, GUARDS_SHOWN).map((event) => `${events.sentence(event)} (t = ${event.t})`);
  const chose = chosen.length > 0 ? ` It chose: ${chosen.join(' ')}` : '';
  const text =
    acted.length > 0
      ? `It did happen, ${acted.length} times.`
      : `Nothing held it back: its policy did not choose it.${chose}`;
  return { guards, acted, text };
}

function guardOf(event: LoggedEvent, events: Events): Guard {
  return {
    t: event.t,
    id: event.id,
    guard: event.guard as string,
    value: event.value as number,
    threshold: event.threshold as number,
    sentence: `At step ${event.t}: ${events.sentence(event)}`,
  };
}

function ratioOf({ cash, loans, investments, externalAssets, arrears, equity }: BookRow): number {
  const assets = cash + loans + investments + externalAssets + arrears;
  return assets > 0 ? equity / assets : 0;
}

function least<Item>(items: readonly Item[], of: (item: Item) => number): Item {
  return items.reduce((best, item) => (of(item) < of(best) ? item : best));
}

function shown(value: number): string {
  return String(Number(value.toPrecision(6)));
}
