import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { type Browser, chromium, type Page } from 'playwright-core';
import { build } from 'vite';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { noHost } from '../../lib/core/host.ts';
import { makeRecipe } from '../../lib/core/recipe.ts';
import { LiveRun } from '../../lib/live/live-run.ts';
import { models } from '../../lib/models/models.ts';
import { decodeLink, encodeLink } from '../../lib/page/recipe-link.ts';
import { root } from '../house/source.ts';

const CHROMIUM = '/usr/bin/chromium';
const isThere = existsSync(CHROMIUM);
if (!isThere) console.warn(`test/page/page.long.test.ts: skipped, there is no ${CHROMIUM}`);

/** The page, built as it is shipped, from a plain file server, in a browser. */
describe.skipIf(!isThere)('the page in Chromium', () => {
  let folder: string;
  let server: Server;
  let browser: Browser;
  let address: string;
  const faults: string[] = [];

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'faultline-page-'));
    await build({
      configFile: join(root, 'vite.config.page.ts'),
      root: join(root, 'lib/page'),
      build: { outDir: folder, emptyOutDir: true },
      logLevel: 'error',
    });
    server = createServer((request, response) => {
      const { pathname } = new URL(request.url ?? '/', 'http://page');
      const type = pathname.endsWith('.js') ? 'text/javascript' : 'text/html';
      readFile(join(folder, pathname === '/' ? 'index.html' : pathname)).then(
        (body) => response.setHeader('content-type', type).end(body),
        () => response.writeHead(404).end(),
      );
    }).listen(0, '127.0.0.1');
    await new Promise((resolve) => server.once('listening', resolve));
    address = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
    browser = await chromium.launch({
      executablePath: CHROMIUM,
      args: ['--no-sandbox', '--disable-gpu', '--disable-dev-shm-usage'],
    });
  }, 120_000);

  afterAll(async () => {
    await browser?.close();
    server?.close();
    rmSync(folder, { recursive: true, force: true });
    expect(faults).toEqual([]);
  });

  async function open(url = address, options: { readonly width?: number; readonly height?: number } = {}) {
    const { height = 800, width = 1280 } = options;
    const context = await browser.newContext({ viewport: { width, height } });
    const page = await context.newPage();
    page.on('pageerror', (error) => faults.push(String(error.stack)));
    page.on('request', (request) => {
      const isOurs = request.url().startsWith(address) || /^(blob|data|file):/.test(request.url());
      if (!isOurs) faults.push(`a request to ${request.url()}`);
    });
    await page.goto(url);
    await page.waitForSelector('.headline dd');
    return page;
  }

  const textOf = (page: Page, selector: string): Promise<string> =>
    page.locator(selector).first().innerText();
  const statusIs = (page: Page, status: string) => page.waitForSelector(`.status[data-status="${status}"]`);
  const timeOf = async (page: Page) => Number((await textOf(page, '.time output')).replace(/[^\d.]/g, ''));
  const slide = (page: Page, selector: string, values: readonly number[]) =>
    page.locator(selector).evaluate((input, all) => {
      for (const value of all) {
        (input as HTMLInputElement).value = String(value);
        input.dispatchEvent(new Event('input', { bubbles: true }));
      }
      input.dispatchEvent(new Event('change', { bubbles: true }));
    }, values);
  /** The run in the link that the page shares. */
  async function shared(page: Page) {
    await page.getByRole('button', { name: 'Share' }).click();
    await page.waitForURL(/#run=/);
    const link = new URLSearchParams(new URL(page.url()).hash.slice(1)).get('run') as string;
    return { link, ...(await decodeLink(models, link)) };
  }

  test('opens on an example that runs and is well; each model has one', async () => {
    const page = await open();
    await statusIs(page, 'running');
    expect(await textOf(page, '.number dd')).toBe('40 of 40');
    for (const name of ['cache', 'trading', 'banks']) {
      await page.selectOption('.models', name);
      await page.waitForFunction(() => {
        const time = document.querySelector('.time output')?.textContent ?? '0';
        return Number.parseFloat(time) > 0;
      });
      expect(await page.locator('.number[data-bad="true"]').count()).toBe(0);
      expect(await page.locator('.lever input').count()).toBe(1);
    }
    await page.close();
  });

  test('pauses, steps one turn, rewinds by keys', async () => {
    const page = await open();
    await page.waitForFunction(() => !document.querySelector('.time output')?.textContent?.startsWith('0'));
    await page.keyboard.press('Space');
    await statusIs(page, 'paused');
    const { turnCount } = await shared(page);
    await page.keyboard.press('.');
    await expect.poll(async () => (await shared(page)).turnCount).toBe(turnCount + 1);
    await page.keyboard.press('r');
    await expect.poll(() => timeOf(page)).toBe(0);
    await statusIs(page, 'paused');
    await page.keyboard.press('ArrowUp');
    await expect.poll(() => textOf(page, '.pace output')).toBe('260 turns/s');
    await page.close();
  });

  test('a link gives the same run, digest for digest with Node', async () => {
    const page = await open();
    await page.keyboard.press('Space');
    await statusIs(page, 'paused');
    await page.selectOption('.models', 'cache');
    await statusIs(page, 'running');
    const config = { requests: 3_000, arrivals: { kind: 'poisson', rate: 1 } };
    for (const [name, given] of [
      ['banks', { banks: 15, steps: 12 }],
      ['cache', config],
      ['trading', { market: { kind: 'garch', days: 1, interval: 60 } }],
    ] as const) {
      const model = models.find((each) => each.name === name) as (typeof models)[number];
      const recipe = makeRecipe(model, { config: given, seed: 'link' }, noHost);
      const live = LiveRun.restore(model, { recipe, turnCount: 100, landedCount: 0 });
      const link = await encodeLink(model, { recipe, turnCount: 100, landedCount: 0, question: null });
      await page.goto(`${address}#run=${link}`);
      await statusIs(page, 'paused');
      await expect.poll(async () => (await shared(page)).recipe.model).toBe(name);
      const there = await shared(page);
      expect([there.turnCount, there.recipe]).toEqual([100, recipe]);
      await slide(page, '.pace input', [11]);
      await page.keyboard.press('Space');
      await statusIs(page, 'finished');
      expect(await page.locator('.status').getAttribute('data-digest')).toBe(live.finish().digest);
    }
    await page.close();
  });

  test('a hundred moves of a slider are in the recipe, which replays to the same digest', async () => {
    const page = await open();
    await page.selectOption('.models', 'cache');
    await page.waitForFunction(() => document.querySelector('.lever-label')?.textContent === 'Load');
    for (let i = 0; i < 100; i++) {
      await slide(page, '.lever input', [0.3 + i / 1000]);
      await page.evaluate(() => new Promise(requestAnimationFrame));
    }
    await page.keyboard.press('Space');
    await statusIs(page, 'paused');
    const { landedCount, link, model, recipe, turnCount } = await shared(page);
    expect(recipe.commands.length).toBeGreaterThan(20);
    expect(recipe.commands.at(-1)).toMatchObject({ name: 'set', path: 'arrivals.rate' });
    const events = async (at: Page) => textOf(at, '.number dd');
    const here = await events(page);
    const again = await open(`${address}#run=${link}`);
    await statusIs(again, 'paused');
    expect(await events(again)).toBe(here);
    const standing = { recipe, turnCount, landedCount };
    const digest = LiveRun.restore(model, standing).digest;
    expect(LiveRun.restore(model, (await shared(again)) as never).digest).toBe(digest);
    await Promise.all([page.close(), again.close()]);
  });

  test('the lever breaks the example for all to see', async () => {
    const page = await open();
    await slide(page, '.lever input', [0.4]);
    await slide(page, '.pace input', [5]);
    await page.waitForSelector('.number[data-bad="true"]');
    await expect.poll(async () => Number.parseInt(await textOf(page, '.number dd'), 10)).toBeLessThan(30);
    await page.close();
  });

  test('a panel never moves the drawing', async () => {
    const page = await open();
    const box = async () => page.locator('.stage').boundingBox();
    const before = await box();
    for (const name of ['Feed', 'Act', 'Config', 'Charts']) {
      await page.getByRole('button', { name, exact: true }).click();
      await page.waitForSelector('.drawer');
      expect(await box()).toEqual(before);
    }
    await page.keyboard.press('Escape');
    await expect.poll(() => page.locator('.drawer').count()).toBe(0);
    await page.close();
  });

  test('capital that is added is there', async () => {
    const page = await open();
    await page.keyboard.press('Space');
    await statusIs(page, 'paused');
    await page.getByRole('button', { name: 'Act', exact: true }).click();
    await page.getByText('add capital').click();
    await page.fill('#field-bank', '4');
    await page.fill('#field-amount', '5000');
    await page.press('#field-amount', 'Tab');
    await page.locator('form.command button').click();
    await page.getByRole('button', { name: 'Feed', exact: true }).click();
    await page.waitForSelector('text=/5000/');
    const { recipe } = await shared(page);
    expect(recipe.commands).toMatchObject([{ name: 'add_capital', bank: 4, amount: 5000 }]);
    await page.close();
  });

  test('a config out of range is refused at its field, and a good one starts a run', async () => {
    const page = await open();
    await page.getByRole('button', { name: 'Config', exact: true }).click();
    await page.fill('#field-coreShare', '3');
    await page.getByRole('button', { name: 'Start this run' }).click();
    expect(await textOf(page, '.field[data-wrong="true"] .field-name')).toBe('coreShare');
    await page.fill('#field-coreShare', '0.2');
    await page.fill('#field-banks', '25');
    await page.getByRole('button', { name: 'Start this run' }).click();
    await expect.poll(() => textOf(page, '.number dd')).toBe('25 of 25');
    await page.close();
  });

  test('a broken link says so, and opens the example', async () => {
    const page = await open(`${address}#run=nonsense`);
    await statusIs(page, 'running');
    expect(await textOf(page, '.toast')).toContain('This link is broken');
    await page.close();
  });

  test('opens from a file, and on a telephone nothing is wider than it', async () => {
    const page = await open(pathToFileURL(join(folder, 'index.html')).href, { width: 360, height: 640 });
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(360);
    await expect.poll(() => timeOf(page)).toBeGreaterThan(0);
    await page.close();
  });
});
