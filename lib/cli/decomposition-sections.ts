import { counted, percent } from '../figures/quantity.ts';
import type { ReportSection } from '../figures/report-page.ts';
import { nameOfMeasure, nameOfStage } from '../figures/stage-name.ts';
import { tailShares } from '../figures/tail-shares.ts';
import { type WaterfallBar, waterfall } from '../figures/waterfall.ts';
import type { TailAttribution } from '../node/attribute-tail.ts';
import type { Decomposition, Stage } from '../study/decomposition.ts';
import { capital } from './risk-lines.ts';

/** The parts of a report on a decomposition: waterfalls of the mean and of the tail, and who bears it. */
export function decompositionSections({
  result,
  tail,
}: {
  readonly result: Decomposition;
  readonly tail: TailAttribution | null;
}): ReportSection[] {
  const { sweep, measure, runs } = result;
  const level = Object.keys(sweep.levels)[Object.keys(sweep.levels).length >> 1];
  const measured = { ...measure, name: nameOfMeasure(measure.name) };
  const order = result.order.map((name) => nameOfStage(name).slice(2)).join(', ');
  const caption =
    `Channels are switched on in this order: ${order}; another order gives other shares. Run by run on the ` +
    'same noise; a thin line is the 95 % interval of what a bar adds.';
  const mean = waterfall(
    { title: `Mean ${measured.name}`, caption, ...barsOf(result, meanBar, meanIncrement) },
    measured,
  );
  const inTail = waterfall(
    {
      title: `CVaR ${percent(Number(level), 15)} of the ${measured.name}`,
      caption: 'The same at the tail: what each channel adds to the mean of the worst runs.',
      ...barsOf(
        result,
        ({ levels }) => ({ value: levels[level].cvar, interval: levels[level].cvarInterval }),
        ({ increment }) => ({
          value: increment?.levels[level].cvar.difference ?? 0,
          interval: increment?.levels[level].cvar.interval ?? [null, null],
        }),
      ),
    },
    measured,
  );
  const sections: ReportSection[] = [
    {
      heading: 'What the shocks cost, by channel',
      text: [`${capital(measured.name)} is the equity that banks lost; ${counted(runs, 'run')} a bar.`],
      figure: mean,
    },
    { heading: 'In the tail', figure: inTail },
  ];
  if (tail === null) return sections;
  const { shares, channels } = tail;
  const figure = tailShares(tail.level, shares, channels, measured);
  return [...sections, { heading: 'Bank by bank', figure }];
}

type Value = Omit<WaterfallBar, 'label' | 'channel'>;

function meanBar({ loss }: Stage): Value {
  return { value: loss.mean, interval: loss.interval };
}

function meanIncrement({ increment }: Stage): Value {
  return { value: increment?.mean.difference ?? 0, interval: increment?.mean.interval ?? [null, null] };
}

function barsOf(
  { stages }: Decomposition,
  level: (stage: Stage) => Value,
  increment: (stage: Stage) => Value,
): { start: WaterfallBar; steps: WaterfallBar[]; end: WaterfallBar } {
  return {
    start: { channel: null, label: nameOfStage(stages[0].name), ...level(stages[0]) },
    steps: stages.slice(1).map((stage) => {
      return { channel: stage.name, label: nameOfStage(stage.name), ...increment(stage) };
    }),
    end: { channel: null, label: 'with everything on', ...level(stages[stages.length - 1]) },
  };
}
