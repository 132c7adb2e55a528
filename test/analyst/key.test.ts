import { inspect } from 'node:util';
import { afterEach, describe, expect, test } from 'vitest';
import { ask, closeServers, explainer, GOOD, GOOD_TEXT, serve } from './asking.ts';

afterEach(closeServers);

describe('the key', () => {
  const apiKey = 'sk-very/secret+key=="1"';
  const forms = {
    plain: apiKey,
    url: encodeURIComponent(apiKey),
    base64: btoa(apiKey),
    'base64 within': btoa(`me:${apiKey}`),
    'base64 of a header': btoa(`Bearer ${apiKey}`),
    'base64url within': btoa(`x${apiKey}y`).replaceAll('+', '-').replaceAll('/', '_'),
    json: JSON.stringify(apiKey).slice(1, -1),
    hex: Buffer.from(apiKey).toString('hex'),
  };
  // First: the client keeps the console’s methods as they are at its first request.
  test('is in nothing that is thrown or printed', async () => {
    const printed: unknown[] = [];
    const methods = ['log', 'info', 'warn', 'error', 'debug'] as const;
    const before = methods.map((method) => console[method]);
    for (const method of methods) console[method] = (...words: unknown[]) => printed.push(words);
    try {
      const broken = await serve(...Array(4).fill({ body: `data: {${apiKey}\n\n` }));
      expect(await ask(broken, { apiKey })).toMatchObject(explainer);
      const server = await serve({ text: 'x'.repeat(5000), pause: 20 });
      const error = await ask(server, { apiKey, signal: AbortSignal.timeout(50) }).catch((e: unknown) => e);
      expect(inspect(error, { depth: 9, showHidden: true })).not.toContain(apiKey);
    } finally {
      methods.forEach((method, i) => {
        console[method] = before[i];
      });
    }
    expect(printed).toEqual([]);
  });

  /** What a reader could take for the key: any eight characters of a form of it. */
  const leaks = (shown: string, form: string) => {
    for (let i = 3; i + 8 <= form.length - 3; i++) if (shown.includes(form.slice(i, i + 8))) return true;
    return false;
  };

  test.each(Object.entries(forms))('is in no error that the server echoes: %s', async (_, form) => {
    const body = JSON.stringify({ error: { message: `wrong key ${form}` } });
    const server = await serve({ status: 401, body });
    const analysis = await ask(server, { apiKey });
    expect(server.asked[0].headers.authorization).toBe(`Bearer ${apiKey}`);
    expect(analysis.notice).toContain('The server answered 401');
    expect(analysis.notice).toContain('[key]');
    expect(leaks(JSON.stringify(analysis) + inspect(analysis, { depth: 9 }), apiKey)).toBe(false);
    expect(analysis.notice).not.toContain(form);
  });

  test('with a line end, as files and shells leave it, is sent without', async () => {
    const server = await serve(GOOD);
    expect(await ask(server, { apiKey: `${apiKey}\n` })).toMatchObject({ answer: GOOD_TEXT });
    expect(server.asked[0].headers.authorization).toBe(`Bearer ${apiKey}`);
  });

  test('is in no claim, kept or dropped, that a server makes with it', async () => {
    const text = (more: string) => `Bank 7 failed ${more}.`;
    const claims = [
      { text: text(`"${apiKey}"`), events: [12] },
      { text: text(apiKey), events: [12] },
      { text: text(encodeURIComponent(apiKey)), events: [12] },
      { text: 'Figure', figures: [{ name: apiKey, value: 1 }] },
      `no form ${apiKey}`,
    ];
    const spelled = JSON.stringify({ claims }).replaceAll('s', '\\u0073');
    const server = await serve({ calls: [{ name: 'answer', args: spelled }] });
    const analysis = await ask(server, { apiKey });
    // Two are the same without it.
    expect(analysis.dropped.length + analysis.claims.length).toBe(4);
    const shown = JSON.stringify(analysis) + inspect(analysis, { depth: 9 });
    expect(leaks(shown, apiKey)).toBe(false);
  });
});
