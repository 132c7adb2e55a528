import type { Figure } from './figure.ts';
import { escapeHtml, scriptJson, scriptSource } from './html-text.ts';
import { pageHead } from './page-head.ts';
import { reportScript } from './report-script.ts';
import { reportStyle } from './report-style.ts';
import { colorMap, dark, light } from './theme.ts';

/** A table of text; the first cell of a row is its heading. */
export interface ReportTable {
  readonly caption: string;
  readonly columns: readonly string[];
  readonly rows: readonly (readonly string[])[];
  readonly notes?: readonly string[];
  /** Cells hold long words that may break anywhere. */
  readonly isLong?: boolean;
}

/** A part of the page; what it has is shown in the order of these fields. */
export interface ReportSection {
  readonly heading: string;
  /** Paragraphs of plain text; those that begin with `- ` are the items of a list. */
  readonly text?: readonly string[];
  readonly table?: ReportTable;
  /** A command to copy. */
  readonly code?: string;
  readonly figure?: Figure;
  /** Long text, such as a recipe, folded up. */
  readonly details?: { readonly summary: string; readonly text: string };
}

/** What a report says. All text is plain. */
export interface Report {
  readonly title: string;
  readonly subtitle?: string;
  readonly sections: readonly ReportSection[];
  /** The source of plotly's basic bundle, put into the page. */
  readonly plotlySource: string;
}

const ITEM = '- ';

/**
 * One HTML page with everything in it: it opens from a disk, asks the network for nothing (its policy
 * forbids it), and follows the reader's choice of light or dark. Equal reports give equal pages.
 */
export function reportPage({ title, subtitle, sections, plotlySource }: Report): string {
  const parts = sections.map((section, i) => sectionHtml(section, i));
  return `${pageHead(title, reportStyle(light, dark))}
<body>
<main>
<header>
<h1>${escapeHtml(title)}</h1>
${subtitle === undefined ? '' : `<p class="subtitle">${escapeHtml(subtitle)}</p>\n`}</header>
<noscript><p class="note">The figures need JavaScript; text and tables do not.</p></noscript>
${parts.join('\n')}
</main>
<script type="application/json" id="dark-colors">${scriptJson(colorMap(light, dark))}</script>
<script>${scriptSource(plotlySource)}</script>
<script>${scriptSource(reportScript)}</script>
</body>
</html>
`;
}

function sectionHtml(section: ReportSection, i: number): string {
  const { heading, text = [], table, code, figure, details } = section;
  const parts = [
    `<section aria-labelledby="heading-${i}">`,
    `<h2 id="heading-${i}">${escapeHtml(heading)}</h2>`,
    ...text.map((paragraph, at) => paragraphHtml(paragraph, text[at - 1], text[at + 1])),
  ];
  if (table !== undefined) parts.push(tableHtml(table));
  if (code !== undefined) parts.push(`<pre tabindex="0"><code>${escapeHtml(code)}</code></pre>`);
  if (figure !== undefined) parts.push(figureHtml(figure, i));
  if (details !== undefined) {
    const { summary, text: body } = details;
    parts.push(
      `<details><summary>${escapeHtml(summary)}</summary>`,
      `<pre tabindex="0">${escapeHtml(body)}</pre></details>`,
    );
  }
  return [...parts, '</section>'].join('\n');
}

function paragraphHtml(text: string, before = '', after = ''): string {
  if (!isItem(text)) return `<p>${escapeHtml(text)}</p>`;
  const item = `<li>${escapeHtml(text.slice(ITEM.length))}</li>`;
  return `${isItem(before) ? '' : '<ul>'}${item}${isItem(after) ? '' : '</ul>'}`;
}

function isItem(text: string): boolean {
  return text.startsWith(ITEM);
}

function tableHtml({ caption, columns, rows, notes = [], isLong = false }: ReportTable): string {
  const head = columns.map((column) => `<th scope="col">${escapeHtml(column)}</th>`).join('');
  const body = rows.map(([first = '', ...cells]) => {
    const rest = cells.map((cell) => `<td>${escapeHtml(cell)}</td>`).join('');
    return `<tr><th scope="row">${escapeHtml(first)}</th>${rest}</tr>`;
  });
  return [
    `<div class="${isLong ? 'table long' : 'table'}" tabindex="0" role="region"`,
    ` aria-label="${escapeHtml(caption)}">`,
    '<table>',
    `<caption>${escapeHtml(caption)}</caption>`,
    `<thead><tr>${head}</tr></thead>`,
    `<tbody>${body.join('\n')}</tbody></table></div>`,
    ...notes.map((note) => `<p class="note">${escapeHtml(note)}</p>`),
  ].join('\n');
}

/** The title of a figure becomes text of the page, which breaks lines where plotly would cut. */
function figureHtml({ title, caption, data, layout }: Figure, i: number): string {
  const { title: _, ...rest } = layout;
  return [
    '<figure>',
    `<h3>${escapeHtml(title)}</h3>`,
    `<div class="plot" id="plot-${i}" role="img" aria-label="${escapeHtml(`${title}. ${caption}`)}"`,
    ` style="min-height: ${Number(layout.height ?? 400)}px"></div>`,
    `<figcaption>${escapeHtml(caption)}</figcaption>`,
    `<script type="application/json" class="figure" data-plot="plot-${i}">`,
    `${scriptJson({ data, layout: rest })}</script>`,
    '</figure>',
  ].join('\n');
}
