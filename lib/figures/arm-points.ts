import type { ArmResult, CurveOfArms } from '../core/experiment.ts';
import type { Figure, JsonObject, Trace } from './figure.ts';
import { axis, baseLayout } from './layout.ts';
import { hoverText, plainText } from './plain-text.ts';
import { quantity } from './quantity.ts';
import { light } from './theme.ts';

const HEIGHT = 420;
const MARGIN = { l: 64, r: 18, t: 48, b: 92 };

/**
 * A metric of an experiment's arms with its intervals, and what a formula says of it. Arms that have a
 * place on the axis stand there, the others side by side by name. On white.
 */
export function armPoints(
  title: string,
  arms: readonly ArmResult[],
  { metric, x, y }: CurveOfArms,
  theory: string,
): Figure {
  const isNumeric = arms.every((arm) => arm.x !== null);
  const places = arms.map((arm) => (isNumeric ? arm.x! : plainText(arm.name)));
  const means = arms.map((arm) => arm.metrics[metric].mean);
  const color = light.series[0]!;
  const measured: Trace = {
    type: 'scatter',
    mode: isNumeric ? 'lines+markers' : 'markers',
    name: 'simulation',
    x: places,
    y: means,
    line: { color, width: 1.5, dash: 'dot' },
    marker: { symbol: 'circle', size: 8, color },
    error_y: {
      type: 'data',
      symmetric: false,
      array: arms.map((arm, i) => arm.metrics[metric].interval[1] - means[i]),
      arrayminus: arms.map((arm, i) => means[i] - arm.metrics[metric].interval[0]),
      color,
      thickness: 1.4,
      width: 5,
    },
    hovertext: arms.map((arm) => {
      const { mean, interval } = arm.metrics[metric];
      const [low, high] = interval.map((end) => quantity(end));
      return hoverText([arm.name, `${y}: ${quantity(mean)}`, `95 % interval: [${low}, ${high}]`]);
    }),
    hoverinfo: 'text',
  };
  const known = arms.flatMap((arm, i) => (arm.theory === null ? [] : [{ at: places[i], value: arm.theory }]));
  const expected: Trace = {
    type: 'scatter',
    mode: 'markers',
    name: `formula (${theory})`,
    x: known.map(({ at }) => at),
    y: known.map(({ value }) => value),
    marker: { symbol: 'diamond-open', size: 13, color: light.series[1]!, line: { width: 2 } },
    hovertext: known.map(({ at, value }) => hoverText([`${at}`, `${theory}: ${quantity(value)}`])),
    hoverinfo: 'text',
  };
  const base = baseLayout(title, HEIGHT);
  return {
    title,
    caption: `Points are means over the runs with their 95 % intervals${
      known.length > 0 ? '; diamonds are what the formula says' : ''
    }.`,
    data: known.length > 0 ? [measured, expected] : [measured],
    layout: {
      ...base,
      margin: MARGIN,
      showlegend: true,
      legend: {
        ...(base.legend as JsonObject),
        y: -54 / (HEIGHT - MARGIN.t - MARGIN.b),
        traceorder: 'normal',
      },
      xaxis: axis(x, isNumeric ? { nticks: 10 } : { type: 'category' }),
      yaxis: axis(y, { nticks: 8 }),
    },
  };
}
