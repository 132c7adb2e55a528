import { inspect } from 'node:util';
import { afterEach, expect, test, vi } from 'vitest';
import { analyse } from '../../lib/analyst/analyse.ts';
import { chatModel } from '../../lib/analyst/chat-model.ts';
import { anIncident, WHY } from './an-incident.ts';

const loaded: string[] = [];
const PACKAGES = ['langchain', '@langchain/openai', '@langchain/core/messages'];

afterEach(() => {
  for (const name of PACKAGES) vi.doUnmock(name);
  vi.resetModules();
  loaded.length = 0;
});

test('without a key and a server the explainer answers, and LangChain is not loaded', async () => {
  for (const name of PACKAGES) {
    vi.doMock(name, () => {
      loaded.push(name);
      return {};
    });
  }
  const chunks: string[] = [];
  const analysis = await analyse('Why?', anIncident(), { onText: (chunk) => chunks.push(chunk), apiKey: '' });
  expect(analysis).toEqual({
    answer: WHY.text,
    claims: [],
    dropped: [],
    by: 'explainer',
    notice: 'No language model is configured: this is the explainer’s answer.',
    usage: { tokens: 0, toolCalls: 0, retries: 0 },
  });
  expect(chunks).toEqual([WHY.text]);
  expect(loaded).toEqual([]);
});

test('without the packages it says what to install', async () => {
  vi.doMock('@langchain/openai', () => {
    throw new Error("Cannot find package '@langchain/openai'");
  });
  const error = await analyse('Why?', anIncident(), { apiKey: 'sk-secret-key' }).catch((e: unknown) => e);
  expect(error).toMatchObject({ name: 'FaultlineError', where: 'a language model' });
  expect(String(error)).toContain('npm install langchain @langchain/openai @langchain/core');
  expect(inspect(error)).not.toContain('sk-secret-key');
});

test('a model shows no key, and takes none from the environment', async () => {
  vi.stubEnv('OPENAI_API_KEY', 'sk-of-the-environment');
  const given = {
    model: 'm',
    temperature: undefined,
    baseUrl: 'http://127.0.0.1:1/v1',
    apiKey: 'sk-secret-key',
  };
  for (const apiKey of ['sk-secret-key', undefined]) {
    const model = await chatModel({ ...given, apiKey });
    const shown = inspect(model, { depth: 20, showHidden: true }) + JSON.stringify(model);
    expect(shown).not.toContain('sk-');
  }
  vi.unstubAllEnvs();
});
