import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { faultline, folderOf, json } from './faultline.ts';

/** Bank 0 has lent more than it has to each of 1 and 2; 3 is a decoy. */
const files = {
  'config.json': {
    banks: [10, 20, 20, 20].map((capital) => ({ capital, targetLeverage: 100 / capital })),
    matrix: [
      [0, 12, 12, 2],
      [0, 0, 0, 0],
      [0, 0, 0, 0],
      [0, 0, 0, 0],
    ],
    ...{ steps: 6, stepsPerYear: 1, noise: 0, shocks: 'none', recovery: 0, density: 0, actionShare: 0.01 },
    ...{ externalRate: 0, depositRate: 0, interbankRate: 0, repaymentRate: 0, investmentShare: 0 },
    ...{ fireSales: false, funding: false, markets: [{ name: 'M', price: 100 }] },
  },
  'commands.json': [
    { name: 'apply_shock', kind: 'bank_failure', bank: 3, at: 2 },
    { name: 'apply_shock', kind: 'bank_failure', bank: 1, at: 3 },
    { name: 'apply_shock', kind: 'bank_failure', bank: 2, at: 3 },
  ],
};
const args = ['banks', '--config', 'config.json', '--commands', 'commands.json', '--seed', '7'];

describe('why --json', () => {
  test('names causes by event and by place in the recipe; an event of a default is its fate', async () => {
    const cwd = folderOf(files);
    const answer = await json(['why', ...args, '--target', 'default:bank=0', '--json'], { cwd });
    const keys = ['target', 'chain', 'rootCauses', 'sets', 'prevention', 'text', 'limits', 'reruns'];
    expect(Object.keys(answer)).toEqual(keys);
    const commands = (ids: number[]) =>
      ids.map((id) => answer.rootCauses.find((cause: { id: number }) => cause.id === id).command);
    expect(answer.sets.map(commands)).toEqual([[1, 2]]);
    expect(answer.rootCauses.slice(0, 2)).toMatchObject([
      { kind: 'command', command: 1, verdict: 'sufficient', effect: 'unchanged' },
      { kind: 'command', command: 2, verdict: 'sufficient', effect: 'unchanged' },
    ]);
    for (const step of answer.chain)
      expect(step).toMatchObject({ id: expect.any(Number), sentence: expect.any(String) });
    const again = await json(['why', ...args, '--event', String(answer.target.id), '--json'], { cwd });
    expect(again).toEqual(answer);
    expect(again.target).toMatchObject({ kind: 'fate', type: 'default', fields: { bank: 0 } });
  });

  test('the prevention, added to the commands, prevents it', async () => {
    const cwd = folderOf(files);
    const { prevention } = await json(['why', ...args, '--target', 'default:bank=0', '--json'], { cwd });
    writeFileSync(
      join(cwd, 'more.json'),
      JSON.stringify([...files['commands.json'], ...prevention.commands]),
    );
    const { metrics } = await json(['run', ...args.slice(0, 3), '--commands', 'more.json', '--json'], {
      cwd,
    });
    expect(metrics.defaults).toBe(3);
  });

  test('a change of a metric, with shares', async () => {
    const cwd = folderOf(files);
    const target = ['--metric', 'interbankLosses', '--from', '1', '--to', '5'];
    const answer = await json(['why', ...args, ...target, '--json'], { cwd });
    expect(answer.target).toMatchObject({ kind: 'metric', before: 0, after: 26, change: 26 });
    const shares = answer.rootCauses.filter(({ share }: { share?: number }) => share !== undefined);
    expect(shares.map(({ command, share }: { command: number; share: number }) => [command, share])).toEqual([
      [1, 12],
      [2, 12],
      [0, 2],
    ]);
  });

  test('the same from a saved recipe; from the log alone without runs', async () => {
    const cwd = folderOf(files);
    await faultline(['run', ...args, '--save-recipe', 'recipe.json'], { cwd });
    const target = ['--target', 'default:bank=0', '--json'];
    const fromRecipe = await json(['why', '--recipe', 'recipe.json', ...target], { cwd });
    expect(fromRecipe).toEqual(await json(['why', ...args, ...target], { cwd }));
    const { stdout } = await faultline(['run', ...args, '--events', 'ndjson'], { cwd });
    writeFileSync(join(cwd, 'log.ndjson'), stdout);
    const fromLog = await json(['why', 'banks', '--log', 'log.ndjson', ...target], { cwd });
    expect(fromLog.sets).toEqual(fromRecipe.sets);
    expect(fromLog).toMatchObject({ reruns: 0, prevention: null });
    expect(fromLog.rootCauses[0]).toMatchObject({ kind: 'command', command: 1 });
  });

  test('without a target: questions, each with the options that ask it', async () => {
    const cwd = folderOf(files);
    const { questions } = await json(['why', ...args, '--json'], { cwd });
    expect(questions[0].target).toEqual({ event: expect.any(Number) });
    const { stdout } = await faultline(['why', ...args], { cwd });
    expect(stdout).toContain(`--event ${questions[0].target.event}`);
  });
});

test('for people: within 80 columns, the causes first', async () => {
  const cwd = folderOf(files);
  const { stdout, code } = await faultline(['why', ...args, '--target', 'default:bank=0'], { cwd });
  expect(code).toBe(0);
  expect(stdout).toMatch(/^At t = 3: Bank 0 fails, insolvent, with equity/);
  expect(stdout.replace(/\s+/g, ' ')).toContain('together are a cause: only without both of them');
  for (const line of stdout.split('\n')) expect([...line].length).toBeLessThanOrEqual(80);
});

describe('bad input is one line', () => {
  test.each([
    [
      'an event that is not there',
      ['--event', '99999'],
      /^faultline: why: event: given 99999; an id from 0 to \d+\n$/,
    ],
    ['a fate that never came', ['--target', 'default:bank=9'], /there is none; whyNot/],
    ['two targets', ['--event', '3', '--target', 'default'], /one of --event ID/],
  ])('%s', async (_, more, message) => {
    const { stderr, stdout, code } = await faultline(['why', ...args, ...more], { cwd: folderOf(files) });
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toMatch(message);
    expect(stderr.trimEnd().split('\n')).toHaveLength(1);
  });
});

test('help names every way to ask', async () => {
  const { stdout } = await faultline(['why', '--help']);
  for (const option of [
    '--event',
    '--target',
    '--metric',
    '--from',
    '--to',
    '--log',
    '--recipe',
    '--commands',
  ]) {
    expect(stdout).toContain(option);
  }
});
