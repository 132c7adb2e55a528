/** Anything that JSON can say. */
export type Json = string | number | boolean | null | readonly Json[] | JsonObject;

/** An object of JSON; a field that is undefined is left out when it is printed. */
export type JsonObject = { readonly [field: string]: Json | undefined };

/** A trace of plotly's: only those of its basic bundle are used. */
export type Trace = { readonly type: 'scatter' | 'bar'; readonly [field: string]: Json | undefined };

/**
 * A figure as plain data: `Plotly.newPlot(element, figure.data, figure.layout)` draws it. Colours are
 * those of the light theme; `recolor` gives it another.
 */
export interface Figure {
  /** The facts that it shows, on one line of plain text; also the title in `layout`. */
  readonly title: string;
  /** How to read it, in plain text. */
  readonly caption: string;
  readonly data: readonly Trace[];
  readonly layout: JsonObject;
}
