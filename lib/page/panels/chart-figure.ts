import type { Figure, Trace } from '../../figures/figure.ts';
import { axis, baseLayout } from '../../figures/layout.ts';
import { dark, light, recolor } from '../../figures/theme.ts';
import type { SessionState } from '../../live/session-message.ts';
import type { Chart } from './chart-list.ts';

const HEIGHT = 218;
/** Colours of the theme's series, in the order in which lines take them. */
const LEGEND_FROM = 2;

interface ChartFigureOptions {
  readonly isDark: boolean;
  /** Of the model's time, for the axis. */
  readonly timeUnit: string;
}

/** A chart over the states of a run, in the look of the lab's figures. */
export function chartFigure(
  { title, unit, lines, isFromZero }: Chart,
  states: readonly SessionState[],
  { isDark, timeUnit }: ChartFigureOptions,
): Figure {
  const times = states.map(({ time }) => time);
  const data = lines.map(
    (line, place): Trace => ({
      type: 'scatter',
      mode: 'lines',
      name: line.name,
      x: times,
      y: states.map((state) => finite(line.of(state))),
      connectgaps: false,
      line: {
        color: light.series[place % light.series.length]!,
        width: 1.6,
        ...(line.isStep === true && { shape: 'hv' }),
      },
      hovertemplate: `%{y:.5~g}${unit.startsWith('%') ? ' %' : unit === '' ? '' : ` ${unit}`}`,
    }),
  );
  const figure: Figure = {
    title,
    caption: unit,
    data,
    layout: {
      ...baseLayout(title, HEIGHT),
      title: { text: '' },
      margin: { l: 52, r: 10, t: 8, b: lines.length >= LEGEND_FROM ? 62 : 40 },
      paper_bgcolor: 'rgba(0,0,0,0)',
      plot_bgcolor: 'rgba(0,0,0,0)',
      showlegend: lines.length >= LEGEND_FROM,
      hovermode: 'x unified',
      // Zoomed in, it stays so while new points come.
      uirevision: title,
      legend: {
        orientation: 'h',
        x: 0,
        xanchor: 'left',
        y: -0.3,
        yanchor: 'top',
        font: { size: 11, color: light.text },
      },
      xaxis: axis('', { ticksuffix: '', nticks: 6, hoverformat: '.6~g', title: { text: '' } }),
      yaxis: axis('', {
        rangemode: isFromZero === true ? 'tozero' : 'normal',
        nticks: 5,
        title: { text: '' },
      }),
      annotations: [
        {
          text: timeUnit,
          xref: 'paper',
          yref: 'paper',
          x: 1,
          y: 0,
          yshift: -22,
          xanchor: 'right',
          yanchor: 'top',
          showarrow: false,
          font: { size: 10, color: light.muted },
        },
      ],
    },
  };
  return isDark ? recolor(figure, dark) : figure;
}

function finite(value: number | null): number | null {
  return value === null || !Number.isFinite(value) ? null : value;
}
