import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { LanguageServer } from './language-server.ts';

/** A notebook's cell: what an editor shows of it, and what is wrong in it before it runs. */
const server = new LanguageServer('test/models/cell.ts');
beforeAll(() => server.start());
afterAll(() => server.stop());

const HEAD = `
import { attributeTail, banks, compare, decompose, loadTable, open, run, sweep } from '../../lib/index.ts';
import type { AnyModel, LiveRun, Recipe, Run, RunOptions, Sweep } from '../../lib/index.ts';
const one = run(banks);
const live = open(banks);
const many = await sweep(banks);
`;

const lists = async (code: string): Promise<string[]> => [
  ...(await server.completions(`${HEAD}${code};\nexport {};\n`)).keys(),
];

const FIELDS = ['density?', 'shocks?', 'riskWeights?', 'noise?'];

describe('Tab lists', () => {
  test.each([
    ['run(banks, { config: { | } })', 54, FIELDS],
    ['open(banks, { config: { | } })', 54, FIELDS],
    ['sweep(banks, { config: { | } })', 54, FIELDS],
    ['compare({ model: banks, config: { | } }, many)', 54, FIELDS],
    ['compare(many, { model: banks, config: { | } })', 54, FIELDS],
    ['decompose({ | })', 54, FIELDS],
    ['decompose({}, { order: ["|"] })', 3, ['direct', 'fireSales', 'funding']],
    ['run(banks, { config: { riskWeights: { | } } })', 4, ['cash?', 'external?']],
    ['run(banks, { config: { shocks: [{ | }] } })', 5, ['kind', 'at', 'bank?']],
    ['run(banks, { config: { network: "|" } })', 6, ['core-periphery', 'sampled']],
    ['run(banks, { config: { preset: "|" } })', 1, ['reference']],
    ['run(banks, { commands: [{ name: "apply_shock", | }] })', 5, ['at', 'kind', 'bank?']],
    ['sweep(banks, { measure: "|" })', 19, ['loss', 'capitalLoss']],
    ['one.metrics.|', 19, ['loss', 'capitalLoss']],
    ['one.recipe.config.|', 54, ['density', 'shocks']],
    ['many.metrics.|', 19, ['loss', 'capitalLoss']],
    ['live.view().|', 7, ['banks', 'loans', 'markets']],
    ['live.view().banks[0]!.losses.|', 6, ['fireSales', 'funding']],
    ['live.command({ name: "|" })', 7, ['add_capital', 'set']],
    ['live.command({ name: "add_capital", | })', 2, ['bank', 'amount']],
    ['live.runUntil({ type: "|" })', 35, ['default', 'step_end']],
    ['live.runUntil({ type: "default", | })', 8, ['bank?', 'reason?']],
    ['one.events.where({ type: "|" })', 35, ['default', 'step_end']],
    ['one.events.where({ type: "default", | })', 10, ['from?', 'to?', 'bank?']],
    ['for (const event of one.events.where({ type: "default" })) event.|', 9, ['bank', 'equity', 'reason']],
    ['attributeTail(many, 0.9).shares[0]!.channels.|', 7, ['direct', 'passedOn']],
    ['loadTable(banks, "|")', 1, ['banks']],
  ])('%s', async (code, count, some) => {
    const listed = await lists(code);
    expect(listed).toEqual(expect.arrayContaining(some));
    expect(listed.length).toBe(count);
  });

  test('what `set` may change, by path', async () => {
    const paths = await lists('live.command({ name: "set", path: "|" })');
    expect(paths).toEqual(expect.arrayContaining(['noise', 'riskWeights.cash', 'shockRates.rate_rise']));
    expect(paths).not.toContain('steps');
  });
});

describe('help is shown', () => {
  const HELP =
    /probability of a loan for an ordered\spair.*from\s0\sto\s1;\sunit:\sshare;\sdefault:\s0\.25/is;

  test('with a completion', async () => {
    const listed = await server.completions(`${HEAD}run(banks, { config: { | } });\n`);
    expect(await server.resolved(listed.get('density?'))).toMatch(HELP);
  });

  test.each([
    ['run(banks, { config: { density|: 0.3 } })', HELP],
    ['sweep(banks, { config: { density|: 0.3 } })', HELP],
    ['one.recipe.config.density|', HELP],
    ['one.metrics.capitalLoss|', /equity that banks lost: .*unit: currency/i],
    ['many.metrics.capitalLoss|', /equity that banks lost: .*unit: currency/i],
    ['live.view().banks[0]!.injected|', /capital that commands gave it/i],
    ['live.command({ name|: "add_capital", bank: 0, amount: 1 })', /gives a bank capital in cash/i],
    ['live.command({ name: "add_capital", bank|: 0, amount: 1 })', /the bank, 0-based/i],
  ])('of the name in %s', async (code, help) => {
    expect(await server.hover(`${HEAD}${code};\nexport {};\n`)).toMatch(help);
  });
});

describe('without errors', () => {
  test.each([
    'run(banks, { config: { density: 0.3, shocks: [{ kind: "asset_price_crash", at: 2 }] }, seed: "x" })',
    'run(banks, one.recipe).metrics.loss.toFixed(2)',
    'run(banks, live.finish().recipe)',
    // Words and lists in a variable are of the types string and number[].
    'const config = { network: "sampled", shocks: [{ kind: "deposit_run", at: 1 }] }; run(banks, { config })',
    'const config = { shockMagnitudes: { rate_rise: [0, 1] }, failsWhen: ["insolvent"] }; decompose(config)',
    'run(banks, JSON.parse("{}"))',
    'run(banks, { config: JSON.parse("{}") as Record<string, unknown> })',
    'run(banks, { config: { banks: loadTable(banks, "banks", "mine.csv") } })',
    'run(banks, { config: { banks: "mine.csv", matrix: null, preset: "reference" } })',
    'run(banks, { config: { ...one.recipe.config, density: 1 } })',
    'const options: RunOptions = { config: { any: 1 } }; const any: AnyModel = banks; run(any, options).metrics.any',
    'const made: Run = one; const going: LiveRun = live; const recipe: Recipe = one.recipe; const s: Sweep = many',
    'live.command({ name: "set", path: "riskWeights.cash", value: 1 })',
    'live.command({ name: "set", path: "failsWhen.0", value: "illiquid" })',
    'live.command({ name: "set", path: "shockMagnitudes.rate_rise", value: [0, 1] })',
    'open(banks, { commands: [{ name: "delete_bank", bank: 1, at: { time: 3, phase: "service" } }] })',
    'for (const { bank, reason } of one.events.where({ type: "default", bank: 3, from: 2 })) bank.toFixed() + reason',
    'for (const event of one.events) if (event.type === "loss") event.debtor.toFixed()',
    'one.events.toArray().filter(({ bank }) => bank === 3).map(({ t, type, amount }) => [t, type, amount])',
    'live.runUntil((event) => event.type === "default" && event.bank === 3)',
    'live.runUntil(3); live.runUntil({ type: "default", bank: 3 })',
    'for await (const event of live) if (event.type === "cascade") event.depth.toFixed()',
    'many.metrics.defaults.length; many.measure.name === "loss"',
    '(await compare(many, { model: banks, config: { density: 1 } })).b.metrics.defaults.length',
    '(await decompose({ density: 1 }, { order: ["direct"], shapley: true })).shapley!.direct.mean',
    '(await decompose({ any: 1 }, { model: banks as AnyModel, order: ["any"] })).order',
    'sweep(banks, { onProgress: (done, runs, soFar) => soFar()?.metrics.defaults[0]?.toFixed() })',
  ])('%s', async (code) => {
    expect(await server.errors(`${HEAD}${code};\nexport {};\n`)).toEqual([]);
  });
});

describe('wrong before it runs', () => {
  test.each([
    ['run(banks, { config: { densty: 0.3 } })', "'densty' does not exist"],
    ['open(banks, { config: { densty: 0.3 } })', "'densty' does not exist"],
    ['sweep(banks, { config: { densty: 0.3 } })', "'densty' does not exist"],
    ['compare(many, { model: banks, config: { densty: 0.3 } })', "'densty' does not exist"],
    ['decompose({ densty: 0.3 })', "'densty' does not exist"],
    ['run(banks, { config: { riskWeights: { csh: 1 } } })', "'csh' does not exist"],
    ['run(banks, { config: { density: "0.3" } })', "'string' is not assignable to type 'number'"],
    ['run(banks, { config: { shocks: [{ kind: 1, at: 1 }] } })', "'number' is not assignable"],
    ['run(banks, { config: { shocks: [{ kind: "deposit_run" }] } })', "'at' is missing"],
    ['run(banks, { sed: 1 })', "'sed' does not exist"],
    ['decompose({}, { order: ["drect"] })', `'"drect"' is not assignable`],
    ['sweep(banks, { measure: "los" })', `'"los"' is not assignable`],
    ['sweep(banks, { onAbort: "stop" })', `'"stop"' is not assignable`],
    ['loadTable(banks, "steps", "x.csv")', `'"steps"' is not assignable`],
    ['one.metrics.los', "'los' does not exist"],
    ['many.metrics.los', "'los' does not exist"],
    ['live.view().bank', "'bank' does not exist"],
    ['live.command({ name: "add_capitl", bank: 1, amount: 1 })', `'"add_capitl"' is not assignable`],
    ['live.command({ name: "add_capital", bank: 1 })', "'amount' is missing"],
    ['live.command({ name: "set", path: "steps", value: 1 })', `'"steps"' is not assignable`],
    ['live.command({ name: "set", path: "noise", value: "a" })', "'string' is not assignable"],
    ['run(banks, { commands: [{ name: "delete_bank", bank: 1 }] })', "'at' is missing"],
    ['one.events.where({ type: "defualt" })', `'"defualt"' is not assignable`],
    ['one.events.where({ type: "default", bnk: 1 })', "'bnk' does not exist"],
    ['live.runUntil({ type: "defualt" })', `'"defualt"' is not assignable`],
    ['one.events.toArray()[0]!.bnk', "'bnk' does not exist"],
  ])('%s', async (code, message) => {
    const errors = await server.errors(`${HEAD}${code};\nexport {};\n`);
    expect(errors.join('\n')).toContain(message);
    expect(errors.length).toBe(1);
  });
});

test('the types of the config are those of its schema', async () => {
  const code = `
import type { z } from 'zod';
import type { BanksGivenConfig, BanksWholeConfig } from '../../lib/index.ts';
import type { BanksConfig, config } from '../../lib/models/banks/config.ts';
type Frozen<T> = T extends object ? { readonly [Field in keyof T]: Frozen<T[Field]> } : T;
// What the schema does not know: the names of presets, and that a file may stand for the banks.
type Given = Omit<BanksGivenConfig, 'preset' | 'banks'> & { banks?: Exclude<BanksGivenConfig['banks'], string> };
type Schema = Frozen<Omit<z.input<typeof config>, 'preset'>>;
type Wide<T> = T extends string ? string : T extends readonly unknown[] ? readonly Wide<T[number]>[]
  : T extends object ? { readonly [Field in keyof T]: Wide<T[Field]> } : T;
export const there = (given: Given): Wide<Schema> => given;
export const back = (given: Schema): Given => given;
export const whole = (made: Frozen<Omit<BanksConfig, 'preset'>>): Omit<BanksWholeConfig, 'preset'> => made;
export const made = (whole: BanksWholeConfig): Frozen<BanksConfig> => whole;
export const again = (whole: BanksWholeConfig): BanksGivenConfig => whole;
`;
  expect(await server.errors(code)).toEqual([]);
});
