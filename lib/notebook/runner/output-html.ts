import { AnsiUp } from 'ansi_up';
import { escapeHtml } from '../../figures/html-text.ts';
import { PLOTLY } from '../display/figure-bundle.ts';
import type { DisplayOutput, Output } from './notebook.ts';

/** What the outputs of a page are made with. */
export interface OutputMeans {
  readonly markdown: (text: string) => string;
  /** A figure, drawn by the page's script; undefined for one that it cannot draw. */
  readonly figure: (figure: { readonly [field: string]: unknown }) => string | undefined;
}

type Renderer = (value: unknown, output: DisplayOutput, means: OutputMeans) => string | undefined;

/** What can be shown, the best first. */
const RENDERERS: readonly (readonly [type: string, render: Renderer])[] = [
  [PLOTLY, (value, _, { figure }) => (isObject(value) ? figure(value) : undefined)],
  ['text/html', (value) => `<div class="html wide" tabindex="0">${String(value)}</div>`],
  ['text/markdown', (value, _, { markdown }) => `<div class="prose">${markdown(String(value))}</div>`],
  ['image/svg+xml', (value) => imageHtml('image/svg+xml', Buffer.from(String(value)).toString('base64'), {})],
  ...['image/png', 'image/jpeg', 'image/gif', 'image/webp'].map(
    (type) =>
      [
        type,
        (value: unknown, output: DisplayOutput) =>
          imageHtml(type, String(value).replace(/\s+/g, ''), sizeIn(output, type)),
      ] as const,
  ),
  ['application/json', (value) => preHtml('text', escapeHtml(JSON.stringify(value, null, 2)))],
  ['text/latex', (value) => preHtml('text', escapeHtml(String(value)))],
  ['text/plain', (value) => preHtml('text', ansiHtml(String(value)))],
];

/** An output as HTML, in the best of its forms that a page without a kernel can show. */
export function outputHtml(output: Output, means: OutputMeans): string {
  switch (output.output_type) {
    case 'stream':
      return preHtml(output.name === 'stderr' ? 'stderr' : 'text', ansiHtml(output.text.replace(/\n$/, '')));
    case 'error': {
      const { ename, evalue, traceback } = output;
      const text = traceback.length > 0 ? traceback.join('\n') : `${ename}: ${evalue}`;
      return preHtml('error', ansiHtml(text));
    }
    default:
      return displayHtml(output, means);
  }
}

function displayHtml(output: DisplayOutput, means: OutputMeans): string {
  for (const [type, render] of RENDERERS) {
    const value = output.data[type];
    const html = value === undefined ? undefined : render(value, output, means);
    if (html !== undefined) return html;
  }
  const types = Object.keys(output.data).join(', ');
  return types === '' ? '' : preHtml('text', escapeHtml(`[${types}: not shown on this page]`));
}

function preHtml(kind: 'text' | 'stderr' | 'error', html: string): string {
  return `<pre class="${kind}" tabindex="0">${html}</pre>`;
}

function imageHtml(type: string, base64: string, { width, height }: Size): string {
  const size = [
    ...(width === undefined ? [] : [` width="${width}"`]),
    ...(height === undefined ? [] : [` height="${height}"`]),
  ];
  const source = `data:${type};base64,${base64}`;
  return `<p class="image"><img src="${source}" alt="output of the cell"${size.join('')}></p>`;
}

interface Size {
  readonly width?: number;
  readonly height?: number;
}

function sizeIn({ metadata }: DisplayOutput, type: string): Size {
  const { width, height } = (metadata[type] ?? {}) as Record<string, unknown>;
  return {
    ...(typeof width === 'number' && { width }),
    ...(typeof height === 'number' && { height }),
  };
}

/** Terminal colours become classes, which the style sheet gives to light and dark. */
function ansiHtml(text: string): string {
  const ansi = new AnsiUp();
  ansi.use_classes = true;
  return ansi.ansi_to_html(text);
}

function isObject(value: unknown): value is { readonly [field: string]: unknown } {
  return typeof value === 'object' && value !== null;
}
