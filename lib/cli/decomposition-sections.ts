import { decompositionWaterfall } from '../figures/decomposition-waterfall.ts';
import { counted } from '../figures/quantity.ts';
import type { ReportSection } from '../figures/report-page.ts';
import { nameOfMeasure } from '../figures/stage-name.ts';
import { tailShares } from '../figures/tail-shares.ts';
import type { TailAttribution } from '../node/attribute-tail.ts';
import type { Decomposition } from '../study/decomposition.ts';
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
  const sections: ReportSection[] = [
    {
      heading: 'What the shocks cost, by channel',
      text: [`${capital(measured.name)} is the equity that banks lost; ${counted(runs, 'run')} a bar.`],
      figure: decompositionWaterfall(result),
    },
    { heading: 'In the tail', figure: decompositionWaterfall(result, Number(level)) },
  ];
  if (tail === null) return sections;
  const { shares, channels } = tail;
  const figure = tailShares(tail.level, shares, channels, measured);
  return [...sections, { heading: 'Bank by bank', figure }];
}
