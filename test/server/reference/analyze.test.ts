import { afterAll, beforeAll, expect, test } from 'vitest';
import { newSessionSchema } from '../../../lib/server/session/new-session.ts';
import { served } from './served.ts';
import type { Told } from './told-by.ts';

let server: Awaited<ReturnType<typeof served>>;
let session: string;
beforeAll(async () => {
  server = await served();
  const config = { requests: 3000, chaos: [{ kind: 'kill', node: 2, at: 100 }] };
  const given = newSessionSchema.parse({ model: 'cache', config, seed: 0, name: 'simulation' });
  const made = await server.sessions.create(given, 'ann');
  session = made.id;
  while (made.status.status === 'running') await new Promise((resolve) => setTimeout(resolve, 10));
});
afterAll(() => server.close());

async function ask(body: object, user = 'ann'): Promise<{ status: number; said: Told }> {
  const headers = { 'content-type': 'application/json', 'x-user': user };
  const response = await fetch(`${server.url}/ai/analyze`, {
    method: 'POST',
    headers,
    body: JSON.stringify(body),
  });
  return { status: response.status, said: (await response.json()) as Told };
}

test('without a language model the explainer answers from the log, names the kill, and says so', async () => {
  const { said, status } = await ask({ query: 'why was node 2 killed?', metrics: { hitRatio: 0.99 } });
  expect(status).toBe(200);
  expect(said).toMatchObject({ session_id: session, by: 'explainer' });
  expect(said.analysis).toMatch(/node 2/);
  expect(said.notice).toMatch(/not used/);
  expect(said.analysis).not.toMatch(/0\.99/);
});

test('what cannot be read is answered by questions, not by a guess', async () => {
  const { said } = await ask({ question: 'is purple a good colour?', session_id: session });
  expect(said.target).toBe(null);
  expect(said.questions.length).toBeGreaterThan(0);
});

test('without a question or a session it is an error', async () => {
  expect((await ask({ session_id: session })).status).toBe(400);
  expect((await ask({ query: 'why?' }, 'bea')).status).toBe(404);
  expect((await ask({ query: 'why?', session_id: session }, 'bea')).status).toBe(404);
});
