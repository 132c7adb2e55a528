import { FaultlineError } from '../core/faultline-error.ts';
import { onAnyGround } from './any-ground.ts';
import { candleGroups } from './candle-groups.ts';
import { equityPath, wealthScale } from './equity-path.ts';
import type { Figure, Trace } from './figure.ts';
import { currencyOf, type DrawnRun } from './network-figure.ts';
import { plainText, shortened } from './plain-text.ts';
import { quantity } from './quantity.ts';
import { panelAxis, stackedPanels } from './stacked-panels.ts';
import { light } from './theme.ts';
import { timeAxis, timeWords } from './time-marks.ts';
import { tradeHistory } from './trade-history.ts';

const PANELS = 2;
const POINTS_MAX = 500;
const UNIT_LENGTH = 8;
/** By colour and dashes. */
const DASHES = ['solid', 'dash', 'dot', 'dashdot', 'longdash', 'longdashdot'];

/**
 * The wealth of several runs of the trading model over the same market, by name, and how far each is below
 * its highest before, at the ends of candles. For any ground.
 *
 * @throws FaultlineError for runs whose candles are not of the same times.
 */
export function equityFigure(runs: Readonly<Record<string, DrawnRun>>): Figure {
  const paths = Object.entries(runs).map(([name, run]) => {
    const { cash, candles } = tradeHistory(run.events);
    return { name, cash, candles, equity: equityPath(candles, cash) };
  });
  const [first] = paths;
  const candles = first?.candles ?? [];
  for (const { name, candles: others } of paths) {
    const differs = others.length !== candles.length || others.some(({ at }, i) => at !== candles[i]!.at);
    if (!differs) continue;
    const allowed = `candles of the same times as the first run, ${first!.name}`;
    throw new FaultlineError(`equityFigure: ${name}`, `${others.length} candles`, allowed);
  }
  const [run] = Object.values(runs);
  const unit = shortened(run === undefined ? 'money' : currencyOf(run), UNIT_LENGTH);
  const wealths = paths.flatMap(({ equity }) => equity.map(({ wealth }) => wealth));
  const scale = wealthScale(wealths, first?.cash ?? 0, unit);
  const groups = candleGroups(candles, POINTS_MAX);
  const times = candles.map(({ timestamp }) => timestamp);
  const title = titleOf(paths);
  const panels = [
    { title: scale.title, pixels: 220, axis: { nticks: 6 } },
    { title: 'drawdown (%)', pixels: 130, axis: { rangemode: 'tozero' } },
  ];
  return onAnyGround({
    title,
    caption:
      'Above, wealth after all costs; below, how far it is under its highest before, at the ends of ' +
      'candles. Nights and weekends take no room.',
    data: paths.flatMap(({ name, equity }, i): Trace[] => {
      const shared = {
        type: 'scatter',
        mode: 'lines',
        name: plainText(name),
        legendgroup: name,
        x: groups.map(({ place }) => place),
        text: groups.map(({ place }) => timeWords(times[place]!)),
        line: { color: light.series[i % light.series.length]!, width: 1.7, dash: DASHES[i % DASHES.length]! },
      } as const;
      const label = plainText(name);
      const deepest = groups.map(({ first: from, place }) =>
        equity.slice(from, place + 1).reduce((least, { drawdown }) => Math.min(least, drawdown), 0),
      );
      return [
        {
          ...shared,
          yaxis: panelAxis(0, PANELS),
          y: groups.map(({ place }) => Number(scale.of(equity[place]!.wealth).toPrecision(7))),
          hovertemplate: `${label}, %{text}<br>%{y}<extra></extra>`,
        },
        {
          ...shared,
          yaxis: panelAxis(1, PANELS),
          showlegend: false,
          y: deepest.map((each) => Number((100 * each).toPrecision(4))),
          hovertemplate: `${label}, %{text}<br>%{y} %<extra></extra>`,
        },
      ];
    }),
    layout: stackedPanels(title, panels, timeAxis(times), []),
  });
}

const TITLE_LENGTH = 43;

interface Path {
  readonly name: string;
  readonly equity: readonly { readonly wealth: number }[];
}

function titleOf(paths: readonly Path[]): string {
  const ends = paths.flatMap(({ name, equity }) => {
    const last = equity.at(-1);
    return last === undefined ? [] : [`${name} ${quantity(last.wealth)}`];
  });
  if (ends.length === 0) return 'No candle is complete';
  const title = `Wealth at the end: ${ends.join(', ')}`;
  return title.length <= TITLE_LENGTH
    ? title
    : `Wealth over time: ${paths.map(({ name }) => name).join(', ')}`;
}
