import type { AnyModel } from '../core/model.ts';
import { horizonOf } from '../core/recipe.ts';
import type { Run } from '../core/run.ts';
import { type DisplayUnit, displayUnit, plural } from '../figures/display-unit.ts';
import { fixed } from '../figures/fixed.ts';
import { counted, quantity } from '../figures/quantity.ts';
import { storyOf } from './story.ts';
import { table } from './table.ts';
import type { Output } from './terminal.ts';
import { wrap } from './wrap.ts';

/** A run on one page, for people. */
export function runSummary(model: AnyModel, run: Run, replay: string, { colors }: Output): string {
  const horizon = horizonOf(model, run.recipe);
  const story = storyOf(run);
  const title = colors.bold(`${model.name}, seed ${run.recipe.seed}`);
  return [
    `${title}: ${horizon}, ${counted(run.events.count, 'event')}`,
    '',
    metricsTable(model, run, colors.dim),
    '',
    ...(story.length > 0 ? [paragraphs(story), ''] : []),
    `  ${colors.dim('Again ')}  ${replay}`,
    `  ${colors.dim('Digest')}  ${run.digest}`,
    '',
  ].join('\n');
}

/** Paragraphs, indented and wrapped; those that begin with `- ` are items of a list. */
export function paragraphs(texts: readonly string[]): string {
  return texts
    .map((text) => wrap(text, { first: '  ', indent: text.startsWith('- ') ? '    ' : '  ' }))
    .join('\n');
}

function metricsTable(model: AnyModel, { metrics, recipe }: Run, style: (text: string) => string): string {
  const kinds = Object.entries(model.metrics);
  const isMoney = ([, { unit }]: (typeof kinds)[number]): boolean => unit === 'currency';
  const amounts = kinds.filter(isMoney).map(([name]) => metrics[name]);
  const money = displayUnit(model.describe(recipe.config).unit, amounts);
  const rows = kinds.map((kind) => {
    const [name, { unit }] = kind;
    const value = metrics[name];
    if (isMoney(kind)) return [name, amountOf(money, value), plural(money.unit)];
    return [name, Number.isInteger(value) ? fixed(value, 0) : quantity(value), unit];
  });
  return table([['Metric', 'Value', 'Unit'], ...rows], ['left', 'right', 'left'], style);
}

/** Aligned with the others, but never a zero for what is not zero. */
function amountOf({ align, show }: DisplayUnit, value: number): string {
  const aligned = align(value);
  return value === 0 || /[1-9]/.test(aligned) ? aligned : show(value);
}
