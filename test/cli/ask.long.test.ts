import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import { answer, closeServers, serve } from '../analyst/asking.ts';
import { faultline, folderOf, json } from './faultline.ts';

afterEach(closeServers);

const KEY = 'sk-secret-of-the-command-line';
const NONE = { OPENAI_API_KEY: '', OPENAI_BASE_URL: '', FAULTLINE_MODEL: '' };

/** Bank 7 fails at step 3 by command, and another at step 5. */
const COMMANDS = [
  { name: 'apply_shock', kind: 'bank_failure', bank: 7, at: 3 },
  { name: 'apply_shock', kind: 'bank_failure', bank: 3, at: 5 },
];
const RUN = ['--seed', '9', '--set', 'steps=6', '--set', 'banks=12', '--commands', 'commands.json'];
const folder = () => folderOf({ 'commands.json': COMMANDS });
const QUESTION = 'why did bank 7 fail?';

/** What `why` says of the same, and the ids of the two commands. */
async function known(cwd: string): Promise<{ text: string; cause: number; decoy: number; end: number }> {
  const why = ['why', 'banks', '--target', 'default:bank=7', '--json'];
  const found = await json([...why, ...RUN], { cwd });
  const asked = await json(['why', 'banks', '--target', 'default:bank=3', '--json', ...RUN], { cwd });
  return {
    text: found.text,
    cause: found.rootCauses[0].id,
    decoy: asked.rootCauses[0].id,
    end: found.chain.at(-1).id,
  };
}

const words = (text: string) => text.replace(/\s+/gu, ' ').trim();
const widest = (text: string) => Math.max(...text.split('\n').map((line) => [...line].length));

describe('ask without a model', () => {
  test('prints the explainer’s answer, and says so', async () => {
    const cwd = folder();
    const { text } = await known(cwd);
    const { code, stdout, stderr } = await faultline(['ask', 'banks', QUESTION, ...RUN], { cwd, env: NONE });
    expect([code, stderr]).toEqual([0, '']);
    expect(words(stdout)).toBe(
      words(`${text} No language model is configured: this is the explainer’s answer.`),
    );
    expect(widest(stdout)).toBeLessThanOrEqual(80);
  });

  test('--json gives the answer with its target and why', async () => {
    const cwd = folder();
    const { text } = await known(cwd);
    const given = await json(['ask', 'banks', QUESTION, '--json', ...RUN], { cwd, env: NONE });
    expect(given).toMatchObject({
      question: QUESTION,
      answer: text,
      by: 'explainer',
      claims: [],
      target: { type: 'default', bank: 7 },
      why: { text },
    });
  });

  test('takes the question as words, a target as an option, and the model from a recipe', async () => {
    const cwd = folder();
    const { text, end } = await known(cwd);
    await faultline(['run', 'banks', ...RUN, '--save-recipe', 'recipe.json'], { cwd });
    for (const args of [
      ['banks', 'why', 'did', 'bank', '7', 'fail?', ...RUN],
      ['banks', 'Well?', '--event', String(end), ...RUN],
      ['banks', '--target', 'default:bank=7', ...RUN],
      [QUESTION, '--recipe', 'recipe.json'],
      ['banks', QUESTION, '--recipe', 'recipe.json'],
    ]) {
      expect(await json(['ask', ...args, '--json'], { cwd, env: NONE })).toMatchObject({ answer: text });
    }
  });

  test('offers questions where the question is not clear', async () => {
    const cwd = folder();
    const { code, stdout } = await faultline(['ask', 'banks', 'what is up?', ...RUN], { cwd, env: NONE });
    expect(code).toBe(0);
    expect(words(stdout)).toContain('The question has no reading that is sure, and nothing is guessed.');
    expect(stdout).toMatch(/^- Why did this happen at t = 3: Bank 7 fails/mu);
    expect(widest(stdout)).toBeLessThanOrEqual(80);
  });

  test('answers about a sweep', async () => {
    const args = ['--sweep-runs', '60', '--set', 'steps=6', '--set', 'banks=12'];
    const crash = ['--set', 'shockRates.asset_price_crash=3'];
    const asked = ['ask', 'banks', 'what do the worst 5 % share?', '--json', ...args, ...crash];
    const { answer: text, features } = await json(asked, { env: NONE });
    expect(features.tail.runs).toBe(3);
    expect(text).toContain('The worst 5 % of 60 runs are 3');
  });

  test('refuses what it cannot take, in a line', async () => {
    const refusals: [string[], string][] = [
      [['banks'], 'question: given nothing; a question after the model'],
      [['bank', 'why?'], 'model: given "bank"'],
      [['banks', QUESTION, '--event', '1000000000'], 'why: event: given 1000000000'],
      [['banks', QUESTION, '--tool-calls-max', '-1'], '--tool-calls-max: given -1'],
      [['banks', QUESTION, '--temperature', '9', '--set', 'steps=1'], 'temperature: given 9'],
      [['banks', QUESTION, '--sweep-runs', '9', '--event', '3'], '--sweep-runs: given 9; without --event'],
      [['banks', QUESTION, '--api-key', KEY], 'unknown option'],
    ];
    for (const [args, line] of refusals) {
      const { code, stdout, stderr } = await faultline(['ask', ...args], { env: NONE });
      expect([code, stdout]).toEqual([2, '']);
      expect(stderr).toContain(line);
      expect(stderr.trim().split('\n')).toHaveLength(1);
      expect(stderr).not.toContain(KEY);
    }
  });
});

describe('ask with a model', () => {
  test('streams claims as they come; then the notice, and what was dropped with its reason', async () => {
    const cwd = folder();
    const { cause, decoy } = await known(cwd);
    const claims = [
      { text: 'The shock on bank 7 at step 3 was necessary.', causes: [cause] },
      { text: 'It was command 1.\u001b[2J', causes: [decoy] },
      ...Array.from({ length: 20 }, (_, i) => ({ text: `Lie ${i} about nothing.`, events: [1e6 + i] })),
    ];
    const server = await serve({ ...answer(...claims), pause: 10 });
    const env = { OPENAI_API_KEY: KEY, OPENAI_BASE_URL: server.baseUrl, FAULTLINE_MODEL: 'm' };
    const times: { at: number; text: string }[] = [];
    const { code, stdout, stderr } = await faultline(['ask', 'banks', QUESTION, ...RUN], {
      cwd,
      env,
      meanwhile: (child) => {
        child.stdout!.on('data', (data: Buffer) => times.push({ at: times.length, text: String(data) }));
      },
    });
    expect([code, stderr]).toEqual([0, '']);
    // The first claim by itself, while the rest of the answer was on its way.
    expect(times[0].text).toBe(`${claims[0].text} [#${cause}]`);
    expect(words(stdout)).toContain('A language model answered; 1 claim of 22 stood the check, 21 dropped.');
    expect(words(stdout)).toContain('- “Lie 3 about nothing.” #1000003: event #1000003 is not there');
    expect(stdout).not.toContain('\u001b');
    expect(widest(stdout)).toBeLessThanOrEqual(80);
    expect(server.asked[0].body.model).toBe('m');
    expect(server.asked[0].headers.authorization).toBe(`Bearer ${KEY}`);
    expect(stdout + stderr).not.toContain(KEY);
  });

  test('takes its server, model and limits from options, and the key from the environment alone', async () => {
    const cwd = folder();
    const server = await serve({ status: 401, body: `{"error":{"message":"no ${KEY}"}}` });
    const options = [
      '--base-url',
      server.baseUrl,
      '--model-name',
      'n',
      '--temperature',
      '0',
      '--timeout',
      '20',
    ];
    const limits = ['--tokens-max', '50000', '--tool-calls-max', '0', '--json'];
    const given = await json(['ask', 'banks', QUESTION, ...RUN, ...options, ...limits], {
      cwd,
      env: { ...NONE, OPENAI_API_KEY: KEY },
    });
    expect(given).toMatchObject({ by: 'explainer', notice: expect.stringContaining('answered 401') });
    expect(JSON.stringify(given)).not.toContain(KEY);
    const [{ body }] = server.asked;
    expect(body).toMatchObject({ model: 'n', temperature: 0 });
    expect(body.tools!.map((tool) => tool.function.name)).toEqual(['answer']);
  });

  test('Ctrl-C ends it', async () => {
    const cwd = folder();
    const server = await serve({ text: 'x'.repeat(100_000), pause: 20 });
    const { code, stdout } = await faultline(
      ['ask', 'banks', QUESTION, ...RUN, '--base-url', server.baseUrl],
      {
        cwd,
        env: NONE,
        meanwhile: (child) => {
          const wait = setInterval(() => {
            if (server.asked.length === 0) return;
            clearInterval(wait);
            child.kill('SIGINT');
          }, 20);
        },
      },
    );
    expect([code, stdout]).toEqual([130, '']);
  });
});

test('a log is asked about as well', async () => {
  const cwd = folder();
  const { stdout } = await faultline(['run', 'banks', ...RUN, '--events', 'ndjson'], { cwd });
  writeFileSync(join(cwd, 'log.ndjson'), stdout);
  const { answer: text, why } = await json(['ask', 'banks', QUESTION, '--log', 'log.ndjson', '--json'], {
    cwd,
    env: NONE,
  });
  expect(why.reruns).toBe(0);
  expect(text).toContain('bank 7 fails');
});
