import { Marked, type TokenizerAndRendererExtension } from 'marked';
import { escapeHtml } from '../../figures/html-text.ts';
import { codeHtml } from './code-html.ts';

/** A heading of the page, to jump to. */
export interface Heading {
  readonly id: string;
  /** Plain text. */
  readonly text: string;
  readonly level: number;
}

/** Turns the markdown of a notebook into HTML; one for a whole page, so that no two headings share an id. */
export class MarkdownHtml {
  readonly headings: Heading[] = [];
  private readonly marked = new Marked({ gfm: true });
  private imageOf: (address: string) => string | undefined = () => undefined;

  constructor() {
    const page = this;
    this.marked.use({ extensions: [mathOf('inline'), mathOf('block')] });
    this.marked.use({
      renderer: {
        heading({ tokens, depth }) {
          const html = this.parser.parseInline(tokens);
          const text = plainOf(html);
          const id = page.newId(text);
          page.headings.push({ id, text, level: depth });
          return `<h${depth} id="${id}">${html}</h${depth}>\n`;
        },
        code({ text, lang = '' }) {
          return `<pre tabindex="0"><code>${codeHtml(text, lang.split(/\s/)[0]!)}</code></pre>\n`;
        },
        image({ href, title, text }) {
          const source = href.startsWith('data:image/') ? href : page.imageOf(href);
          if (source === undefined) return `<a href="${escapeHtml(href)}">${escapeHtml(text || href)}</a>`;
          const hint = title ? ` title="${escapeHtml(title)}"` : '';
          return `<img src="${source}" alt="${escapeHtml(text)}"${hint}>`;
        },
        table(token) {
          // Wide tables scroll by themselves.
          const cells = (row: typeof token.header, tag: string): string =>
            row
              .map(({ tokens, align }) => {
                const style = align === null ? '' : ` style="text-align:${align}"`;
                return `<${tag}${style}>${this.parser.parseInline(tokens)}</${tag}>`;
              })
              .join('');
          const rows = token.rows.map((row) => `<tr>${cells(row, 'td')}</tr>`).join('\n');
          const head = `<thead><tr>${cells(token.header, 'th')}</tr></thead>`;
          return `<div class="wide" tabindex="0"><table>${head}\n<tbody>${rows}</tbody></table></div>\n`;
        },
      },
    });
  }

  /**
   * @param imageOf gives an image as a data address; undefined for one that is not here, which becomes a
   * link, since the page asks for nothing from elsewhere.
   */
  html(markdown: string, imageOf: (address: string) => string | undefined): string {
    this.imageOf = imageOf;
    return this.marked.parse(markdown, { async: false });
  }

  private newId(text: string): string {
    const base =
      text
        .toLowerCase()
        .replace(/[^\p{L}\p{N}]+/gu, '-')
        .replace(/^-|-$/g, '') || 'section';
    const isTaken = (id: string): boolean => this.headings.some((heading) => heading.id === id);
    let id = base;
    for (let n = 2; isTaken(id); n++) id = `${base}-${n}`;
    return id;
  }
}

/** TeX stays as it is written: nothing in it is emphasis or an escape. */
function mathOf(level: 'inline' | 'block'): TokenizerAndRendererExtension {
  const isBlock = level === 'block';
  const pattern = isBlock
    ? /^\$\$([\s\S]+?)\$\$[ \t]*(?:\n|$)/
    : /^(\$\$?)(?!\s)((?:\\.|[^$\\\n])+?)(?<!\s)\1(?!\d)/;
  const name = isBlock ? 'mathBlock' : 'math';
  return {
    name,
    level,
    start: (source) => {
      // For blocks, only at the start of a line: marked ends a paragraph there.
      const at = source.search(isBlock ? /(?<=\n)\$\$/ : /\$/);
      return at < 0 ? undefined : at;
    },
    tokenizer(source) {
      const match = pattern.exec(source);
      if (match === null) return undefined;
      return { type: name, raw: match[0], text: (isBlock ? match[1] : match[2])!.trim() };
    },
    renderer: ({ text }) => {
      const html = escapeHtml(String(text));
      return isBlock ? `<p class="math">${html}</p>\n` : `<span class="math">${html}</span>`;
    },
  };
}

function plainOf(html: string): string {
  return html
    .replace(/<[^>]*>/g, '')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&#39;', "'")
    .replaceAll('&amp;', '&');
}
