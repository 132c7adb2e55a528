import type { Figure, Json, JsonObject } from './figure.ts';

/** Colours by what they are for. Within a theme no two are the same: `recolor` tells them apart by that. */
export interface Theme {
  readonly background: string;
  readonly text: string;
  readonly muted: string;
  readonly grid: string;
  /** Lines that are there without asking to be looked at. */
  readonly faint: string;
  /** A bank that stands. */
  readonly survivor: string;
  /** Bars of a histogram. */
  readonly bar: string;
  /** Losses that brought nobody down. */
  readonly loss: string;
  /** Lines told apart by colour: Okabe and Ito's, that colour-blind readers can tell apart too. */
  readonly series: readonly string[];
  /** From the first to the last: an order, told by lightness. */
  readonly waves: readonly string[];
}

/** Dark on white: for paper. */
export const light: Theme = {
  background: '#ffffff',
  text: '#1b1f24',
  muted: '#57606b',
  grid: '#e4e7eb',
  faint: '#d3d8de',
  survivor: '#b4bcc6',
  bar: '#93b7d3',
  loss: '#ecd0b8',
  series: ['#0072b2', '#d55e00', '#009e73', '#aa4488', '#b8860b', '#4aa3d8'],
  waves: ['#5c0a1e', '#9c1b30', '#cc4a3b', '#e3702f', '#ee9a1f', '#f2c230'],
};

/** Light on near black: for screens at night. */
export const dark: Theme = {
  background: '#15181d',
  text: '#e7eaee',
  muted: '#a3adb9',
  grid: '#2b313a',
  faint: '#353d48',
  survivor: '#6d7886',
  bar: '#4a7393',
  loss: '#5e4a38',
  series: ['#56b4e9', '#ff8c42', '#2fc79c', '#e08fc4', '#e9c046', '#a5c8ff'],
  waves: ['#fff3d6', '#ffd08a', '#ff9d5c', '#f06a4c', '#cf4058', '#b04a86'],
};

/** Every colour of one theme with its counterpart in another. */
export function colorMap(from: Theme, to: Theme): Readonly<Record<string, string>> {
  const targets = colorsOf(to);
  return Object.fromEntries(colorsOf(from).map((color, i) => [color, targets[i]!]));
}

/** The fields that hold colours; in others, such as names, a text that looks like one is left alone. */
export const COLOR_FIELD = /color$|^shadow$/;

/** The same figure in the colours of another theme. */
export function recolor(figure: Figure, to: Theme, from: Theme = light): Figure {
  const colors = colorMap(from, to);
  const replace = (value: Json | undefined, field: string): Json | undefined => {
    if (typeof value === 'string') {
      return COLOR_FIELD.test(field) ? value.replace(/#\w{6}/g, (color) => colors[color] ?? color) : value;
    }
    if (Array.isArray(value)) return value.map((each) => replace(each, field) as Json);
    if (value === null || typeof value !== 'object') return value;
    const entries = Object.entries(value as JsonObject).map(([key, each]) => [key, replace(each, key)]);
    return Object.fromEntries(entries) as JsonObject;
  };
  const data = replace(figure.data as Json, '') as Figure['data'];
  return { ...figure, data, layout: replace(figure.layout, '') as JsonObject };
}

function colorsOf(theme: Theme): string[] {
  const { series, waves, ...roles } = theme;
  return [...Object.values(roles), ...series, ...waves];
}
