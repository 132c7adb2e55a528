import { join } from 'node:path';
import { afterEach, expect, test, vi } from 'vitest';
import { ask, banks, type LoggedEvent, run, why } from '../../lib/index.ts';
import { fakeOpenAi } from '../support/fake-openai.ts';

/*
 * Makes data/why-analyst.json, which notebook 08 shows, and holds that it comes out the same. To record it anew:
 *   npx vitest run test/notebooks/why-analyst.test.ts -u
 */

const FILE = join(import.meta.dirname, '../../data/why-analyst.json');
const SEED = 384;
const BANK = 22;
const QUESTION = `Why did bank ${BANK} fail?`;

afterEach(() => vi.unstubAllEnvs());

test('the recorded answer comes out the same, from a server on loopback', async () => {
  for (const name of ['OPENAI_API_KEY', 'OPENAI_BASE_URL', 'FAULTLINE_MODEL']) vi.stubEnv(name, '');
  const history = run(banks, { seed: SEED });
  const found = why(history, { type: 'default', bank: BANK });
  const idOf = (kind: string) => found.rootCauses.find((cause) => cause.kind === kind)?.id ?? Number.NaN;
  const [crash, bought, fall] = [idOf('shock'), idOf('decision'), found.chain.at(-1)!.id];
  const irrelevant = found.rootCauses.find(({ verdict }) => verdict === 'irrelevant');
  const innocent = history.events.get(irrelevant?.id ?? Number.NaN) as LoggedEvent;

  // Four claims stand. The fifth blames what has no part, the sixth makes up a number, the last an event.
  const claims = [
    {
      text: `The crash of BANK_INDEX by 0.31042 at t = 37 was necessary.`,
      causes: [crash],
      events: [crash],
    },
    {
      text: `The decision of bank ${BANK} to invest was necessary, too.`,
      causes: [bought],
      events: [bought],
    },
    { text: `Bank ${BANK} was then insolvent, with equity of -338.277.`, events: [fall] },
    {
      text: 'Without that decision 10 banks fail.',
      causes: [bought],
      figures: [{ name: `metric:defaults without #${bought}`, value: 10 }],
    },
    {
      text: `The decision of bank ${innocent.bank} to invest at t = ${innocent.t} was necessary, too.`,
      causes: [innocent.id],
      events: [innocent.id],
    },
    { text: `Bank ${BANK} fails with equity of -1,200 million.`, events: [fall] },
    { text: 'A run of its depositors began it.', events: [999999] },
  ];
  const calls = [{ name: 'without', args: { events: [bought] } }];
  const server = await fakeOpenAi([{ calls }, { calls: [{ name: 'answer', args: { claims } }] }]);
  const analysis = await ask(history, QUESTION, { baseUrl: server.baseUrl, model: 'scripted' }).finally(
    server.close,
  );

  expect(analysis.by).toBe('model');
  expect(analysis.claims.map(({ text }) => text)).toEqual(claims.slice(0, 4).map(({ text }) => text));
  const { answer, claims: stands, dropped, by, notice } = analysis;
  const recorded = {
    about: 'An answer of a scripted server on loopback, lies included. No language model had a part in it.',
    run: { model: 'banks', seed: SEED },
    question: QUESTION,
    tool: calls[0],
    said: claims.map(({ text }) => text),
    analysis: { by, notice, answer, claims: stands, dropped },
  };
  await expect(`${JSON.stringify(recorded, null, 2)}\n`).toMatchFileSnapshot(FILE);
});
