import { displayUnit, plural } from '../figures/display-unit.ts';
import { shortened } from '../figures/plain-text.ts';
import { counted, percent } from '../figures/quantity.ts';
import { wordsOf } from '../figures/stage-name.ts';
import type { TailAttribution, TailShare } from '../node/attribute-tail.ts';
import { noteLines } from './risk-lines.ts';
import { table } from './table.ts';
import type { Output } from './terminal.ts';
import { columnsOf, PAGE_WIDTH } from './wrap.ts';

const SHOWN = 8;
const NAME_LENGTH = 14;

/** Who the tail is made of: the largest contributions to the CVaR, and by which channels, for people. */
export function tailLines(tail: TailAttribution, { colors }: Output): string {
  const { level, measure, shares, runs } = tail;
  const present = tail.channels.filter((name) => shares.some((share) => share.channels[name] !== 0));
  const { unit } = unitOf(tail, present);
  const note =
    `Euler's allocation: what each lost on average in the tail (${counted(runs, 'run')}, run again) ` +
    'and by what it came, which is not what switching a channel off would save. Rows and columns add up. ' +
    '"passed on": what creditors of a failed bank bear; above 0, equity lost with its estate.';
  return [
    colors.bold(`CVaR ${percent(level, 15)} by bank and channel`) +
      `, in ${plural(unit)} (${measure.horizon})`,
    '',
    narrowTable(tail, present, colors.dim),
    '',
    colors.dim(noteLines(note)),
  ].join('\n');
}

/** A column a channel; where they do not fit on the page, the smallest are put together as `other`. */
function narrowTable(
  tail: TailAttribution,
  channels: readonly string[],
  style: (header: string) => string,
  other: readonly string[] = [],
): string {
  const rows = rowsOf(tail, channels, other);
  const align = ['left', ...rows[0].slice(1).map(() => 'right' as const)] as const;
  const lines = table(rows, align).split('\n');
  if (channels.length < 2 || lines.every((line) => columnsOf(line) <= PAGE_WIDTH))
    return table(rows, align, style);
  const sizes = channels.map((name) => Math.abs(sumOf(tail.shares, name)));
  const smallest = channels[sizes.indexOf(Math.min(...sizes))];
  const left = channels.filter((name) => name !== smallest);
  return narrowTable(tail, left, style, [...other, smallest]);
}

function rowsOf(
  tail: TailAttribution,
  channels: readonly string[],
  other: readonly string[],
): (readonly string[])[] {
  const { shares } = tail;
  const { align } = unitOf(tail, channels);
  const rowOf = (name: string, list: readonly TailShare[]): string[] => [
    name,
    align(list.reduce((sum, { contribution }) => sum + contribution, 0)),
    ...channels.map((channel) => align(sumOf(list, channel))),
    ...(other.length > 0 ? [align(other.reduce((sum, channel) => sum + sumOf(list, channel), 0))] : []),
  ];
  const names = ['CVaR', ...channels.map(wordsOf), ...(other.length > 0 ? ['other'] : [])];
  const words = names.map((name) => name.split(' '));
  const sorted = [...shares].sort((a, b) => b.contribution - a.contribution || a.entity - b.entity);
  const rest = sorted.slice(SHOWN);
  return [
    // Names of two words stand on two lines, so that the table is narrow.
    ['', ...words.map((name) => (name.length > 1 ? name[0] : ''))],
    ['', ...words.map((name) => name[name.length - 1])],
    ...sorted.slice(0, SHOWN).map((share) => rowOf(shortened(share.name, NAME_LENGTH), [share])),
    ...(rest.length > 0 ? [rowOf(`${rest.length} others`, rest)] : []),
    rowOf('all', shares),
  ];
}

function unitOf({ measure, shares, conditionalValueAtRisk }: TailAttribution, channels: readonly string[]) {
  return displayUnit(measure.unit, [conditionalValueAtRisk, ...channels.map((name) => sumOf(shares, name))]);
}

function sumOf(shares: readonly TailShare[], channel: string): number {
  return shares.reduce((sum, { channels }) => sum + channels[channel], 0);
}
