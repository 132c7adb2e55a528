import { existsSync } from 'node:fs';
import { type Browser, chromium, type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import type { SessionInfo } from '../../lib/client/session-info.ts';
import { type ServerProcess, serverProcess } from '../client/server-process.ts';
import { temporaryFiles } from '../support/temporary-files.ts';

const CHROMIUM = '/usr/bin/chromium';
const isThere = existsSync(CHROMIUM);
if (!isThere) console.warn(`test/page/served.long.test.ts: skipped, there is no ${CHROMIUM}`);

/** The page that `faultline serve` serves, in a browser: each test has a server of its own. */
describe.skipIf(!isThere)('the served page in Chromium', () => {
  let browser: Browser;

  beforeAll(async () => {
    const args = ['--no-sandbox', '--disable-gpu', '--disable-dev-shm-usage'];
    browser = await chromium.launch({ executablePath: CHROMIUM, args });
  });
  afterAll(() => browser?.close());

  async function served(folder: string, port = 0): Promise<ServerProcess> {
    const server = await serverProcess('--port', String(port), '--folder', folder);
    onTestFinished(async () => void (await server.end('SIGKILL')));
    return server;
  }

  /** The page of a session that is begun over HTTP. */
  async function watching(server: ServerProcess, given: object): Promise<{ page: Page; id: string }> {
    const { id } = (await call(server, '', 'POST', given)) as SessionInfo;
    const page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
    onTestFinished(() => page.close());
    page.on('pageerror', (error) => {
      throw error;
    });
    await page.goto(`${server.url}/?session=${id}`);
    await page.waitForSelector('.headline dd');
    return { page, id };
  }

  async function call({ url }: ServerProcess, path: string, method = 'GET', body?: object): Promise<unknown> {
    const response = await fetch(`${url}/api/v1/sessions${path}`, {
      method,
      ...(body && { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }),
    });
    const answer = (await response.json()) as { error?: { message: string } };
    if (!response.ok) throw new Error(answer.error?.message);
    return answer;
  }

  const statusIs = (page: Page, status: string) => page.waitForSelector(`.status[data-status="${status}"]`);
  const lightIs = (page: Page, state: string) => page.waitForSelector(`.light[data-state="${state}"]`);

  test('pauses within a turn, adds capital, shows it, and goes on', async () => {
    const server = await served(temporaryFiles({}));
    const { id, page } = await watching(server, { model: 'banks', pace: { turns: 4 } });
    const info = async () => (await call(server, `/${id}`)) as SessionInfo;
    await expect.poll(async () => (await info()).turn).toBeGreaterThan(2);
    const before = (await info()).turn;
    await page.keyboard.press('Space');
    await statusIs(page, 'paused');
    const after = await info();
    expect(after.status).toBe('paused');
    expect(after.turn - before).toBeLessThanOrEqual(1);

    await page.getByRole('button', { name: 'Act', exact: true }).click();
    await page.getByText('add capital').click();
    await page.fill('#field-bank', '4');
    await page.fill('#field-amount', '5000');
    await page.press('#field-amount', 'Tab');
    await page.locator('form.command button').click();
    await page.getByRole('button', { name: 'Feed', exact: true }).click();
    await page.waitForSelector('text=/5000/');
    const state = (await call(server, `/${id}/state`)) as { view: { banks: { injected: number }[] } };
    expect(state.view.banks[4].injected).toBe(5000);
    expect(await info()).toMatchObject({ commands: 1, turn: after.turn });
    await page.keyboard.press('Escape');
    await page.keyboard.press('Space');
    await statusIs(page, 'running');
    await expect.poll(async () => (await info()).turn).toBeGreaterThan(after.turn);
  });

  test.each(['SIGTERM', 'SIGKILL'] as const)(
    'after %s and a new start it goes on by itself',
    async (signal) => {
      const folder = temporaryFiles({});
      const first = await served(folder);
      const { id, page } = await watching(first, { model: 'banks', pace: { turns: 30 } });
      await lightIs(page, 'live');
      await expect.poll(async () => ((await call(first, `/${id}`)) as SessionInfo).turn).toBeGreaterThan(40);
      await first.end(signal);
      await lightIs(page, 'retrying');
      const second = await served(folder, Number(new URL(first.url).port));
      await lightIs(page, 'live');
      const { recovered, turn } = (await call(second, `/${id}`)) as SessionInfo;
      expect(turn).toBeGreaterThan(0);
      expect(recovered === null).toBe(signal === 'SIGTERM');
      await page.keyboard.press('Space');
      await statusIs(page, 'paused');
      await expect.poll(async () => ((await call(second, `/${id}`)) as SessionInfo).status).toBe('paused');
    },
  );

  test('answers why, in place', async () => {
    const server = await served(temporaryFiles({}));
    const { page } = await watching(server, { model: 'banks', seed: 27 });
    await statusIs(page, 'finished');
    await page.getByRole('button', { name: 'Why', exact: true }).click();
    await page
      .getByRole('button', { name: /Bank 35.*(fail|default)/i })
      .first()
      .click();
    const answer = page.locator('.why-answer');
    await answer.waitFor();
    expect(await answer.locator('.cause').count()).toBeGreaterThan(0);
    expect(await answer.locator('.chain .event').count()).toBeGreaterThan(1);
    // What the command line says of it, word for word.
    expect(await answer.innerText()).toMatch(/35/);
  });
});
