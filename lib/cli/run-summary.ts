import type { AnyModel } from '../core/model.ts';
import { horizonOf } from '../core/recipe.ts';
import type { Run } from '../core/run.ts';
import { unitName } from '../core/unit-name.ts';
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

/**
 * Paragraphs, indented and wrapped; those that begin with `- ` are items of a list. What is indented already,
 * as a table is, and an empty line stay as they are.
 */
export function paragraphs(texts: readonly string[]): string {
  return texts
    .map((text) => {
      if (text === '' || text.startsWith('  ')) return text;
      return wrap(text, { first: '  ', indent: text.startsWith('- ') ? '    ' : '  ' });
    })
    .join('\n');
}

function metricsTable(model: AnyModel, { metrics, recipe }: Run, style: (text: string) => string): string {
  const kinds = Object.entries(model.metrics);
  const { units } = model.describe(recipe.config);
  const rows = kinds.map(([name, { unit }]) => {
    const value = metrics[name];
    const words = unitName(model, recipe.config, unit);
    if (!Object.hasOwn(units, unit)) {
      return [name, Number.isInteger(value) ? fixed(value, 0) : quantity(value), words];
    }
    // Amounts in a unit of the config's own are shown alike, all of them.
    const alike = kinds.filter(([, kind]) => kind.unit === unit).map(([other]) => metrics[other]);
    const shown = displayUnit(words, alike);
    return [name, amountOf(shown, value), plural(shown.unit)];
  });
  return table([['Metric', 'Value', 'Unit'], ...rows], ['left', 'right', 'left'], style);
}

/** Aligned with the others, but never a zero for what is not zero. */
function amountOf({ align, show }: DisplayUnit, value: number): string {
  const aligned = align(value);
  return value === 0 || /[1-9]/.test(aligned) ? aligned : show(value);
}
