import type { JsonObject } from './figure.ts';
import { plainText } from './plain-text.ts';
import { light } from './theme.ts';

const FONT = 'system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif';

/** What the layouts of all figures share. `height` is in pixels; the width is the page's. */
export function baseLayout(title: string, height: number): JsonObject {
  return {
    title: {
      text: plainText(title),
      font: { size: 16, color: light.text },
      x: 0,
      xref: 'container',
      xanchor: 'left',
      y: 1,
      yref: 'container',
      yanchor: 'top',
      pad: { l: 12, t: 14 },
    },
    font: { family: FONT, size: 12, color: light.text },
    paper_bgcolor: light.background,
    plot_bgcolor: light.background,
    margin: { l: 56, r: 18, t: 48, b: 44 },
    autosize: true,
    height,
    hovermode: 'closest',
    hoverlabel: {
      bgcolor: light.background,
      bordercolor: light.survivor,
      font: { family: FONT, size: 12, color: light.text },
      align: 'left',
    },
    legend: {
      orientation: 'h',
      x: 0,
      xanchor: 'left',
      y: -56 / height,
      yanchor: 'top',
      font: { size: 12, color: light.text },
      itemclick: false,
      itemdoubleclick: false,
    },
  };
}

/** An axis with a title in plain text; `more` is laid over it. */
export function axis(title: string, more: JsonObject = {}): JsonObject {
  return {
    title: { text: plainText(title), font: { size: 12, color: light.muted }, standoff: 8 },
    gridcolor: light.grid,
    linecolor: light.survivor,
    tickcolor: light.survivor,
    tickfont: { size: 11, color: light.muted },
    zeroline: false,
    showline: true,
    ticks: 'outside',
    ticklen: 4,
    automargin: true,
    exponentformat: 'none',
    separatethousands: true,
    ...more,
  };
}

/** How an axis prints numbers up to a size: whole from a hundred on. */
export function tickFormat(sizeMax: number): string {
  return sizeMax >= 100 ? ',.0f' : '.4~g';
}
