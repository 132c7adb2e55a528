/**
 * @file Charts of lines and marks as SVG, for documents: no background, colours of the reader's theme, and text that
 * grows where the picture is narrow.
 */

import { dark, light } from '../dist/figures/theme.js';

/**
 * @typedef {number[]} Place x and y.
 * @typedef {{ x: number, y: number, low?: number, high?: number }} Mark A point and its interval.
 *
 * @typedef {object} Series Its colour is that of its place in the panel.
 * @property {'circle' | 'square'} mark
 * @property {Place[]} [curve]
 * @property {Mark[]} points
 *
 * @typedef {object} Label Words in the picture, beside what they name.
 * @property {number} x
 * @property {number} y
 * @property {string[]} lines
 * @property {number} [series] Takes its colour.
 * @property {'start' | 'middle' | 'end'} [anchor]
 * @property {boolean} [above] Stands on y, or hangs from it; centred on it unless told.
 *
 * @typedef {{ title: string, min: number, max: number, ticks: number[] }} Axis
 *
 * @typedef {object} Panel
 * @property {Axis} x
 * @property {Axis} y
 * @property {number} height Of its plot.
 * @property {Series[]} series
 * @property {Label[]} [labels]
 * @property {{ x?: number, y?: number }[]} [guides] Lines across the plot.
 */

const WIDTH = 640;
const LEFT = 90;
const RIGHT = 14;
const TOP = 12;
/** Below a plot: its tick labels, and its title where it has one. */
const TICKS = 32;
const TITLE = 28;
const GAP = 18;
/** Of text, in a wide picture and in a narrow one. */
const SIZE = { wide: 16, narrow: 20 };

const LINE_HEIGHT = 1.25;

/** Coordinates in the picture, to a hundredth. @param {number} value */
const place = (value) => String(Math.round(value * 100) / 100);

/** @param {string} text */
const escaped = (text) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

/** @param {{ title: string, panels: Panel[] }} chart @returns {string} */
export function lineChart({ title, panels }) {
  let top = TOP;
  const drawn = panels.map((panel) => {
    const content = drawPanel(panel, top);
    top += panel.height + TICKS + (panel.x.title ? TITLE : GAP);
    return content;
  });
  const size = `width="${WIDTH}" height="${top}" viewBox="0 0 ${WIDTH} ${top}"`;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" ${size} role="img">`,
    `<title>${escaped(title)}</title>`,
    `<style>${style(Math.max(...panels.map(({ series }) => series.length)))}</style>`,
    ...drawn.flat(),
    '</svg>',
    '',
  ].join('\n');
}

/** @param {number} seriesCount */
function style(seriesCount) {
  const colors = (/** @type {typeof light} */ theme) =>
    [
      `text { fill: ${theme.text}; }`,
      `.tick { fill: ${theme.muted}; }`,
      `.axis { stroke: ${theme.muted}; }`,
      `.grid { stroke: ${theme.grid}; }`,
      `.guide { stroke: ${theme.muted}; }`,
      ...Array.from(
        { length: seriesCount },
        (_, s) => `.s${s} { stroke: ${theme.series[s]}; } .fill${s} { fill: ${theme.series[s]}; }`,
      ),
    ].join('\n');
  return `
text { font-family: system-ui, -apple-system, "Segoe UI", Roboto, "Liberation Sans", sans-serif; }
text { font-size: ${SIZE.wide}px; }
@media (max-width: 520px) { text { font-size: ${SIZE.narrow}px; } }
line, path, rect { fill: none; stroke-width: 1.5; }
.grid, .axis { stroke-width: 1; }
.guide { stroke-dasharray: 5 5; stroke-width: 1.25; }
.curve { stroke-width: 2.25; stroke-linejoin: round; }
${colors(light)}
@media (prefers-color-scheme: dark) {
${colors(dark)}
}
`;
}

/** @param {Panel} panel @param {number} top */
function drawPanel(panel, top) {
  const { x, y, height, series, guides = [], labels = [] } = panel;
  const width = WIDTH - LEFT - RIGHT;
  const bottom = top + height;
  const atX = (/** @type {number} */ value) => LEFT + ((value - x.min) / (x.max - x.min)) * width;
  const atY = (/** @type {number} */ value) => bottom - ((value - y.min) / (y.max - y.min)) * height;
  const line = (/** @type {string} */ name, /** @type {number[]} */ [x1, y1, x2, y2]) =>
    `<line class="${name}" x1="${place(x1)}" y1="${place(y1)}" x2="${place(x2)}" y2="${place(y2)}"/>`;
  const text = (
    /** @type {string} */ content,
    /** @type {number} */ left,
    /** @type {number} */ base,
    /** @type {string} */ rest,
  ) => `<text x="${place(left)}" y="${place(base)}" ${rest}>${escaped(content)}</text>`;

  return [
    ...y.ticks.map((tick) =>
      line(tick === y.min ? 'axis' : 'grid', [LEFT, atY(tick), WIDTH - RIGHT, atY(tick)]),
    ),
    ...x.ticks.map((tick) => line('axis', [atX(tick), bottom, atX(tick), bottom + 5])),
    ...y.ticks.map((tick) =>
      text(String(tick), LEFT - 9, atY(tick), 'class="tick" text-anchor="end" dy="0.35em"'),
    ),
    ...x.ticks.map((tick) =>
      text(String(tick), atX(tick), bottom + 9, 'class="tick" text-anchor="middle" dy="0.85em"'),
    ),
    ...(x.title ? [text(x.title, LEFT + width / 2, bottom + TICKS + TITLE - 7, 'text-anchor="middle"')] : []),
    text(
      y.title,
      0,
      0,
      `text-anchor="middle" transform="translate(21 ${place(top + height / 2)}) rotate(-90)"`,
    ),
    ...guides.map((guide) =>
      line(
        'guide',
        guide.x === undefined
          ? [LEFT, atY(guide.y ?? 0), WIDTH - RIGHT, atY(guide.y ?? 0)]
          : [atX(guide.x), top, atX(guide.x), bottom],
      ),
    ),
    ...series.flatMap(({ curve = [] }, s) => (curve.length > 0 ? [drawCurve(curve, s, atX, atY)] : [])),
    // The squares first: they are larger and empty, so that a circle on the same place shows within.
    ...['square', 'circle'].flatMap((shape) =>
      series.flatMap(({ mark, points }, s) =>
        mark === shape ? points.flatMap((point) => drawMark(mark, point, s, atX, atY)) : [],
      ),
    ),
    ...labels.flatMap((label) => drawLabel(label, atX, atY)),
  ];
}

/** @typedef {(value: number) => number} Scale */

/** @param {Place[]} curve @param {number} s @param {Scale} atX @param {Scale} atY */
function drawCurve(curve, s, atX, atY) {
  const path = curve.map(([x, y], k) => `${k === 0 ? 'M' : 'L'}${place(atX(x))} ${place(atY(y))}`);
  return `<path class="curve s${s}" d="${path.join('')}"/>`;
}

/** @param {Series['mark']} mark @param {Mark} point @param {number} s @param {Scale} atX @param {Scale} atY */
function drawMark(mark, { x, y, low = y, high = y }, s, atX, atY) {
  const [left, middle] = [atX(x), atY(y)];
  const ends = [atY(low), atY(high)].map(place);
  const isWide = atY(low) - atY(high) > 1;
  const caps = ends.map((end) => `M${place(left - 4)} ${end}h8`).join('');
  const bar = isWide ? [`<path class="s${s}" d="M${place(left)} ${ends.join('V')}${caps}"/>`] : [];
  if (mark === 'circle') {
    return [...bar, `<circle class="fill${s}" cx="${place(left)}" cy="${place(middle)}" r="4"/>`];
  }
  return [
    ...bar,
    `<rect class="s${s}" x="${place(left - 6)}" y="${place(middle - 6)}" width="12" height="12"/>`,
  ];
}

/** @param {Label} label @param {Scale} atX @param {Scale} atY */
function drawLabel({ x, y, lines, series, anchor = 'start', above }, atX, atY) {
  const color = series === undefined ? '' : ` fill${series}`;
  const first = above === undefined ? 0.35 - ((lines.length - 1) * LINE_HEIGHT) / 2 : above ? -0.5 : 1.15;
  const spans = lines.map(
    (line, k) =>
      `<tspan x="${place(atX(x))}" dy="${place(k === 0 ? first : LINE_HEIGHT)}em">${escaped(line)}</tspan>`,
  );
  return [
    `<text class="label${color}" y="${place(atY(y))}" text-anchor="${anchor}">${spans.join('')}</text>`,
  ];
}
