import { describe, expect, test } from 'vitest';
import type { Figure } from '../../lib/figures/figure.ts';
import { reportPage } from '../../lib/figures/report-page.ts';
import { reportScript } from '../../lib/figures/report-script.ts';

const nasty = '</script><b>&"\'\u2028';
const figure: Figure = {
  title: nasty,
  caption: nasty,
  data: [{ type: 'scatter', name: nasty }],
  layout: { title: { text: 'cut by plotly' }, yaxis: { title: { text: nasty } } },
};
const report = {
  title: nasty,
  subtitle: nasty,
  sections: [
    {
      heading: nasty,
      text: [nasty],
      table: { caption: nasty, columns: [nasty], rows: [[nasty, nasty]], notes: [nasty] },
      code: nasty,
      figure,
      details: { summary: nasty, text: nasty },
    },
  ],
  plotlySource: 'const end = "</script>", open = "<script>", comment = "<!--";',
};
const page = reportPage(report);
const scripts = [...page.matchAll(/<script([^>]*)>([\s\S]*?)<\/script>/g)];

describe('text that looks like HTML stays text', () => {
  test('only the page’s own elements are there', () => {
    expect(page).not.toMatch(/<b>/);
    expect(scripts).toHaveLength(4);
    expect(page.match(/<\/script/gi)).toHaveLength(4);
    expect(page).not.toContain('<!--');
  });

  test('figures come back from their JSON whole', () => {
    const [, , json] = scripts.find(([, attributes]) => attributes!.includes('class="figure"'))!;
    expect(JSON.parse(json!)).toEqual({ data: figure.data, layout: { yaxis: figure.layout.yaxis } });
  });

  test('programs say what they said', () => {
    const [, , source] = scripts[2]!;
    expect(new Function(`${source}; return [end, open, comment];`)()).toEqual([
      '</script>',
      '<script>',
      '<!--',
    ]);
  });
});

test('what the page runs is a program', () => {
  expect(() => new Function(reportScript)).not.toThrow();
});

test('the page asks the network for nothing, and forbids it', () => {
  const head = page.slice(0, page.indexOf('<style>'));
  expect(head).toContain('default-src &#39;none&#39;');
  expect(page).not.toMatch(/\b(src|href)=/);
  expect(page).not.toMatch(/@import|url\(/);
});

test('has language, headings and words for what figures show', () => {
  expect(page).toMatch(/^<!doctype html>\n<html lang="en">/);
  expect(page.match(/<h1>/g)).toHaveLength(1);
  expect(page).toContain('role="img" aria-label="&lt;/script&gt;');
  expect(page).toContain('<noscript>');
  expect(page).toContain('<th scope="row">');
});

test('paragraphs and lists', () => {
  const text = ['one', '- a', '- b', 'two', '- c'];
  const listed = reportPage({ ...report, sections: [{ heading: 'h', text }] });
  expect(listed.replaceAll('\n', '')).toContain(
    '<p>one</p><ul><li>a</li><li>b</li></ul><p>two</p><ul><li>c</li></ul>',
  );
});

test('equal reports give equal pages', () => {
  expect(reportPage(report)).toBe(page);
});
