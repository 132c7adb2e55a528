import { readFileSync } from 'node:fs';
import { extname, resolve } from 'node:path';
import { escapeHtml, scriptJson, scriptSource } from '../../figures/html-text.ts';
import { pageHead } from '../../figures/page-head.ts';
import { colorMap, dark, light } from '../../figures/theme.ts';
import { PLOTLY } from '../display/figure-bundle.ts';
import { plotlyLibrary } from '../display/plotly-library.ts';
import { codeHtml } from './code-html.ts';
import { type Heading, MarkdownHtml } from './markdown-html.ts';
import { type Cell, type CodeCell, hasTag, isCode, type Notebook } from './notebook.ts';
import { type OutputMeans, outputHtml } from './output-html.ts';
import { pageScript } from './page-script.ts';
import { pageStyle } from './page-style.ts';

export interface PageOptions {
  /** The page's name where the notebook has no heading. */
  readonly name: string;
  /** Where images that the text names by relative paths are. Left out: the working directory. */
  readonly folder?: string;
}

const IMAGE_TYPES: Readonly<Record<string, string>> = {
  '.png': 'image/png',
  '.jpg': 'image/jpeg',
  '.jpeg': 'image/jpeg',
  '.gif': 'image/gif',
  '.webp': 'image/webp',
  '.svg': 'image/svg+xml',
};

/** Headings, from this many on, get a list to jump from. */
const CONTENTS_MIN = 3;

/**
 * A notebook with its outputs as one HTML page: it opens from a disk, asks the network for nothing (its
 * policy forbids it), follows the reader's choice of light or dark, and prints. Equal notebooks give equal
 * pages. What cells tagged `remove-cell`, `remove-input`, `remove-output` and `hide-input` ask for is done.
 */
export function notebookPage(notebook: Notebook, { name, folder = process.cwd() }: PageOptions): string {
  const parts = new PageParts(notebook, folder);
  const cells = notebook.cells.map((cell) => parts.cell(cell)).filter((html) => html !== '');
  const headings = parts.markdown.headings;
  const title = headings.find(({ level }) => level === 1)?.text ?? headings[0]?.text ?? name;
  return `${pageHead(title, pageStyle(light, dark))}
<body>
${contentsHtml(headings)}<main>
${cells.join('\n')}
<footer>${footerHtml(notebook)}</footer>
</main>
${parts.scripts()}</body>
</html>
`;
}

/** Makes the parts of one page and remembers what they need. */
class PageParts {
  readonly markdown = new MarkdownHtml();
  private readonly language: string;
  private readonly folder: string;
  private readonly library: string | undefined;
  private figures = 0;

  constructor({ cells, metadata }: Notebook, folder: string) {
    const { kernelspec, language_info } = metadata as Record<string, Record<string, unknown> | undefined>;
    this.language = String(language_info?.name ?? kernelspec?.language ?? 'typescript');
    this.folder = folder;
    // The larger library only where a figure needs it and the project has it.
    const types = cells.flatMap((cell) => (isCode(cell) ? traceTypesIn(cell) : []));
    const library =
      types.length === 0 ? undefined : (plotlyLibrary(types, folder) ?? plotlyLibrary([], folder));
    if (library !== undefined) this.library = readFileSync(library.path, 'utf8');
    this.canDraw = (figureTypes) => plotlyLibrary(figureTypes, folder) !== undefined;
  }

  private readonly canDraw: (types: readonly unknown[]) => boolean;

  cell(cell: Cell): string {
    if (hasTag(cell, 'remove-cell')) return '';
    if (isCode(cell)) return this.codeCell(cell);
    if (cell.cell_type === 'raw') return '';
    return `<section class="prose">\n${this.prose(cell)}</section>`;
  }

  /** The library and what draws with it, once; nothing on a page without figures. */
  scripts(): string {
    if (this.figures === 0) return '';
    const themes = { themes: { light, dark }, dark: colorMap(light, dark) };
    return [
      `<script type="application/json" id="themes">${scriptJson(themes)}</script>`,
      `<script>${scriptSource(this.library ?? '')}</script>`,
      `<script>${scriptSource(pageScript)}</script>\n`,
    ].join('\n');
  }

  private codeCell(cell: CodeCell): string {
    const { source, outputs, execution_count, metadata } = cell;
    const jupyter = (metadata.jupyter ?? {}) as Record<string, unknown>;
    const isHidden = hasTag(cell, 'hide-input') || jupyter.source_hidden === true;
    const parts: string[] = [];
    if (!hasTag(cell, 'remove-input') && source.trim() !== '') {
      const label = hasTag(cell, 'injected-parameters') ? 'values of this run' : countLabel(execution_count);
      const inner = codeHtml(source.replace(/\s+$/, ''), this.language);
      const code = `<pre tabindex="0"><code>${inner}</code></pre>`;
      const block = `<div class="input">${label && `<span class="count">${label}</span>`}${code}</div>`;
      parts.push(isHidden ? `<details><summary>Code</summary>${block}</details>` : block);
    }
    if (!hasTag(cell, 'remove-output') && jupyter.outputs_hidden !== true) {
      const html = outputs.map((output) => outputHtml(output, this.means)).filter((each) => each !== '');
      if (html.length > 0) parts.push(`<div class="outputs">\n${html.join('\n')}\n</div>`);
    }
    return parts.length === 0 ? '' : `<section class="code">\n${parts.join('\n')}\n</section>`;
  }

  private prose({ source, attachments }: Cell): string {
    return this.markdown.html(source, (address) => this.imageOf(address, attachments));
  }

  private readonly means: OutputMeans = {
    markdown: (text) => this.markdown.html(text, (address) => this.imageOf(address, undefined)),
    figure: (figure) => this.figureHtml(figure),
  };

  private figureHtml(figure: { readonly [field: string]: unknown }): string | undefined {
    if (this.library === undefined || !Array.isArray(figure.data)) return undefined;
    if (!this.canDraw(figure.data.map(typeOf))) return undefined;
    this.figures++;
    const { title, ...layout } = (figure.layout ?? {}) as Record<string, unknown>;
    const words = titleHtml(title);
    const height = Number(layout.height ?? 420) || 420;
    const label = words.replace(/<[^>]*>/g, ' ').trim() || `Figure ${this.figures}`;
    const json = scriptJson({
      data: figure.data,
      layout: { height, ...layout },
      config: figure.config ?? {},
    });
    return [
      `<figure>${words && `<h4>${words}</h4>`}`,
      `<div class="plot" role="img" aria-label="${label}"${words && ' data-titled="1"'}`,
      ` style="min-height:${height}px"></div>`,
      `<script type="application/json" class="figure">${json}</script>`,
      typeof figure.caption === 'string' ? `<figcaption>${escapeHtml(figure.caption)}</figcaption>` : '',
      '</figure>',
    ].join('');
  }

  /** An image of the cell itself or of the disk, as a data address. */
  private imageOf(address: string, attachments: unknown): string | undefined {
    if (address.startsWith('attachment:')) {
      const name = decoded(address.slice('attachment:'.length));
      const bundle = (attachments as Record<string, Record<string, unknown>> | undefined)?.[name] ?? {};
      const [type, data] = Object.entries(bundle).find(([key]) => key.startsWith('image/')) ?? [];
      if (type === undefined) return undefined;
      const text = Array.isArray(data) ? data.join('') : String(data);
      const isText = type === 'image/svg+xml';
      const base64 = isText ? Buffer.from(text).toString('base64') : text.replace(/\s+/g, '');
      return `data:${type};base64,${base64}`;
    }
    if (/^[a-z][a-z\d+.-]*:|^\/\//i.test(address)) return undefined;
    const path = resolve(this.folder, decoded(address.replace(/[?#].*$/, '')));
    const type = IMAGE_TYPES[extname(path).toLowerCase()];
    if (type === undefined) return undefined;
    try {
      return `data:${type};base64,${readFileSync(path).toString('base64')}`;
    } catch {
      return undefined;
    }
  }
}

function traceTypesIn({ outputs }: CodeCell): unknown[] {
  return outputs.flatMap((output) => {
    if (output.output_type === 'stream' || output.output_type === 'error') return [];
    const data = (output.data[PLOTLY] as { data?: unknown } | undefined)?.data;
    return Array.isArray(data) ? [...data.map(typeOf), undefined] : [];
  });
}

function typeOf(trace: unknown): unknown {
  return (trace as { type?: unknown } | null)?.type;
}

/** Plotly's titles are HTML of few tags; the page breaks their lines where plotly would cut them. */
function titleHtml(title: unknown): string {
  const text = typeof title === 'string' ? title : (title as { text?: unknown } | undefined)?.text;
  if (typeof text !== 'string') return '';
  return text
    .replace(/<(?!\/?(?:b|i|em|strong|sub|sup|br)\s*\/?>)[^>]*>?/gi, '')
    .replaceAll('"', '&quot;')
    .trim();
}

function countLabel(count: number | null | undefined): string {
  return typeof count === 'number' ? String(count) : '';
}

function contentsHtml(headings: readonly Heading[]): string {
  const listed = headings.filter(({ level }) => level === 2 || level === 3);
  if (listed.length < CONTENTS_MIN) return '';
  const items = listed.map(
    ({ id, text, level }) => `<li class="level-${level}"><a href="#${id}">${escapeHtml(text)}</a></li>`,
  );
  return `<nav aria-label="Contents"><ul>\n${items.join('\n')}\n</ul></nav>\n`;
}

function footerHtml({ metadata }: Notebook): string {
  const { kernelspec } = metadata as Record<string, Record<string, unknown> | undefined>;
  const kernel = kernelspec?.display_name;
  const language = typeof kernel === 'string' ? ` in ${escapeHtml(kernel)}` : '';
  return `A notebook${language}, with the results of its last run.`;
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
