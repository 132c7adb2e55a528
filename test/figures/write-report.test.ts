import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { type Browser, chromium, type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { replayCommand } from '../../lib/cli/replay-command.ts';
import { type ReportInput, reportHtml, writeReport } from '../../lib/cli/write-report.ts';
import { banks, run, sweep } from '../../lib/index.ts';
import { temporaryFiles } from '../support/temporary-files.ts';

const BANKS = ['</script><b>', 'Banque Générale & Sons', 'Gamma', 'Delta', 'Epsilon', 'Zeta'];
const config = {
  banks: BANKS.map((name, i) => ({ name, capital: 1000 * (i + 1) })),
  steps: 8,
  density: 0.6,
  recovery: 0,
  shocks: [
    { kind: 'asset_price_crash' as const, at: 3, magnitude: 0.6 },
    { kind: 'deposit_run' as const, at: 5, bank: 2 },
  ],
};

async function input(): Promise<ReportInput> {
  const many = await sweep(banks, { config, runs: 60, seed: 3, workers: 1 });
  return { run: run(banks, { config, seed: many.worst.seed }), sweep: many, title: 'A test </title>' };
}

test('the same runs give the same page', async () => {
  const page = reportHtml(await input());
  expect(reportHtml(await input())).toBe(page);
  expect(page).toContain('99.9 %');
  expect(page).toContain(', open) *</td>');
  expect(page).toContain('npx faultline run --recipe recipe.json');
  expect(page).toContain('npx faultline sweep --recipe recipe.json --runs 60 --seed 3');
  expect(page).toMatch(/Mean EUR .*, median EUR .*; a bank failed in .* % of the runs\./);
  expect(page).not.toContain('<b>');
});

describe('writing', () => {
  test('makes folders, replaces what is there, leaves no draft', async () => {
    const folder = temporaryFiles({ 'report.html': 'old' });
    const given = await input();
    writeReport(join(folder, 'report.html'), given);
    writeReport(join(folder, 'a/b/report.html'), given);
    expect(readFileSync(join(folder, 'report.html'), 'utf8')).toBe(reportHtml(given));
    expect(readdirSync(folder).sort()).toEqual(['a', 'report.html']);
    expect(readdirSync(join(folder, 'a/b'))).toEqual(['report.html']);
  });

  test('a place that cannot be written is one line, and nothing half-written', async () => {
    const folder = temporaryFiles({ file: 'not a folder' });
    const given = await input();
    mkdirSync(join(folder, 'taken/inside'), { recursive: true });
    writeFileSync(join(folder, 'taken/inside/x'), '');
    for (const [path, code] of [
      ['file/report.html', 'EEXIST|ENOTDIR'],
      ['taken', 'EISDIR|ENOTEMPTY|EEXIST'],
    ] as const) {
      const message = new RegExp(`^report: given ".*${path}"; a path that can be written \\((${code})\\)$`);
      expect(() => writeReport(join(folder, path), given)).toThrow(message);
    }
    expect(readdirSync(folder).sort()).toEqual(['file', 'taken']);
  });
});

describe('the command that replays a run', () => {
  const command = (options: Parameters<typeof run>[1]) => replayCommand(run(banks, options).recipe);

  test('names what differs from the shipped config, or a recipe where that is much', () => {
    expect(command({ seed: 7, config: { steps: 2 } })).toBe('npx faultline run banks --seed 7 --set steps=2');
    const calm = { steps: 2, noise: 0, shocks: 'none' };
    expect(command({ seed: 7, config: calm })).toBe(
      'npx faultline run banks --seed 7 --set steps=2 --set noise=0 --set shocks=none',
    );
    for (const options of [
      { config: { steps: 2, shocks: [] } },
      { config: { steps: 2 }, seed: 'two words' },
      { config: { steps: 2, currency: 'US $' } },
      { config: { steps: 4 }, until: 2 },
      { config: { steps: 2 }, commands: [{ name: 'halt_lending', at: 1 }] },
    ]) {
      expect(command(options)).toBe('npx faultline run --recipe recipe.json');
    }
  });
});

const CHROMIUM = '/usr/bin/chromium';
const hasChromium = existsSync(CHROMIUM);
if (!hasChromium) console.log(`Skipped: the report in a browser, for there is no ${CHROMIUM}`);

describe.skipIf(!hasChromium)('in Chromium, offline, from a disk', () => {
  let browser: Browser;

  beforeAll(async () => {
    const args = [
      ...['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-sync'],
      ...['--disable-background-networking', '--disable-component-update'],
    ];
    browser = await chromium.launch({ executablePath: CHROMIUM, args });
  });
  afterAll(() => browser?.close());

  /** Texts of figures that reach beyond them. */
  const cutTexts = (page: Page) =>
    page.evaluate(() => {
      const beyond = (inner: DOMRect, outer: DOMRect) =>
        inner.left < outer.left - 1 ||
        inner.right > outer.right + 1 ||
        inner.top < outer.top - 1 ||
        inner.bottom > outer.bottom + 1;
      return Array.from(document.querySelectorAll('.main-svg text'))
        .filter((text) => text.getBoundingClientRect().width > 0)
        .filter((text) =>
          beyond(text.getBoundingClientRect(), text.closest('.plot')!.getBoundingClientRect()),
        )
        .map((text) => text.textContent);
    });

  test.each([
    ['light', 1400, 900],
    ['dark', 1400, 900],
    ['light', 360, 800],
  ] as const)('%s, %d wide: every figure, no request, no complaint', async (colorScheme, width, height) => {
    const path = join(temporaryFiles({}), 'report.html');
    writeReport(path, await input());
    const context = await browser.newContext({ colorScheme, viewport: { width, height }, offline: true });
    const page = await context.newPage();
    const requests: string[] = [];
    const complaints: string[] = [];
    page.on('request', (request) => requests.push(request.url()));
    page.on('console', (message) => complaints.push(message.text()));
    page.on('pageerror', (error) => complaints.push(String(error)));

    await page.goto(pathToFileURL(path).href);
    await page.waitForFunction(() => document.querySelectorAll('.plot[data-theme]').length === 4);

    expect(requests).toEqual([pathToFileURL(path).href]);
    expect(complaints).toEqual([]);
    expect(await page.locator('.plot .main-svg').count()).toBeGreaterThanOrEqual(4);
    expect(await page.locator(`.plot[data-theme="${colorScheme}"]`).count()).toBe(4);
    expect(await page.locator('.plot b, main b').count()).toBe(0);
    expect(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth)).toBe(true);
    expect(await cutTexts(page)).toEqual([]);

    const other = colorScheme === 'light' ? 'dark' : 'light';
    await page.emulateMedia({ colorScheme: other });
    await page.waitForFunction(
      (theme) => document.querySelectorAll(`.plot[data-theme=${theme}]`).length === 4,
      other,
    );
    expect(complaints).toEqual([]);
    await context.close();
  });
});
