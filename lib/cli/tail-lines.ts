import { displayUnit, plural } from '../figures/display-unit.ts';
import { shortened } from '../figures/plain-text.ts';
import { counted, percent } from '../figures/quantity.ts';
import { wordsOf } from '../figures/stage-name.ts';
import type { TailAttribution } from '../node/attribute-tail.ts';
import { noteLines } from './risk-lines.ts';
import { table } from './table.ts';
import type { Output } from './terminal.ts';

const SHOWN = 8;
const NAME_LENGTH = 14;

/** Who the tail is made of: the largest contributions to the CVaR, and by which channels, for people. */
export function tailLines(tail: TailAttribution, { colors }: Output): string {
  const { level, measure, shares, conditionalValueAtRisk: whole, runs } = tail;
  const sorted = [...shares].sort((a, b) => b.contribution - a.contribution || a.entity - b.entity);
  const rest = sorted.slice(SHOWN);
  const channels = tail.channels.filter((name) => shares.some((share) => share.channels[name] !== 0));
  const sumOf = (list: typeof shares, name: string): number =>
    list.reduce((sum, share) => sum + share.channels[name], 0);
  const { unit, align } = displayUnit(measure.unit, [whole, ...channels.map((name) => sumOf(shares, name))]);
  const rowOf = (name: string, list: typeof shares): string[] => [
    name,
    align(list.reduce((sum, { contribution }) => sum + contribution, 0)),
    ...channels.map((channel) => align(sumOf(list, channel))),
  ];
  const words = ['CVaR', ...channels.map(wordsOf)].map((name) => name.split(' '));
  const rows = [
    // Names of two words stand on two lines, so that the table fits into 80 columns.
    ['', ...words.map((name) => (name.length > 1 ? name[0] : ''))],
    ['', ...words.map((name) => name[name.length - 1])],
    ...sorted.slice(0, SHOWN).map((share) => rowOf(shortened(share.name, NAME_LENGTH), [share])),
    ...(rest.length > 0 ? [rowOf(`${rest.length} others`, rest)] : []),
    rowOf('all', shares),
  ];
  const title = `CVaR ${percent(level, 15)} by bank and channel, in ${plural(unit)}`;
  const note =
    `Euler's allocation: what each lost on average in the tail (${counted(runs, 'run')}, run again) ` +
    'and by what it came, which is not what switching a channel off would save. Rows and columns add up. ' +
    '"passed on": what creditors of a failed bank bear; above 0, equity lost with its estate.';
  return [
    colors.bold(title),
    '',
    table(rows, ['left', ...rows[0].slice(1).map(() => 'right' as const)], colors.dim),
    '',
    colors.dim(noteLines(note)),
  ].join('\n');
}
