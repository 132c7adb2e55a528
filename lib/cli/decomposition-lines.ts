import { displayUnit, plural } from '../figures/display-unit.ts';
import { counted, percent } from '../figures/quantity.ts';
import { intervalText } from '../figures/risk-unit.ts';
import { signed } from '../figures/signed.ts';
import { nameOfMeasure, nameOfStage } from '../figures/stage-name.ts';
import type { Decomposition } from '../study/decomposition.ts';
import { capital, noteLines } from './risk-lines.ts';
import { table } from './table.ts';
import type { Output } from './terminal.ts';

/** The waterfall of a decomposition, for people; with the Shapley averages where they were made. */
export function decompositionLines(result: Decomposition, { colors }: Output): string {
  const { measure, runs, stages, total, order, shapley } = result;
  const level = middleLevel(result);
  const lines = stages.map(({ name, loss, increment, levels }) => ({
    name: nameOfStage(name),
    mean: increment?.mean.difference ?? loss.mean,
    interval: increment?.mean.interval ?? loss.interval,
    cvar: increment?.levels[level].cvar.difference ?? levels[level].cvar,
  }));
  const whole = stages[stages.length - 1];
  const { unit, align } = displayUnit(measure.unit, [
    ...lines.flatMap(({ mean, interval, cvar }) => [mean, ...interval, cvar]),
    whole.levels[level].cvar,
  ]);
  const rows = lines.map(({ name, mean, interval, cvar }, i) => {
    const show = i === 0 ? align : (value: number) => signed(value, align);
    return [name, show(mean), intervalText(interval, show), show(cvar)];
  });
  const end = [
    'with everything on',
    align(whole.loss.mean),
    intervalText(whole.loss.interval, align),
    align(whole.levels[level].cvar),
  ];
  const header = ['', 'Mean', '95 % interval', `CVaR ${percent(Number(level), 15)}`];
  const average = Object.entries(shapley ?? {}).map(([name, { mean, interval }]) => {
    const show = (value: number): string => signed(value, align);
    return [nameOfStage(name), show(mean), intervalText(interval, show), ''];
  });
  const title = `${capital(nameOfMeasure(measure.name))} in ${plural(unit)}`;
  const by = order.map((name) => nameOfStage(name).slice(2)).join(', ');
  return [
    `${colors.bold(title)}, over ${measure.horizon}, ${counted(runs, 'run')} a line`,
    '',
    table([header, ...rows, end], ['left', 'right', 'left', 'right'], colors.dim),
    '',
    ...(average.length === 0
      ? []
      : [
          table(
            [['average over all orders', '', '', ''], ...average],
            ['left', 'right', 'left', 'right'],
            colors.dim,
          ),
          '',
        ]),
    ...notes(by, total.varianceReduction).map((note) => colors.dim(noteLines(note))),
  ].join('\n');
}

function notes(order: string, reduction: number | null): string[] {
  const all = 'Lines with + or − are what each adds to the one above, run by run on the same noise.';
  const stated = order.includes(',')
    ? [`Switched on in this order: ${order}. Another order gives other shares (--order, --shapley).`]
    : [];
  return reduction === null ? [...stated] : [all, ...stated];
}

function middleLevel({ sweep }: Decomposition): string {
  const levels = Object.keys(sweep.levels);
  return levels[levels.length >> 1];
}
