import { createHash } from 'node:crypto';
import { escapeHtml, scriptJson } from '../../figures/html-text.ts';
import type { MimeBundle } from './notebook-host.ts';
import { libraryToken } from './packed-library.ts';
import { plotlyLibrary } from './plotly-library.ts';

export const PLOTLY = 'application/vnd.plotly.v1+json';

/** A figure for plotly: those of Faultline, or any other object of this shape. */
export interface PlotlyFigure {
  readonly data: readonly object[];
  readonly layout?: object;
  readonly config?: object;
  /** How to read it, in plain text; set below it. */
  readonly caption?: string;
}

export function isFigure(value: unknown): value is PlotlyFigure {
  if (value === null || typeof value !== 'object') return false;
  const { data, layout } = value as { data?: unknown; layout?: unknown };
  return (
    Array.isArray(data) &&
    data.every((trace) => trace !== null && typeof trace === 'object') &&
    (layout === undefined
      ? data.length > 0 && data.every(isTrace)
      : layout !== null && typeof layout === 'object')
  );
}

function isTrace(value: object): boolean {
  return 'type' in value && ('x' in value || 'y' in value || 'z' in value || 'values' in value);
}

/** Traces named in a figure's text. */
const NAMED_MAX = 8;

/**
 * A figure as plotly JSON, as HTML that draws it offline once it has its library (packed-library.ts), and as
 * text.
 */
export function figureBundle(figure: PlotlyFigure): MimeBundle {
  const { data, layout = {}, config = {}, caption } = figure;
  const plain = JSON.parse(JSON.stringify({ data, layout, config, caption }, plainNumbers)) as PlotlyFigure;
  const text = summary(plain);
  return {
    [PLOTLY]: plain,
    'text/html': html(plain, text),
    'text/plain': caption === undefined ? text : `${text}\n${caption}`,
  };
}

/** Typed arrays become lists; what JSON cannot say becomes a gap. */
function plainNumbers(_: string, value: unknown): unknown {
  return ArrayBuffer.isView(value) && !(value instanceof DataView)
    ? Array.from(value as unknown as ArrayLike<unknown>)
    : value;
}

function summary({ data, layout }: PlotlyFigure): string {
  const title = (layout as { title?: string | { text?: string } }).title;
  const words = (typeof title === 'string' ? title : title?.text) ?? 'Figure';
  const traces = data.map((trace) => {
    const { name, type = 'scatter' } = trace as { name?: string; type?: string };
    return name === undefined ? type : `${name} (${type})`;
  });
  const more = traces.length > NAMED_MAX ? ', …' : '';
  const heading = words.replace(/<[^>]*>/g, ' ').trim();
  return `${heading}\n[figure: ${traces.slice(0, NAMED_MAX).join(', ')}${more}]`;
}

function html(figure: PlotlyFigure, text: string): string {
  const types = figure.data.map((trace) => (trace as { type?: unknown }).type);
  const library = plotlyLibrary(types, process.cwd());
  const hint = 'Not drawn yet: run the cell, or trust the notebook.';
  const fallback = `<pre>${escapeHtml(text)}</pre><p><small>${hint}</small></p>`;
  if (!library) {
    const kinds = [...new Set(types)].join(', ');
    const install = '<code>npm install plotly.js-dist-min</code>, then restart the kernel';
    return `${fallback}<p>To draw ${escapeHtml(kinds)} here: ${install}</p>`;
  }
  const { height = 450 } = figure.layout as { height?: number };
  const json = scriptJson(figure);
  // The same notebook gives the same outputs, so that a saved one changes only where its figures do.
  const id = `figure-${createHash('sha256').update(json).digest('hex').slice(0, 16)}`;
  const place = `document.querySelector('#${id}:not([data-drawn])')`;
  return (
    `<div id="${id}" style="min-height:${Number(height)}px">${fallback}</div>${captionHtml(figure)}` +
    `<script>(${drawFigure})(${place},'${library.name}',` +
    `'${libraryToken(library.path)}',${json})</script>`
  );
}

function captionHtml({ caption }: PlotlyFigure): string {
  const style = 'max-width:46em;margin:0 12px 12px;font-size:90%;opacity:.75';
  return caption === undefined ? '' : `<p style="${style}">${escapeHtml(caption)}</p>`;
}

/**
 * Runs in the page. Unpacks the library once, draws the figure into its element; says what to do when the
 * output that brought the library is not in the page. A script element, since some pages forbid
 * `new Function`; module, exports and define are its own, since some pages have loaders that would take the
 * library away.
 */
const drawFigure = `async function (element, name, packed, figure) {
  if (!element) return;
  element.dataset.drawn = 'soon';
  const libraries = (window.faultlineLibraries ??= {});
  const entry = (libraries[name] ??= {});
  entry.loaded ??= new Promise((resolve) => { entry.resolve = resolve; });
  if (packed && !entry.packed) {
    entry.packed = true;
    const bytes = Uint8Array.from(atob(packed), (letter) => letter.charCodeAt(0));
    const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream('gzip'));
    const source = await new Response(stream).text();
    const module = (window.faultlineModule = { exports: {} });
    const script = document.createElement('script');
    const names = 'module, exports, define';
    const start = '(function (' + names + ') {' + source;
    script.textContent = start + '})(window.faultlineModule, window.faultlineModule.exports);';
    document.head.append(script);
    entry.resolve(module.exports);
  }
  const missing = new Promise((resolve) => setTimeout(resolve, 5000));
  const plotly = await Promise.race([entry.loaded, missing]);
  if (!plotly) {
    element.append('Not drawn: run this cell again.');
    return;
  }
  element.textContent = '';
  const config = { responsive: true, displaylogo: false, ...figure.config };
  plotly.newPlot(element, figure.data, figure.layout, config);
}`.replace(/\n\s*/g, ' ');
