import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { chromium } from 'playwright-core';
import { expect, test } from 'vitest';
import type { Output } from '../../../lib/notebook/runner/notebook.ts';
import { checkNotebook } from '../../../lib/notebook/runner/notebook-file.ts';
import { notebookPage } from '../../../lib/notebook/runner/notebook-page.ts';
import { temporaryFolder } from './support.ts';

const PNG =
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==';
const figure = {
  'application/vnd.plotly.v1+json': {
    data: [{ type: 'bar', x: [1, 2], y: [3, 4], marker: { color: '#0072b2' } }],
    layout: { title: { text: 'Losses <b>in</b> </script><i>all</i> &amp; more' }, height: 300 },
  },
  'text/html': '<script>NOT ON THE PAGE</script>',
};

const RISK = riskTable();
const PRINTED = { output_type: 'stream', name: 'stdout' } as const;

const shown = (data: Record<string, unknown>): Output => ({
  output_type: 'display_data',
  metadata: {},
  data,
});

function pageOf(cells: readonly Record<string, unknown>[], folder = temporaryFolder()): string {
  const whole = cells.map((cell) => ({ cell_type: 'code', metadata: {}, source: '', outputs: [], ...cell }));
  const json = { nbformat: 4, nbformat_minor: 5, metadata: {}, cells: whole };
  return notebookPage(checkNotebook(json, 'n'), { name: 'plain.ipynb', folder });
}

function body(page: string): string {
  return page.slice(page.indexOf('<main>'), page.indexOf('</main>'));
}

test('code is coloured and escaped, its results are in the best of their forms', () => {
  const page = body(
    pageOf([
      {
        source: 'const x: string = "<b>"; // </script>',
        execution_count: 7,
        outputs: [
          { output_type: 'stream', name: 'stdout', text: '\u001b[31mred\u001b[39m <i>\n' },
          { output_type: 'stream', name: 'stderr', text: 'careful' },
          shown({ 'text/plain': 'PLAIN', 'text/html': '<table class="t"></table>' }),
          shown({ 'text/markdown': '**bold**', 'text/plain': 'PLAIN' }),
          shown({ 'image/png': `${PNG.slice(0, 20)}\n${PNG.slice(20)}`, 'text/plain': 'PLAIN' }),
          shown({ 'application/json': { a: ['<'] } }),
          shown({ 'application/x-own': 1 }),
          {
            output_type: 'error',
            ename: 'E',
            evalue: 'v',
            traceback: ['\u001b[1mE\u001b[22m: v', ' at <cell>'],
          },
        ],
      },
    ]),
  );
  expect(page).toContain(
    '<span class="hljs-keyword">const</span> <span class="hljs-attr">x</span>'.slice(0, 41),
  );
  expect(page).toContain('&lt;b&gt;');
  expect(page).not.toContain('</script>');
  expect(page).toContain('<span class="count">7</span>');
  expect(page).toContain('<span class="ansi-red-fg">red</span> &lt;i&gt;</pre>');
  expect(page).toContain('<pre class="stderr" tabindex="0">careful</pre>');
  expect(page).toContain('<table class="t"></table>');
  expect(page).toContain('<strong>bold</strong>');
  expect(page).toContain(`src="data:image/png;base64,${PNG}"`);
  expect(page).toContain('&quot;&lt;&quot;');
  expect(page).toContain('[application/x-own: not shown on this page]');
  expect(page).toMatch(
    /<pre class="error" tabindex="0"><span style="font-weight:bold">E<\/span>: v\n at &lt;cell&gt;/,
  );
  expect(page).not.toContain('PLAIN');
});

test('the title, the contents and their ids come from the headings', () => {
  const page = pageOf([
    { cell_type: 'markdown', source: 'Intro\n\n# A *fine* <day>&amp;' },
    { cell_type: 'markdown', source: '## Same\n\n## Same\n\n### Über `x`' },
  ]);
  expect(page).toContain('<title>A fine &amp;</title>');
  expect([...page.matchAll(/<h\d id="([^"]*)"/g)].map((match) => match[1])).toEqual([
    'a-fine',
    'same',
    'same-2',
    'über-x',
  ]);
  expect(page).toContain('<li class="level-3"><a href="#über-x">Über x</a></li>');
  expect(pageOf([{ source: '1' }])).toContain('<title>plain.ipynb</title>');
});

test('markdown: local images and attachments are put in, others become links; TeX stays as it is', () => {
  const folder = temporaryFolder();
  writeFileSync(join(folder, 'a b.png'), Buffer.from(PNG, 'base64'));
  const source = [
    '![one](a%20b.png) ![two](attachment:x.png) ![three](https://example.org/y.png) ![four](missing.png)',
    'costs $5 and $10, but $a_1 * b_2 * c$ is math',
    '| wide | table |\n| --- | ---: |\n| a | b |',
  ].join('\n\n');
  const page = body(
    pageOf([{ cell_type: 'markdown', source, attachments: { 'x.png': { 'image/png': PNG } } }], folder),
  );
  expect(page.match(/<img src="data:image\/png;base64,/g)).toHaveLength(2);
  expect(page).toContain('<a href="https://example.org/y.png">three</a>');
  expect(page).toContain('<a href="missing.png">four</a>');
  expect(page).toContain('costs $5 and $10, but <span class="math">a_1 * b_2 * c</span> is math');
  expect(page).toContain('<td style="text-align:right">b</td>');
});

test('tags that hide parts', () => {
  const printed = [{ output_type: 'stream', name: 'stdout', text: 'PRINTED' }];
  const page = (tag: string): string =>
    body(pageOf([{ source: 'CODE', outputs: printed, metadata: { tags: [tag] } }]));
  expect(page('remove-cell')).not.toMatch(/CODE|PRINTED/);
  expect(page('remove-input')).not.toContain('CODE');
  expect(page('remove-input')).toContain('PRINTED');
  expect(page('remove-output')).not.toContain('PRINTED');
  expect(page('hide-input')).toMatch(/<details><summary>Code<\/summary>.*CODE/);
  expect(page('injected-parameters')).toContain('values of this run');
});

test('figures are drawn by one library, whatever their number; a page without figures has none', () => {
  const one = pageOf([{ source: 'x', outputs: [shown(figure)] }]);
  const two = pageOf([{ source: 'x', outputs: [shown(figure), shown(figure)] }]);
  const none = pageOf([{ source: 'x' }]);
  expect(two.length - one.length).toBeLessThan(2000);
  expect(none.length).toBeLessThan(20_000);
  expect(none).not.toContain('<script');
  expect(one).not.toContain('NOT ON THE PAGE');
  expect(one).toContain('<h4>Losses <b>in</b> <i>all</i> &amp; more</h4>');
  expect(pageOf([{ source: 'x', outputs: [shown(figure)] }])).toBe(one);
});

test('a figure that the library cannot draw is shown in its other form', () => {
  const surface = { data: [{ type: 'surface', z: [[1]] }], layout: {} };
  const data = { 'application/vnd.plotly.v1+json': surface, 'text/html': '<p>ELSE</p>' };
  expect(body(pageOf([{ source: 'x', outputs: [shown(data)] }]))).toContain('<p>ELSE</p>');
});

test('in a browser: no request, no error, figures drawn in both schemes, no sideways scrolling', async () => {
  const folder = temporaryFolder();
  let asked = 0;
  const server = createServer((_, response) => {
    asked++;
    response.end();
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const elsewhere = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const wide = `<table><tr>${'<td>much text here</td>'.repeat(40)}</tr></table>`;
  const page = pageOf([
    { cell_type: 'markdown', source: `# Title\n\n${'word '.repeat(50)}\n\n\`${'x'.repeat(300)}\`` },
    { source: `const long = '${'y'.repeat(300)}';`, outputs: [shown(figure), shown({ 'text/html': wide })] },
    { source: 'x', outputs: [shown({ 'text/html': tracker(elsewhere) })] },
    { source: 'y', outputs: [shown({ 'text/html': RISK }), { ...PRINTED, text: `${'word '.repeat(40)}\n` }] },
  ]);
  const path = join(folder, 'page.html');
  writeFileSync(path, page);
  const options = ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-sync'];
  const more = ['--disable-background-networking', '--disable-component-update'];
  const browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: [...options, ...more] });
  try {
    for (const colorScheme of ['light', 'dark'] as const) {
      for (const width of [400, 1200]) {
        const tab = await browser.newPage({ viewport: { width, height: 800 }, colorScheme });
        const errors: string[] = [];
        tab.on('pageerror', (error) => errors.push(error.message));
        await tab.goto(pathToFileURL(path).href);
        await tab.waitForSelector('.plot .bars path');
        const bar = await tab.$eval('.plot .bars path', (element) => getComputedStyle(element).fill);
        const scroll = await tab.evaluate(() => document.documentElement.scrollWidth);
        // The blue of the light theme, and its counterpart in the dark one.
        expect(bar).toBe(colorScheme === 'light' ? 'rgb(0, 114, 178)' : 'rgb(86, 180, 233)');
        expect(scroll).toBe(width);
        // The table fits a column 804 pixels wide; printed lines wrap where the column is narrow.
        const hidden = (selector: string) =>
          tab.$eval(selector, (element) => element.scrollWidth - element.clientWidth);
        if (width === 1200) expect(await hidden('.html:has(#risk)')).toBe(0);
        else expect(await hidden('pre.text')).toBe(0);
        expect(errors).toEqual([]);
        await tab.close();
      }
    }
    // The policy stops what the outputs want from elsewhere.
    expect(asked).toBe(0);
  } finally {
    await browser.close();
    server.close();
  }
});

function riskTable(): string {
  const titles = ['level', 'VaR (EUR billion)', 'VaR: 95 % interval', 'CVaR (EUR billion)'];
  const more = ['CVaR: 95 % interval', 'runs in the tail', 'losses beyond the tail'];
  const head = [...titles, ...more].map((title) => `<th>${title}</th>`).join('');
  const row = ['95 %', '501.9', '[453.2, 554.5]', '649.8', '[589.7, 710.0]', '40', '39'];
  const cells = row.map((each) => `<td>${each}</td>`).join('');
  return `<table id="risk"><thead><tr>${head}</tr></thead><tbody><tr>${cells}</tr></tbody></table>`;
}

function tracker(address: string): string {
  const fetched = `fetch('${address}/fetch').catch(() => {})`;
  return `<img src="${address}/image.png"><link rel="stylesheet" href="${address}/x.css"><script>${fetched}</script>`;
}
