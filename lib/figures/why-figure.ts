import { onAnyGround } from './any-ground.ts';
import type { Figure, Json, JsonObject, Trace } from './figure.ts';
import { baseLayout } from './layout.ts';
import { hoverText, plainText, shortened } from './plain-text.ts';
import { counted, quantity } from './quantity.ts';
import { signed } from './signed.ts';
import { light } from './theme.ts';
import { whyLayout } from './why-layout.ts';
import { laneRoom, type WhyRoute, whyRoutes } from './why-routes.ts';
import {
  type DrawnTarget,
  type DrawnWhy,
  type WhyEdge,
  type WhyStep,
  type WhySteps,
  whySteps,
} from './why-steps.ts';
import { wrapped } from './wrapped.ts';

export type { DrawnWhy } from './why-steps.ts';

/** How much `whyFigure` draws. */
export interface WhyFigureOptions {
  /** Whether candidates that turned out to be no causes are drawn as well; not unless told. */
  readonly irrelevant?: boolean;
  /** Boxes at the most; 24 unless told. Causes are drawn even beyond that. */
  readonly boxesMax?: number;
  /**
   * Columns side by side, from 2 on; 3 unless told, which has room in 400 pixels. For a wide page 5 or 6:
   * each takes some 125 pixels.
   */
  readonly columns?: number;
}

const BOXES_MAX = 24;
const COLUMNS = 3;
const MARGIN = { l: 4, r: 4, t: 46, b: 8 };
/** Pixels. */
const [WIDTH, PADDING, LINE, OUTLINE] = [102, 5, 13, 1.2] as const;
const FONT = 10;
/** Letters of 10 pixels that a line of a box has room for. */
const LETTERS = 16;
/** Letters of a sentence that a box shows; the rest shows when it is pointed at. */
const SENTENCE = 110;
const TITLE_LENGTH = 43;
const NOTE_LETTERS = 54;
const WIDE = /[A-Z_%@mw\u0080-\uffff]/g;
/** The room between boxes and beside them as shares of a column, where it is narrowest. */
const [GUTTER, OUTER] = [0.17, 0.16] as const;
/** On the fill of a box; of no theme, so that it stays. */
const ON_FILL = '#fdfdfd';
const FILLS: Readonly<Record<string, string>> = {
  necessary: light.series[0]!,
  sufficient: light.series[2]!,
  contributing: light.series[3]!,
};
const FAILURE = light.waves[0]!;

/**
 * Why something happened, as a graph: causes at the left, each with its verdict, the steps that led from
 * them to what is asked about, in the order of time, and arrows from cause to effect. What would have
 * prevented it stands below. For any ground, from 400 pixels on.
 *
 * @param answer what `why` gave.
 */
export function whyFigure(answer: DrawnWhy, options: WhyFigureOptions = {}): Figure {
  const columns = Math.max(2, Math.floor(options.columns ?? COLUMNS));
  const max = Math.max(2, options.boxesMax ?? BOXES_MAX);
  const graph = whySteps(answer, max, options.irrelevant ?? false);
  const { steps, edges } = graph;
  const joint = answer.sets.flatMap((set, i) => (set.length > 1 ? [i] : []));
  const boxes = steps.map((step, place) => boxOf(step, place, graph, answer, joint));
  const heights = boxes.map(({ lines }) => lines.length * LINE + 2 * PADDING + 2);
  const room = laneRoom(edges, steps.length);
  const layout = whyLayout(steps, edges, heights, columns, room);
  const routes = whyRoutes(edges, layout, { columns, gutter: GUTTER, outer: OUTER });
  const { places, bands } = layout;
  const goesBelow = edges.some(({ from, to }) => {
    const [cause, effect] = [places[from]!, places[to]!];
    return cause.band === bands.length - 1 && effect.column !== cause.column + 1;
  });
  const bottom = bands.at(-1)!.bottom + (goesBelow ? room : 14);
  const hasSide = edges.some(({ from, to }) => places[to]!.band > places[from]!.band + 1);
  const notes = notesOf(answer, joint);
  const height = bottom + notes.length * (LINE + 1) + 4;
  const title = titleOf(answer.target, graph.left);
  return onAnyGround({
    title,
    caption: captionOf(answer, graph),
    data: linesOf(routes),
    layout: {
      ...baseLayout(title, height + MARGIN.t + MARGIN.b),
      margin: MARGIN,
      showlegend: false,
      xaxis: {
        visible: false,
        range: [-0.5 - (hasSide ? OUTER : OUTER / 2), columns - 0.5 + OUTER / 2],
        fixedrange: true,
      },
      // A unit is a pixel.
      yaxis: { visible: false, range: [height, 0], fixedrange: true },
      annotations: [
        ...routes.flatMap((route) => arrowsOf(route, places)),
        ...boxes.map((box, i) => annotationOf(box, places[i]!)),
        ...notes.map((line, i) => noteOf(line, bottom + i * (LINE + 1))),
      ],
    },
  });
}

interface Box {
  readonly step: WhyStep;
  /** In plain text, the first one in bold. */
  readonly lines: readonly string[];
  readonly hover: readonly string[];
  readonly fill: string | null;
  readonly outline: string;
  readonly color: string;
}

function boxOf(
  step: WhyStep,
  place: number,
  { edges }: WhySteps,
  { target, sets }: DrawnWhy,
  joint: readonly number[],
): Box {
  const { id, t, role, cause } = step;
  const metric = role === 'target' && target.kind === 'metric' ? target : null;
  const time = metric === null ? `t = ${number(t)}` : `t = ${number(metric.from)} to ${number(metric.to)}`;
  const head = id === null ? time : `#${id} · ${time}`;
  const words = metric === null ? oneLine(step.sentence) : changeOf(metric);
  const verdict = cause === null ? '' : `${cause.verdict} ${cause.kind}`;
  const share = cause?.share === undefined ? '' : `share ${number(cause.share)}`;
  const over = edges.filter(({ to, left }) => to === place && left > 0).map(({ left }) => left);
  const lines = [verdict, shortened(words, SENTENCE), share, together(step, sets, joint), leftOut(over)]
    .filter((line) => line !== '')
    .flatMap(boxLines);
  const isMarked = role === 'cause' || role === 'target';
  const fill =
    role === 'target' ? FAILURE : role === 'cause' ? (FILLS[cause?.verdict ?? ''] ?? light.muted) : null;
  return {
    step,
    lines: [...boxLines(head), ...lines],
    hover: [head, ...(verdict === '' ? [] : [verdict]), ...wrapped(words, 60)],
    fill,
    outline: fill ?? (role === 'fate' ? FAILURE : light.survivor),
    color: isMarked ? ON_FILL : role === 'irrelevant' ? light.muted : light.text,
  };
}

/** Lines that a box has room for: capitals and wide letters take more of it. */
function boxLines(text: string): string[] {
  for (let letters = LETTERS; letters > LETTERS / 2; letters--) {
    const lines = wrapped(text, letters);
    if (lines.every((line) => widthOf(line) <= LETTERS + 0.6)) return lines;
  }
  return wrapped(text, Math.floor(LETTERS / 2));
}

/** In letters of the usual width. */
function widthOf(line: string): number {
  return line.length + 0.25 * (line.match(WIDE)?.length ?? 0) + 0.13 * (line.match(/\d/g)?.length ?? 0);
}

function number(value: number): string {
  return quantity(value, 6);
}

function changeOf({ metric, before, after, change }: DrawnTarget & { readonly kind: 'metric' }): string {
  return `${oneLine(metric)} ${number(before)} → ${number(after)}, ${signed(change, number)}`;
}

function oneLine(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}

/** With whom a cause makes up a set: by name where that is short, else by the mark of the set. */
function together({ id, together: own }: WhyStep, sets: DrawnWhy['sets'], joint: readonly number[]): string {
  if (own.length === 0) return '';
  const others = sets[own[0]!]!.filter((other) => other !== id);
  if (joint.length === 1 && others.length <= 3) {
    return `together with ${others.map((other) => `#${other}`).join(', ')}`;
  }
  return `together: ${own.map((set) => markOf(joint.indexOf(set))).join(', ')}`;
}

/** A, B, …, Z, set 27, … */
function markOf(place: number): string {
  return place < 26 ? String.fromCharCode(65 + place) : `set ${place + 1}`;
}

function leftOut(over: readonly number[]): string {
  if (over.length === 0) return '';
  const [least, most] = [Math.min(...over), Math.max(...over)];
  return least === most ? `(+ ${quantity(most, 15)} more between)` : `(+ ${least}–${most} more between)`;
}

function annotationOf(
  { step, lines, hover, fill, outline, color }: Box,
  { column, y, height }: { readonly column: number; readonly y: number; readonly height: number },
): Json {
  const strong = step.role === 'fate' || fill !== null ? 1.6 : OUTLINE;
  const [head, ...rest] = lines.map(plainText);
  return {
    ...{ text: [`<b>${head}</b>`, ...rest].join('<br>'), x: column, y, xanchor: 'center', yanchor: 'middle' },
    ...{ width: WIDTH - 2 * PADDING, height: height - 2 * PADDING, borderpad: PADDING - 1, showarrow: false },
    ...{ align: 'left', valign: 'middle', bordercolor: outline, borderwidth: strong },
    ...{ bgcolor: fill ?? light.background, font: { size: FONT, color } },
    hovertext: hoverText(hover),
  };
}

/** Lines between the boxes, and level lines to their sides, whose place is known in pixels. */
function linesOf(routes: readonly WhyRoute[]): Trace[] {
  const groups = [
    { name: 'cause to effect', color: light.muted, isPale: false },
    { name: 'with steps between, or by what only waited', color: light.survivor, isPale: true },
  ];
  return groups.map(({ name, color, isPale }) => {
    const x: (number | null)[] = [];
    const y: (number | null)[] = [];
    for (const { lines, ends, from } of routes) {
      if (from < 0 || isPaleRoute(ends) !== isPale) continue;
      for (const line of lines) {
        for (const [px, py] of line) {
          x.push(px);
          y.push(py);
        }
        x.push(null);
        y.push(null);
      }
    }
    const line = { color, width: 1.3 };
    return { type: 'scatter', mode: 'lines', name, x, y, line, hoverinfo: 'skip', cliponaxis: false };
  });
}

function isPaleRoute(ends: WhyRoute['ends']): boolean {
  return ends.every(({ edge }) => isPaleEdge(edge));
}

function isPaleEdge({ left, isApart }: WhyEdge): boolean {
  return left > 0 || isApart;
}

function arrowsOf(
  { from, turn, ends }: WhyRoute,
  places: readonly { readonly column: number; readonly y: number }[],
): Json[] {
  const level = (x: number, ax: number, y: number, isPale: boolean): JsonObject => ({
    ...{ text: '', x, y, ax, ay: y, xref: 'x', yref: 'y', axref: 'x', ayref: 'y', showarrow: true },
    ...{ arrowcolor: isPale ? light.survivor : light.muted, arrowwidth: 1.3, arrowsize: 0.9 },
  });
  const { column, y } = places[from]!;
  const half = WIDTH / 2;
  const pale = isPaleRoute(ends);
  return [
    { ...level(turn, column, y, pale), arrowhead: 0, startstandoff: half },
    ...ends.map((end) => ({
      ...level(places[end.edge.to]!.column, end.turn, end.y, pale),
      ...{ arrowhead: 2, standoff: half + 1 },
    })),
  ];
}

function noteOf(line: string, top: number): Json {
  return {
    ...{ text: plainText(line), xref: 'paper', x: 0, xanchor: 'left', xshift: 8, yref: 'y', y: top },
    ...{ yanchor: 'top', showarrow: false, borderpad: 0, align: 'left' },
    font: { size: 11, color: light.text },
  };
}

const SETS_NAMED = 6;

function notesOf({ prevention, sets }: DrawnWhy, joint: readonly number[]): string[] {
  const isNamed = joint.length > 1 || joint.some((set) => sets[set]!.length > 4);
  const named = isNamed ? joint.slice(0, SETS_NAMED) : [];
  const notes = named.map((set, i) => {
    const ids = sets[set]!;
    const shown = ids.slice(0, 12).map((id) => `#${id}`);
    const more = ids.length > shown.length ? [`${ids.length - shown.length} more`] : [];
    return `${markOf(i)}, together a cause: ${[...shown, ...more].join(', ')}`;
  });
  if (isNamed && joint.length > named.length) notes.push(`and ${joint.length - named.length} more such sets`);
  if (prevention !== null) notes.push(`Would have prevented it: ${oneLine(prevention.sentence)}`);
  return notes.flatMap((note) => wrapped(note, NOTE_LETTERS));
}

function titleOf(target: DrawnTarget, left: number): string {
  const more = left > 0 ? ` (+ ${quantity(left, 15)} more)` : '';
  const what =
    target.kind === 'metric'
      ? `${oneLine(target.metric)} ${signed(target.change, (value) => quantity(value))}`
      : oneLine(target.sentence).replace(/\.$/, '');
  const most = TITLE_LENGTH - 'Why: '.length - more.length;
  const clause = what.indexOf(', ');
  const said = what.length > most && clause > 0 ? what.slice(0, clause) : what;
  return `Why: ${shortened(said, most)}${more}`;
}

function captionOf({ target, sets, rootCauses }: DrawnWhy, { steps, edges, left }: WhySteps): string {
  const what =
    target.kind === 'metric'
      ? `${oneLine(target.metric)} from ${number(target.before)} at t = ${number(target.from)} to ` +
        `${number(target.after)} at t = ${number(target.to)}.`
      : `At t = ${number(target.t)}: ${oneLine(target.sentence)}`;
  const isNone = rootCauses.filter(({ verdict }) => verdict === 'irrelevant').length;
  const parts = [
    what,
    'Time runs from left to right, band by band; arrows lead from cause to effect. ' +
      'Filled: causes with their verdicts, and the target.',
  ];
  if (sets.some((set) => set.length > 1)) {
    parts.push('Causes that are marked “together” make up one set: it takes leaving out all of them.');
  }
  if (left > 0) {
    parts.push(`${counted(left, 'step')} of the chain ${left === 1 ? 'is' : 'are'} not drawn.`);
  }
  if (edges.some(isPaleEdge)) {
    parts.push('Pale arrows: with steps between, or from a cause that only waited behind the others.');
  }
  const drawn = steps.filter(({ role }) => role === 'irrelevant').length;
  const out = isNone - drawn;
  if (out > 0) parts.push(`${counted(out, 'candidate')} that made no difference left out.`);
  return parts.join(' ');
}
