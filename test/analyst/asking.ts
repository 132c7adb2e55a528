import { analyse } from '../../lib/analyst/analyse.ts';
import type { AskOptions } from '../../lib/analyst/ask-options.ts';
import type { Facts } from '../../lib/analyst/facts.ts';
import { type FakeAnswer, type FakeOpenAi, type FakeStep, fakeOpenAi } from '../support/fake-openai.ts';
import { anIncident, WHY } from './an-incident.ts';

const servers: FakeOpenAi[] = [];
/** Closes what `serve` opened. */
export async function closeServers(): Promise<void> {
  await Promise.all(servers.splice(0).map((server) => server.close()));
}

export async function serve(...steps: FakeStep[]): Promise<FakeOpenAi> {
  const server = await fakeOpenAi(steps);
  servers.push(server);
  return server;
}

export const QUESTION = 'Why did bank 7 fail?';
export const ask = (server: FakeOpenAi, options: AskOptions = {}, facts: Facts = anIncident()) =>
  analyse(QUESTION, facts, { baseUrl: server.baseUrl, backoffMs: 1, model: 'm', ...options });

export const TRUE_SHOCK = {
  text: 'The shock on bank 3 was necessary for the failure of bank 7.',
  causes: [3],
};
export const TRUE_LOAN = { text: 'A loan of 20.5 to bank 3 contributed.', causes: [8] };
export const FALSE_SHOCK = { text: 'The shock on bank 5 is to blame.', causes: [4] };
export const answer = (...claims: unknown[]): FakeAnswer => ({
  calls: [{ name: 'answer', args: { claims } }],
});
export const GOOD = answer(TRUE_SHOCK, TRUE_LOAN);
export const GOOD_TEXT = `${TRUE_SHOCK.text} [#3]\n${TRUE_LOAN.text} [#8]`;
export const explainer = { answer: WHY.text, claims: [], by: 'explainer' };
