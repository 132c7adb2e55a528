import type { Figure, JsonObject } from './figure.ts';
import { recolor, type Theme } from './theme.ts';

const CLEAR = 'rgba(0,0,0,0)';

/**
 * No ground of its own, and colours that stand out from white and from near black: for places that do
 * not tell which they are, such as notebooks. On #ffffff, #111111 and #1e1e1e the contrast is at least 4 : 1
 * for text and 3.3 : 1 for lines and bars. The fills of waves have less, 2.2 : 1, and outlines; what is
 * faint on purpose is a veil of grey.
 */
export const middle: Theme = {
  background: CLEAR,
  text: '#7b7d80',
  muted: '#7d7d7d',
  grid: 'rgba(128,128,128,0.22)',
  faint: 'rgba(128,128,128,0.34)',
  survivor: 'rgba(128,128,128,0.5)',
  bar: '#4f93c0',
  loss: 'rgba(205,127,60,0.6)',
  series: ['#1f7fc0', '#d55e00', '#009e73', '#b8639a', '#a67c00', '#7a74c9'],
  waves: ['#a3243b', '#bf3a3d', '#d1553a', '#d8702f', '#d98a25', '#d3a12a'],
};

/** The same figure for a ground that is not known: see `middle`. Hover labels bring their own. */
export function onAnyGround(figure: Figure): Figure {
  const recolored = recolor(figure, middle);
  const { hoverlabel } = recolored.layout;
  const { font, ...rest } = (hoverlabel ?? {}) as { readonly font?: JsonObject };
  const label = { ...rest, bgcolor: '#2b313a', bordercolor: '#8a8f96', font: { ...font, color: '#f2f4f6' } };
  return { ...recolored, layout: { ...recolored.layout, hoverlabel: label } };
}
