import { plural } from '../figures/display-unit.ts';
import { counted, percent } from '../figures/quantity.ts';
import { intervalText, riskUnit } from '../figures/risk-unit.ts';
import { tailRuns } from '../study/risk-table.ts';
import type { Sweep } from '../study/sweep-result.ts';
import { table } from './table.ts';
import type { Output } from './terminal.ts';
import { wrap } from './wrap.ts';

/** VaR and CVaR of a sweep: a caption, rows of text with a header, and notes; for a terminal and a page. */
export interface RiskWords {
  readonly caption: string;
  readonly rows: readonly (readonly string[])[];
  readonly notes: readonly string[];
}

/** What the table of a sweep's risk says. */
export function riskWords({ levels, measure, runs }: Sweep): RiskWords {
  const { unit, align, alignVar } = riskUnit(measure.unit, levels);
  const rows = byLevel(levels).map(([level, row]) => [
    percent(Number(level), 15),
    alignVar(row.var),
    intervalText(row.varInterval, alignVar),
    align(row.cvar),
    intervalText(row.cvarInterval, align) + (row.warning === undefined ? '' : ' *'),
  ]);
  return {
    caption: `${capital(measure.name)} in ${plural(unit)}, over ${measure.horizon}, ${counted(runs, 'run')}`,
    rows: [['Level', 'VaR', 'interval', 'CVaR', 'interval'], ...rows],
    notes: [
      'Intervals hold with 95 % confidence; "open": the runs do not bound that side.',
      ...thinTails(levels),
    ],
  };
}

/** VaR and CVaR of a sweep with their intervals, for people. */
export function riskLines(sweep: Sweep, { colors }: Output): string {
  const { caption, rows, notes } = riskWords(sweep);
  const [what, ...rest] = caption.split(', ');
  return [
    [colors.bold(what), ...rest].join(', '),
    '',
    table(rows, ['left', 'right', 'left', 'right', 'left'], colors.dim),
    '',
    ...notes.map((note) => colors.dim(noteLines(note))),
  ].join('\n');
}

/** A note under a table; one with a star hangs from it. */
export function noteLines(note: string): string {
  return wrap(note, { first: '  ', indent: note.startsWith('*') ? '    ' : '  ' });
}

/** What a level is shown with. */
interface ThinRow {
  readonly tailPoints: number;
  readonly warning?: string;
}

/** One note for all levels that are marked with a star, for few runs in the tail. */
export function thinTails(levels: Readonly<Record<string, ThinRow>>): string[] {
  const thin = byLevel(levels).filter(([, row]) => row.warning !== undefined);
  if (thin.length === 0) return [];
  const tails = thin.map(([level, { tailPoints }]) => {
    return `${tailRuns(tailPoints)} beyond ${percent(Number(level), 15)}`;
  });
  const advice = 'the CVaR interval covers less than it says; more runs help.';
  return [`* Few runs in the tail (${tails.join(', ')}): ${advice}`];
}

/** Levels in ascending order. */
export function byLevel<T>(levels: Readonly<Record<string, T>>): [string, T][] {
  return Object.entries(levels).sort(([a], [b]) => Number(a) - Number(b));
}

/** A text with its first letter large. */
export function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
