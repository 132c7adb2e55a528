import { type DisplayUnit, displayUnit, plural } from '../figures/display-unit.ts';
import { counted, percent } from '../figures/quantity.ts';
import { type IntervalEnds, intervalText } from '../figures/risk-unit.ts';
import { signed } from '../figures/signed.ts';
import { nameOfMeasure, nameOfStage, wordsOf } from '../figures/stage-name.ts';
import type { Decomposition, Stage } from '../study/decomposition.ts';
import type { MeanInterval } from '../study/mean-interval.ts';
import { capital, noteLines, thinTails } from './risk-lines.ts';
import { table } from './table.ts';
import type { Output } from './terminal.ts';

/** A number with its interval. */
interface Estimate {
  readonly value: number;
  readonly interval: IntervalEnds;
}

/** The waterfall of a decomposition, for people; with the Shapley averages where they were made. */
export function decompositionLines(result: Decomposition, { colors }: Output): string {
  const { measure, runs, seed, stages, shapley, sweep } = result;
  const level = middleLevel(result);
  const means = estimatesOf(stages, meanOf, ({ increment }) => ({
    value: increment?.mean.difference ?? 0,
    interval: increment?.mean.interval ?? [null, null],
  }));
  const tails = estimatesOf(
    stages,
    ({ levels }) => ({ value: levels[level].cvar, interval: levels[level].cvarInterval }),
    ({ increment }) => ({
      value: increment?.levels[level].cvar.difference ?? 0,
      interval: increment?.levels[level].cvar.interval ?? [null, null],
    }),
  );
  const unit = displayUnit(
    measure.unit,
    [...means, ...tails].flatMap(({ value, interval }) => [value, ...interval.filter((end) => end !== null)]),
  );
  const names = [...stages.map(({ name }) => nameOfStage(name)), 'with everything on'];
  const blocks = [
    block(['', 'Mean', '95 % interval'], names, means, unit),
    block(['', `CVaR ${percent(Number(level), 15)}`, '95 % interval'], names, tails, unit),
    ...(shapley === null ? [] : [shapleyBlock(shapley, unit)]),
  ];
  const title = `${capital(nameOfMeasure(measure.name))} in ${plural(unit.unit)}`;
  const thin = thinTails({ [level]: sweep.levels[level] });
  return [
    `${colors.bold(title)}, ${measure.horizon}; ${counted(runs, 'run')} a line, seed ${seed}`,
    '',
    ...blocks.flatMap((rows) => [table(rows, ['left', 'right', 'left'], colors.dim), '']),
    ...[...notesOf(result, tails), ...thin].map((note) => colors.dim(noteLines(note))),
  ].join('\n');
}

/** The first stage, what each of the others adds, and the last stage. */
function estimatesOf(
  stages: readonly Stage[],
  whole: (stage: Stage) => Estimate,
  added: (stage: Stage) => Estimate,
): Estimate[] {
  return [whole(stages[0]), ...stages.slice(1).map(added), whole(stages[stages.length - 1])];
}

function meanOf({ loss }: Stage): Estimate {
  return { value: loss.mean, interval: loss.interval };
}

function block(
  header: readonly string[],
  names: readonly string[],
  estimates: readonly Estimate[],
  { align }: DisplayUnit,
): string[][] {
  const rows = estimates.map(({ value, interval }, i) => {
    const isSum = i === 0 || i === estimates.length - 1;
    const show = isSum ? align : (each: number) => signed(each, align);
    return [names[i], show(value), intervalText(interval, show)];
  });
  return [[...header], ...rows];
}

function shapleyBlock(shapley: Readonly<Record<string, MeanInterval>>, { align }: DisplayUnit): string[][] {
  const show = (value: number): string => signed(value, align);
  const rows = Object.entries(shapley).map(([name, { mean, interval }]) => {
    return [nameOfStage(name), show(mean), intervalText(interval, show)];
  });
  return [['mean over all orders', '', '95 % interval'], ...rows];
}

function notesOf({ order, throughout }: Decomposition, tails: readonly Estimate[]): string[] {
  const names = order.map(wordsOf).join(', ');
  const isOpen = tails.some(({ interval }) => interval.includes(null));
  return [
    'A line with + is what switching that on adds to the lines above, on the same noise.',
    ...(order.length > 1 ? [`Order: ${names}; another gives other shares (--order, --shapley).`] : []),
    ...(throughout.length > 0 ? [`On in every line: ${throughout.map(wordsOf).join(', ')}.`] : []),
    'A channel can save: banks made to sell early hold less of what falls later. A horizon that ends soon ' +
      'after the shock (--set steps=8) shows what it costs at once.',
    ...(isOpen ? ['"open": the runs do not bound that side.'] : []),
  ];
}

function middleLevel({ sweep }: Decomposition): string {
  const levels = Object.keys(sweep.levels);
  return levels[levels.length >> 1];
}
